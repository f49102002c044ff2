"""Text and tables that an extractor has read, as blocks of bounded size."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import structs

from meibo_detectors.kernels.line_ends import measure_lines
from meibo_detectors.model import PLAIN, Block, Layout, Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Limits

TABLE = Layout("delimited", "\t")
HEAD_ROWS = 12
"""Title rows and a header of two rows fit into them; later blocks of a table show them again."""
HEAD_BYTES = 4_096
MOST_GAP_ROWS = 16
"""A longer run of empty rows begins a new block instead of being written out."""

_LOST = re.compile("[\0\ud800-\udfff]")
_IS_SPECIAL = re.compile('["\n\r\v\f\x1c-\x1e\x85\u2028\u2029]')
_TO_QUOTE = re.compile('[\t\n\r"\v\f\x1c-\x1e\x85\u2028\u2029]')


def cut_text(text: str, limits: Limits, position: Position, layout: Layout = PLAIN) -> Iterator[Block]:
    """A text as blocks; none where it is blank. A position that counts lines is moved on with each block."""
    raw = _encode(text)
    start, line, column = 0, position.line or 1, position.column or 1
    while start < len(raw):
        stop = _find_cut(raw, start + limits.block_bytes, limits.lookahead_bytes)
        core = raw[start:stop]
        if core.strip():
            lead = _last_characters(raw, start, limits.context_chars)
            tail = _first_characters(raw, stop, limits.context_chars)
            at = position if position.line is None else structs.replace(position, line=line, column=column)
            yield Block(lead + core + tail, at, len(lead), len(tail), layout)
        ends, last = measure_lines(core)
        line, column = line + ends, len(core[last:].decode()) + (1 if ends else column)
        start = stop


def cut_table(
    rows: Iterable[tuple[int, Sequence[str]]],
    budget: Budget,
    position: Position,
    first_column: int = 1,
    header: Sequence[str] = (),
) -> Iterator[Block]:
    """A table as blocks of tab-separated text whose positions know row and column; none where it is empty.

    ``rows`` are the number of a row (from 1, ascending) and its cells from ``first_column`` on. Later blocks show the
    first rows again, which name the columns. ``position`` names the sheet or table; its row and column are set here.
    Where ``rows`` raise or a limit is reached, what was read goes out first. ``header`` names the columns where they
    are no row of the table, as in databases: every block shows it.
    """
    writer = _TableWriter(position, first_column, _write_row(header) or b"")
    most = budget.limits.block_bytes
    try:
        for number, cells in rows:
            budget.take_cells(max(len(cells), 1))
            line = _write_row(cells)
            if line is None:
                continue
            if number - writer.next_row > MOST_GAP_ROWS or writer.size_bytes > most:
                yield from writer.take()
            writer.add(number, line)
    except Exception:
        yield from writer.take()
        raise
    yield from writer.take()


class _TableWriter:
    """The block that is being filled."""

    def __init__(self, position: Position, first_column: int, header: bytes) -> None:
        self._position, self._column = position, first_column
        self._head = [header] if header else []
        self._most_head_rows = 1 if header else HEAD_ROWS
        self._head_bytes = 0
        self._lines: list[bytes] = []
        self._first_row = self.next_row = 1
        self.size_bytes = 0
        self._lead = header

    def add(self, number: int, line: bytes) -> None:
        if not self._lines:
            self._first_row = self.next_row = number
        for _ in range(number - self.next_row):
            self._append(b"\n")
        self._append(line)
        self.next_row = number + 1
        if len(self._head) < self._most_head_rows and self._head_bytes + len(line) <= HEAD_BYTES:
            self._head.append(line)
            self._head_bytes += len(line)

    def take(self) -> Iterator[Block]:
        if self._lines:
            at = structs.replace(self._position, row=self._first_row, column=self._column)
            yield Block(self._lead + b"".join(self._lines), at, len(self._lead), 0, TABLE)
        self._lead = b"".join(self._head)
        self._lines, self.size_bytes = [], 0

    def _append(self, line: bytes) -> None:
        self._lines.append(line)
        self.size_bytes += len(line)


def _write_row(cells: Sequence[str]) -> bytes | None:
    """One line of tab-separated text, quoted where need be; None where all cells are blank."""
    last = len(cells)
    while last and not cells[last - 1].strip():
        last -= 1
    if not last:
        return None
    line = "\t".join(cells[:last])
    if line.count("\t") >= last or _IS_SPECIAL.search(
        line
    ):  # seldom: one look at a row is cheaper than one at each cell
        line = "\t".join(_quote(cell) if _TO_QUOTE.search(cell) else cell for cell in cells[:last])
    return _encode(line) + b"\n"


def _quote(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def _encode(text: str) -> bytes:
    """Valid UTF-8 without NUL, which is no text."""
    return _LOST.sub("\ufffd", text).encode()


def _find_cut(raw: bytes, nominal: int, lookahead: int) -> int:
    """Where a text is cut: behind a line end if one is near, in any case between characters."""
    if nominal >= len(raw):
        return len(raw)
    end = raw.find(b"\n", nominal, nominal + lookahead) + 1
    return end or _next_character(raw, nominal)


def _next_character(raw: bytes, at: int) -> int:
    while at < len(raw) and raw[at] & 0xC0 == 0x80:
        at += 1
    return at


def _last_characters(raw: bytes, end: int, count: int) -> bytes:
    start = _next_character(raw, max(end - 4 * count, 0))
    return raw[start:end].decode()[-count:].encode() if count else b""


def _first_characters(raw: bytes, start: int, count: int) -> bytes:
    stop = _next_character(raw, min(start + 4 * count, len(raw)))
    return raw[start:stop].decode()[:count].encode()
