"""The real command on a share with pictures: how long it takes, and which rows of the answer key it finds."""

from __future__ import annotations

import hmac
import json
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, Final

import msgspec

from meibo.inventory.files import default_key_path, load_or_make_key
from meibo.inventory.reader import Reader
from meibo_detectors.model import Confidence
from process_watch import watch
from seen.tables import show_share, write_rows
from seen.values import IN_ANOTHER, PORTRAIT, TOLD_BY, normalise

_LEVELS: Final = ("medium", "low", "not")
_KEPT: Final = ("--all-locations", "--min-confidence", "low")

_WITHOUT_VALUE: Final = {PORTRAIT, *IN_ANOTHER}
"""What is told by its place alone."""

Place = tuple[str, tuple[str, ...], int]
"""Path, members that lead to the picture, page."""


class Share(msgspec.Struct, frozen=True):
    """A share with pictures."""

    folder: Path
    rows: list[dict[str, Any]]
    """Of the answer key: what stands in pictures."""

    @property
    def pictures(self) -> int:
        """Pictures and pages of which something is known."""
        return len({_place(row) for row in self.rows})


class Scan(msgspec.Struct, frozen=True):
    """One run of the command."""

    name: str
    files: int
    seconds: float
    peak_mb: float
    """Of the largest process."""
    role: str
    """Of that process."""
    levels: list[tuple[str, str, str]]
    """Group and detector of each row of the key, and how it was found."""


def make_share(folder: Path, seed: int) -> Share:
    """With the command."""
    command = [sys.executable, "-m", "meibo", "demo", str(folder), "--pictures", "--seed", str(seed)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    lines = map(json.loads, (folder / "answer-key.jsonl").read_text("utf-8").splitlines())
    return Share(folder / "share", [line for line in lines if line.get("group")])


def scan(name: str, share: Share, inventory: Path, workers: int, options: tuple[str, ...] = ()) -> Scan:
    """Scan with the real command and compare with the key; raises AssertionError where files are missing."""
    command = [
        *(sys.executable, "-m", "meibo", "scan", str(share.folder), "-i", str(inventory), "--quiet"),
        *("--workers", str(workers), *_KEPT, *options),
    ]
    process = subprocess.Popen(command)
    roles = watch(process)
    assert process.returncode in (0, 3), f"the scan ended with {process.returncode}"
    peak_kb, role = max((one.peak_kb, one.role) for group in roles.values() for one in group)
    reader = Reader(inventory)
    number = reader.scan_numbers()[-1]
    summary = reader.summarise(number)
    there = sum(1 for path in share.folder.rglob("*") if path.is_file())
    assert summary.listed == there, f"{summary.listed} files listed of {there}"
    levels = list(_compare(share.rows, list(reader.positions(number)), load_or_make_key(default_key_path(inventory))))
    reader.close()
    return Scan(name, summary.listed, summary.seconds, peak_kb / 1000, role, levels)


def check(result: Scan) -> None:
    """Raise AssertionError where pictures were not read."""
    found = sum(level == "medium" for *_, level in result.levels)
    assert found > len(result.levels) / 2, f"{found} of {len(result.levels)} values of pictures found"


def write_sections(plain: Scan, read: Scan, share: Share, workers: int) -> dict[str, str]:
    """Tables of time and of recall."""
    more = (read.seconds - plain.seconds) / share.pictures
    head = ("scan", "files", "seconds", "pictures", "more seconds a picture", "of one worker", "peak MB", "of")
    rows = [
        ("without `--ocr`", plain.files, f"{plain.seconds:.1f}", 0, "", "", f"{plain.peak_mb:.0f}", plain.role),
        (
            *("`--ocr --faces`", read.files, f"{read.seconds:.1f}", share.pictures, f"{more:.2f}"),
            *(f"{more * workers:.2f}", f"{read.peak_mb:.0f}", read.role),
        ),
    ]
    return {
        "scan": write_rows(head, rows),
        "recall": _write_recall("detector", [(f"`{detector}`", level) for _, detector, level in read.levels]),
        "groups": _write_recall("picture", [(group, level) for group, _, level in read.levels]),
    }


def _compare(rows: list[dict[str, Any]], positions: list[Any], secret: bytes) -> Any:
    """Each row with the surest finding of the same value on the same page; some have none to compare."""
    found: dict[tuple[Place, str, str], list[int]] = defaultdict(list)
    for one in positions:
        if "page" in one.location:
            place = one.path, tuple(one.container), one.location["page"]
            value = "" if one.detector in _WITHOUT_VALUE else one.fingerprint
            found[place, one.detector, value].append(one.score)
    for scores in found.values():
        scores.sort()
    zones = {key: scores[-1] for key, scores in found.items() if key[1] in TOLD_BY.values()}
    for row in rows:
        place, detector = _place(row), row["detector"]
        value = "" if detector in _WITHOUT_VALUE else normalise(detector, row["value"])
        print_of = hmac.digest(secret, value.encode(), "sha256").hex() if value else ""
        scores = found[place, detector, print_of]
        score = scores.pop() if scores else zones.get((place, TOLD_BY.get(detector, ""), print_of), 0)
        yield row["group"], row["detector"], _LEVELS[(score < Confidence.MEDIUM) + (not score)]


def _write_recall(name: str, told: list[tuple[str, str]]) -> str:
    asked = Counter(group for group, _ in told)
    counts = Counter(told)
    rows = [
        (
            *(group, asked[group], show_share(counts[group, "medium"], asked[group])),
            show_share(counts[group, "medium"] + counts[group, "low"], asked[group]),
        )
        for group in sorted(asked)
    ]
    levels = Counter(level for _, level in told)
    both = levels["medium"] + levels["low"]
    rows.append(("**all**", len(told), show_share(levels["medium"], len(told)), show_share(both, len(told))))
    return write_rows((name, "values", "medium or high, %", "with low, %"), rows)


def _place(row: dict[str, Any]) -> Place:
    return row["path"], tuple(row.get("container", ())), row["location"]["page"]
