"""How long ago each target was last scanned completely."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import msgspec

from meibo.inventory.reader import Reader
from meibo.inventory.rows import ScanRun

SKEW_S: Final = 300.0
"""A scan may seem to have ended that much in the future: two machines, two clocks."""


class TargetHealth(msgspec.Struct, frozen=True):
    """One target of an inventory."""

    target: str
    last: ScanRun
    """The newest scan, however it ended."""
    complete: ScanRun | None
    """The newest that was complete."""
    last_age_s: float
    complete_age_s: float | None
    """Below 0 where the clock was set back since."""

    def is_fine(self, most_s: float) -> bool:
        """Whether the last complete scan is no older than this, nor in the future."""
        return self.complete_age_s is not None and -SKEW_S <= self.complete_age_s <= most_s


def find_health(reader: Reader, now: datetime) -> list[TargetHealth]:
    """Each target that the inventory knows, by URI."""
    uris = {uri for scan in reader.scans() for uri in scan.targets}
    return [_find_one(reader, uri, now) for uri in sorted(uris)]


def _find_one(reader: Reader, uri: str, now: datetime) -> TargetHealth:
    last: ScanRun | None = None
    complete: ScanRun | None = None
    for run in reader.runs(uri):
        last = last or run
        if run.is_complete:
            complete = run
            break
    if last is None:
        raise LookupError(uri)
    return TargetHealth(uri, last, complete, _age_s(last, now), _age_s(complete, now) if complete else None)


def _age_s(run: ScanRun, now: datetime) -> float:
    ended = datetime.fromisoformat(run.ended)
    return (now - (ended if ended.tzinfo else ended.replace(tzinfo=UTC))).total_seconds()
