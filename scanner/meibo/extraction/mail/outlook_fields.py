"""Properties of Outlook's items (MS-OXPROPS) and how they are shown; msg, tnef and pst store the same ones.

A property is known by its number. Named ones stand for numbers of the file's own; here they have the number that their
set gives them, moved up by NAMED.
"""

from __future__ import annotations

import datetime as dt
import itertools
import struct
from typing import TYPE_CHECKING

import msgspec

from meibo.extraction.text.charsets import decode_as

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMED = 1 << 16
FIRST_NAMED = 0x8000
_NAME_BYTES = 8

SUBJECT, HEADERS, BODY, RICH_TEXT, HTML = 0x0037, 0x007D, 0x1000, 0x1009, 0x1013
CLASS, SUBMITTED, DELIVERED = 0x001A, 0x0039, 0x0E06
DISPLAY_NAME, ADDRESS, SMTP_ADDRESS, RECIPIENT_TYPE = 0x3001, 0x3003, 0x39FE, 0x0C15
NAMES = 0x0003
"""Of a file's name map: the entries of named properties."""
ATTACHED, ATTACH_LONG_NAME, ATTACH_NAME, ATTACH_ID, ATTACH_KIND = 0x3701, 0x3707, 0x3704, 0x3712, 0x370E
TEXT_CODE_PAGE, BODY_CODE_PAGE = 0x3FFD, 0x3FDE
AUTHOR = (0x0042, 0x5D02, 0x0065)
"""Name, mail address, and address in the sender's own system: for whom it was sent, and who sent it."""
SENDER = (0x0C1A, 0x5D01, 0x0C1F)
RECEIVER = (0x0040, 0x5D07, 0x0076)
REPLY_NAMES = 0x0050
SHOWN_TO = {0x0E04: "宛先", 0x0E03: "Cc", 0x0E02: "Bcc"}
_YOMI = (NAMED + 0x802D, NAMED + 0x802C)
_MAILS = tuple((NAMED + first, NAMED + first + 3) for first in (0x8080, 0x8090, 0x80A0))
_ADDRESSES = {
    # label: postal code, prefecture, municipality, street, else the whole of it
    "勤務先住所": (NAMED + 0x8048, NAMED + 0x8047, NAMED + 0x8046, NAMED + 0x8045, NAMED + 0x801B),
    "自宅住所": (0x3A5B, 0x3A5C, 0x3A59, 0x3A5D, NAMED + 0x801A),
    "その他の住所": (0x3A61, 0x3A62, 0x3A5F, 0x3A63, NAMED + 0x801C),
    "住所": (0x3A2A, 0x3A28, 0x3A27, 0x3A29, 0x3A15),
}
_CONTACT = {
    0x3A11: "姓",
    0x3A06: "名",
    0x3A4F: "ニックネーム",
    0x3A16: "会社",
    0x3A18: "部署",
    0x3A17: "役職",
    0x3A46: "職業",
    0x3A08: "勤務先電話",
    0x3A1B: "勤務先電話",
    0x3A09: "自宅電話",
    0x3A2F: "自宅電話",
    0x3A1C: "携帯電話",
    0x3A1A: "電話",
    0x3A1E: "電話",
    0x3A1F: "電話",
    0x3A57: "代表電話",
    0x3A24: "FAX",
    0x3A25: "自宅FAX",
    0x3A23: "FAX",
    0x3A42: "生年月日",
    0x3A41: "記念日",
    0x3A48: "配偶者",
    0x3A58: "子",
    0x3A4E: "上司",
    0x3A30: "秘書",
    0x3A10: "社員番号",
    0x3A07: "身分証番号",
    0x3A50: "URL",
    0x3A51: "URL",
    NAMED + 0x802B: "URL",
    NAMED + 0x8062: "IM",
}
_DETAILS = {
    # of appointments, tasks and documents
    NAMED + 0x8208: "場所",
    NAMED + 0x820D: "開始",
    NAMED + 0x820E: "終了",
    NAMED + 0x8104: "開始",
    NAMED + 0x8105: "期限",
    NAMED + 0x811F: "担当者",
    NAMED + 0x8539: "会社",
    NAMED + 0x853A: "連絡先",
    0x3FF8: "作成者",
    0x3FFA: "最終更新者",
}
READ = frozenset(
    (SUBJECT, HEADERS, BODY, RICH_TEXT, HTML, CLASS, SUBMITTED, DELIVERED, DISPLAY_NAME, ADDRESS, SMTP_ADDRESS,
     RECIPIENT_TYPE, ATTACH_LONG_NAME, ATTACH_NAME, ATTACH_ID, ATTACH_KIND, TEXT_CODE_PAGE, BODY_CODE_PAGE, REPLY_NAMES,
     *AUTHOR, *SENDER, *RECEIVER, *SHOWN_TO, *_YOMI, *itertools.chain(*_MAILS, *_ADDRESSES.values()), *_CONTACT,
     *_DETAILS)
)  # fmt: skip
"""The properties that are looked at; others are ids and times, and what is attached is read on its own."""
_CODE_PAGES = {
    932: "cp932",
    1200: "utf-16-le",
    20127: "us-ascii",
    20932: "euc-jp",
    28591: "iso-8859-1",
    50220: "iso-2022-jp",
    50221: "iso-2022-jp",
    50222: "iso-2022-jp",
    51932: "euc-jp",
    51949: "euc-kr",
    54936: "gb18030",
    65000: "utf-7",
    65001: "utf-8",
}
INTEGER_TYPES, TIME_TYPE, OBJECT_TYPE = (0x0002, 0x0003, 0x000B), 0x0040, 0x000D
BYTE_TEXT_TYPE, TEXT_TYPE, BINARY_TYPE, LIST = 0x001E, 0x001F, 0x0102, 0x1000
"""How a property is stored; LIST is added to the type of each of several values."""
_EPOCH = dt.datetime(1601, 1, 1)  # noqa: DTZ001 - shown as it is stored, in UTC
_TICKS_OF_MICROSECOND = 10

Value = str | bytes | int | dt.datetime | list[str]


class Properties(msgspec.Struct):
    """The properties of one item, by number."""

    values: dict[int, Value] = {}
    charset: str = ""
    """Of strings that are stored as bytes."""

    def text(self, *numbers: int) -> str:
        """The first that is there, as one line."""
        return next((shown for number in numbers if (shown := " ".join(self.lines(number).split()))), "")

    def lines(self, number: int) -> str:
        """A property as text of several lines, empty where it is none."""
        value = self.values.get(number, "")
        if isinstance(value, bytes):
            value = decode_as(value, self.charset)
        elif isinstance(value, dt.datetime):
            value = value.strftime("%Y-%m-%d %H:%M") if value.time() != dt.time() else value.strftime("%Y-%m-%d")
        elif isinstance(value, list):
            value = "; ".join(value)
        return str(value).rstrip("\0") if value else ""

    def number(self, number: int) -> int:
        """A property as a number, 0 where it is none."""
        value = self.values.get(number)
        return value if isinstance(value, int) else 0

    def raw(self, number: int) -> bytes:
        """A property as bytes, empty where it is none."""
        value = self.values.get(number)
        return value if isinstance(value, bytes) else b""


def name_code_page(number: int) -> str:
    """The charset of a Windows code page, empty where none is said."""
    return _CODE_PAGES.get(number, f"cp{number}") if number > 0 else ""


def read_names(raw: bytes) -> dict[int, int]:
    """The number of each named property by the number that it has in its file, from the entries of the file's name map.

    Properties that have a word for a name are left out (MS-OXMSG 2.2.3, MS-PST 2.4.7: both have the same entries).
    """
    names: dict[int, int] = {}
    for number, kind, index in struct.iter_unpack("<IHH", raw[: len(raw) // _NAME_BYTES * _NAME_BYTES]):
        if not kind & 1:
            names[FIRST_NAMED + index] = NAMED + number
    return names


def read_time(ticks: int) -> dt.datetime | None:
    """The moment that Windows counts in 100 ns from 1601 on; None where there is none."""
    try:
        return _EPOCH + dt.timedelta(microseconds=ticks // _TICKS_OF_MICROSECOND)
    except OverflowError:
        return None


def read_value(raw: bytes, kind: int, charset: str) -> Value | None:
    """One value of a type that is known here, None of another."""
    if kind == TEXT_TYPE:
        return raw.decode("utf-16-le", "replace").rstrip("\0")
    if kind == BYTE_TEXT_TYPE:
        return decode_as(raw.rstrip(b"\0"), charset)
    if kind in INTEGER_TYPES:
        return int.from_bytes(raw[:4], "little")
    if kind == TIME_TYPE:
        return read_time(int.from_bytes(raw[:8], "little"))
    return raw if kind in (BINARY_TYPE, OBJECT_TYPE) else None


def show_details(item: Properties) -> list[str]:
    """What appointments, tasks and documents say besides, as labelled lines."""
    return _show(item, _DETAILS)


def show_contact(item: Properties) -> list[str]:
    """The fields of a contact as labelled lines; parts of an address in the order in which it is written."""
    lines = [f"氏名: {name}"] if (name := item.text(DISPLAY_NAME, SUBJECT)) else []
    if reading := " ".join(filter(None, map(item.text, _YOMI))):
        lines.append(f"フリガナ: {reading}")
    lines += _show(item, _CONTACT)
    for name_number, address_number in _MAILS:
        if address := item.text(address_number, name_number):
            lines.append(f"メール: {address}")
    for label, numbers in _ADDRESSES.items():
        postal, *parts = map(item.text, numbers[:4])
        address = "".join(parts) or item.text(numbers[4])
        if address or postal:
            lines.append(f"{label}: {'〒' + postal + ' ' if postal else ''}{address}")
    return list(dict.fromkeys(lines))


def _show(item: Properties, labels: dict[int, str]) -> list[str]:
    shown: Iterable[tuple[str, str]] = ((label, item.text(number)) for number, label in labels.items())
    return [f"{label}: {text}" for label, text in shown if text]
