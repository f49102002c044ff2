"""What people say of files: the words of marks, and whether a file holds more than when it was marked."""

from __future__ import annotations

import enum

import msgspec

from meibo.inventory.model import Counts


class MarkKind(enum.StrEnum):
    """What is to become of a file."""

    NEEDED = "needed"
    DELETE = "delete"
    MOVE = "move"
    FALSE_POSITIVE = "false-positive"
    """What was found in it is not what it was taken for."""


Found = dict[str, Counts]
"""Findings by detector, and those of a kind as ``detector/kind``."""


class Mark(msgspec.Struct, frozen=True):
    """What a person has said of a file."""

    kind: MarkKind | None
    """None where an earlier mark was taken away."""
    reason: str
    person: str
    made: str
    """Time in UTC, ISO 8601."""
    is_outdated: bool = False
    """The file holds more findings than when it was marked."""
    moved_from: str = ""
    """The path that the file had when it was marked, where it has moved since."""

    @property
    def is_dismissing(self) -> bool:
        """Whether the file counts for no risk."""
        return self.kind is MarkKind.FALSE_POSITIVE and not self.is_outdated


class KnownFile(msgspec.Struct, frozen=True):
    """A file as it was last seen by any scan."""

    asset: int
    target: str
    path: str
    is_present: bool
    """False where a later scan has found it gone."""
    found: Found
    mark: Mark | None
    seen: Found
    """What was found in it when it was marked."""


class NewMark(msgspec.Struct, frozen=True):
    """A mark to be stored."""

    asset: int
    kind: MarkKind | None
    reason: str
    person: str
    seen: Found
    moved_from: int | None = None
    """The number of the mark that the file had at its former place."""


class MovedMark(msgspec.Struct, frozen=True):
    """A marked file that is gone, and a file of the same content that has no mark."""

    mark: NewMark
    """What its mark would be at the new place."""
    old_target: str
    old_path: str
    target: str
    path: str


def join_found(counts: dict[str, Counts], kind_counts: dict[str, dict[str, Counts]]) -> Found:
    """The findings of a file, those of kinds among them."""
    kinds = {f"{detector}/{kind}": row for detector, own in kind_counts.items() for kind, row in own.items()}
    return {**counts, **kinds}


def has_grown(seen: Found, now: Found) -> bool:
    """Whether a file has more findings of any detector or kind than it had, or surer ones."""
    return any(
        any(more > before for more, before in zip(_add_up(row), _add_up(seen.get(name, Counts())), strict=True))
        for name, row in now.items()
    )


def _add_up(row: Counts) -> tuple[int, int, int]:
    """Findings of at least each level."""
    return row.high, row.high + row.medium, row.high + row.medium + row.low
