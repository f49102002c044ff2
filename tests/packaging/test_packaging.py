"""What is handed out works: sdist to wheel to an empty environment to a scan."""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "share"


def run(*command: str | Path, folder: Path) -> str:
    """Standard output of a command that must succeed, run away from the checkout's own environment."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    result = subprocess.run(list(map(str, command)), cwd=folder, env=environment, capture_output=True, check=False)
    assert result.returncode == 0, result.stderr.decode()[-2000:]
    return result.stdout.decode()


def count_files(folder: Path) -> int:
    """Files below a folder."""
    return sum(path.is_file() for path in folder.rglob("*"))


def make_environment(folder: Path) -> Path:
    """A new virtual environment with nothing in it but pip; returns its interpreter."""
    venv.create(folder, with_pip=True)
    return folder / "bin" / "python"


@pytest.mark.slow
def test_wheel_of_the_sdist_scans_in_an_empty_environment(tmp_path: Path) -> None:
    """The sdist holds all that the wheel needs, and the wheel all that a scan needs; nothing of the tests slips in."""
    python = make_environment(tmp_path / "env")
    run(python, "-m", "pip", "-q", "install", "build", folder=tmp_path)
    run(python, "-m", "build", "--outdir", tmp_path / "dist", ROOT, folder=tmp_path)
    (sdist,) = (tmp_path / "dist").glob("*.tar.gz")
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with tarfile.open(sdist) as archive:
        tops = {name.split("/")[1] for name in archive.getnames()}
    assert tops <= {"scanner", "detectors", "connectors", "README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml",
                    "PKG-INFO", ".gitignore", "hatch_build.py", "tools", "docs"}  # fmt: skip
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
        names = archive.namelist()
    assert tops == {"meibo", "meibo_detectors", "meibo_connectors", f"meibo-{wheel.name.split('-')[1]}.dist-info"}
    assert f"meibo-{wheel.name.split('-')[1]}.dist-info/sboms/meibo.cdx.json" in names
    for name in (
        "LICENCES.md",
        "LICENCES-names.md",
        "LICENCES-places.md",
        "LICENCES-banks.md",
        "surnames.table",
        "towns.table",
    ):
        assert f"meibo_detectors/dictionaries/{name}" in names
    empty = make_environment(tmp_path / "empty")
    run(empty, "-m", "pip", "-q", "install", wheel, folder=tmp_path)
    meibo = tmp_path / "empty" / "bin" / "meibo"
    run(meibo, "demo", tmp_path / "demo", folder=tmp_path)
    output = run(
        meibo, "scan", tmp_path / "demo" / "share", "--xlsx", tmp_path / "i.xlsx", "--lang", "en", folder=tmp_path
    )
    assert f"files {count_files(tmp_path / 'demo' / 'share')} = complete " in output
    assert (tmp_path / "i.xlsx").stat().st_size > 5000


@pytest.mark.slow
def test_uvx_runs_from_the_checkout(tmp_path: Path) -> None:
    """`uvx --from . meibo scan PATH` works without installing anything."""
    python = make_environment(tmp_path / "env")
    run(python, "-m", "pip", "-q", "install", "uv", folder=tmp_path)
    command = [tmp_path / "env" / "bin" / "uvx", "--from", ROOT, "--python", sys.executable, "meibo"]
    output = run(*command, "scan", EXAMPLES, "--lang", "en", folder=tmp_path)
    assert f"files {count_files(EXAMPLES)} = complete " in output


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="without a path, Windows still finds its own compiler")
def test_install_without_a_compiler(tmp_path: Path) -> None:
    """Where no C compiler is on the path, the build takes one from the index, and what it made runs."""
    python = make_environment(tmp_path / "env")
    settings = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "HOME"))}
    environment = {**settings, "PATH": str(python.parent)}
    copy = tmp_path / "meibo"
    ignored = shutil.ignore_patterns("*.so", ".venv", ".git", "build")
    shutil.copytree(ROOT, copy, ignore=ignored)
    install = [python, "-m", "pip", "-q", "install", copy]
    subprocess.run(install, env=environment, check=True, capture_output=True, timeout=1200)
    meibo = python.parent / "meibo"
    output = run(meibo, "scan", EXAMPLES, "-i", tmp_path / "i.db", "--lang", "en", folder=tmp_path)
    assert f"files {count_files(EXAMPLES)} = complete " in output


def test_missing_headers_are_told_with_their_remedy(tmp_path: Path) -> None:
    """A Python of a distribution may lack Python.h: that is one sentence, not a page of a compiler's complaints."""
    kernels = runpy.run_path(str(ROOT / "tools" / "build_kernels.py"))
    with pytest.raises(kernels["HeadersMissingError"], match=r"apt-get install python3\.\d+-dev"):
        kernels["require_headers"](tmp_path)
    (tmp_path / "Python.h").touch()
    kernels["require_headers"](tmp_path)
