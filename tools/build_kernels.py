"""Compiles the kernels in place: python tools/build_kernels.py (needs Cython, setuptools and a C compiler).

The build of the package calls it (``hatch_build.py``). ``--checked`` builds with bounds checks, ``--sanitise`` with
AddressSanitizer; both are for copies of the package that tests run on (``--package FOLDER``).
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "detectors" / "meibo_detectors"
DIRECTIVES = {"language_level": 3, "boundscheck": False, "wraparound": False, "cdivision": True, "embedsignature": True}
CHECKED = {**DIRECTIVES, "boundscheck": True, "initializedcheck": True}

SHARED = "shared_parts"
"""A module of what Cython would put into each kernel: it alone takes as long to compile as ten of them."""


class HeadersMissingError(RuntimeError):
    """This Python has no headers to compile with; the text says how to get them."""


def has_compiler() -> bool:
    """Whether the compiler that this Python asks for, or the one named by CC, can be called; Windows finds its own."""
    if sys.platform == "win32":
        return True
    command = os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"
    return shutil.which(command.split()[0]) is not None


def require_headers(include: Path | None = None) -> None:
    """Raise HeadersMissingError where Python.h is not in its folder: distributions keep it in a package of its own."""
    if not Path(include or sysconfig.get_path("include"), "Python.h").is_file():
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise HeadersMissingError(
            f"Python.h is missing, which compiling needs. Install python{version}-dev (Debian, Ubuntu:"
            f" sudo apt-get install python{version}-dev; Fedora, RHEL: sudo dnf install python3-devel)"
            " and run the same command again"
        )


def use_ziglang() -> None:
    """Let the build call the C compiler of the package ziglang."""
    compiler = f"{sys.executable} -m ziglang cc"
    shared = f"{compiler} -shared" if sys.platform != "darwin" else f"{compiler} -bundle -undefined dynamic_lookup"
    os.environ.update(CC=compiler, CXX=f"{sys.executable} -m ziglang c++", LDSHARED=shared)


def build(package: Path, *, is_checked: bool = False, is_sanitised: bool = False) -> list[Path]:
    """Compile each ``kernels/*.pyx`` of a package that is newer than what was made of it; the modules' paths."""
    from Cython.Build import cythonize
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    require_headers()
    if not has_compiler():
        use_ziglang()
    sources = sorted((package / "kernels").glob("*.pyx"))
    shared = [*(package / "kernels").glob("*.pxd"), *(package / "kernels").glob("*.h")]
    compile_args, link_args = _flags(is_checked=is_checked, is_sanitised=is_sanitised)
    root, scratch = package.parent, package.parent.parent / "build" / "kernels"
    shared_module = f"{package.name}.kernels.{SHARED}"
    shared_source = scratch / package.name / "kernels" / f"{SHARED}.c"
    extensions = [
        Extension(
            f"{package.name}.kernels.{source.stem}",
            [str(source.relative_to(root))],
            depends=[str(path) for path in shared],
            include_dirs=[str(package / "kernels")],
            extra_compile_args=compile_args,
            extra_link_args=link_args,
        )
        for source in sources
    ]
    before = Path.cwd()
    os.chdir(root)  # so that the modules are named from the top of the package
    try:
        modules = cythonize(
            extensions,
            compiler_directives=CHECKED if is_checked else DIRECTIVES,
            build_dir=str(scratch),
            include_path=[str(root)],
            shared_utility_qualified_name=shared_module,
            nthreads=os.cpu_count() if multiprocessing.get_start_method() == "fork" else 0,
            quiet=True,
        )
        if not shared_source.exists():
            shared_source.parent.mkdir(parents=True, exist_ok=True)
            generate = [sys.executable, "-m", "cython", f"--generate-shared={shared_source}"]
            subprocess.run(generate, check=True)  # noqa: S603 - our own command line
        modules.append(
            Extension(shared_module, [str(shared_source)], extra_compile_args=compile_args, extra_link_args=link_args)
        )
        distribution = Distribution({"name": package.name, "ext_modules": modules, "package_dir": {"": str(root)}})
        command = build_ext(distribution)
        command.inplace, command.build_temp = True, str(scratch)
        command.parallel = os.cpu_count()
        command.ensure_finalized()
        command.run()
    finally:
        os.chdir(before)
    suffix = str(sysconfig.get_config_var("EXT_SUFFIX"))
    return [package / "kernels" / (name + suffix) for name in (*(source.stem for source in sources), SHARED)]


def _flags(*, is_checked: bool, is_sanitised: bool) -> tuple[list[str], list[str]]:
    """What the compiler and the linker are told; nothing that ties the result to this processor."""
    if sys.platform == "win32":
        return ["/O2"], []
    sanitise = ["-fsanitize=address", "-fno-omit-frame-pointer"] if is_sanitised else []
    return ["-O1" if is_checked or is_sanitised else "-O3", "-g1", "-Wno-unused-function", *sanitise], sanitise


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line of this file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--package", type=Path, default=PACKAGE, metavar="FOLDER", help="the package meibo_detectors")
    parser.add_argument("--checked", action="store_true", help="with bounds checks")
    parser.add_argument("--sanitise", action="store_true", help="with AddressSanitizer")
    told = parser.parse_args(arguments)
    for module in build(told.package.resolve(), is_checked=told.checked, is_sanitised=told.sanitise):
        print(module)


if __name__ == "__main__":
    main()
