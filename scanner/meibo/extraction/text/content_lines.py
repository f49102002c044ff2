"""Contacts (vCard: RFC 6350, and 2.1 of old phones) and calendars (iCalendar: RFC 5545): their content lines.

A property may be folded over several lines, inside a value and even inside a character, and in old files be
quoted-printable in a charset of its own. Here each is one line again, which keeps the number of the line it began in.
"""

from __future__ import annotations

import binascii
import io
import re
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, NamedTuple

from meibo.extraction.blocks import cut_text
from meibo.extraction.mail.header_words import decode_base64
from meibo.extraction.model import HEAD_BYTES, Member, Notice
from meibo.extraction.text.charsets import decode_as
from meibo.extraction.text.decoding import decode
from meibo.extraction.text.encoding import decide
from meibo_detectors.model import PLAIN, Layout, Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source

_CARD = Layout("vcard")
_MOST_LINE_BYTES = 1 << 20
_MOST_PROPERTY_BYTES = 32 << 20
_BLOCK_CHARS = 1 << 18
_NAME = re.compile(rb"([A-Za-z0-9.-]+)((?:;(?:\"[^\"\r\n]*\"|[^:\"\r\n])*)?):")
_QUOTED = re.compile(rb";(?:ENCODING=)?QUOTED-PRINTABLE\b", re.IGNORECASE)
_BASE64 = re.compile(rb";(?:ENCODING=)?(?:BASE64|B)(?=[;:]|$)", re.IGNORECASE)
_CHARSET = re.compile(rb";CHARSET=\"?([^;:\"]+)", re.IGNORECASE)
_FILE_NAME = re.compile(r";(?:X-)?FILENAME=\"?([^;:\"]+)", re.IGNORECASE)
_KIND = re.compile(r";(?:FMT)?TYPE=\"?(?:[a-z]+/)?([a-z0-9]+)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([nN,])")
_BEGIN = "BEGIN:"
_PEOPLE = ("ORGANIZER", "ATTENDEE")
_IDS = (b"UID", b"RELATED-TO")


class Property(NamedTuple):
    """One content line, unfolded."""

    line: int
    """The number of the line it begins in."""
    raw: bytes


def extract(source: Source) -> Iterator[Item]:
    """The properties, one a line, then files inside them: pictures of people, attachments of meetings."""
    head = source.stream.read(HEAD_BYTES)
    codec = decide(head) or "utf-8"
    writer = _Writer(source, source.format == "vcard")
    for each in _unfold(_read_lines(source, head.removeprefix(BOM_UTF8))):
        parts = _NAME.match(each.raw)
        parameters = parts[2] if parts else b""
        if parts and _BASE64.search(parameters):
            yield from writer.take()
            yield _attach(parts[1].decode("ascii"), decode_as(parameters), each.raw[parts.end() :], each.line)
            continue
        yield from writer.add(each.line, _decode(each.raw, parts, codec))
    yield from writer.take()
    yield Notice("encoding", detail=codec)


class _Writer:
    """Gathers lines to blocks. Lines of the text are kept at the numbers that they have in the file."""

    def __init__(self, source: Source, is_card: bool) -> None:
        self._limits, self._is_card = source.budget.limits, is_card
        self._lines: list[str] = []
        self._first = 1
        self._chars = 0

    def add(self, line: int, text: str) -> Iterator[Item]:
        """A property; a block ends before an object where it is large, or where the lines have gone astray."""
        next_line = self._first + len(self._lines)
        is_large = text.startswith(_BEGIN) and (self._chars > _BLOCK_CHARS or line < next_line)
        if self._lines and (is_large or self._is_apart(text)):
            yield from self.take()
        if not self._lines:
            self._first = next_line = line
        self._lines += [""] * (line - next_line)
        self._lines += [_clear(text)] if self._is_card else _break(text)
        self._chars += len(text)

    def _is_apart(self, text: str) -> bool:
        """Whether a calendar speaks of somebody else from here on: of another event, or of one who takes part."""
        return not self._is_card and (text.startswith((_BEGIN, *_PEOPLE)) or self._lines[0].startswith(_PEOPLE))

    def take(self) -> Iterator[Item]:
        """What was gathered, as blocks."""
        if self._lines:
            at = Position(line=self._first, column=1)
            yield from cut_text("\n".join(self._lines) + "\n", self._limits, at, _CARD if self._is_card else PLAIN)
        self._lines, self._chars = [], 0


def _read_lines(source: Source, head: bytes) -> Iterator[bytes]:
    """The lines without their ends; one that is too long is given in pieces, each as if it were folded."""
    held, fold = head, b""
    while held:
        *lines, held = held.split(b"\n")
        for line in lines:
            yield fold + line.rstrip(b"\r")
            fold = b""
        if len(held) > _MOST_LINE_BYTES:
            yield fold + held
            held, fold = b"", b" "
        source.budget.check_time()
        chunk = source.stream.read(HEAD_BYTES)
        held += chunk
        if not chunk:
            if held:
                yield fold + held
            return


def _unfold(lines: Iterator[bytes]) -> Iterator[Property]:
    """Properties: a line that begins with a blank goes on with the one above, as one does behind ``=`` at its end."""
    begin = 0
    pieces: list[bytes] = []
    size_bytes = 0
    is_quoted = False
    for number, line in enumerate(lines, 1):
        if pieces and is_quoted and pieces[-1].endswith(b"="):
            pieces[-1] = pieces[-1][:-1]
            pieces.append(line)
        elif pieces and line[:1] in (b" ", b"\t") and line.strip():
            pieces.append(line[1:])
        else:
            if pieces:
                yield Property(begin, b"".join(pieces))
            begin, pieces, size_bytes = number, [line], 0
            is_quoted = _QUOTED.search(line) is not None
        size_bytes += len(line)
        if size_bytes > _MOST_PROPERTY_BYTES:
            yield Property(begin, b"".join(pieces))
            pieces = []
    if pieces:
        yield Property(begin, b"".join(pieces))


def _decode(raw: bytes, parts: re.Match[bytes] | None, codec: str) -> str:
    """A property as text, by its own charset or that of the file; ids, which look like addresses, are left out."""
    charset = ""
    if parts:
        if parts[1].upper() in _IDS and b"@" in raw:
            return raw[: parts.end()].decode("ascii", "replace")
        value = raw[parts.end() :]
        if _QUOTED.search(parts[2]):
            raw = raw[: parts.end()] + binascii.a2b_qp(value).replace(b"\r\n", b"\\n").replace(b"\n", b"\\n")
        if found := _CHARSET.search(parts[2]):
            charset = found[1].decode("ascii", "replace")
    return decode_as(raw, charset) if charset else decode(raw, codec).text.decode()


def _clear(text: str) -> str:
    r"""A property of a card without escapes; ``\n`` is a blank, since a line end would end the value.

    A semicolon keeps its escape: it belongs to a part of a value.
    """
    return _ESCAPED.sub(lambda found: "," if found[1] == "," else "  ", text) if "\\" in text else text


def _break(text: str) -> list[str]:
    r"""A property of a calendar as the lines that its value has by ``\n``."""
    return _ESCAPED.sub(lambda found: "," if found[1] == "," else "\n", text).split("\n") if "\\" in text else [text]


def _attach(name: str, parameters: str, value: bytes, line: int) -> Member:
    """A file inside a property."""
    named, kind = _FILE_NAME.search(parameters), _KIND.search(parameters)
    ending = kind[1].lower() if kind else "bin"
    shown = named[1] if named else f"{name.lower()} {line}.{ending}"
    return Member(shown, io.BytesIO(decode_base64(value)), is_decoration=name.upper() in ("PHOTO", "LOGO"))
