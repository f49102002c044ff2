"""The rows that a reader gives: files, findings, issues and scans as they are stored."""

from __future__ import annotations

import msgspec

from meibo.inventory.marks import Mark
from meibo.inventory.model import Counts, Location, Status


class Asset(msgspec.Struct, frozen=True):
    """One file in the view of one scan."""

    version_id: int
    target: str
    path: str
    folder: str
    size_bytes: int
    modified_ns: int
    owner: str
    audience: str
    audience_source: str
    status: Status
    issue_code: str | None
    issue_class: str | None
    format: str
    encoding: str
    content_hash: bytes
    bytes_read: int
    persons_least: int
    persons_most: int
    roster_points: int
    first_scan: int
    last_scan: int
    read_scan: int
    """The last scan that read the content; later ones found the file unchanged."""
    counts: dict[str, Counts]
    kind_counts: dict[str, dict[str, Counts]] = {}
    """By detector and kind."""
    mark: Mark | None = None
    """What was last said of the file."""


class PositionRow(msgspec.Struct, frozen=True):
    """One stored example position."""

    target: str
    path: str
    detector: str
    container: list[str]
    location: Location
    start: int
    end: int
    score: int
    evidence: list[str]
    fingerprint: str
    masked: str


class IssueRow(msgspec.Struct, frozen=True):
    """One issue of a file, a folder or a target (empty path)."""

    target: str
    path: str
    is_asset: bool
    stage: str
    code: str
    kind: str
    detail: str
    count: int
    status: Status | None = None
    """Of the file."""


class ScanRun(msgspec.Struct, frozen=True):
    """A scan as far as it concerns one target."""

    scan: int
    state: str
    ended: str
    """ISO 8601; of a scan that has not ended, when it started."""
    faults: int
    has_files: bool
    """Whether the scan listed any file, in whatever target."""

    @property
    def is_complete(self) -> bool:
        """Whether it came to its end, and nothing that it should read was left out."""
        return self.state == "finished" and not self.faults and self.has_files
