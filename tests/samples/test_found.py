"""The real command finds what is planted in every format, at the place that the answer key tells."""

from __future__ import annotations

import collections
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from meibo.samples import write_share
from meibo.samples.office_files import OFFICE_FILES

Row = dict[str, Any]

LEAST = 0.97
"""The share of planted values of each format that is found at its place."""
LESS = {"eml": 0.9, "mbox": 0.6, "msg": 0.7}
"""Names in Latin letters before an address are missed."""
OFFICE_PATHS = {file.path for file in OFFICE_FILES}


class Recall(msgspec.Struct):
    """What became of the values of one format."""

    planted: int = 0
    found: int = 0
    missed: list[str] = []


@pytest.fixture(scope="module")
def recalls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Recall]:
    """By the chain of formats that leads to the value, such as ``eml zip xlsx``."""
    folder = tmp_path_factory.mktemp("demo")
    write_share(folder, 20261122, 40)
    lines = [json.loads(line) for line in (folder / "answer-key.jsonl").read_text("utf-8").splitlines()]
    found = detect(folder, [line["password"] for line in lines if "password" in line])
    recalls: dict[str, Recall] = collections.defaultdict(Recall)
    for line in lines:
        if line["path"] in OFFICE_PATHS and is_asked(line):
            recall = recalls[name_formats(line)]
            recall.planted += 1
            is_found = place_of(line) in found
            recall.found += is_found
            recall.missed += [] if is_found else [f"{line['detector']} {place_of(line)}"]
    return recalls


def detect(folder: Path, passwords: list[str]) -> set[tuple[Any, ...]]:
    """The places of all findings, with passwords in the configuration."""
    (folder / "meibo.toml").write_text(f"[archives]\npasswords = {json.dumps(passwords)}\n", "utf-8")
    command = [sys.executable, "-m", "meibo", "detect", "share", "--format", "jsonl"]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    rows = map(json.loads, done.stdout.splitlines())
    return {place_of({**row, "path": row["path"].removeprefix("share/")}) for row in rows}


def is_asked(line: Row) -> bool:
    """Whether a line of the key is a value that must be found; a surname alone need not be."""
    return line.get("confidence") == "any"


def place_of(row: Row) -> tuple[Any, ...]:
    """Where a value stands, and what it is."""
    return row["path"], *row.get("container", ()), *sorted(row["location"].items()), row["detector"]


def name_formats(line: Row) -> str:
    """The suffixes of the file and of the files in it."""
    names = [line["path"], *(name for name in line.get("container", ()) if not name.endswith(".xml"))]
    return " ".join(Path(name).suffix.removeprefix(".") for name in names if Path(name).suffix)


def test_values_are_found_at_their_places(recalls: dict[str, Recall]) -> None:
    """Of every format nearly all; the message lists what is missed."""
    below = {name: one for name, one in recalls.items() if one.found < LESS.get(name, LEAST) * one.planted}
    report = "\n".join(
        f"{name}: {recall.found} of {recall.planted}\n  " + "\n  ".join(recall.missed)
        for name, recall in sorted(below.items())
    )
    assert not below, report
    assert len(recalls) > 20
