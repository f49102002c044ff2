"""The year that a name of a folder or file states, of the western calendar or a Japanese era.

Eras: 明治 from 1868, 大正 from 1912, 昭和 from 1926, 平成 from 1989, 令和 from 2019; year n of an era is its
first year + n - 1. A fiscal year (年度) is named by the year in which it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

FIRST: Final = 1950
"""Earlier years in names are of history, not of files."""

_ERAS: Final = {"明治": (1868, 45), "大正": (1912, 15), "昭和": (1926, 64), "平成": (1989, 31), "令和": (2019, 99)}
"""First year and number of years."""
_LETTERS: Final = {"m": "明治", "t": "大正", "s": "昭和", "h": "平成", "r": "令和"}
_DIGITS: Final = {"元": 1, **{digit: value for value, digit in enumerate("〇一二三四五六七八九")}}
_END: Final = r"(?![0-9]|[人名件円万個台枚号番店社本回点位歳%])"
"""What follows a number that is a year: none of the words that things are counted by."""

_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<era>明治|大正|昭和|平成|令和)(?P<number>元|[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:年度?)?",
        # A letter and two digits, or one with 年; also R3, but neither H1 and H2 (halves of a year) nor S3 (a store).
        r"(?<![a-z0-9])(?P<letter>[mtshr])\.?(?P<number>[0-9]{1,2}|元)年度?",
        rf"(?<![a-z0-9])(?P<letter>h)(?P<number>0[1-9]|[12][0-9]|3[01]|[3-9])(?![a-z0-9]){_END}",
        rf"(?<![a-z0-9])(?P<letter>s)(?P<number>[3-6][0-9])(?![a-z0-9]){_END}",
        (
            rf"(?<![a-z0-9])(?<!server )(?<!server 20[0-9][0-9] )(?P<letter>r)(?P<number>0?[1-9]|[1-9][0-9])"
            rf"(?![a-z0-9]){_END}"
        ),
        (
            r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})"
            r"(?:年|[-_./](?:0?[1-9]|1[0-2])(?![0-9])|(?:0[1-9]|1[0-2])(?:[0-3][0-9])?(?![0-9]))"
        ),
        r"(?<![a-z0-9])(?:fy|年度)[-_ ]?(?P<year>(?:19|20)[0-9]{2})(?![0-9])",
        r"(?<![a-z0-9])fy[-_ ]?'?(?P<short>[0-9]{2})(?![0-9])",
        rf"(?<![0-9a-z.,])(?P<year>(?:19|20)[0-9]{{2}})(?![a-z]){_END}",
    )
)


def find_year(name: str, last: int) -> tuple[int, str] | None:
    """The latest year that a folded name (NFKC, lower case) states, up to ``last``, and as it is written there.

    >>> [find_year(name, 2026)[0] for name in ("平成28年度", "h28", "令和元年", "fy2016", "r3", "20190401_顧客")]
    [2016, 2016, 2019, 2016, 2021, 2019]
    >>> [find_year(name, 2026) for name in ("2000人名簿", "s3", "h1集計", "1234567", "2099年計画")]
    [None, None, None, None, None]
    """
    return max(((year, text) for year, text in _find_all(name) if FIRST <= year <= last), default=None)


def _find_all(name: str) -> Iterator[tuple[int, str]]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(name):
            year = _read(match.groupdict())
            if year:
                yield year, match[0]


def _read(parts: dict[str, str | None]) -> int | None:
    if year := parts.get("year"):
        return int(year)
    if short := parts.get("short"):
        return 2000 + int(short)
    first, most = _ERAS[parts.get("era") or _LETTERS[parts.get("letter") or "r"]]
    number = _read_number(parts.get("number") or "")
    return first + number - 1 if 1 <= number <= most else None


def _read_number(text: str) -> int:
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return 10 * (_DIGITS.get(tens, 0) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)
