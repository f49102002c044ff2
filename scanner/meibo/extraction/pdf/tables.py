"""A table of a page, and the table that goes on over several pages: each page shows the names of its columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from meibo.extraction.blocks import cut_table
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo_detectors.model import Block

_HEAD_ROWS = 3
_DATA = re.compile(r"\d\d|@")
"""What names of columns do not hold."""


class Table(NamedTuple):
    """Rows of cells."""

    rows: list[list[str]]
    edges: list[tuple[float, float]]
    """Left and right of each column."""


class RunningHead:
    """The first rows of the table that was begun last."""

    def __init__(self) -> None:
        self._table = Table([], [])
        self._page = 0

    def write(self, table: Table, page: int, budget: Budget) -> Iterator[Block]:
        """The blocks of a table; one that goes on from the page before is shown with the first rows of that."""
        goes_on = page == self._page + 1 and self._fits(table)
        head = b""
        if goes_on:
            first = self._table.rows[:_HEAD_ROWS]
            head = b"".join(block.text for block in cut_table(enumerate(first, start=1), budget, Position()))
        else:
            self._table = table
        self._page = page
        for block in cut_table(enumerate(table.rows, start=1), budget, Position(page=page)):
            yield structs.replace(block, text=head + block.text, lead=len(head) + block.lead)
            head = b""

    def _fits(self, table: Table) -> bool:
        """Whether a table has the same columns, and begins with values."""
        return (
            len(table.edges) == len(self._table.edges)
            and all(
                left < right_before and left_before < right
                for (left, right), (left_before, right_before) in zip(table.edges, self._table.edges, strict=True)
            )
            and table.rows[0] != self._table.rows[0]
            and any(map(_DATA.search, table.rows[0]))
        )
