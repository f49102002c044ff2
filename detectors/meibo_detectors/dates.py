"""Calendar arithmetic over whole arrays: which dates exist. Days of birth: ``kernels/calendar_days.pxd``."""

from __future__ import annotations

import datetime as dt
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.normalise import Offsets, Truth

JAPAN_TIME: Final = dt.timezone(dt.timedelta(hours=9))
TODAY: Final = dt.datetime.now(JAPAN_TIME).date()
"""When this process began: nobody is born later."""

_MONTH_DAYS: Final = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)


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
