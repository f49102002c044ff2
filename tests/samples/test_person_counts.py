"""The people of the example share are counted as its answer key says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_rosters_are_counted_exactly(tmp_path: Path) -> None:
    """For every roster of the example share that opens the inventory's least and most are the number of its people."""
    lines = (EXAMPLES / "answer-key.jsonl").read_text("utf-8").splitlines()
    truth = {
        row["path"]: row["persons"] for row in map(json.loads, lines) if row.get("roster") and "password" not in row
    }
    command = [sys.executable, "-m", "meibo"]
    inventory = ("-i", str(tmp_path / "meibo.db"))
    subprocess.run([*command, "scan", str(EXAMPLES / "share"), *inventory, "--quiet"], check=True)
    listing = subprocess.run([*command, "list", *inventory, "--format", "json"], check=True, capture_output=True)
    counted = {row["path"]: (row["persons_least"], row["persons"]) for row in json.loads(listing.stdout)}
    assert {path: counted[path] for path in truth} == {path: (persons, persons) for path, persons in truth.items()}
    assert len(truth) > 20
