"""The words of the inventory: assets, their status, what was found in them, and what could not be read."""

from __future__ import annotations

import enum
from typing import Any, Literal

import msgspec

from meibo_connectors.model import Entry


class Status(enum.StrEnum):
    """How a listed file ended; every file ends as one of these."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    SKIPPED = "skipped"


Stage = Literal["list", "open", "extract", "detect"]


class Issue(msgspec.Struct, frozen=True):
    """Something that was not read, or read with loss; ``detail`` never holds file content."""

    stage: Stage
    code: str
    detail: str = ""
    count: int = 1


class Counts(msgspec.Struct, frozen=True, array_like=True):
    """Exact number of findings of one detector by level."""

    low: int = 0
    medium: int = 0
    high: int = 0


Location = dict[str, int | str | list[int]]
"""One of the forms of the interface, such as ``{"line": 3, "column": 8}``.

The one list is ``box``, beside ``page``: where on it a picture shows what was recognised, as left, top, right and
bottom in thousandths.
"""


class StoredPosition(msgspec.Struct, frozen=True):
    """An example of where a finding stands; the value only as mask and keyed fingerprint."""

    detector: str
    location: Location
    start: int
    end: int
    score: int
    evidence: tuple[str, ...]
    fingerprint: bytes
    masked: str
    container: tuple[str, ...] = ()


class FileResult(msgspec.Struct, frozen=True):
    """All that a scan learned about one file."""

    entry: Entry
    status: Status
    is_opened: bool = True
    """False where the listing decided that it is not read."""
    issues: tuple[Issue, ...] = ()
    format: str = ""
    encoding: str = ""
    content_hash: bytes = b""
    bytes_read: int = 0
    counts: dict[str, Counts] = {}
    kind_counts: dict[str, dict[str, Counts]] = {}
    """By detector and kind, of detectors that tell kinds apart."""
    positions: tuple[StoredPosition, ...] = ()
    allowed: dict[str, Counts] = {}
    """Findings that the user has allowed, by reason; they are in none of the others."""
    person_keys: bytes = b""
    """Sorted 16-byte keys; see ``meibo_detectors.persons``."""
    persons_least: int = 0
    persons_most: int = 0
    roster_points: int = 0
    """Over the records that hold a name and two more kinds of a person's data: those kinds, one less than all."""


class UnreadPictures(msgspec.Struct, frozen=True):
    """Pictures in the files of a scan that were not read."""

    files: int = 0
    """That hold such, or are."""
    pictures: int = 0
    left: int = 0
    """Files among them that a scan which reads pictures had no time for."""
    seconds: float = 0.0
    """What reading them may take: of those that are left as it was measured, else of one worker by a table."""
    are_tried: bool = False
    """The scan reads pictures; what it could not read is no matter of time alone."""


class ScanSummary(msgspec.Struct, frozen=True):
    """A scan in figures; ``listed`` is the sum of complete, partial and skipped."""

    scan: int
    state: str
    started: str
    ended: str | None
    targets: tuple[str, ...]
    listed: int
    complete: int
    partial: int
    skipped: int
    bytes_read: int
    """By this scan."""
    seconds: float
    issues: dict[str, int]
    """Number of files and folders by issue code, those of carried files among them."""
    findings: dict[str, Counts]
    rule_set: str
    allowed: dict[str, Counts] = {}
    """Findings that the user has allowed, by reason; not among the others."""
    carried: int = 0
    """Of the listed: those that were not read, because an earlier scan had read them as they are."""
    unseen: int = 0
    """Files that are known from earlier scans and may still be there: their folder or target was not listed."""
    dismissed: int = 0
    """Files that count for no risk, since somebody has marked them as false positives."""
    pictures: UnreadPictures = UnreadPictures()


class ScanFacts(msgspec.Struct, frozen=True):
    """What is said of a scan without looking at its files."""

    scan: int
    state: str
    started: str
    ended: str | None
    targets: tuple[str, ...]
    rule_set: str
    options: dict[str, Any]
    """See ``ScanRequest.options``."""


class Coverage(msgspec.Struct, frozen=True):
    """Every file that has ever been known of a scan's targets, by what became of it."""

    known: int
    """The sum of all others."""
    complete: int
    partial: int
    skipped: int
    unseen: int
    """They may still be there: their folder or target was not listed."""
    gone: int


class KnownRule(msgspec.Struct, frozen=True):
    """What reports say of a user's rule, on any day and without its configuration."""

    id: str
    title: str
    risk_class: str
