"""Plain text of any size and any line length, as blocks of valid UTF-8 in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from meibo.extraction.model import HEAD_BYTES, Limits, Notice, Span
from meibo.extraction.text.borders import REACH_BYTES, UNSETTLED, find_border, find_character
from meibo.extraction.text.encoding import Decoded, decide_narrow, decode, read_opening
from meibo.extraction.text.table_head import TableHead
from meibo_detectors.kernels.line_ends import measure_lines
from meibo_detectors.model import Block, Position

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHARACTER_BYTES = 8
"""More than a character takes in any encoding, the escapes of ISO-2022-JP included."""


def extract_text(stream: BinaryIO, limits: Limits, span: Span, suffix: str = "") -> Iterator[Block | Notice]:
    """The text of a span in order, then a Notice ``encoding`` for each encoding in it, and ``undecodable``.

    Its layout is what the head of the file tells, with the suffix of the file's name as a hint. Positions are lines and
    columns relative to the first character of the span. Byte order marks are no text.
    """
    reader = _Reader(stream, limits, span, suffix)
    yield from reader.read_blocks()
    yield from reader.make_notices()


class _Window:
    """The part of a file that is held; it moves forward only."""

    def __init__(self, stream: BinaryIO, start: int, raw: bytes) -> None:
        self._stream = stream
        self.start = start
        self.raw = raw
        self.is_end = False

    @property
    def end(self) -> int:
        return self.start + len(self.raw)

    def reach(self, offset: int) -> None:
        """Hold the file up to ``offset``, or up to its end."""
        chunks = [self.raw]
        missing = offset - self.end
        while missing > 0 and not self.is_end:
            chunk = self._stream.read(missing)
            self.is_end = not chunk
            chunks.append(chunk)
            missing -= len(chunk)
        if len(chunks) > 1:
            self.raw = b"".join(chunks)

    def drop(self, offset: int) -> None:
        """Forget what stands before ``offset``; the start stays at a multiple of 4, where every unit begins."""
        dropped = max(offset - self.start, 0) & ~3
        self.raw = self.raw[dropped:]
        self.start += dropped

    def cut(self, start: int, stop: int) -> bytes:
        """The bytes of the file from one offset to another."""
        return self.raw[start - self.start : stop - self.start]


class _Reader:
    def __init__(self, stream: BinaryIO, limits: Limits, span: Span, suffix: str) -> None:
        self._limits = limits
        self._span = span
        self._context_bytes = limits.context_chars * _CHARACTER_BYTES
        self._replaced: dict[str, int] = {}
        stream.seek(0)
        self._window = _Window(stream, 0, b"")
        self._window.reach(HEAD_BYTES)
        opening = read_opening(self._window.raw)
        self._file_encoding, self._text_start = opening.encoding, opening.mark_bytes
        self._encoding = None if opening.encoding in UNSETTLED else opening.encoding
        self._head = TableHead(self._read_head(), suffix)
        first = max(span.start - self._context_bytes - REACH_BYTES, 0) & ~3
        if first > self._window.end:
            stream.seek(first)
            self._window = _Window(stream, first, b"")

    def read_blocks(self) -> Iterator[Block]:
        """The blocks of the span; ones without text are left out."""
        nominal, last = self._span.start, self._span.end
        start = self._move_border(nominal)
        line = column = 1
        while not (last is not None and nominal >= last) and not self._is_past_end(start):
            nominal += self._limits.block_bytes
            if last is not None:
                nominal = min(nominal, last)
            stop = self._move_border(nominal)
            if stop <= start:
                continue
            lead, core, tail = self._decode_block(start, stop)
            if core:
                lead = (b"" if start <= self._text_start else self._head.before(lead)) or lead
                position = Position(line=line, column=column)
                text = b"".join((lead, core, tail))
                yield Block(text, position, len(lead), len(tail), layout=self._head.layout)
                self._head.pass_by(core)
                line, column = _advance(line, column, core)
            start = stop
            self._window.drop(start - self._context_bytes - REACH_BYTES)

    def make_notices(self) -> Iterator[Notice]:
        """What was noticed on the way."""
        encodings = [encoding for encoding in self._replaced if encoding != "ascii"] or list(self._replaced)
        for encoding in encodings:
            yield Notice("encoding", detail=encoding)
        for encoding in encodings:
            if count := self._replaced[encoding]:
                yield Notice("undecodable", count, encoding)

    def _read_head(self) -> str:
        """The first lines of the file, as far as they were read to tell the encoding."""
        window = self._window
        stop = min(window.end, HEAD_BYTES)
        if stop < window.end or not window.is_end:
            stop = self._find_character(stop, self._file_encoding)
        encoding = "utf-8" if self._file_encoding in UNSETTLED else self._file_encoding
        return decode(window.cut(self._text_start, stop), encoding).text.decode()

    def _move_border(self, nominal: int) -> int:
        """The offset where the text is really cut: the same for whoever reads up to it or on from it."""
        if nominal <= self._text_start:
            return self._text_start
        window, lookahead = self._window, self._limits.lookahead_bytes
        window.reach(nominal + lookahead + REACH_BYTES)
        at = max(nominal - window.start, 0)
        return window.start + find_border(window.raw, at, lookahead, self._file_encoding, is_end=window.is_end)

    def _is_past_end(self, offset: int) -> bool:
        self._window.reach(offset + 1)
        return offset >= self._window.end

    def _decode_block(self, start: int, stop: int) -> tuple[bytes, bytes, bytes]:
        """What stands before the text, the text, and what stands behind it."""
        window, context_chars = self._window, self._limits.context_chars
        window.reach(stop + self._context_bytes + REACH_BYTES)
        before = max(start - self._context_bytes, self._text_start)
        after = min(stop + self._context_bytes, window.end)
        core = window.cut(start, stop)
        encoding = self._choose_encoding(core, window.cut(before, start) + window.cut(stop, after))
        if before > self._text_start:
            before = self._find_character(before, encoding)
        after = self._find_character(after, encoding)
        decoded = decode(core, encoding)
        self._count(decoded)
        lead = _last_characters(decode(window.cut(before, start), encoding).text, context_chars)
        tail = _first_characters(decode(window.cut(stop, after), encoding).text, context_chars)
        return lead, decoded.text, tail

    def _choose_encoding(self, core: bytes, around: bytes) -> str:
        """The encoding of a block: the file's once that is settled, until then what the block itself tells."""
        if self._encoding:
            return self._encoding
        decided = decide_narrow(core)
        if decided not in UNSETTLED:
            self._encoding = decided
        return (decide_narrow(around) if decided == "ascii" else decided) or "utf-8"

    def _find_character(self, offset: int, encoding: str) -> int:
        return self._window.start + find_character(self._window.raw, offset - self._window.start, encoding)

    def _count(self, decoded: Decoded) -> None:
        for encoding in decoded.encodings:
            self._replaced.setdefault(encoding, 0)
        self._replaced[decoded.encodings[0]] += decoded.replaced


def _last_characters(text: bytes, count: int) -> bytes:
    return text.decode()[-count:].encode() if count else b""


def _first_characters(text: bytes, count: int) -> bytes:
    return text.decode()[:count].encode()


def _advance(line: int, column: int, text: bytes) -> tuple[int, int]:
    """Line and column after a text: a line ends at ``\\n``, or at ``\\r`` with no ``\\n`` behind it."""
    ends, last = measure_lines(text)
    characters = len(text[last:].decode())
    return line + ends, characters + (1 if ends else column)
