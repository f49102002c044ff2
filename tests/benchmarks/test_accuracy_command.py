"""The command that makes the page: what it refuses, and the floor that the sample share must not fall below."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from accuracy import measure_own
from scoring.aims import KIND_F1

COMMAND = Path(__file__).parents[2] / "benchmarks" / "accuracy.py"


def test_an_incomplete_data_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that lacks a set is told what it lacks, before anything is measured."""
    (tmp_path / "types.json").write_text("{}", "utf-8")
    done = subprocess.run([sys.executable, COMMAND, "--data", tmp_path], check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "lacks gold/manifest.jsonl, real/manifest.jsonl, negatives.jsonl, negatives" in done.stderr
    assert done.stdout == ""


@pytest.mark.slow
def test_sample_share_and_rosters_reach_what_is_asked() -> None:
    """Every detector's F1 on the sample share, and every column of numbers beside a column of orders."""
    _, asked, outcome = measure_own(1)
    assert {kind: row.f1 for kind, row in outcome.rows.items() if row.f1 < KIND_F1} == {}
    assert [aim for aim in asked if not aim.is_met] == []
