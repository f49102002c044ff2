"""Labelled sets: which values stand in which file, from the answer key of a sample share or from a manifest.

A manifest has one JSON object a line: file (below the manifest's folder, beginning with ``files/``), type, value, loc,
tier, flags. ``core`` values count in recall and precision, ``hard`` ones have a recall of their own, ``optional`` ones
are right to report and right to leave out; other tiers and the type NEG are values that are nobody's.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from scoring.kinds import KindOf, kind_of
from scoring.spelling import fold

TIERS: Final = ("core", "hard", "optional")
"""From the one that counts most."""


class Truth(msgspec.Struct, frozen=True):
    """One labelled value."""

    path: str
    """Below the folder of the set, in one form whatever the file system gives."""
    kind: str
    values: frozenset[str]
    """The folded spellings, any of which is right."""
    written: str
    tier: str
    place: str


class LabelledSet(msgspec.Struct, frozen=True):
    """Files, what is labelled in them, and what the findings are called there."""

    folder: Path
    parts: tuple[str, ...]
    """The folders below it that are measured; none means all."""
    truths: tuple[Truth, ...]
    kind_of: KindOf


def read_share(share: Path, key: Path, registered: frozenset[str]) -> LabelledSet:
    """A sample share with its answer key; parts of names and what is a company's is optional."""
    return LabelledSet(share, (), tuple(_read_answer_key(key, registered)), kind_of)


def read_manifest(manifest: Path, parts: tuple[str, ...], kinds: KindOf) -> LabelledSet:
    """A labelled set of another maker, of the named folders below ``files`` only where some are named."""
    truths = (truth for truth in _read_rows(manifest) if is_in(truth.path, parts))
    return LabelledSet(manifest.parent / "files", parts, tuple(truths), kinds)


def is_in(path: str, parts: tuple[str, ...]) -> bool:
    """Whether a file lies in one of the folders, of which none means all."""
    return not parts or path.partition("/")[0] in parts


def fold_path(path: str) -> str:
    """The path in one of the two forms that file systems give it."""
    return unicodedata.normalize("NFC", path)


def _read_answer_key(key: Path, registered: frozenset[str]) -> Iterator[Truth]:
    """Rows of detectors that exist; what must not be found at medium is left out, as nobody's, and what is locked."""
    rows = [json.loads(line) for line in key.read_text("utf-8").splitlines()]
    locked = {row["path"] for row in rows if "password" in row}
    for row in rows:
        if row.get("detector") in registered and row["confidence"] != "low" and row["path"] not in locked:
            kind = kind_of(row["detector"])
            values = frozenset(fold(kind, value) for value in (row["value"], row["normalised"]))
            tier = "core" if row["confidence"] == "any" else "optional"
            place = ":".join(str(number) for number in row["location"].values())
            yield Truth(fold_path(row["path"]), kind, values, row["value"], tier, place)


def _read_rows(manifest: Path) -> Iterator[Truth]:
    for line in manifest.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["type"] != "NEG" and row["tier"] in TIERS:
            values = frozenset({fold(row["type"], row["value"])})
            path = fold_path(row["file"].removeprefix("files/"))
            yield Truth(path, row["type"], values, row["value"], row["tier"], str(row["loc"]))
