"""Times of files as reports show them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from meibo.reports.model import ReportOptions

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def time_of(modified_ns: int, options: ReportOptions) -> datetime | None:
    """A file's time in the report's zone; None for one that no calendar holds."""
    try:
        return (_EPOCH + timedelta(seconds=modified_ns // 1_000_000_000)).astimezone(options.zone)
    except OverflowError:
        return None


def day_of(modified_ns: int, options: ReportOptions) -> date | None:
    """The day of that time."""
    when = time_of(modified_ns, options)
    return when.date() if when else None
