"""The text of a Word 97-2003 document by its piece table ([MS-DOC], Microsoft).

The stream ``WordDocument`` begins with the FIB, which tells where everything lies. Text is cut into pieces, each of one
byte or two bytes a character; the piece table (Clx) in the table stream puts them in order. The characters of the body,
of footnotes, headers, comments, endnotes and text boxes follow one another. Properties of paragraphs and characters lie
in pages of 512 bytes (FKP) that are found by file offset.
"""

from __future__ import annotations

import bisect
import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MAGIC = 0xA5EC
_FIRST_UNICODE_VERSION = 0xC1
_STORIES = ("", "footnotes", "headers", "macros", "comments", "endnotes", "text-boxes", "header-text-boxes")
_COUNTS = 76
"""Offset of the numbers of characters of each story."""
_PLACES = 154
_CHPX, _PAPX, _CLX, _COMMENT_AUTHORS, _REVISION_AUTHORS, _SAVED_BY = 12, 13, 33, 36, 51, 71
"""Which pairs of offset and size in the FIB tell where these lie."""
_PAGE = 512
_IN_TABLE, _ROW_END, _DEPTH, _INNER_CELL, _INNER_ROW_END = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
_DELETED, _INSERTED = 0x0800, 0x0801
_OPERAND_BYTES = (1, 1, 2, 4, 2, 2, 0, 3)
_LONG_SPRM = 0xD608
_CODE_PAGES = {0x11: "cp932", 0x12: "cp949", 0x04: "cp936", 0x19: "cp1251"}
"""Of versions before Unicode, by the language."""


_MOST_COMPARED = 5_000_000
"""Pieces that changes are looked for in; documents have some thousands of the one or of the other."""


class EncryptedError(Exception):
    """The document has a password."""


class Paragraph(NamedTuple):
    """What a paragraph's properties say about tables."""

    depth: int = 0
    ends_row: bool = False
    ends_cell: bool = False


class Piece(NamedTuple):
    """Characters that lie together in the file."""

    first: int
    """The number of its first character."""
    end: int
    offset: int
    width: int


class WordBinary:
    """A document's stories, and what is known of their paragraphs and characters by number of character."""

    def __init__(self, main: bytes, tables: dict[str, bytes]) -> None:
        if len(main) < _PLACES or _word(main, 0) != MAGIC:
            raise ValueError("no Word document")
        flags = _word(main, 10)
        if flags & 0x100:
            raise EncryptedError
        self._main = main
        self._is_old = _word(main, 2) < _FIRST_UNICODE_VERSION
        named, other = ("1Table", "0Table") if flags & 0x200 else ("0Table", "1Table")
        self._table = tables.get(named) or tables.get(other, b"")
        self.pieces = self._read_pieces()
        self._paragraph_offsets, self._paragraphs = self._read_paragraphs()
        self.changes = self._read_changes()
        """Tracked changes: first character, end, and whether it is deleted (else inserted); ascending."""

    @property
    def is_cut(self) -> bool:
        """Whether pieces lie behind the end of the stream."""
        return any(piece.offset + (piece.end - piece.first) * piece.width > len(self._main) for piece in self.pieces)

    def stories(self) -> Iterator[tuple[str, int, str]]:
        """Name (empty for the body), number of the first character, and text of each story that is not empty.

        Characters that no story counts are in ``rest``.
        """
        text = "".join(self._decode(piece) for piece in self.pieces)
        if self._is_old:
            yield "", 0, text
            return
        at = 0
        for name, count in zip(_STORIES, struct.unpack_from("<8i", self._main, _COUNTS), strict=True):
            count = max(count, 0)
            if part := text[at : at + count]:
                yield name, at, part
            at += count
        if rest := text[at:]:
            yield "rest", at, rest

    def paragraph(self, character: int) -> Paragraph:
        """The properties of the paragraph that ends with this character."""
        offset = self._offset_of(character)
        at = bisect.bisect_right(self._paragraph_offsets, offset) - 1
        return self._paragraphs[at] if 0 <= at < len(self._paragraphs) else Paragraph()

    def _read_changes(self) -> list[tuple[int, int, bool]]:
        found: list[tuple[int, int, bool]] = []
        most = _MOST_COMPARED
        for start, end, properties in self._read_pages(_CHPX):
            marks = {code for code, value in _read_properties(properties) if value[:1] == b"\x01"}
            if marks & {_DELETED, _INSERTED} and (most := most - len(self.pieces)) > 0:
                found += [(first, last, _DELETED in marks) for first, last in self._characters_of(start, end)]
        return sorted(found)

    def names(self) -> dict[str, list[str]]:
        """Who commented, who tracked changes, and who saved where."""
        owners = self._lying_at(_COMMENT_AUTHORS)
        authors: list[str] = []
        at = 0
        while at + 2 <= len(owners):
            size = 2 * _word(owners, at)
            authors.append(owners[at + 2 : at + 2 + size].decode("utf-16-le", "replace"))
            at += 2 + size
        return {
            "authors": authors + _read_strings(self._lying_at(_REVISION_AUTHORS)),
            "saved-by": _read_strings(self._lying_at(_SAVED_BY)),
        }

    def _read_pieces(self) -> list[Piece]:
        if self._is_old:
            start, end = struct.unpack_from("<2I", self._main, 24)
            return [Piece(0, max(end - start, 0), start, 1)]
        clx = self._lying_at(_CLX)
        at = 0
        while clx[at : at + 1] == b"\x01":
            at += 3 + _word(clx, at + 1)
        if clx[at : at + 1] != b"\x02":
            raise ValueError("no piece table")
        size = min(struct.unpack_from("<I", clx, at + 1)[0], len(clx) - at - 5)
        count = (size - 4) // 12
        numbers = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
        pieces = []
        for index in range(count):
            (code,) = struct.unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * index + 2)
            is_narrow = bool(code & 0x40000000)
            offset = (code & 0x3FFFFFFF) // (2 if is_narrow else 1)
            pieces.append(Piece(numbers[index], numbers[index + 1], offset, 1 if is_narrow else 2))
        return pieces

    def _decode(self, piece: Piece) -> str:
        """As many characters as the piece says, so that the numbers of those behind it hold."""
        count = max(piece.end - piece.first, 0)
        raw = self._main[piece.offset : piece.offset + count * piece.width]
        if self._is_old:
            return raw.decode(_CODE_PAGES.get(_word(self._main, 6) & 0xFF, "cp1252"), "replace")
        if piece.width == 1:
            return raw.decode("cp1252", "replace")
        return _decode_wide(raw)

    def _read_paragraphs(self) -> tuple[list[int], list[Paragraph]]:
        offsets: list[int] = []
        paragraphs: list[Paragraph] = []
        for start, _, properties in sorted(self._read_pages(_PAPX)):
            values = dict(_read_properties(properties[2:]))
            is_inside = values.get(_IN_TABLE, b"\0")[:1] == b"\x01"
            depth = int.from_bytes(values.get(_DEPTH, b"\x01"), "little") if is_inside else 0
            offsets.append(start)
            ends_row = any(values.get(code, b"\0")[:1] == b"\x01" for code in (_ROW_END, _INNER_ROW_END))
            paragraphs.append(Paragraph(max(depth, int(is_inside)), ends_row, _INNER_CELL in values))
        return offsets, paragraphs

    def _read_pages(self, which: int) -> Iterator[tuple[int, int, bytes]]:
        """File offsets of each run with properties, and these."""
        plc = b"" if self._is_old else self._lying_at(which)
        count = (len(plc) - 4) // 8
        for index in range(max(count, 0)):
            (number,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * index)
            page = self._main[(number & 0x3FFFFF) * _PAGE :][:_PAGE]
            if len(page) == _PAGE:
                yield from _read_page(page, is_paragraphs=which == _PAPX)

    def _lying_at(self, which: int) -> bytes:
        if len(self._main) < _PLACES + 8 * which + 8:
            return b""
        offset, size = struct.unpack_from("<2I", self._main, _PLACES + 8 * which)
        return self._table[offset : offset + size]

    def _offset_of(self, character: int) -> int:
        at = bisect.bisect_right(self.pieces, character, key=lambda piece: piece.first) - 1
        piece = self.pieces[max(at, 0)]
        return piece.offset + (character - piece.first) * piece.width

    def _characters_of(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for piece in self.pieces:
            first = piece.first + max(start - piece.offset, 0) // piece.width
            last = piece.first + min(end - piece.offset, (piece.end - piece.first) * piece.width) // piece.width
            if first < last:
                yield first, last


def _word(raw: bytes, at: int) -> int:
    return int.from_bytes(raw[at : at + 2], "little")


def _decode_wide(raw: bytes) -> str:
    """One character for each two bytes, so that numbers of characters hold: surrogates stay apart."""
    text = raw.decode("utf-16-le", "surrogatepass" if len(raw) % 2 == 0 else "replace")
    if len(text) == len(raw) // 2:
        return text
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2])))


def _read_page(page: bytes, *, is_paragraphs: bool) -> Iterator[tuple[int, int, bytes]]:
    count = page[_PAGE - 1]
    entry_bytes = 13 if is_paragraphs else 1
    if 4 * (count + 1) + entry_bytes * count >= _PAGE:
        return
    offsets = struct.unpack_from(f"<{count + 1}I", page)
    for index in range(count):
        at = 2 * page[4 * (count + 1) + entry_bytes * index]
        size = page[at]
        if is_paragraphs and size == 0:
            at, size = at + 1, 2 * page[(at + 1) % _PAGE]
        elif is_paragraphs:
            size = 2 * size - 1
        yield offsets[index], offsets[index + 1], page[at + 1 : at + 1 + size] if at else b""


def _read_properties(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Codes and operands of a list of property modifiers (sprm)."""
    at = 0
    while at + 2 <= len(raw):
        code = _word(raw, at)
        at += 2
        size = _OPERAND_BYTES[code >> 13]
        if code == _LONG_SPRM:
            size = _word(raw, at) + 1
        elif size == 0:
            size = raw[at] + 1 if at < len(raw) else 1
        yield code, raw[at : at + size]
        at += size


def _read_strings(raw: bytes) -> list[str]:
    """The words of a string table (STTB) of two bytes a character."""
    if raw[:2] != b"\xff\xff":
        return []
    count, extra = _word(raw, 2), _word(raw, 4)
    strings = []
    at = 6
    for _ in range(count):
        size = 2 * _word(raw, at)
        strings.append(raw[at + 2 : at + 2 + size].decode("utf-16-le", "replace"))
        at += 2 + size + extra
        if at >= len(raw):
            break
    return [text for text in strings if text]
