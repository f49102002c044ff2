"""A page as texts and tables, by where its glyphs and rules stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from meibo.extraction.pdf.glyphs import turn_boxes
from meibo.extraction.pdf.grids import find_grids
from meibo.extraction.pdf.lines import gather_lines, join_cell
from meibo.extraction.pdf.pieces import cut_pieces, find_vertical
from meibo.extraction.pdf.rows import read_flow
from meibo.extraction.pdf.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.pdf.glyphs import Floats, Glyphs
    from meibo.extraction.pdf.grids import Grid
    from meibo.extraction.pdf.pieces import Piece, Truth
    from meibo.extraction.pdf.rules import Rules

_MOST_GLYPHS = 100_000


def lay_out(glyphs: Glyphs, rules: Rules, page_box: Floats, budget: Budget) -> Iterator[str | Table]:
    """Texts and tables in the order in which they are drawn; text of each direction for itself.

    ``page_box`` is the one box of the page. A page with very many glyphs is laid out in parts.
    """
    for start in range(0, len(glyphs.text), _MOST_GLYPHS):
        budget.check_time()
        index = np.arange(start, min(start + _MOST_GLYPHS, len(glyphs.text)))
        yield from _lay_out(glyphs.take(index), rules, page_box)


def _lay_out(glyphs: Glyphs, rules: Rules, page_box: Floats) -> Iterator[str | Table]:
    is_down = find_vertical(glyphs.text, glyphs.box)
    if 2 * int(is_down.sum()) > len(glyphs.text):
        glyphs = glyphs._replace(turn=np.where(glyphs.turn == 0, 3, glyphs.turn).astype(np.int8))
        is_down[:] = False
    for turn in dict.fromkeys(glyphs.turn.tolist()):
        index = np.flatnonzero(glyphs.turn == turn)
        chosen = glyphs.take(index)
        upright = chosen._replace(box=turn_boxes(chosen.box, turn))
        across, down = (turn_boxes(rules.across, turn), turn_boxes(rules.down, turn))
        if turn % 2:
            across, down = down, across
        edges = turn_boxes(page_box, turn)[0]
        yield from _lay_out_upright(upright, is_down[index], find_grids(across, down), float(edges[0] + edges[2]))


def _lay_out_upright(glyphs: Glyphs, is_down: Truth, grids: list[Grid], page_edges: float) -> Iterator[str | Table]:
    cell = np.full(len(glyphs.text), -1, np.int64)
    firsts = [0]
    for grid in grids:
        found = grid.find(glyphs.box)
        cell = np.where((cell < 0) & (found >= 0), found + firsts[-1], cell)
        firsts.append(firsts[-1] + grid.cell.size)
    flow: list[Piece] = []
    tables: dict[int, list[Piece]] = {}
    parts: list[list[Piece] | int] = [flow]
    for piece in cut_pieces(glyphs, cell, is_down):
        if piece.cell < 0:
            flow.append(piece)
            continue
        number = int(np.searchsorted(firsts, piece.cell, "right")) - 1
        if number not in tables:
            tables[number] = []
            parts += [number, flow := []]
        tables[number].append(piece)
    for part in parts:
        if isinstance(part, int):
            yield from _read_table(grids[part], firsts[part], tables[part], page_edges)
        elif part:
            yield from read_flow(part, page_edges)


def _read_table(grid: Grid, first: int, pieces: list[Piece], page_edges: float) -> Iterator[str | Table]:
    """A ruled table as rows; where rules part no columns, they are a frame around text or lines between rows."""
    cells: dict[int, list[Piece]] = {}
    for piece in pieces:
        cells.setdefault(piece.cell - first, []).append(piece)
    columns = grid.cell.shape[1]
    places = {number: divmod(number, columns) for number in sorted(cells)}
    filled = sorted({column for _, column in places.values()})
    if len(filled) < 2:
        yield from read_flow(pieces, page_edges)
        return
    ends = grid.find_ends()
    rows: dict[int, list[str]] = {}
    for number, (row, column) in places.items():
        left, right = float(grid.x[column]), float(grid.x[ends[number] + 1])
        written = rows.setdefault(row, [""] * len(filled))
        written[filled.index(column)] = join_cell(gather_lines(cells[number]), left, right)
    edges = [(float(grid.x[column]), float(grid.x[column + 1])) for column in filled]
    yield Table(list(rows.values()), edges)
