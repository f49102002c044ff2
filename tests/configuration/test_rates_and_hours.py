"""What ``--rate-limit`` and ``--hours`` may say, and which times lie in the hours."""

from __future__ import annotations

from datetime import datetime

import pytest

from meibo.configuration.hours import read_hours
from meibo.configuration.rate import Rate, read_rate


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("20M", Rate(20_000_000, 0)),
        ("20M,100", Rate(20_000_000, 100)),
        ("20MB/s, 100/s", Rate(20_000_000, 100)),
        (",100", Rate(0, 100)),
        ("1.5K", Rate(1500, 0)),
        (20_000_000, Rate(20_000_000, 0)),
    ],
)
def test_rates(text: str | int, rate: Rate) -> None:
    """Bytes, files, or both."""
    assert read_rate(text) == rate


@pytest.mark.parametrize("text", ["0", "", ",", "20M,", "20M,0", "20M,x", "20M,1,1", "-5", "fast", "0,100", "20M/h"])
def test_no_rates(text: str) -> None:
    """A bound of nothing is none, neither is what cannot be read."""
    assert read_rate(text) is None


@pytest.mark.parametrize(
    ("text", "inside", "outside", "opens"),
    [
        ("20:00-06:00", ["20:00", "23:59", "00:00", "05:59"], ["06:00", "12:00", "19:59"], "20:00"),
        ("12:00-13:00,20:00-06:00", ["12:59", "05:59", "20:00"], ["11:59", "13:00", "19:59"], "12:00"),
        ("00:00-24:00", ["00:00", "23:59"], [], ""),
        ("9:30-17:00", ["09:30", "16:59"], ["09:29", "17:00"], "09:30"),
        ("18:00-24:00, 0:00-6:00", ["18:00", "00:00"], ["17:59", "06:00"], "18:00"),
    ],
)
def test_hours(text: str, inside: list[str], outside: list[str], opens: str) -> None:
    """A range begins with its first minute and ends before its last; one may go over midnight."""
    hours = read_hours(text)
    assert hours is not None
    moments = {time: datetime.fromisoformat(f"2026-03-31T{time}:00+09:00") for time in inside + outside}
    assert [time for time, moment in moments.items() if hours.contain(moment)] == inside
    for time in outside[:1]:
        assert f"{hours.find_opening(moments[time]):%H:%M}" == opens


def test_the_next_opening_may_be_tomorrow() -> None:
    """Also over the end of a month."""
    hours = read_hours("01:00-05:00")
    assert hours is not None
    opening = hours.find_opening(datetime.fromisoformat("2026-03-31T05:00:00+09:00"))
    assert opening.isoformat() == "2026-04-01T01:00:00+09:00"


@pytest.mark.parametrize(
    "text", ["", "20:00", "20:00-20:00", "25:00-06:00", "20:60-06:00", "24:00-06:00", "8-9", "a-b"]
)
def test_no_hours(text: str) -> None:
    """What cannot be read is refused, and so is a range of nothing."""
    assert read_hours(text) is None
