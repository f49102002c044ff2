"""Calendar arithmetic on arrays agrees with the calendar of the standard library."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.dates import (
    ages,
    from_serial,
    is_date,
    is_in_era,
    iso_keys,
    to_common_era,
    years_beyond_era,
)
from meibo_detectors.japan import birth_date
from meibo_detectors.normalise import Offsets

DAYS = st.dates(dt.date(1868, 1, 1), dt.date(2100, 12, 31))
LAST_DAYS = {
    1: dt.date(1912, 7, 29),
    2: dt.date(1926, 12, 24),
    3: dt.date(1989, 1, 7),
    4: dt.date(2019, 4, 30),
}
"""Of the eras that are over."""


def _one(*numbers: int) -> list[Offsets]:
    return [np.array([number], np.int64) for number in numbers]


@given(st.integers(1, 9999), st.integers(-1, 14), st.integers(-1, 33))
def test_a_day_exists_where_the_standard_library_makes_it(year: int, month: int, day: int) -> None:
    """A day exists exactly where a date can be made of it."""
    try:
        dt.date(year, month, day)
        exists = True
    except ValueError:
        exists = False
    assert is_date(*_one(year, month, day)).tolist() == [exists]


def test_days_of_no_year_do_not_exist() -> None:
    """There is no year 0 and none of five digits."""
    assert is_date(*_one(0, 1, 1)).tolist() == is_date(*_one(10000, 1, 1)).tolist() == [False]


@pytest.mark.parametrize(("era", "last"), LAST_DAYS.items())
def test_one_era_follows_the_other_without_a_gap(era: int, last: dt.date) -> None:
    """The last day of an era is its own, and the next day is the first of the next era."""
    following = last + dt.timedelta(days=1)
    inside = [
        is_in_era(*_one(number, day.year, day.month, day.day)).item()
        for day in (last, following)
        for number in (era, era + 1)
    ]
    assert inside == [True, False, False, True]


@pytest.mark.parametrize(
    ("era", "year", "expected"),
    [(1, 45, 1912), (2, 1, 1912), (3, 64, 1989), (4, 31, 2019), (5, 1, 2019), (0, 1985, 1985)],
)
def test_years_of_eras_become_years_of_the_common_era(era: int, year: int, expected: int) -> None:
    """The first and last years of the eras fall where the calendar has them."""
    assert to_common_era(*_one(era, year)).tolist() == [expected]


def test_years_beyond_an_era_are_counted_from_its_last() -> None:
    """S64 is the last year, S66 two beyond it; a year of the common era is beyond nothing."""
    assert years_beyond_era(np.array([3, 3, 0]), np.array([64, 66, 1985])).tolist()[:2] == [0, 2]
    assert years_beyond_era(*_one(0, 1985)).item() < 0


@given(DAYS.filter(lambda day: day >= dt.date(1900, 3, 1)))
def test_serials_are_days_since_the_end_of_1899(day: dt.date) -> None:
    """From 1 March 1900 on a serial counts the days since 30 December 1899."""
    serial = (day - dt.date(1899, 12, 30)).days
    assert [part.item() for part in from_serial(*_one(serial))] == [day.year, day.month, day.day]


def test_serials_before_the_day_that_never_was_are_one_off() -> None:
    """Serial 1 is 1 January 1900 and serial 59 is 28 February 1900."""
    assert [part.tolist() for part in from_serial(np.array([1, 59]))] == [[1900, 1900], [1, 2], [1, 28]]


@given(DAYS, DAYS)
def test_age_grows_on_the_birthday(born: dt.date, today: dt.date) -> None:
    """An age is the number of birthdays since birth; who is not yet born has a negative one."""
    birthdays = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    age = ages(*_one(born.year, born.month, born.day), today).item()
    assert age == birthdays
    assert (age < 0) == (born > today)


@given(DAYS)
def test_keys_are_iso_dates(day: dt.date) -> None:
    """The key of a day is the day in ISO 8601."""
    assert iso_keys(*_one(day.year, day.month, day.day)).tolist() == [day.isoformat().encode()]


@given(st.dates(dt.date(1930, 1, 1), dt.date(2020, 12, 31)))
def test_every_spelling_is_normalised_to_the_same_day(day: dt.date) -> None:
    """All ways of writing a day have the ISO date as their normal form."""
    era = 3 if day <= LAST_DAYS[3] else 4 if day <= LAST_DAYS[4] else 5
    name, letter, first = {3: ("昭和", "S", 1925), 4: ("平成", "H", 1988), 5: ("令和", "R", 2018)}[era]
    year = day.year - first
    spellings = [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y/%m/%d}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
        f"{name}{year}年{day.month}月{day.day}日",
        f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日",
        f"{letter}{year}.{day.month}.{day.day}",
        f"{letter.lower()}{year:02d}{day:%m%d}",
        f"{day.day} {day:%b} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%m/%d/%Y}",
        f"{name}{_in_kanji(year)}年{_in_kanji(day.month)}月{_in_kanji(day.day)}日",
    ]
    assert {birth_date.normalise(spelling) for spelling in spellings} == {day.isoformat()}


@given(st.dates(dt.date(1930, 1, 1), dt.date(2020, 12, 31)))
def test_masks_show_the_year_and_nothing_else(day: dt.date) -> None:
    """Of a masked date only the year's four digits are left."""
    for spelling in (f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day.day} {day:%B} {day.year}", f"{day:%m/%d/%Y}"):
        shown = "".join(sign for sign in birth_date.mask(spelling) if sign.isalnum())
        assert shown == str(day.year)


def _in_kanji(number: int) -> str:
    signs = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return f"{signs[tens] if tens > 1 else ''}{'十' if tens else ''}{signs[ones] if ones or not tens else ''}"
