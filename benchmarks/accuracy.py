"""Precision and recall of every detector on labelled files, and how right the people are counted:
python benchmarks/accuracy.py

Without arguments a sample share is made and its answer key is the truth. ``--manifest FILE`` measures a labelled set
of another kind: one JSON object a line with file, type, value and tier (core, hard, optional), beside its folder
``files``. The unit is a distinct (file, detector, normalised value). Optional values count neither way, hard ones not
for recall; what is reported and is in neither list is a false positive, and so is a value of the answer key that must
not count (a service telephone, a role address) at medium or above. Names and addresses are right when they hold
the labelled text or most of it, and a smaller piece of one counts neither way. Misses are printed by file and place.
"""

from __future__ import annotations

import argparse
import collections
import html
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from meibo.samples.share import write_share
from meibo_detectors.registry import DETECTORS
from person_counts import People, compare_people, count_people, print_people, read_people, read_people_of_manifest

TYPES = {
    "MY_NUMBER": "jp_my_number", "CREDIT_CARD": "payment_card", "PHONE": "jp_phone", "EMAIL": "email",
    "NAME": "jp_name", "NAME_KANA": "jp_name", "ADDRESS": "jp_address", "POSTAL_CODE": "jp_postal", "DOB": "dob",
    "DRIVER_LICENSE": "jp_drivers_license", "PASSPORT": "jp_passport", "RESIDENCE_CARD": "jp_residence_card",
    "BANK_ACCOUNT": "jp_bank_account", "PENSION": "jp_pension", "HEALTH_INSURANCE": "jp_health_insurance",
    "EMPLOYMENT_INS": "jp_employment_insurance", "IP_ADDRESS": "ip_address", "SENSITIVE": "sensitive",
}  # fmt: skip
"""Types of a manifest; those of detectors that do not exist yet are passed over."""
NORMALISE = {detector.id: detector.normalise for detector in DETECTORS}
FREE_TEXT = {"jp_name", "jp_address"}
"""Detectors whose values have no sharp ends."""
MOST = 0.5
"""The share of a labelled address that must be in what was found."""
HONORIFIC_CHARS = 6
"""How much may be found around a name: an honorific or a title."""
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


class Truth(msgspec.Struct, frozen=True):
    """One labelled value."""

    path: str
    detector: str
    values: frozenset[str]
    """The normalised spellings, any of which is right."""
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


def read_answer_key(key: Path, level: str) -> Iterator[Truth]:
    """Values of the sample share; parts of names and what is a company's is optional, and what is nobody's at low."""
    tiers = {"any": "core", "low": "optional" if level == "low" else "never"}
    for line in key.read_text("utf-8").splitlines():
        row = json.loads(line)
        detector = row.get("detector")
        if detector in NORMALISE:
            values = frozenset(normalise(detector, value) for value in (row["value"], row["normalised"]))
            tier = tiers.get(row["confidence"], "optional")
            place = ":".join(str(number) for number in row["location"].values())
            yield Truth(fold_path(row["path"]), detector, values, tier, place)


def read_manifest(manifest: Path, folders: frozenset[str]) -> Iterator[Truth]:
    """Values of a labelled set, of the named folders below ``files`` only where some are named."""
    for line in manifest.read_text("utf-8").splitlines():
        row = json.loads(line)
        path = fold_path(row["file"].removeprefix("files/"))
        detector = TYPES.get(row["type"], "")
        if detector in NORMALISE and is_in(path, folders):
            values = frozenset({normalise(detector, row["value"])})
            yield Truth(path, detector, values, row["tier"], str(row["loc"]))


def is_in(path: str, folders: frozenset[str]) -> bool:
    """Whether a file lies in one of the folders, of which none means all."""
    return not folders or path.partition("/")[0] in folders


def fold_path(path: str) -> str:
    """The path in one of the two forms that file systems give it."""
    return unicodedata.normalize("NFC", path)


def normalise(detector: str, value: str) -> str:
    """A value as written in the form in which both sides are compared."""
    value = html.unescape(_ESCAPE.sub(lambda match: chr(int(match[1], 16)), value).replace("%40", "@"))
    return NORMALISE[detector](value.removeprefix("mailto:"))


def detect(folder: Path, level: str) -> set[tuple[str, str, str]]:
    """What the real command reports: path below the folder, detector, normalised value."""
    command = [sys.executable, "-m", "meibo", "detect", str(folder), "--reveal", "--format", "jsonl"]
    output = subprocess.run([*command, "--min-confidence", level], check=False, capture_output=True).stdout
    prefix = f"{folder}/"
    found = set()
    for line in output.splitlines():
        row = json.loads(line)
        path = fold_path(row["path"].removeprefix(prefix))
        found.add((path, row["detector"], normalise(row["detector"], row["value"])))
    return found


def is_right(detector: str, truth: str, found: str) -> bool:
    """Whether what was found is the labelled value."""
    if detector == "jp_name":
        return truth in found and len(found) - len(truth) <= HONORIFIC_CHARS
    if detector == "jp_address":
        return truth in found or (found in truth and len(found) >= MOST * len(truth))
    return truth == found


def is_piece(truth: str, found: str) -> bool:
    """Whether what was found overlaps the labelled value."""
    return found in truth or truth in found


def compare(
    truths: Iterable[Truth], found: set[tuple[str, str, str]], folders: frozenset[str]
) -> tuple[dict[str, Row], list[Truth], list[tuple[str, str]]]:
    """Figures by detector, the core values that were missed, and file and detector of each false positive."""
    labelled: dict[tuple[str, str], dict[frozenset[str], Truth]] = collections.defaultdict(dict)
    for truth in truths:
        known = labelled[truth.path, truth.detector]
        if truth.values not in known or truth.tier == "core":
            known[truth.values] = truth
    reported: dict[tuple[str, str], set[str]] = collections.defaultdict(set)
    for path, detector, value in found:
        if is_in(path, folders):
            reported[path, detector].add(value)
    rows: dict[str, Row] = collections.defaultdict(Row)
    missed: list[Truth] = []
    wrong: list[tuple[str, str]] = []
    for path, detector in sorted(labelled.keys() | reported.keys()):
        row, values = rows[detector], reported[path, detector]
        known = labelled[path, detector]
        for truth in known.values():
            if truth.tier == "core":
                is_found = any(is_right(detector, text, value) for text in truth.values for value in values)
                row.labelled += 1
                row.found += is_found
                missed += [] if is_found else [truth]
        for value in values:
            tiers = {
                truth.tier for truth in known.values() if any(is_right(detector, text, value) for text in truth.values)
            }
            texts = (text for truth in known.values() for text in truth.values)
            if "core" in tiers:
                row.reported += 1
            elif tiers == {"never"} or not (
                tiers or (detector in FREE_TEXT and any(is_piece(text, value) for text in texts))
            ):
                row.reported += 1
                row.wrong += 1
                wrong.append((path, detector))
    return dict(sorted(rows.items())), missed, wrong


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
    """Measure, print the tables, and on request the misses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--manifest", type=Path)
    parser.add_argument("--folders", default="", help="only these folders of the set, separated by commas")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--min-confidence", default="medium")
    parser.add_argument("--misses", action="store_true", help="list misses and false positives by file and place")
    options = parser.parse_args()
    folders = frozenset(filter(None, options.folders.split(",")))
    with tempfile.TemporaryDirectory() as place:
        if options.manifest is None:
            made = write_share(Path(place) / "demo", options.seed)
            truths, folder = list(read_answer_key(made.key, options.min_confidence)), made.share
            people: list[People] = list(read_people(made.key))
        else:
            truths, folder = list(read_manifest(options.manifest, folders)), options.manifest.parent / "files"
            people = [row for row in read_people_of_manifest(options.manifest) if is_in(row.path, folders)]
        rows, missed, wrong = compare(truths, detect(folder, options.min_confidence), folders)
        counts = compare_people(people, count_people(folder, Path(place) / "meibo.db"))
    print_table(rows)
    if options.misses:
        for truth in missed:
            print(f"missed {truth.detector} {truth.path} {truth.place}")
        for (path, detector), count in collections.Counter(wrong).items():
            print(f"false {detector} {path} {count}")
    print_people(counts)


if __name__ == "__main__":
    main()
