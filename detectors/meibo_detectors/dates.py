"""Calendar arithmetic over whole arrays: which dates exist, in which era they lie, how old who was born then is.

Eras are numbered as in official files: 1 明治, 2 大正, 3 昭和, 4 平成, 5 令和; 0 is the common era.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.normalise import Offsets, Truth

JAPAN_TIME: Final = dt.timezone(dt.timedelta(hours=9))
TODAY: Final = dt.datetime.now(JAPAN_TIME).date()
"""When this process began: nobody is born later."""

_YEAR_BEFORE_ERA: Final = np.array([0, 1867, 1911, 1925, 1988, 2018], np.int64)
_FIRST_DAY: Final = np.array([0, 1868_01_01, 1912_07_30, 1926_12_25, 1989_01_08, 2019_05_01], np.int64)
_LAST_DAY: Final = np.array([9999_12_31, 1912_07_29, 1926_12_24, 1989_01_07, 2019_04_30, 9999_12_31], np.int64)
"""As 8 digits. The legal start of 明治 differs by source; nobody alive is concerned."""
_ERA_YEARS: Final = np.array([9999, 45, 15, 64, 31, 99], np.int64)
_MONTH_DAYS: Final = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)
_SERIAL_ORIGIN: Final = np.datetime64("1899-12-30", "D")
_FIRST_REAL_SERIAL: Final = 61
"""Spreadsheets count a 29 February 1900 that never was; from here on they are right."""


def is_date(year: Offsets, month: Offsets, day: Offsets) -> Truth:
    """True where the Gregorian calendar has this day.

    >>> is_date(np.array([2024, 2023, 1900]), np.array([2, 2, 2]), np.array([29, 29, 29])).tolist()
    [True, False, False]
    """
    is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    in_year = (month >= 1) & (month <= 12)
    days = _MONTH_DAYS[np.where(in_year, month, 0)] + (is_leap & (month == 2))
    return np.asarray((year >= 1) & (year <= 9999) & in_year & (day >= 1) & (day <= days))


def reads_as_day(digits: npt.NDArray[np.uint8]) -> Truth:
    """True for rows of eight digits that read as ``YYYYMMDD`` between 1900 and 2099.

    >>> reads_as_day(np.array([[2, 0, 2, 4, 0, 2, 2, 9], [2, 0, 2, 3, 0, 2, 2, 9]], np.uint8)).tolist()
    [True, False]
    """
    number = digits.astype(np.int64)
    year = number[:, :4] @ np.array([1000, 100, 10, 1])
    real = is_date(year, number[:, 4] * 10 + number[:, 5], number[:, 6] * 10 + number[:, 7])
    return np.asarray(real & (year >= 1900) & (year < 2100))


def to_common_era(era: Offsets, year: Offsets) -> Offsets:
    """The year of the common era of each year of an era; 元年 is year 1.

    >>> to_common_era(np.array([3, 4, 5, 0]), np.array([60, 1, 7, 1985])).tolist()
    [1985, 1989, 2025, 1985]
    """
    return np.asarray(_YEAR_BEFORE_ERA[era] + year, np.int64)


def is_in_era(era: Offsets, year: Offsets, month: Offsets, day: Offsets) -> Truth:
    """True where the day (of the common era) lies in its era.

    >>> is_in_era(np.array([3, 4]), np.array([1989, 1989]), np.array([1, 1]), np.array([7, 7])).tolist()
    [True, False]
    """
    number = (year * 100 + month) * 100 + day
    return np.asarray((number >= _FIRST_DAY[era]) & (number <= _LAST_DAY[era]))


def years_beyond_era(era: Offsets, year: Offsets) -> Offsets:
    """By how many years a year of an era exceeds the last that the era had; negative or 0 within it.

    >>> years_beyond_era(np.array([3, 3]), np.array([64, 66])).tolist()
    [0, 2]
    """
    return np.asarray(year - _ERA_YEARS[era], np.int64)


def from_serial(serial: Offsets) -> tuple[Offsets, Offsets, Offsets]:
    """Year, month and day of spreadsheet serial numbers of the 1900 system.

    >>> [part.tolist() for part in from_serial(np.array([31049]))]
    [[1985], [1], [2]]
    """
    day = _SERIAL_ORIGIN + (serial + (serial < _FIRST_REAL_SERIAL)).astype("timedelta64[D]")
    month = day.astype("datetime64[M]")
    year = month.astype("datetime64[Y]")
    return (
        year.astype(np.int64) + 1970,
        (month - year.astype("datetime64[M]")).astype(np.int64) + 1,
        (day - month.astype("datetime64[D]")).astype(np.int64) + 1,
    )


def ages(year: Offsets, month: Offsets, day: Offsets, today: dt.date = TODAY) -> Offsets:
    """Age in whole years of those who were born on these days; negative for days to come.

    >>> ages(np.array([2000, 2000]), np.array([6, 6]), np.array([1, 2]), dt.date(2020, 6, 1)).tolist()
    [20, 19]
    """
    is_before_birthday = (month * 100 + day) > today.month * 100 + today.day
    return np.asarray(today.year - year - is_before_birthday, np.int64)


def iso_keys(year: Offsets, month: Offsets, day: Offsets) -> npt.NDArray[np.bytes_]:
    """``YYYY-MM-DD`` of each day, dtype S20; the year alone where the month is 0.

    >>> iso_keys(np.array([1985, 1985]), np.array([1, 0]), np.array([2, 0])).tolist()
    [b'1985-01-02', b'1985']
    """
    number = ((year * 100 + month) * 100 + day).astype(np.uint32)  # divided in half the time
    spelled = np.full((len(number), 10), ord("-"), np.uint8)
    for at, power in zip((0, 1, 2, 3, 5, 6, 8, 9), range(7, -1, -1), strict=True):
        spelled[:, at] = number // 10**power % 10 + 48
    spelled[month == 0, 4:] = 0
    return spelled.view("S10").ravel().astype("S20")
