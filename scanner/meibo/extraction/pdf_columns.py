"""Tables without borders: rows whose cells stand below each other in columns."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meibo.extraction.pdf_rows import Row

_LEAST_ROWS = 3
_MOST_LINES = 6
"""Of a cell; texts side by side have more."""
_MOST_GAP = 4.0
"""Heights of a line between the rows of a table."""


class Columns:
    """A table while its rows are added."""

    def __init__(self) -> None:
        self._edges: list[list[float]] = []
        """Left and right of each column."""
        self.rows: list[Row] = []

    def take(self, row: Row) -> bool:
        """Whether the row fits into the columns; it is added then."""
        if self.rows:
            bottom = min(cell.bottom for cell in self.rows[-1])
            if bottom - max(cell.top for cell in row) > _MOST_GAP * row[0].pieces[0].height:
                return False
        edges = [edge.copy() for edge in self._edges]
        for cell in row:
            over = [edge for edge in edges if cell.left < edge[1] and cell.right > edge[0]]
            if len(over) > 1:
                return False
            if over:
                over[0][0], over[0][1] = min(over[0][0], cell.left), max(over[0][1], cell.right)
            else:
                edges.append([cell.left, cell.right])
        edges.sort()
        if any(left[1] > right[0] for left, right in itertools.pairwise(edges)):
            return False
        self._edges = edges
        self.rows.append(row)
        return True

    def is_table(self) -> bool:
        """Whether enough rows fill enough of the columns; last rows of one cell are text below it, and dropped."""
        while self.rows and len(self.rows[-1]) < 2:
            self.rows.pop()
        several = [row for row in self.rows if len(row) > 1]
        width = len(self._edges)
        least = _LEAST_ROWS if width < _LEAST_ROWS else 2
        if sum(len(cell.pieces) > _MOST_LINES for row in self.rows for cell in row) > len(self.rows) / 4:
            return False
        return len(several) >= least and 2 * sum(map(len, several)) >= width * len(several)

    def write(self) -> list[list[str]]:
        """The texts of all cells by row and column."""
        rows: list[list[str]] = []
        for row in self.rows:
            texts: list[list[str]] = [[] for _ in self._edges]
            for cell in row:
                middle = (cell.left + cell.right) / 2
                place = next(place for place, (left, right) in enumerate(self._edges) if left <= middle <= right)
                texts[place].append(cell.text)
            rows.append(["\n".join(text) for text in texts])
        return rows
