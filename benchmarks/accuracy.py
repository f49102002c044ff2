"""Precision and recall of every detector on labelled files: python benchmarks/accuracy.py

Without arguments a sample share is made and its answer key is the truth. ``--manifest FILE`` measures a labelled set
of another kind: one JSON object a line with file, type, value and tier (core, hard, optional), beside its folder
``files``. The unit is a distinct (file, detector, normalised value). Optional values count neither way, hard ones not
for recall; what is reported and is in neither list is a false positive. Misses are printed by file and place only.
"""

from __future__ import annotations

import argparse
import collections
import json
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import msgspec

from meibo.samples.share import write_share
from meibo_detectors.registry import DETECTORS

TYPES = {"MY_NUMBER": "jp_my_number", "CREDIT_CARD": "payment_card", "PHONE": "jp_phone", "EMAIL": "email"}
NORMALISE = {detector.id: detector.normalise for detector in DETECTORS}


class Truth(msgspec.Struct, frozen=True):
    """One labelled value."""

    path: str
    detector: str
    value: str
    tier: str
    place: str


class Row(msgspec.Struct):
    """The figures of one detector."""

    labelled: int = 0
    found: int = 0
    wrong: int = 0
    reported: int = 0

    @property
    def precision(self) -> float:
        """Share of what was reported that is right; 1 where nothing was."""
        return 1 - self.wrong / self.reported if self.reported else 1.0

    @property
    def recall(self) -> float:
        """Share of the labelled values that were found."""
        return self.found / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read_answer_key(key: Path) -> Iterator[Truth]:
    """Values of the sample share; those that must not count at medium are optional."""
    for line in key.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row.get("detector") in NORMALISE:
            tier = "core" if row["confidence"] == "any" else "optional"
            place = f"{row['location']['line']}:{row['location']['column']}"
            yield Truth(row["path"], row["detector"], row["normalised"], tier, place)


def read_manifest(manifest: Path, folders: frozenset[str]) -> Iterator[Truth]:
    """Values of a labelled set, of the named folders below ``files`` only where some are named."""
    for line in manifest.read_text("utf-8").splitlines():
        row = json.loads(line)
        folder = row["file"].split("/")[1]
        if row["type"] in TYPES and (not folders or folder in folders):
            detector = TYPES[row["type"]]
            path = row["file"].removeprefix("files/")
            yield Truth(path, detector, normalise(detector, row["value"]), row["tier"], str(row["loc"]))


def normalise(detector: str, value: str) -> str:
    """A value as written in the form in which both sides are compared."""
    return NORMALISE[detector](value.removeprefix("mailto:"))


def detect(folder: Path, level: str) -> set[tuple[str, str, str]]:
    """What the real command reports: path below the folder, detector, normalised value."""
    command = [sys.executable, "-m", "meibo", "detect", str(folder), "--reveal", "--format", "jsonl"]
    output = subprocess.run([*command, "--min-confidence", level], check=False, capture_output=True).stdout
    prefix = f"{folder}/"
    found = set()
    for line in output.splitlines():
        row = json.loads(line)
        path = unicodedata.normalize("NFC", row["path"].removeprefix(prefix))
        found.add((path, row["detector"], normalise(row["detector"], row["value"])))
    return found


def compare(
    truths: list[Truth], found: set[tuple[str, str, str]], folders: frozenset[str]
) -> tuple[dict[str, Row], list[Truth]]:
    """Figures by detector, and the core values that were missed."""
    tiers: dict[tuple[str, str, str], Truth] = {}
    for truth in truths:
        unit = (unicodedata.normalize("NFC", truth.path), truth.detector, truth.value)
        if unit not in tiers or truth.tier == "core":
            tiers[unit] = truth
    rows: dict[str, Row] = collections.defaultdict(Row)
    missed = []
    for unit, truth in tiers.items():
        if truth.tier == "core":
            rows[truth.detector].labelled += 1
            rows[truth.detector].found += unit in found
            if unit not in found:
                missed.append(truth)
    for unit in found:
        if folders and unit[0].split("/")[0] not in folders:
            continue
        known = tiers.get(unit)
        if known is None or known.tier == "core":
            rows[unit[1]].reported += 1
            rows[unit[1]].wrong += known is None
    return dict(sorted(rows.items())), missed


def print_table(rows: dict[str, Row]) -> None:
    """The figures as a table, with the micro and macro means."""
    print("| detector | labelled | found | false | precision | recall | F1 |")
    print("|---|---|---|---|---|---|---|")
    whole = Row(*(sum(getattr(row, name) for row in rows.values()) for name in Row.__struct_fields__))
    for name, row in [*rows.items(), ("all (micro)", whole)]:
        figures = " | ".join(f"{figure:.3f}" for figure in (row.precision, row.recall, row.f1))
        print(f"| {name} | {row.labelled} | {row.found} | {row.wrong} | {figures} |")
    macro = sum(row.f1 for row in rows.values()) / max(len(rows), 1)
    print(f"\nmacro F1 {macro:.3f}")


def main() -> None:
    """Measure, print the table, and on request the misses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--manifest", type=Path)
    parser.add_argument("--folders", default="", help="only these folders of the set, separated by commas")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--min-confidence", default="medium")
    parser.add_argument("--misses", action="store_true", help="list misses by file and place")
    options = parser.parse_args()
    folders = frozenset(filter(None, options.folders.split(",")))
    with tempfile.TemporaryDirectory() as place:
        if options.manifest is None:
            made = write_share(Path(place) / "demo", options.seed)
            truths, folder = list(read_answer_key(made.key)), made.share
        else:
            truths, folder = list(read_manifest(options.manifest, folders)), options.manifest.parent / "files"
        rows, missed = compare(truths, detect(folder, options.min_confidence), folders)
    print_table(rows)
    if options.misses:
        for truth in missed:
            print(f"missed {truth.detector} {truth.path} {truth.place}")


if __name__ == "__main__":
    main()
