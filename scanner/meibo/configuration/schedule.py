"""When a job starts: a cron expression or words such as ``daily 22:00``, in the machine's local time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final

import msgspec

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS: Final = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_FULL_WEEKDAYS: Final = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_LONGEST: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_AHEAD: Final = 366 * 8 + 1
"""29 February comes within eight years, also around 2100."""

_CLOCK: Final = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})"
_WORDS: Final = tuple(
    (re.compile(rf"{words}\s+{_CLOCK}", re.IGNORECASE), expression)
    for words, expression in (
        (r"daily", "{minute} {hour} * * *"),
        (r"weekdays", "{minute} {hour} * * 1-5"),
        (r"weekly\s+(?P<weekdays>[a-z]+(?:\s*,\s*[a-z]+)*)", "{minute} {hour} * * {weekdays}"),
        (r"monthly\s+(?P<days>\d{1,2}(?:\s*,\s*\d{1,2})*)", "{minute} {hour} {days} * *"),
    )
)


class Schedule(msgspec.Struct, frozen=True):
    """The minutes at which a job starts, as sorted numbers a field of cron."""

    expression: str
    """Of cron, five fields."""
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]
    """0 is Sunday."""
    is_either_day: bool
    """Days of the month and of the week are both restricted: either will do, as cron has it."""

    def starts_after(self, moment: datetime) -> Iterator[datetime]:
        """The starts in the eight years after a moment, in their order; local times without a zone."""
        for ahead in range(_DAYS_AHEAD):
            day = moment.date() + timedelta(days=ahead)
            if day.month not in self.months or not self._has_day(day.day, day.isoweekday() % 7):
                continue
            for hour in self.hours:
                for minute in self.minutes:
                    start = datetime.combine(day, time(hour, minute))
                    if start > moment:
                        yield start

    def _has_day(self, day: int, weekday: int) -> bool:
        found = day in self.days, weekday in self.weekdays
        return any(found) if self.is_either_day else all(found)


def read_schedule(text: str) -> Schedule:
    """The schedule that a text says; raises ValueError where it says none, or one that never comes."""
    expression = _spell_words(text.strip()) or text.strip()
    fields = expression.lower().split()
    if len(fields) != 5:
        raise ValueError(text)
    minutes, hours = _read_field(fields[0], 0, 59), _read_field(fields[1], 0, 23)
    days, months = _read_field(fields[2], 1, 31), _read_field(fields[3], 1, 12, MONTHS)
    weekdays = tuple(sorted({number % 7 for number in _read_field(fields[4], 0, 7, WEEKDAYS)}))
    is_either_day = not (fields[2].startswith("*") or fields[4].startswith("*"))
    if not is_either_day and days[0] > max(_LONGEST[month - 1] for month in months):
        raise ValueError(text)
    if is_either_day and (len(days) == 31 or len(weekdays) == 7):  # every day, said with numbers
        days, weekdays, is_either_day = tuple(range(1, 32)), tuple(range(7)), False
    return Schedule(" ".join(fields), minutes, hours, days, months, weekdays, is_either_day)


def _spell_words(text: str) -> str:
    """The cron expression of words; empty where they are none that are known."""
    for pattern, expression in _WORDS:
        match = pattern.fullmatch(text)
        if match is not None:
            said = {name: re.sub(r"\s", "", value) for name, value in match.groupdict().items()}
            if "weekdays" in said:
                said["weekdays"] = ",".join(map(_shorten, said["weekdays"].lower().split(",")))
            return expression.format(**{**said, "hour": int(said["hour"]), "minute": int(said["minute"])})
    return ""


def _shorten(weekday: str) -> str:
    """``sunday`` as ``sun``; anything else as it is."""
    return weekday[:3] if weekday in _FULL_WEEKDAYS else weekday


def _read_field(text: str, least: int, most: int, names: tuple[str, ...] = ()) -> tuple[int, ...]:
    """The numbers of a field: ``*``, ``5``, ``1-5``, ``*/15``, ``mon``, and lists of them."""
    numbers: set[int] = set()
    for part in text.split(","):
        span, slash, step = part.partition("/")
        first, dash, last = span.partition("-")
        start = least if span == "*" else _read_number(first, least, names)
        end = most if span == "*" or (slash and not dash) else _read_number(last if dash else first, least, names)
        width = _read_number(step, 1, ()) if slash else 1
        if not least <= start <= end <= most or width < 1:
            raise ValueError(text)
        numbers.update(range(start, end + 1, width))
    return tuple(sorted(numbers))


def _read_number(text: str, least: int, names: tuple[str, ...]) -> int:
    """A number, or the name of one; names of months begin with 1, those of weekdays with 0."""
    if text in names:
        return names.index(text) + least
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(text)
    return int(text)
