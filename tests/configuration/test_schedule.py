"""When a job starts: words and cron expressions, and what is neither."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

import pytest

from meibo.configuration.schedule import read_schedule

MONDAY = datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001 - local time

STARTS = (
    ("daily 22:00", "11-23 22:00", "11-24 22:00"),
    ("daily 9:00", "11-24 09:00", "11-25 09:00"),
    ("Weekdays 01:30", "11-24 01:30", "11-25 01:30"),
    ("weekly Sunday 01:00", "11-29 01:00", "12-06 01:00"),
    ("weekly sun, Wednesday 01:00", "11-25 01:00", "11-29 01:00"),
    ("monthly 1 01:00", "12-01 01:00", "01-01 01:00"),
    ("monthly 15,31 01:00", "12-15 01:00", "12-31 01:00"),
    ("0 22 * * 1-5", "11-23 22:00", "11-24 22:00"),
    ("*/20 8-9 * * *", "11-23 09:20", "11-23 09:40"),
    ("5,10 0 1 jan *", "01-01 00:05", "01-01 00:10"),
    ("0 0 * * 7", "11-29 00:00", "12-06 00:00"),
    ("0 0 * * fri", "11-27 00:00", "12-04 00:00"),
    ("0 3 25 * mon", "11-25 03:00", "11-30 03:00"),  # either day, as cron has it
    ("0 3 */2 * mon", "12-07 03:00", "12-21 03:00"),  # both, where one begins with a star
    ("0 0 29 2 *", "02-29 00:00", "02-29 00:00"),
)


@pytest.mark.parametrize(("text", "first", "second"), STARTS, ids=[row[0] for row in STARTS])
def test_a_schedule_tells_its_starts(text: str, first: str, second: str) -> None:
    """The next two after Monday, 23 November 2026, 9:00; one that is now does not count."""
    starts = islice(read_schedule(text).starts_after(MONDAY), 2)
    assert [start.strftime("%m-%d %H:%M") for start in starts] == [first, second]


WRONG = (
    "", "nightly", "22:00", "daily", "daily 24:00", "daily 22:60", "daily 22:0", "weekly 22:00", "weekly Sumday 01:00",
    "monthly 0 01:00", "monthly 32 01:00", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *",
    "* * * 13 *", "* * * * 8", "5-1 * * * *", "*/0 * * * *", "*/x * * * *", "1,,2 * * * *", "-1 * * * *", "@daily",
    "0 0 30 2 *", "0 0 31 4,6 *", "٣ * * * *",
)  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_schedule_is_refused(text: str) -> None:
    """Also one that would never come."""
    with pytest.raises(ValueError):  # noqa: PT011 - the message is the caller's
        read_schedule(text)
