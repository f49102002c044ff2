"""The form in which a labelled and a reported value are compared, by kind; nothing of the detectors is used."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from typing import Final

HONORIFICS: Final = (
    "様", "さま", "殿", "氏", "さん", "先生", "君", "くん", "ちゃん", "部長", "課長", "係長", "主任", "社長", "会長",
    "専務", "常務", "取締役", "委員", "教授", "医師", "生", "御侍史",
)  # fmt: skip
"""What may stand behind a name and be reported with it."""
_HONORIFICS_BEHIND = re.compile(f"(?:{'|'.join(HONORIFICS)})+$")
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−ー－ｰ", "-"))
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_ERAS: Final = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA_LETTERS: Final = dict(zip("MTSHR", _ERAS.values(), strict=True))
_ERA_DATE = re.compile(
    rf"({'|'.join((*_ERAS, *_ERA_LETTERS))})\.?\s*(\d{{1,2}}|元)\s*[-年./]\s*(\d{{1,2}})\s*[-月./]\s*(\d{{1,2}})"
)
_DATE = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})|(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)")
_MONTH_FIRST = re.compile(r"(?<!\d)(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?!\d)")


def fold(kind: str, value: str) -> str:
    """A value as written in the form of its kind; empty where nothing of it is left."""
    value = html.unescape(_ESCAPE.sub(lambda match: chr(int(match[1], 16)), value).replace("%40", "@"))
    return _FOLDS.get(kind, _fold_plain)(unicodedata.normalize("NFKC", value))


def _fold_plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def _fold_digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _fold_phone(text: str) -> str:
    """National form: 81 in front is the country when something says so."""
    digits = _fold_digits(text)
    is_abroad = re.match(r"\s*\(?(?:\+|00)?\s*81", text) and digits.startswith("81") and len(digits) >= 11
    return "0" + digits[2:].lstrip("0") if is_abroad else digits


def _fold_code(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def _fold_mail(text: str) -> str:
    return text.strip().strip("<>").lower().removeprefix("mailto:")


def _fold_name(text: str) -> str:
    """Without spaces, stops and honorifics; hiragana alone as katakana, Latin letters as capitals."""
    text = re.sub(r"[\s・･=.,;、「」()]", "", text)
    if re.fullmatch(r"[ぁ-ゖー゛゜]+", text):
        text = "".join(chr(ord(char) + 0x60) if "ぁ" <= char <= "ゖ" else char for char in text)
    bare = _HONORIFICS_BEHIND.sub("", text)
    return (bare if len(bare) > 1 else text).upper()


def _fold_address(text: str) -> str:
    return re.sub(r"[\s,、・()〒]", "", text.translate(_HYPHENS)).upper()


def _fold_date(text: str) -> str:
    """Year, month and day with four and two digits, eras as years; other text without spaces."""
    hyphened = text.translate(_HYPHENS)
    if found := _ERA_DATE.search(hyphened):
        era, year, month, day = found.groups()
        first = (_ERAS | _ERA_LETTERS)[era]
        return f"{first + (1 if year == '元' else int(year)):04}-{int(month):02}-{int(day):02}"
    if found := _DATE.search(hyphened):
        year, month, day = filter(None, found.groups())
        return f"{year}-{int(month):02}-{int(day):02}"
    if found := _MONTH_FIRST.search(hyphened):
        month, day, year = found.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    return _fold_plain(text)


_FOLDS: Final[dict[str, Callable[[str], str]]] = {
    "NAME": _fold_name, "NAME_KANA": _fold_name, "ADDRESS": _fold_address, "EMAIL": _fold_mail, "DOB": _fold_date,
    "PHONE": _fold_phone, "PASSPORT": _fold_code, "RESIDENCE_CARD": _fold_code,
    **dict.fromkeys(
        ("POSTAL_CODE", "MY_NUMBER", "DRIVER_LICENSE", "CREDIT_CARD", "BANK_ACCOUNT", "HEALTH_INSURANCE", "PENSION",
         "EMPLOYMENT_INS"), _fold_digits),
}  # fmt: skip
