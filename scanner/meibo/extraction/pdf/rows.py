"""Cells side by side as rows, and what is text between tables without borders."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from typing import TYPE_CHECKING

from meibo.extraction.pdf.cells import Cell, gather_cells
from meibo.extraction.pdf.columns import Columns
from meibo.extraction.pdf.lines import gather_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from meibo.extraction.pdf.lines import Line
    from meibo.extraction.pdf.pieces import Piece
    from meibo.extraction.pdf.tables import Table

Row = list[Cell]
"""Cells whose lines stand beside each other, from left to right, then from top to bottom."""

_LEAST_JUMP = 10
"""Heights from the end of a newspaper's column to the beginning of the next: more than cells of tables have."""
_LEAST_IN_COLUMN = 5
_MOST_CELL_WIDTH = 10
"""Heights, of more than half of the cells; lines of a newspaper are wider."""
_MOST_TRIED = 100
"""Rows that are tried again from the next on where they are no table, and jumps that may begin a column."""
_FLAT = 0.1
"""Points; damaged fonts make glyphs without any height."""
_LEVEL = 0.25
_SAME_PLACE = 4.0
"""Points."""


def read_flow(pieces: Sequence[Piece], page_edges: float) -> Iterator[str | Table]:
    """Texts and tables of pieces, which are given in the order in which they are drawn."""
    for column in _part_columns(pieces):
        lines = gather_lines(column)
        yield from _read_rows(gather_rows(gather_cells(lines, page_edges)))


def _part_columns(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Newspaper columns: what is drawn after a jump up to the right of all that stood there; else one."""
    columns: list[list[Piece]] = [[]]
    lowest: Piece | None = None
    jumps = 0
    for piece in pieces:
        if jumps < _MOST_TRIED and lowest is not None and piece.bottom > lowest.bottom + _LEAST_JUMP * piece.height:
            jumps += 1
            beside = [other.right for other in columns[-1] if other.bottom < piece.top]
            if beside and max(beside) < piece.left + 0.5 * piece.height:
                columns.append([])
                lowest = None
        columns[-1].append(piece)
        if lowest is None or piece.bottom < lowest.bottom:
            lowest = piece
    gathered = [gather_lines(column) for column in columns]
    is_newspaper = min(map(len, gathered)) >= _LEAST_IN_COLUMN and not _is_table(gathered)
    is_newspaper &= all(_is_left_of(one, other) for one, other in itertools.pairwise(columns))
    return columns if len(columns) > 1 and is_newspaper else [list(pieces)]


def _is_left_of(pieces: Sequence[Piece], others: Sequence[Piece]) -> bool:
    """Whether all that stands beside the others stands to the left of all of them."""
    left, top = min(piece.left for piece in others), max(piece.top for piece in others)
    return all(piece.right < left + 0.5 * piece.height for piece in pieces if piece.top <= top)


def _is_table(columns: Sequence[Sequence[Line]]) -> bool:
    """Whether columns that are drawn one after the other are those of a table: short texts on common lines."""
    widths = sorted(
        (line[-1].right - line[0].left) / max(line[0].height, _FLAT) for column in columns for line in column
    )
    if widths[len(widths) // 2] > _MOST_CELL_WIDTH:
        return False
    places = sorted(line[0].middle for line in columns[0])
    others = [line[0] for column in columns[1:] for line in column]
    common = 0
    for piece in others:
        at = bisect_left(places, piece.middle - _LEVEL * piece.height)
        common += at < len(places) and places[at] < piece.middle + _LEVEL * piece.height
    return common > 0.8 * len(others)


def gather_rows(cells: Sequence[Cell]) -> list[Row]:
    """The rows from top to bottom; a rule between cells parts them."""
    groups: list[Row] = []
    bottom = 0.0
    for cell in sorted(cells, key=lambda cell: -cell.top):
        if groups and _is_beside(cell, groups[-1][0], bottom):
            groups[-1].append(cell)
            bottom = min(bottom, cell.bottom)
        else:
            groups.append([cell])
            bottom = cell.bottom
    return [sorted(row, key=_place) for group in groups for row in _split(group)]


def _place(cell: Cell) -> tuple[int, float]:
    """Where a cell stands from left to right, and from top to bottom where that is the same."""
    return round(cell.left / _SAME_PLACE), -cell.top


def _is_beside(cell: Cell, other: Cell, bottom: float) -> bool:
    """Whether a cell stands beside others that reach down to ``bottom``."""
    piece, other_piece = cell.pieces[0], other.pieces[0]
    return piece.cell == other_piece.cell and cell.top - bottom > 0.5 * min(piece.height, other_piece.height)


def _split(group: Row) -> list[Row]:
    """Rows of single lines where the lines of cells side by side are rows themselves: few of them were broken."""
    if len(group) < 2 or all(len(cell.pieces) == 1 for cell in group):
        return [group]
    lines = gather_lines(piece for cell in group for piece in cell.pieces)
    follows = sum(len(cell.pieces) - 1 for cell in group)
    if 2 * sum(len(line) > 1 for line in lines) > len(lines) and 2 * sum(cell.joins for cell in group) < follows:
        return [[Cell(piece) for piece in line] for line in lines]
    return [group]


def _read_rows(rows: Sequence[Row]) -> Iterator[str | Table]:
    """Tables where rows form one, texts between them."""
    text: list[str] = []
    at = 0
    while at < len(rows):
        columns = Columns()
        if len(rows[at]) > 1:
            while at + len(columns.rows) < len(rows) and columns.take(rows[at + len(columns.rows)]):
                pass
        if columns.is_table():
            if text:
                yield "\n".join(text)
                text = []
            yield columns.write()
            at += len(columns.rows)
        elif len(columns.rows) > _MOST_TRIED:
            text += map(_write_row, columns.rows)
            at += len(columns.rows)
        else:
            text.append(_write_row(rows[at]))
            at += 1
    if text:
        yield "\n".join(text)


def _write_row(row: Row) -> str:
    """Cells side by side with tabs between them, cells below each other on lines of their own."""
    written = row[0].text
    right = row[0].right
    for cell in row[1:]:
        written += ("\n" if cell.left < right else "\t") + cell.text
        right = max(right, cell.right)
    return written
