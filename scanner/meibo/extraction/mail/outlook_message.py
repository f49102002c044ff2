"""Messages that Outlook saved as files (msg, MS-OXMSG): an OLE container with a stream for each property.

``__substg1.0_XXXXTTTT`` holds property X of type T; ``__properties_version1.0`` those of fixed size; recipients and
attachments are storages with their own, and a message that is attached is a storage in that of its attachment.
"""

from __future__ import annotations

import logging
import struct
from functools import partial
from typing import TYPE_CHECKING

from meibo.extraction.mail.internet_mail import name_message
from meibo.extraction.mail.message import Attachment, Message, read_message
from meibo.extraction.mail.outlook_fields import (
    ATTACH_ID,
    ATTACH_KIND,
    ATTACH_LONG_NAME,
    ATTACH_NAME,
    ATTACHED,
    BINARY_TYPE,
    BODY_CODE_PAGE,
    BYTE_TEXT_TYPE,
    DISPLAY_NAME,
    INTEGER_TYPES,
    LIST,
    NAMES,
    READ,
    SUBJECT,
    TEXT_CODE_PAGE,
    TEXT_TYPE,
    TIME_TYPE,
    Properties,
    name_code_page,
    read_names,
    read_value,
)
from meibo.extraction.mail.outlook_item import make_message
from meibo.extraction.office.ole_end import is_cut
from meibo.extraction.office.ole_streams import open_stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    import olefile

    from meibo.extraction.model import Item, Source

_STREAM, _FIXED = "__substg1.0_", "__properties_version1.0"
_RECIPIENT, _ATTACHMENT, _NAMES = "__recip_version1.0_", "__attach_version1.0_", "__nameid_version1.0"
_EMBEDDED = f"{_STREAM}3701000D"
_SUBJECT_ALONE = frozenset((SUBJECT,))
_TEXT_TYPES = (BYTE_TEXT_TYPE, TEXT_TYPE)
_OBJECT_STREAMS = ("CONTENTS", "Package")
"""Streams of an object in a body that are whole files."""

Path = tuple[str, ...]


def extract(source: Source) -> Iterator[Item]:
    """The message, what is attached to it, and the messages inside it."""
    import olefile

    logging.getLogger("olefile").disabled = True
    with olefile.OleFileIO(source.stream) as ole:
        yield from read_message(_Container(ole, source).read((), head_bytes=32), source)
        if is_cut(ole):
            raise EOFError


class _Container:
    """An opened file."""

    def __init__(self, ole: olefile.OleFileIO, source: Source) -> None:
        self._ole, self._budget = ole, source.budget
        self._streams: dict[Path, list[str]] = {}
        self._storages: dict[Path, dict[str, None]] = {}
        for path in ole.listdir():
            self._streams.setdefault(tuple(path[:-1]), []).append(path[-1])
            for depth in range(len(path) - 1):
                self._storages.setdefault(tuple(path[:depth]), {})[path[depth]] = None
        self._names = self._read_names()

    def read(self, place: Path, head_bytes: int) -> Message:
        """The message in a storage; its fixed properties begin behind a header whose size depends on where it is."""
        item = self._read_properties(place, head_bytes)
        inside = self._storages.get(place, {})
        recipients = [
            self._read_properties((*place, name), 8, item.charset) for name in inside if name.startswith(_RECIPIENT)
        ]
        message = make_message(item, recipients, self._budget)
        for name in inside:
            if name.startswith(_ATTACHMENT):
                self._attach(message, (*place, name), item.charset)
        return message

    def _attach(self, message: Message, place: Path, charset: str) -> None:
        attached = self._read_properties(place, 8, charset)
        name = attached.text(ATTACH_LONG_NAME, ATTACH_NAME, DISPLAY_NAME)
        embedded = (*place, _EMBEDDED)
        if _FIXED in self._streams.get(embedded, ()):
            subject = self._read_properties(embedded, 24, charset, _SUBJECT_ALONE).text(SUBJECT)
            message.messages.append((f"{name_message(subject or name)}.msg", partial(self.read, embedded, 24)))
        elif embedded in self._streams:
            for stream in self._streams[embedded]:
                if stream in _OBJECT_STREAMS:
                    path = (*embedded, stream)
                    message.attachments.append(Attachment(name or stream, partial(self._load, path)))
        else:
            kind = attached.text(ATTACH_KIND)
            stream = f"{_STREAM}{ATTACHED:04X}{BINARY_TYPE:04X}"
            if stream in self._streams.get(place, ()):
                is_decoration = kind.startswith("image/") and bool(attached.text(ATTACH_ID))
                shown = name or f"attachment {len(message.attachments) + 1}"
                message.attachments.append(Attachment(shown, partial(self._load, (*place, stream)), is_decoration))

    def _read_properties(
        self, place: Path, head_bytes: int, charset: str = "", wanted: frozenset[int] = READ
    ) -> Properties:
        """The wanted properties in a storage; a stream that is damaged is left out."""
        item = Properties({})
        streams = self._streams.get(place, [])
        if _FIXED in streams:
            self._read_fixed(self._load((*place, _FIXED))[head_bytes:], item)
        pages = (item.number(TEXT_CODE_PAGE), item.number(BODY_CODE_PAGE))
        item.charset = next(filter(None, map(name_code_page, pages)), charset)
        texts: dict[int, dict[int, str]] = {}
        for stream in streams:
            number, kind, index = _read_name(stream)
            number = self._names.get(number, number)
            if number not in wanted:
                continue
            if kind & ~LIST in _TEXT_TYPES and kind & LIST:
                if index >= 0:
                    raw = self._load_soundly((*place, stream))
                    texts.setdefault(number, {})[index] = str(read_value(raw, kind & ~LIST, item.charset))
            elif kind in (*_TEXT_TYPES, BINARY_TYPE):
                raw = self._load_soundly((*place, stream))
                value = read_value(raw, kind, item.charset)
                if value or number not in item.values:
                    item.values[number] = value or ""
        for number, parts in texts.items():
            item.values[number] = [parts[index] for index in sorted(parts)]
        return item

    def _read_fixed(self, raw: bytes, item: Properties) -> None:
        for kind, number, value in (struct.unpack_from("<HH4x8s", raw, at) for at in range(0, len(raw) - 15, 16)):
            if kind in (*INTEGER_TYPES, TIME_TYPE) and (found := read_value(value, kind, "")) is not None:
                item.values[self._names.get(number, number)] = found

    def _read_names(self) -> dict[int, int]:
        """The number of each named property that has one, by its number in this file."""
        path = (_NAMES, f"{_STREAM}{NAMES:04X}{BINARY_TYPE:04X}")
        return read_names(self._load_soundly(path)) if path[1] in self._streams.get(path[:1], ()) else {}

    def _load(self, path: Path) -> bytes:
        with open_stream(self._ole, path) as stream:
            return self._budget.read(stream)

    def _load_soundly(self, path: Path) -> bytes:
        try:
            return self._load(path)
        except OSError:
            return b""


def _read_name(stream: str) -> tuple[int, int, int]:
    """Number, type and place in a list (-1: none) of the property in a stream; number -1 where it holds none."""
    try:
        if not stream.startswith(_STREAM):
            return -1, 0, -1
        tag, _, index = stream[len(_STREAM) :].partition("-")
        return int(tag[:4], 16), int(tag[4:8], 16), int(index, 16) if index else -1
    except ValueError:
        return -1, 0, -1
