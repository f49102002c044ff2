"""Whatever ./run, ./test, the container and CI install is pinned by its hashes, and compared with them."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PINNED = (ROOT / "constraints.txt").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
INSTALLED_BY = ("run", "test", "tools/environment.sh", "Containerfile", ".github/workflows/ci.yml")


def read_pins() -> dict[str, list[str]]:
    """Versions by name; raises AssertionError at a line that is anything but a version with its hashes."""
    pins: dict[str, list[str]] = {}
    for entry in re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", PINNED, flags=re.MULTILINE)).splitlines():
        told, *hashes = entry.split("--hash=")
        requirement = Requirement(told)
        assert re.fullmatch(r"==[^=*,]+", str(requirement.specifier)), told
        assert hashes, f"{told} has no hash"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one.strip()) for one in hashes), told
        pins.setdefault(canonicalize_name(requirement.name), []).append(str(requirement.specifier)[2:])
    return pins


def list_requirements() -> list[Requirement]:
    """All that the project asks for, but the other tools that benchmarks set beside it."""
    table, groups = PROJECT["project"], PROJECT["dependency-groups"]
    lines = [*table["dependencies"], *PROJECT["build-system"]["requires"], *groups["dev"], *groups["build"]]
    lines += [line for extra in table["optional-dependencies"].values() for line in extra]
    return [one for one in map(Requirement, lines) if one.name != table["name"]]


def test_every_pin_has_hashes() -> None:
    """One version, and the hashes of all its files, so that every platform finds its own; no address of an index."""
    assert len(read_pins()) > 100
    assert "://" not in PINNED


@pytest.mark.parametrize("requirement", list_requirements(), ids=str)
def test_what_the_project_asks_for_is_pinned_within_its_range(requirement: Requirement) -> None:
    """An edited range needs the file made anew; its first lines tell how."""
    versions = read_pins().get(canonicalize_name(requirement.name), [])
    assert versions
    assert all(requirement.specifier.contains(version, prereleases=True) for version in versions)


@pytest.mark.parametrize("name", INSTALLED_BY)
def test_nothing_is_installed_in_another_way(name: str) -> None:
    """Only tools/install.py calls pip."""
    assert not re.search(r"\bpip3? .*install\b|\buvx? |\bpipx ", (ROOT / name).read_text("utf-8"))


BACKEND = """
import pathlib, small, zipfile

def build_wheel(folder, config_settings=None, metadata_directory=None):
    with zipfile.ZipFile(pathlib.Path(folder, "whole-1-py3-none-any.whl"), "w") as wheel:
        wheel.writestr("whole.py", "import small\\nprint(small.SAYS)\\n")
        wheel.writestr("whole-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: whole\\nVersion: 1\\n")
        wheel.writestr("whole-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("whole-1.dist-info/RECORD", "")
    return "whole-1-py3-none-any.whl"
"""


def write_wheel(folder: Path, name: str, *, needs: str = "") -> str:
    """A package with one module; its SHA-256."""
    parts = {
        f"{name}.py": "SAYS = 'as pinned'\n",
        f"{name}-1.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n{needs}",
        f"{name}-1.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip('=')},\n"
        for path, text in parts.items()
    )
    wheel = folder / f"{name}-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in {**parts, f"{name}-1.dist-info/RECORD": record}.items():
            archive.writestr(path, text)
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


class Checkout:
    """A project of one module that needs the package small, which needs smaller; its build needs small too."""

    def __init__(self, folder: Path) -> None:
        self.root, self._wheels, self._pip = folder / "whole", folder / "wheels", folder / "pip"
        for place in (self.root, self._wheels, self._pip):
            place.mkdir()
        self.hashes = {
            "small": write_wheel(self._wheels, "small", needs="Requires-Dist: smaller\n"),
            "smaller": write_wheel(self._wheels, "smaller"),
        }
        (self.root / "backend.py").write_text(BACKEND)
        (self.root / "pyproject.toml").write_text(
            '[build-system]\nrequires = ["small"]\nbuild-backend = "backend"\nbackend-path = ["."]\n'
            '[project]\nname = "whole"\nversion = "1"\ndependencies = []\n'
            '[project.optional-dependencies]\none = ["small>=1"]\nall = ["whole[one]"]\n'
        )
        self._python = folder / "env" / "bin" / "python"
        venv.create(folder / "env", with_pip=False)
        installed = distribution("pip")
        for part in ("pip", f"pip-{installed.version}.dist-info"):  # the environment's own would be an older one
            (self._pip / part).symlink_to(Path(str(installed.locate_file(part))))
        self._pins = f"pip=={installed.version} --hash=sha256:{'0' * 64}\n"

    def install(self, hashes: dict[str, str], extra: str = "all") -> subprocess.CompletedProcess[str]:
        """Run the tool with these pins."""
        pins = self._pins + "".join(f"{name}==1 \\\n    --hash=sha256:{told}\n" for name, told in hashes.items())
        (self.root / "constraints.txt").write_text(pins)
        command = [self._python, ROOT / "tools" / "install.py", "--root", self.root, "--extra", extra]
        return subprocess.run(command, env=self._environment(), capture_output=True, text=True, check=False)

    def run(self) -> str:
        """What the installed module says; empty where there is none."""
        command = [self._python, "-m", "whole"]
        done = subprocess.run(command, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False)
        return done.stdout

    def _environment(self) -> dict[str, Any]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHONPATH"))}
        own = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self._wheels), "PIP_CONFIG_FILE": os.devnull}
        return {**kept, **own, "PYTHONPATH": str(self._pip)}


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A project to install, and its two packages in a folder of wheels."""
    return Checkout(tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the paths of the environment here are those of POSIX")
def test_what_is_as_pinned_is_installed(checkout: Checkout) -> None:
    """The project, its extra, and what that needs."""
    done = checkout.install(checkout.hashes)
    assert done.returncode == 0, done.stderr
    assert checkout.run() == "as pinned\n"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the paths of the environment here are those of POSIX")
@pytest.mark.parametrize("wrong", ["small", "smaller"])
@pytest.mark.parametrize("extra", ["all", "none"])
def test_a_file_that_is_not_what_was_pinned_ends_it(checkout: Checkout, wrong: str, extra: str) -> None:
    """As a dependency, as one of a dependency, and, where nothing but the build needs it, in the build."""
    text = (checkout.root / "pyproject.toml").read_text() + "none = []\n"
    (checkout.root / "pyproject.toml").write_text(text)
    done = checkout.install({**checkout.hashes, wrong: "f" * 64}, extra)
    assert done.returncode == 1
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("meibo: pip did not install what constraints.txt pins")
    assert checkout.run() == ""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the paths of the environment here are those of POSIX")
def test_what_is_not_pinned_is_not_installed(checkout: Checkout) -> None:
    """A dependency of a dependency that nobody has looked at."""
    done = checkout.install({"small": checkout.hashes["small"]})
    assert done.returncode == 1
    assert checkout.run() == ""
