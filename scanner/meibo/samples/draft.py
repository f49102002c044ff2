"""A text under construction that keeps its lines and tables apart, to be written in any format."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from meibo.samples.page import Location, Mark, Page, Spread, TableLocation, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from meibo.samples.draw import Dice
    from meibo.samples.page import Cell, Decoy, Part
    from meibo.samples.people import Cast

    Row = tuple[Cell, ...]


class Line(NamedTuple):
    """A line of running text; one without parts is blank."""

    parts: tuple[Part, ...]


class Table(NamedTuple):
    """Rows of cells, their header included."""

    rows: tuple[Row, ...]


class Draft(Page):
    """What the writers of pages write, not as text but as its parts: rows that follow each other are one table."""

    def __init__(self) -> None:
        super().__init__("utf-8")
        self.blocks: list[Line | Table] = []
        self._parts: list[Part] = []

    def write(self, *parts: Part) -> None:
        """Append parts; each line break ends a line."""
        for part in parts:
            if not isinstance(part, str):
                self._parts.append(part)
                continue
            first, *further = part.split("\n")
            self._add(first)
            for text in further:
                self.blocks.append(Line(tuple(self._parts)))
                self._parts.clear()
                self._add(text)

    def write_row(self, cells: Sequence[Cell], delimiter: str = ",", quote: str = "") -> None:  # noqa: ARG002
        """Append a row to the table that is being written; how text would delimit it does not count."""
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Table):
            self.blocks[-1] = Table((*last.rows, tuple(cells)))
        else:
            self.blocks.append(Table((tuple(cells),)))

    def end_line(self) -> None:
        """End the line that is being written, if there is one."""
        if self._parts:
            self.write("\n")

    def _add(self, text: str) -> None:
        if text:
            self._parts.append(text)


def draft(write: Callable[[Page, Cast, Dice], None], cast: Cast, dice: Dice) -> tuple[Line | Table, ...]:
    """What a writer of pages writes."""
    page = Draft()
    write(page, cast, dice)
    page.end_line()
    return tuple(page.blocks)


def fill(template: str, **parts: Part) -> tuple[Line | Table, ...]:
    """The lines of a template, as a page is filled with it."""
    page = Draft()
    page.fill(template, **parts)
    page.end_line()
    return tuple(page.blocks)


def show(part: Cell) -> str:
    """A part as text; of a value in several cells, what stands in the first."""
    if isinstance(part, Spread):
        return part.cells[0]
    return part if isinstance(part, str) else part.text


def join(parts: Iterable[Part]) -> str:
    """The text of a line."""
    return "".join(map(show, parts))


def mark_line(parts: Iterable[Part], line: int, column: int = 1, container: tuple[str, ...] = ()) -> Iterator[Mark]:
    """Where the values of a line stand that begins at a column."""
    for part in parts:
        if not isinstance(part, str):
            yield Mark(part, Location(line, column), container)
        column += len(show(part))


def mark_table(rows: Iterable[Row], table: int | str) -> Iterator[Mark]:
    """Where the values of a table stand that has this number or name."""
    for row, cells in enumerate(rows, 1):
        for column, _, part in list_cells(cells):
            if part is not None:
                yield Mark(part, TableLocation(table, row, column))


def mark_blocks(blocks: Iterable[Line | Table]) -> Iterator[Mark]:
    """Where the values of lines and tables stand that follow one another, each counted for itself."""
    line = table = 0
    for block in blocks:
        if isinstance(block, Line):
            line += 1
            yield from mark_line(block.parts, line)
        else:
            table += 1
            yield from mark_table(block.rows, table)


def count_lines(blocks: Iterable[Line | Table]) -> int:
    """How many of them are lines."""
    return sum(isinstance(block, Line) for block in blocks)


def list_cells(row: Row) -> Iterator[tuple[int, str, Value | Decoy | None]]:
    """The cells of a row, from 1: column, text, and the value that begins there."""
    column = 1
    for cell in row:
        for at, text in enumerate(cell.cells if isinstance(cell, Spread) else (show(cell),)):
            part = cell.value if isinstance(cell, Spread) else cell
            yield column, text, None if at or isinstance(part, str) else part
            column += 1
