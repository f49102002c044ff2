"""``winmail.dat``: what Outlook sends that MIME has no word for (TNEF, MS-OXTNEF), attachments above all.

A stream of attributes, of the message or of an attachment; one of them holds the properties that msg files have too.
"""

from __future__ import annotations

import struct
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from meibo.extraction.mail.message import Attachment, Message, read_message
from meibo.extraction.mail.outlook_fields import (
    ATTACH_ID,
    ATTACH_KIND,
    ATTACH_LONG_NAME,
    ATTACH_NAME,
    ATTACHED,
    BODY,
    DISPLAY_NAME,
    FIRST_NAMED,
    LIST,
    NAMED,
    OBJECT_TYPE,
    SUBJECT,
    SUBMITTED,
    Properties,
    Value,
    name_code_page,
    read_value,
)
from meibo.extraction.mail.outlook_item import make_message
from meibo.extraction.text.charsets import decode_as

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item, Source

_HEAD_BYTES = 6
_SUBJECT, _BODY, _DATE, _CODE_PAGE, _PROPERTIES, _RECIPIENTS = 0x8004, 0x800C, 0x8005, 0x9007, 0x9003, 0x9004
_NEW_ATTACHMENT, _CONTENT, _TITLE, _ATTACHMENT_PROPERTIES = 0x9002, 0x800F, 0x8010, 0x9005
_OF_MESSAGE = 1
_SIZES = {0x0002: 2, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000A: 4, 0x000B: 2, 0x0014: 8, 0x0040: 8,
          0x0048: 16}  # fmt: skip
"""Bytes of values of each fixed type; they are padded to four."""
_CLASS_ID_BYTES = 16
"""What stands before an object."""


class Attribute(NamedTuple):
    """One attribute of the stream."""

    level: int
    number: int
    data: bytes


def extract(source: Source) -> Iterator[Item]:
    """The message with its properties, then its attachments; a message in it is a member that is TNEF too."""
    raw = source.budget.read(source.stream)
    yield from read_message(_read(raw, source.budget), source)
    if _is_cut(raw):
        raise EOFError


def _read(raw: bytes, budget: Budget) -> Message:
    item = Properties({})
    recipients: list[Properties] = []
    attached: list[Properties] = []
    for attribute in read_attributes(raw):
        budget.check_time()
        number, data = attribute.number, attribute.data
        if number == _CODE_PAGE:
            item.charset = name_code_page(int.from_bytes(data[:4], "little"))
        elif number == _PROPERTIES and attribute.level == _OF_MESSAGE:
            item.values.update(read_properties(_Cursor(data), item.charset))
        elif number == _RECIPIENTS:
            recipients = _read_rows(data, item.charset)
        elif number in (_SUBJECT, _BODY):
            item.values.setdefault(SUBJECT if number == _SUBJECT else BODY, decode_as(data.rstrip(b"\0"), item.charset))
        elif number == _DATE and len(data) >= 12:
            year, month, day, hour, minute, _ = struct.unpack_from("<6H", data)
            item.values.setdefault(SUBMITTED, f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
        if attribute.level != _OF_MESSAGE:
            if number == _NEW_ATTACHMENT or not attached:
                attached.append(Properties({}, item.charset))
            _read_attached(attached[-1], number, data)
    message = make_message(item, recipients, budget)
    for number, each in enumerate(attached, 1):
        if attachment := _make_attachment(each, number, budget):
            message.attachments.append(attachment)
    return message


def read_attributes(raw: bytes) -> Iterator[Attribute]:
    """The attributes as far as they are whole; one that is cut off is given as far as it goes, and ends them."""
    at = _HEAD_BYTES
    while at + 9 <= len(raw):
        level, number, _, length = struct.unpack_from("<BHHI", raw, at)
        at += 9
        yield Attribute(level, number, raw[at : at + length])
        at += length + 2  # a checksum, which is no reason to leave anything out


def _is_cut(raw: bytes) -> bool:
    """Whether the last attribute is not whole; mailers leave line ends and zeros behind it."""
    at = _HEAD_BYTES
    while at + 9 <= len(raw):
        at += 9 + int.from_bytes(raw[at + 5 : at + 9], "little") + 2
    return at > len(raw) or bool(raw[at:].strip(b"\0\r\n"))


def _read_attached(attached: Properties, number: int, data: bytes) -> None:
    if number == _CONTENT:
        attached.values[ATTACHED] = data
    elif number == _TITLE:
        attached.values.setdefault(ATTACH_NAME, decode_as(data.rstrip(b"\0"), attached.charset))
    elif number == _ATTACHMENT_PROPERTIES:
        held = attached.values.get(ATTACHED)
        attached.values.update(read_properties(_Cursor(data), attached.charset))
        if held:
            attached.values[ATTACHED] = held


def _make_attachment(attached: Properties, number: int, budget: Budget) -> Attachment | None:
    content = attached.raw(ATTACHED)
    if not content:
        return None
    name = attached.text(ATTACH_LONG_NAME, ATTACH_NAME, DISPLAY_NAME) or f"attachment {number}"
    is_decoration = attached.text(ATTACH_KIND).startswith("image/") and bool(attached.text(ATTACH_ID))
    return Attachment(name, partial(_pay, content, budget), is_decoration)


def _pay(content: bytes, budget: Budget) -> bytes:
    budget.take_bytes(len(content))
    return content


class _Cursor:
    """Bytes that are read one value after the other; ValueError behind their end."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def take(self, size: int) -> bytes:
        piece = self._data[self._at : self._at + size]
        if len(piece) < size:
            raise ValueError("cut off")
        self._at += size + -size % 4
        return piece

    def number(self) -> int:
        return int.from_bytes(self.take(4), "little")

    @property
    def is_end(self) -> bool:
        return self._at >= len(self._data)


def _read_rows(data: bytes, charset: str) -> list[Properties]:
    """The recipients: a table of properties."""
    cursor = _Cursor(data)
    rows: list[Properties] = []
    try:
        for _ in range(cursor.number()):
            rows.append(Properties(read_properties(cursor, charset), charset))
            if cursor.is_end:
                break
    except ValueError:
        pass
    return rows


def read_properties(cursor: _Cursor, charset: str) -> dict[int, Value]:
    """Properties by number as far as they are whole."""
    values: dict[int, Value] = {}
    try:
        for _ in range(cursor.number()):
            tag = cursor.number()
            kind, number = tag & 0xFFFF, tag >> 16
            if number >= FIRST_NAMED:
                number = _read_name(cursor)
            found = _read_values(cursor, kind, charset)
            if found and number:
                texts = [each for each in found if isinstance(each, str)]
                values[number] = texts if kind & LIST and texts else found[0]
    except ValueError:
        pass
    return values


def _read_name(cursor: _Cursor) -> int:
    """The number of a named property, 0 of one that has a word for a name."""
    cursor.take(_CLASS_ID_BYTES)
    if cursor.number():
        cursor.take(cursor.number())
        return 0
    return NAMED + cursor.number()


def _read_values(cursor: _Cursor, kind: int, charset: str) -> list[Value]:
    """One value, or those of a list."""
    kind, is_list = kind & ~LIST, bool(kind & LIST)
    size = _SIZES.get(kind)
    found: list[Value] = []
    for _ in range(cursor.number() if is_list or size is None else 1):
        raw = cursor.take(cursor.number() if size is None else size)
        value = read_value(raw[_CLASS_ID_BYTES:] if kind == OBJECT_TYPE else raw, kind, charset)
        found += [] if value is None else [value]
    return found
