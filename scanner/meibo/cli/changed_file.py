"""A file that changed between two scans, as ``meibo diff`` prints it; its published schema is made from this."""

from __future__ import annotations

from typing import TypedDict

from meibo.assessment.change import Kind
from meibo.assessment.risk import Level
from meibo.inventory.model import Status


class Place(TypedDict):
    """Where another file is, or was."""

    target: str
    path: str


class KnownAs(TypedDict):
    """The file as one of the scans knew it."""

    target: str
    path: str
    risk: Level
    score: float
    persons_least: int
    persons: int
    roster_score: int
    findings: int
    status: Status
    reason: str | None
    access: str
    access_source: str
    owner: str
    size_bytes: int
    modified_ns: int


class ChangedFile(TypedDict):
    """One of the changes; what matters most comes first."""

    kinds: tuple[Kind, ...]
    target: str
    path: str
    risk: Level
    persons_change: int | None
    findings_change: int | None
    moved_from: Place | None
    copy_of: Place | None
    old: KnownAs | None
    new: KnownAs | None
