"""The values of cells as the text that detection sees."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CellValue = str | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta
"""What readers of spreadsheets give for a cell; integers count as floats."""

_DAY_S = 86_400
_EPOCH_1900 = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no time zone
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
_LEAP_DAY_1900 = 60
"""The programs believe that 1900 had a 29th of February; before that day their count is one off."""
_LAST_DAY = 2_958_465
"""The end of the year 9999."""


def show_values(values: Iterable[CellValue]) -> list[str]:
    """A row of values as text; fast, for most cells hold texts or whole numbers."""
    return [value if type(value) is str else _SHOW[type(value)](value) for value in values]


def show_value(value: CellValue) -> str:
    """A value as text: whole numbers without point and exponent, dates as YYYY-MM-DD with a time where there is one.

    >>> show_value(123456789012.0), show_value(dt.datetime(1984, 11, 14)), show_value(True)
    ('123456789012', '1984-11-14', 'TRUE')
    """
    return _SHOW[type(value)](value)


def read_serial_date(value: float, *, is_1904: bool, is_elapsed: bool = False) -> CellValue:
    """The date, the time or both that a number of days stands for; the number itself where it is none.

    >>> read_serial_date(31000.5, is_1904=False), read_serial_date(0.5, is_1904=False)
    (datetime.datetime(1984, 11, 14, 12, 0), datetime.time(12, 0))
    """
    if not 0 <= value <= _LAST_DAY:
        return value
    span = dt.timedelta(seconds=round(value * _DAY_S))
    if is_elapsed:
        return span
    if value < 1:
        return (_EPOCH_1904 + span).time()
    if is_1904:
        return _EPOCH_1904 + span
    return _EPOCH_1900 + span + dt.timedelta(days=value < _LEAP_DAY_1900)


def _show_float(value: float) -> str:
    return str(int(value)) if value.is_integer() else f"{value:.15g}"


def _show_datetime(value: dt.datetime) -> str:
    value = _round_to_second(value)
    return value.strftime("%Y-%m-%d") if value.time() == dt.time() else f"{value:%Y-%m-%d} {_show_time(value.time())}"


def _round_to_second(value: dt.datetime) -> dt.datetime:
    whole = value.replace(microsecond=0)
    return whole + dt.timedelta(seconds=1) if value.microsecond >= 500_000 and value.year < dt.MAXYEAR else whole


def _show_time(value: dt.time) -> str:
    return value.strftime("%H:%M:%S" if value.second else "%H:%M")


def _show_span(value: dt.timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


_SHOW: dict[type, Callable[..., str]] = {
    str: str,
    float: _show_float,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    dt.datetime: _show_datetime,
    dt.date: dt.date.isoformat,
    dt.time: _show_time,
    dt.timedelta: _show_span,
}
