"""Tables without borders: rows whose cells stand below each other in columns."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from meibo.extraction.pdf.cells import Cell
from meibo.extraction.pdf.tables import Table

if TYPE_CHECKING:
    from meibo.extraction.pdf.rows import Row

_LEAST_ROWS = _SEVERAL = 3
_MOST_LINES = 6
"""Of a cell; texts side by side have more."""
_MOST_CELLS = 100
"""Of a row; more are a drawing."""
_MOST_GAP = 4.0
"""Heights of a line between the rows of a table; twice that between rows of several cells."""
_LEAST_GAP = 0.5
"""Heights of a line between columns; spaces inside of values are narrower."""
_NEAR = 1.5
"""Heights between what is one column: a centred name above numbers on the right."""


class Column:
    """What stands below each other."""

    def __init__(self, cell: Cell, row: int) -> None:
        self.left, self.right = cell.left, cell.right
        self.rows = {row}

    def copy(self) -> Column:
        """One that can be changed without changing this."""
        made = object.__new__(Column)
        made.left, made.right, made.rows = self.left, self.right, set(self.rows)
        return made

    def is_over(self, cell: Cell) -> bool:
        """Whether a cell stands above or below some of it."""
        return cell.left < self.right and cell.right > self.left

    def add(self, cell: Cell, row: int) -> None:
        """One more cell."""
        self.left, self.right = min(self.left, cell.left), max(self.right, cell.right)
        self.rows.add(row)

    def unite(self, other: Column) -> None:
        """Take in a column that no row shares with this."""
        self.left, self.right = min(self.left, other.left), max(self.right, other.right)
        self.rows |= other.rows


class Columns:
    """A table while its rows are added."""

    def __init__(self) -> None:
        self._columns: list[Column] = []
        self.rows: list[Row] = []

    def take(self, row: Row) -> bool:
        """Whether the row fits into the columns; it is added then."""
        if self.rows:
            bottom = min(cell.bottom for cell in self.rows[-1])
            most = _MOST_GAP * row[0].pieces[0].height * (2 if min(len(row), len(self._columns)) >= _SEVERAL else 1)
            if bottom - max(cell.top for cell in row) > most:
                return False
        if len(row) > _MOST_CELLS:
            return False
        columns = [column.copy() for column in self._columns]
        row = [part for cell in row for part in _split(cell, columns)]
        if not all(_place(cell, columns, len(self.rows), is_alone=len(row) == 1) for cell in row):
            return False
        columns.sort(key=lambda column: column.left)
        for column in columns:
            inside = [cell for cell in row if column.is_over(cell)]
            if any(_is_beside(one, other) for one, other in itertools.combinations(inside, 2)):
                return False
        if any(before.right > after.left for before, after in itertools.pairwise(columns)):
            return False
        self._columns = columns
        self.rows.append(row)
        return True

    def is_table(self) -> bool:
        """Whether enough rows fill enough of the columns; last rows of one cell are text below it, and dropped."""
        while self.rows and len(self.rows[-1]) < 2:
            self.rows.pop()
        several = [row for row in self.rows if len(row) > 1]
        if sum(len(cell.pieces) > _MOST_LINES for row in self.rows for cell in row) > len(self.rows) / 4:
            return False
        width = len(self._columns)
        least = _LEAST_ROWS if width < _LEAST_ROWS else 2
        return len(several) >= least and 2 * sum(map(len, several)) >= width * len(several)

    def write(self) -> Table:
        """The texts of all cells by row and column."""
        self._unite_near()
        rows: list[list[str]] = []
        for row in self.rows:
            texts: list[list[str]] = [[] for _ in self._columns]
            for cell in row:
                place = next(place for place, column in enumerate(self._columns) if column.is_over(cell))
                texts[place].append(cell.text)
            rows.append(["\n".join(text) for text in texts])
        return Table(rows, [(column.left, column.right) for column in self._columns])

    def _unite_near(self) -> None:
        """Make one of neighbours of which each row fills one only."""
        height = self.rows[0][0].pieces[0].height
        united = self._columns[:1]
        for column in self._columns[1:]:
            if column.left - united[-1].right < _NEAR * height and not column.rows & united[-1].rows:
                united[-1].unite(column)
            else:
                united.append(column)
        self._columns = united


def _place(cell: Cell, columns: list[Column], row: int, *, is_alone: bool) -> bool:
    """Whether a cell of a row finds its column, or begins a new one; one that spans several keeps to the first."""
    over = [column for column in columns if column.is_over(cell)]
    if not over:
        columns.append(Column(cell, row))
        return True
    first = min(over, key=lambda column: column.left)
    if len(over) > 1 and not any(one.rows & other.rows for one, other in itertools.combinations(over, 2)):
        for column in over:
            if column is not first:
                first.unite(column)
                columns.remove(column)
    elif len(over) > 1:
        if is_alone or cell.left < first.left - cell.pieces[0].height or any(row in column.rows for column in over):
            return False
        for column in over:
            column.rows.add(row)
        return True
    first.add(cell, row)
    return True


def _split(cell: Cell, columns: list[Column]) -> list[Cell]:
    """A line that reaches from one column into the next, as two where its space stands between them."""
    over = sorted((column for column in columns if column.is_over(cell)), key=lambda column: column.left)
    if len(over) < 2 or len(cell.pieces) > 1:
        return [cell]
    piece = cell.pieces[0]
    before, after = (over[0].left + over[0].right) / 2, (over[1].left + over[1].right) / 2
    between = [gap for gap in piece.gaps if before < gap.left and gap.right < after]
    gap = max(between, key=lambda gap: gap.right - gap.left, default=None)
    if gap is None or gap.right - gap.left < _LEAST_GAP * piece.height:
        return [cell]
    first = piece._replace(text=piece.text[: gap.at], right=gap.left, gaps=())
    others = tuple(other._replace(at=other.at - gap.at - 1) for other in piece.gaps if other.at > gap.at)
    rest = piece._replace(text=piece.text[gap.at + 1 :], left=gap.right, gaps=others)
    return [Cell(first), *_split(Cell(rest), columns)]


def _is_beside(cell: Cell, other: Cell) -> bool:
    """Whether two cells stand on one height, and so in two columns."""
    return min(cell.top, other.top) - max(cell.bottom, other.bottom) > 0.5 * cell.pieces[-1].height
