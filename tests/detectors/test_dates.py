"""Calendar arithmetic on arrays agrees with the calendar of the standard library."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.dates import is_date
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


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("明治45年3月4日", "1912-03-04"),
        ("大正1年3月4日", "1912-03-04"),
        ("昭和64年3月4日", "1989-03-04"),
        ("平成31年3月4日", "2019-03-04"),
        ("令和1年3月4日", "2019-03-04"),
        ("1985年", "1985"),
        ("昭和75年3月4日", "昭和75年3月4日"),
        ("昭和60年2月29日", "昭和60年2月29日"),
    ],
)
def test_years_of_eras_become_years_of_the_common_era(written: str, expected: str) -> None:
    """The first and last years of the eras fall where the calendar has them; what no calendar has is left as it is."""
    assert birth_date.normalise(written) == expected


def test_the_first_form_of_a_value_is_its_normal_form() -> None:
    """A whole date counts before one that is only its year."""
    assert birth_date.normalise("1985年  1月2日") == "1985-01-02"


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
