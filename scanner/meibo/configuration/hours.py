"""Hours of the day in which a scan may work: ``20:00-06:00``, several ranges with commas, in local time."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any, Final

import msgspec

DAY_MINUTES: Final = 24 * 60
_RANGE: Final = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")


class Hours(msgspec.Struct, frozen=True):
    """Ranges of minutes of the day, each from its first to before its end; one that ends before it begins goes over
    midnight."""

    ranges: tuple[tuple[int, int], ...]

    def contain(self, moment: datetime) -> bool:
        """Whether a local time lies in one of the ranges."""
        minute = moment.hour * 60 + moment.minute
        return any(
            begin <= minute < end if begin < end else minute >= begin or minute < end for begin, end in self.ranges
        )

    def find_opening(self, moment: datetime) -> datetime:
        """When the next range begins after a local time."""
        midnight = datetime.combine(moment.date(), time(), moment.tzinfo)
        begins = [midnight + timedelta(days=day, minutes=begin) for day in (0, 1) for begin, _ in self.ranges]
        return min(begin for begin in begins if begin > moment)


def read_hours(text: str) -> Hours | None:
    """The hours that a text means; None for what is none. ``24:00`` is the end of a day."""
    ranges = []
    for word in text.split(","):
        match = _RANGE.fullmatch(word.strip())
        if match is None:
            return None
        hours_minutes = [int(figure) for figure in match.groups()]
        begin, end = (60 * hour + minute for hour, minute in (hours_minutes[:2], hours_minutes[2:]))
        are_times = max(hours_minutes[1], hours_minutes[3]) < 60 and begin < DAY_MINUTES and end <= DAY_MINUTES
        if not are_times or begin == end:
            return None
        ranges.append((begin, end))
    return Hours(tuple(ranges))


def is_hours(value: Any) -> bool:
    """A text that ``read_hours`` knows."""
    return isinstance(value, str) and read_hours(value) is not None
