"""What `meibo text --format jsonl` gives of one file of each format is what stands in expected.jsonl beside it.

The inputs are made by tools/make_golden.py; ``--update`` rewrites what is expected, which is to be looked through.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

GOLDEN = Path(__file__).parent / "golden"
EXPECTED = "expected.jsonl"
PASSWORD = "golden"  # noqa: S105 - of invented files
MOST_BYTES = 30_000
MADE = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir() and not list(path.glob("*.txt")))

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    """What the command gives, by folder; paths are relative to it."""
    configuration = tmp_path_factory.mktemp("golden") / "meibo.toml"
    configuration.write_text(f'[archives]\npasswords = ["{PASSWORD}"]\n', "utf-8")
    command = [sys.executable, "-m", "meibo", "text", *MADE, "--exclude", EXPECTED, "--config", configuration]
    done = subprocess.run([*command, "--format", "jsonl"], cwd=GOLDEN, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    rows: dict[str, Rows] = {folder: [] for folder in MADE}
    for line in done.stdout.splitlines():
        row = json.loads(line)
        folder, _, row["path"] = row["path"].partition("/")
        rows[folder].append(row)
    return rows


@pytest.mark.parametrize("folder", MADE)
def test_text_is_as_expected(read: dict[str, Rows], folder: str, request: pytest.FixtureRequest) -> None:
    """Every block of every file of a format: its member, its place and its text."""
    expected = GOLDEN / folder / EXPECTED
    if request.config.getoption("--update"):
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in read[folder])
        expected.write_text("".join(lines), "utf-8", newline="\n")
    assert read[folder] == [json.loads(line) for line in expected.read_text("utf-8").splitlines()]


def test_files_are_small() -> None:
    """Golden files are to be read by people too."""
    files = (path for folder in MADE for path in (GOLDEN / folder).iterdir())
    assert [path.name for path in files if path.stat().st_size > MOST_BYTES] == []
