"""Files made to exhaust their reader end in a minute and a gigabyte, with a reason."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extraction.hostile import BOMBS

READER = Path(__file__).with_name("hostile_reading.py")
TESTS = Path(__file__).parents[1]
MOST_SECONDS = 60
MOST_BYTES = 1 << 30


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] if bomb.is_slow else []) for name, bomb in BOMBS.items()]
)
@pytest.mark.usefixtures("without_coverage")
def test_a_bomb_is_bounded(name: str, tmp_path: Path) -> None:
    """In time and memory, as the parser's process reads it; what was not read is told."""
    bomb = BOMBS[name]
    place = tmp_path / bomb.name
    with place.open("wb") as file:  # in another process, whose memory it takes
        subprocess.run(
            [sys.executable, READER.with_name("hostile.py"), name], stdout=file, check=True, env=_environment()
        )
    reading = _read(place)
    assert reading.returncode == 0, reading.stderr.decode()[-2000:]
    cost = json.loads(reading.stdout)
    assert cost["memory_bytes"] < MOST_BYTES
    assert cost["seconds"] < MOST_SECONDS
    assert not bomb.ends or cost["codes"].keys() & set(bomb.ends.split())


def _read(place: Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, READER, place]
    return subprocess.run(command, capture_output=True, timeout=2 * MOST_SECONDS, check=False, env=_environment())


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (*sys.path, str(TESTS))))}
