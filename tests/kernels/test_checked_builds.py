"""The same kernels built with bounds checks and AddressSanitizer: their tests pass, and a fuzzer finds nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FUZZ_SECONDS = 30
PROPERTIES = [path for path in sorted((ROOT / "tests" / "kernels").glob("test_*.py")) if path != Path(__file__)]


def build_copy(folder: Path, *options: str) -> dict[str, str]:
    """Copy the package, compile its kernels there, and return the environment that imports it."""
    package = folder / "detectors" / "meibo_detectors"
    ignored = shutil.ignore_patterns("*.so", "*.pyd", "__pycache__")
    shutil.copytree(ROOT / "detectors" / "meibo_detectors", package, ignore=ignored)
    builder = ROOT / "tools" / "build_kernels.py"
    subprocess.run([sys.executable, builder, "--package", package, *options], check=True, capture_output=True)
    return {**os.environ, "PYTHONPATH": str(package.parent)}


def run(command: list[str | Path], environment: dict[str, str]) -> str:
    """What a command that must succeed says."""
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, (result.stdout + result.stderr)[-4000:]
    return result.stdout + result.stderr


def assert_is_copy(environment: dict[str, str]) -> None:
    """The tests would be worth nothing if they ran on the installed kernels."""
    place = run([sys.executable, "-c", "import meibo_detectors; print(meibo_detectors.__file__)"], environment)
    assert place.startswith(environment["PYTHONPATH"])


@pytest.mark.slow
def test_with_bounds_checks_and_a_fuzzer(tmp_path: Path) -> None:
    """No index is out of bounds on what atheris makes of the twins' branches."""
    pytest.importorskip("atheris", reason="no wheel of atheris for this Python")
    environment = build_copy(tmp_path, "--checked")
    assert_is_copy(environment)
    fuzzer = ROOT / "tests" / "fuzz" / "one.py"
    said = run([sys.executable, fuzzer, "kernels", tmp_path / "corpus", f"-max_total_time={FUZZ_SECONDS}"], environment)
    assert "Done" in said


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the sanitiser is preloaded, as on Linux")
def test_with_address_sanitizer(tmp_path: Path) -> None:
    """On whatever hypothesis draws no index is out of bounds, and no byte outside of what was allocated is touched."""
    environment = build_copy(tmp_path, "--checked", "--sanitise")
    library = run(["gcc", "-print-file-name=libasan.so"], dict(os.environ)).strip()
    environment |= {"LD_PRELOAD": library, "ASAN_OPTIONS": "detect_leaks=0", "PYTHONMALLOC": "malloc"}
    assert_is_copy(environment)
    run([sys.executable, "-m", "pytest", "-q", "-p", "no:benchmark", *PROPERTIES], environment)
