"""What the real command reports on a folder, and the text of its files."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from meibo.extraction.text.encoding import decode, read_opening
from scoring.kinds import KindOf
from scoring.labelled import LabelledSet, fold_path
from scoring.spelling import fold

LEVELS: Final = ("low", "medium", "high")
_HEAD_BYTES = 1 << 16


class Finding(msgspec.Struct, frozen=True):
    """One reported value; of several of one file that fold alike, the surest."""

    path: str
    kind: str
    detector: str
    level: str
    written: str
    value: str
    """Folded."""
    place: str

    @property
    def is_shown(self) -> bool:
        """Whether it is reported without asking for more: medium or high."""
        return self.level != "low"


class DetectionError(Exception):
    """The command could not do its work; it holds what the command said."""


def detect(folders: Iterable[Path], level: str = "low") -> Iterator[dict[str, object]]:
    """The rows of ``meibo detect`` of these folders at a level or above."""
    command = [sys.executable, "-m", "meibo", "detect", *map(str, folders), "--reveal", "--format", "jsonl"]
    done = subprocess.run([*command, "--min-confidence", level], check=False, capture_output=True)
    if done.returncode not in (0, 3):
        raise DetectionError(done.stderr.decode(errors="replace").strip())
    for line in done.stdout.splitlines():
        yield json.loads(line)


def find(labelled: LabelledSet) -> list[Finding]:
    """What is reported of a labelled set at any level, each value of a file once, sorted."""
    folders = [labelled.folder / part for part in labelled.parts] or [labelled.folder]
    prefix = f"{labelled.folder}/"
    rows = detect([folder for folder in folders if folder.is_dir()])
    return keep_surest(_read_findings(rows, prefix, labelled.kind_of))


def keep_surest(findings: Iterable[Finding]) -> list[Finding]:
    """Each kind and folded value of a file once, at its highest level and there where it stands first."""
    kept: dict[tuple[str, str, str], Finding] = {}
    for finding in findings:
        key = finding.path, finding.kind, finding.value
        if key not in kept or LEVELS.index(finding.level) > LEVELS.index(kept[key].level):
            kept[key] = finding
    return [kept[key] for key in sorted(kept)]


def list_files(labelled: LabelledSet) -> dict[str, Path]:
    """Every file of a set by its path as the set names it, sorted."""
    folders = [labelled.folder / part for part in labelled.parts] or [labelled.folder]
    files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
    return dict(sorted((fold_path(file.relative_to(labelled.folder).as_posix()), file) for file in files))


def read_text(file: Path) -> str:
    """The text of a file as the scanner decodes it."""
    raw = file.read_bytes()
    opening = read_opening(raw[:_HEAD_BYTES])
    return decode(raw[opening.mark_bytes :], opening.encoding).text.decode()


def describe_place(location: dict[str, object]) -> str:
    """A location without anything of the text: ``line 12``, ``row 3 column 2``."""
    names = [name for name in location if name != "column" or "line" not in location]
    return " ".join(f"{name} {location[name]}" for name in names)


def _read_findings(rows: Iterable[dict[str, object]], prefix: str, kind_of: KindOf) -> Iterator[Finding]:
    for row in rows:
        detector, written = str(row["detector"]), str(row["value"])
        kind = kind_of(detector)
        value = fold(kind, written) if kind else ""
        if kind and value:
            location = row["location"]
            assert isinstance(location, dict)
            path = fold_path(str(row["path"]).removeprefix(prefix))
            yield Finding(path, kind, detector, str(row["confidence"]), written, value, describe_place(location))
