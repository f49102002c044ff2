"""What docs/adr/0004 says of multiprocessing-logging, so that the decision is revisited when it stops being true."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("logging_workers.py")


@pytest.mark.parametrize(("method", "kept"), [("fork", 400), ("spawn", 0)])
def test_lines_that_survive_a_start_method(method: str, kept: int, tmp_path: Path) -> None:
    """The package keeps every line of forked workers and loses every line of spawned ones without a word."""
    place = tmp_path / "log"
    subprocess.run([sys.executable, str(PROGRAM), method, str(place)], check=True, capture_output=True, timeout=60)
    assert place.read_text().count("line") == kept
