"""Rich text bodies of Outlook: unpacked (LZFu, MS-OXRTFCP), then as the HTML or text they carry (MS-OXRTFEX).

RTF made of HTML keeps the HTML in groups ``\\*\\htmltag`` and hides its own controls between ``\\htmlrtf`` and
``\\htmlrtf0``. Other RTF is read as text: that of mails has no more than paragraphs and tables.
"""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING

import msgspec

from meibo.extraction.mail.message import Body
from meibo.extraction.text.charsets import decode_as

if TYPE_CHECKING:
    from meibo.extraction.budget import Budget

_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20"
    b"\\b\\i\\u\\tab\\tx"
)
"""What the dictionary begins with, as the specification prints it."""
_WINDOW = 4096
_HEADER_BYTES = 16
_PAID_BYTES = 1 << 16
_MOST_DEPTH = 200

_PIECE = re.compile(rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]+)(-?\d{1,10})? ?|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+", re.DOTALL)
_TEXT_OF = {
    b"par": "\n", b"line": "\n", b"row": "\n", b"sect": "\n", b"page": "\n", b"tab": "\t", b"cell": "\t",
    b"lquote": "\u2018", b"rquote": "\u2019", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•",
    b"endash": "\u2013", b"emdash": "—",
}  # fmt: skip
_SILENT = frozenset(
    (
        b"fonttbl",
        b"colortbl",
        b"stylesheet",
        b"info",
        b"pict",
        b"objdata",
        b"listtable",
        b"listoverridetable",
        b"pntext",
    )
)
_CHARSETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 204: "cp1251", 0: "", 1: ""}


def unpack_rich_text(packed: bytes, budget: Budget) -> bytes:
    """The RTF; ValueError where it is packed in no known way. What is cut off is read as far as it goes."""
    kind = packed[8:12]
    if kind == b"MELA":
        return packed[_HEADER_BYTES:]
    if kind != b"LZFu":
        raise ValueError("no packed rich text")
    done = bytearray(_START)
    at, end, paid = _HEADER_BYTES, len(packed), len(_START)
    while at < end:
        flags = packed[at]
        at += 1
        for bit in range(8):
            if at >= end:
                break
            if not flags >> bit & 1:
                done.append(packed[at])
                at += 1
                continue
            if at + 1 >= end:
                return bytes(done[len(_START) :])
            reference = packed[at] << 8 | packed[at + 1]
            at += 2
            distance = (len(done) - (reference >> 4)) % _WINDOW
            if not distance:  # points at where it is written: the end
                return bytes(done[len(_START) :])
            _repeat(done, distance, (reference & 0xF) + 2)
        if len(done) - paid > _PAID_BYTES:
            budget.take_bytes(len(done) - paid)
            paid = len(done)
    return bytes(done[len(_START) :])


def _repeat(done: bytearray, distance: int, length: int) -> None:
    """Append what stands so far back; it may run into itself, or lie before the beginning, where nothing is."""
    start = len(done) - distance
    if start < 0:
        done += bytes(length)
    elif distance >= length:
        done += done[start : start + length]
    else:
        piece = bytes(done[start:])
        done += (piece * (length // distance + 1))[:length]


class _State(msgspec.Struct):
    """What holds inside a group."""

    charset: str = ""
    is_silent: bool = False
    """A part that is no text: fonts, pictures, markers."""
    is_hidden: bool = False
    """Added to HTML to make it RTF."""
    skip: int = 1
    """Characters behind one in Unicode that say the same for old readers."""


def read_rich_text(raw: bytes, budget: Budget) -> Body:
    """The HTML that the RTF was made of, else its text."""
    is_html = b"\\fromhtml" in raw[:_PAID_BYTES]
    text = _Reader(is_html=is_html).read(raw, budget)
    return Body(markup=text) if is_html else Body(text)


class _Reader:
    def __init__(self, *, is_html: bool) -> None:
        self._is_html = is_html
        self._done: list[str] = []
        self._bytes = bytearray()
        self._charset = ""
        self._fonts: dict[int, str] = {}
        self._font = -1
        self._to_skip = 0
        self._states = [_State()]
        self._deeper = 0

    def read(self, raw: bytes, budget: Budget) -> str:
        star = False
        for number, piece in enumerate(_PIECE.finditer(raw)):
            if not number & 0xFFFF:
                budget.check_time()
            byte, word, value, sign, brace, text = piece.groups()
            if byte is not None:
                self._add(bytes.fromhex(byte.decode()))
            elif text is not None:
                self._add(text)
            elif brace is not None:
                self._turn(is_open=brace == b"{")
            elif sign is not None:
                self._read_sign(sign)
            elif word is not None:
                self._read_word(word, int(value) if value else None, is_starred=star)
            star = sign == b"*"
        self._flush()
        return "".join(self._done).rstrip("\0")

    def _turn(self, *, is_open: bool) -> None:
        self._flush()
        if not is_open:
            if self._deeper:
                self._deeper -= 1
            elif len(self._states) > 1:
                self._states.pop()
        elif len(self._states) < _MOST_DEPTH:
            self._states.append(copy(self._states[-1]))
        else:
            self._deeper += 1

    def _read_sign(self, sign: bytes) -> None:
        if sign in b"\\{}":
            self._add(sign)
        elif sign == b"~":
            self._say("\xa0")
        elif sign in (b"\r", b"\n"):
            self._say("\n")

    def _read_word(self, word: bytes, value: int | None, *, is_starred: bool) -> None:
        state = self._states[-1]
        if word == b"htmlrtf":
            self._flush()
            state.is_hidden = value != 0
        elif word in _TEXT_OF:
            self._say(_TEXT_OF[word])
        elif word == b"u" and value is not None:
            self._say(chr(value & 0xFFFF))
            self._to_skip = state.skip
        elif word == b"uc" and value is not None:
            state.skip = min(max(value, 0), 8)
        elif word == b"ansicpg" and value:
            self._charset = f"cp{value}" if value != 65001 else "utf-8"
        elif word == b"f" and value is not None:
            self._flush()
            self._font = value
            state.charset = self._fonts.get(value, "")
        elif word == b"fcharset" and value is not None:
            self._fonts[self._font] = _CHARSETS.get(value, "")
        elif word in _SILENT:
            state.is_silent = True
        elif is_starred:
            state.is_silent = word != b"htmltag"
            state.is_hidden = False

    def _add(self, raw: bytes) -> None:
        """Text in bytes of the font's charset."""
        while raw and self._to_skip:
            raw, self._to_skip = raw[1:], self._to_skip - 1
        if self._is_shown():
            self._bytes += raw

    def _say(self, text: str) -> None:
        self._flush()
        self._to_skip = 0
        if self._is_shown():
            self._done.append(text)

    def _is_shown(self) -> bool:
        state = self._states[-1]
        return not state.is_silent and not state.is_hidden

    def _flush(self) -> None:
        if self._bytes:
            self._done.append(decode_as(bytes(self._bytes), self._states[-1].charset or self._charset))
            self._bytes.clear()
