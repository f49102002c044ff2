"""How pages spell numbers: people as a range, yen, bytes, times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from meibo.catalogue.language import Language

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MAN, _OKU, _CHO = 10**4, 10**8, 10**12
_JAPANESE: Final = ((_CHO, "兆"), (_OKU, "億"), (_MAN, "万"))
_ENGLISH: Final = ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "K"))


def spell_count(number: int) -> str:
    """With separators; a dash for none."""
    return f"{number:,}" if number else "–"


def spell_short(number: int, language: Language) -> str:
    """Three digits and a unit of the language.

    >>> spell_short(123_456_789, "ja"), spell_short(123_456_789, "en"), spell_short(950, "ja")
    ('1.23億', '123M', '950')
    """
    for size, unit in _JAPANESE if language == "ja" else _ENGLISH:
        if number >= size:
            share = number / size
            digits = 0 if share >= 100 else 1 if share >= 10 else 2
            return f"{share:,.{digits}f}{unit}"
    return f"{number:,}"


def spell_yen(number: int, language: Language) -> str:
    """An amount in short, with its currency; a dash for none."""
    if not number:
        return "–"
    short = spell_short(number, language)
    return f"{short}円" if language == "ja" else f"¥{short}"


def spell_day(modified_ns: int) -> str:
    """The local day of a file's time."""
    return _place(modified_ns).strftime("%Y-%m-%d")


def spell_minute(modified_ns: int) -> str:
    """The same to the minute."""
    return _place(modified_ns).strftime("%Y-%m-%d %H:%M")


def spell_time(text: str | None) -> str:
    """A stored time, in local time; a dash where there is none."""
    return datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M") if text else "–"


def _place(modified_ns: int) -> datetime:
    try:
        return (_EPOCH + timedelta(seconds=modified_ns // 1_000_000_000)).astimezone()
    except OverflowError:  # a file may claim any time
        return _EPOCH
