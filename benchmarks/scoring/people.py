"""How right the people of each file are counted, against an answer key or a manifest."""

from __future__ import annotations

import collections
import json
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from meibo_detectors.registry import DETECTORS

FEWEST_NAMES = 5
"""A file of a manifest with fewer names says little about counting."""
SPELLINGS = frozenset({"romaji", "part", "surname_only", "metadata"})
"""Flags of names that are no further person."""
ONE_EACH = {"NAME": "jp_name", "DOB": "dob", "MY_NUMBER": "jp_my_number"}
"""Types of which a person has one; people of one name are told apart by the others."""
NORMALISE = {detector.id: detector.normalise for detector in DETECTORS}


class People(msgspec.Struct, frozen=True):
    """How many people a file tells of."""

    path: str
    persons: int
    is_roster: bool = False


class Counted(msgspec.Struct, frozen=True):
    """The truth of a file, and the range that an inventory gives."""

    people: People
    least: int
    most: int

    @property
    def holds(self) -> bool:
        """Whether the truth lies in the range."""
        return self.least <= self.people.persons <= self.most

    @property
    def is_exact(self) -> bool:
        """Whether the range is the truth and nothing else."""
        return self.least == self.people.persons == self.most


def read_people(key: Path) -> Iterator[People]:
    """What the answer key of a sample share says of each file that opens without a password of its own."""
    for line in key.read_text("utf-8").splitlines():
        row = json.loads(line)
        if "persons" in row and "password" not in row:
            yield People(row["path"], row["persons"], row["roster"])


def read_people_of_manifest(manifest: Path) -> Iterator[People]:
    """The people of each file that has a few names; other spellings and surnames alone are no further people."""
    values: dict[str, dict[str, set[str]]] = collections.defaultdict(lambda: collections.defaultdict(set))
    for line in manifest.read_text("utf-8").splitlines():
        row = json.loads(line)
        detector = ONE_EACH.get(row["type"])
        if detector and row["tier"] in ("core", "hard") and not SPELLINGS & set(row["flags"]):
            path = unicodedata.normalize("NFC", row["file"].removeprefix("files/"))
            values[path][detector].add(NORMALISE[detector](row["value"]))
    for path, found in values.items():
        if len(found["jp_name"]) >= FEWEST_NAMES:
            yield People(path, max(map(len, found.values())))


def count_people(folder: Path, inventory: Path) -> dict[str, tuple[int, int]]:
    """The least and the most people of each file that the real command reads, by its path below the folder.

    Files that were read in part only are named on standard error: their figures say little.
    """
    command = [sys.executable, "-m", "meibo"]
    subprocess.run([*command, "scan", str(folder), "-i", str(inventory), "--quiet"], check=False, capture_output=True)
    listing = [*command, "list", "-i", str(inventory), "--format", "json"]
    rows = json.loads(subprocess.run(listing, check=True, capture_output=True).stdout)
    for row in rows:
        if row["status"] == "partial":
            print(f"read in part ({row['reason']}): {row['path']}", file=sys.stderr)
    return {
        unicodedata.normalize("NFC", row["path"]): (row["persons_least"], row["persons"])
        for row in rows
        if row["status"] != "skipped"
    }


def compare_people(people: Iterable[People], counts: dict[str, tuple[int, int]]) -> list[Counted]:
    """Truth and range of each file that was read."""
    return [Counted(row, *counts[row.path]) for row in people if row.path in counts]
