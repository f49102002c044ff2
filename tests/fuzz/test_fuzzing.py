"""A fuzzer finds nothing in any target in a second; longer: python tests/fuzz/run.py --seconds 600"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fuzz.registry import SHORT, TARGETS

ONE = Path(__file__).with_name("one.py")
SECONDS = 1


@pytest.mark.slow
@pytest.mark.usefixtures("without_coverage")
@pytest.mark.parametrize("name", [target.name for target in SHORT])
def test_a_fuzzer_finds_nothing(name: str, tmp_path: Path) -> None:
    """In a second from the seeds on: no exception, crash or hang."""
    pytest.importorskip("atheris", reason="no wheel of atheris for this Python")
    command = [
        sys.executable,
        ONE,
        name,
        tmp_path / "corpus",
        f"-max_total_time={SECONDS}",
        f"-artifact_prefix={tmp_path}/",
    ]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    said = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path, env=environment, timeout=180)
    told = said.stderr.decode(errors="replace")
    assert said.returncode == 0, told[-3000:]
    assert "DONE" in told


def test_names_are_told_apart() -> None:
    """Each has its own place for corpus and crashers."""
    names = [target.name for target in TARGETS]
    assert len(set(names)) == len(names)
    assert all(name.count("/") == 1 for name in names)
