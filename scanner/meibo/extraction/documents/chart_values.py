"""The values that a chart keeps of its cells, as a table (ECMA-376 Part 1, section 21.2; chartex of Office 2016).

A chart's workbook may be elsewhere or gone; the chart still shows names and figures, and they stand in its caches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.documents.flow import Line, Row
from meibo.extraction.office.xml_events import local_name

if TYPE_CHECKING:
    from meibo.extraction.documents.flow import Piece

_COLUMNS = {"cat", "val", "xVal", "yVal", "bubbleSize", "datalabelsRange", "strDim", "numDim"}
_NAMES = {"cat", "xVal", "strDim", "datalabelsRange"}
"""Columns that name the rows; the others are headed by the name of their series."""


class ChartValues:
    """Hears the events of a chart; gives its words as lines, then one table of its series when it ends."""

    def __init__(self) -> None:
        self._lines: list[Piece] = []
        self._columns: list[tuple[str, dict[int, str]]] = []
        self._series = ""
        self._place = ""
        """The column, or ``tx`` inside a series, that is open."""
        self._in_series = False
        self._index = 0
        self._text: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = local_name(name)
        if name in ("ser", "series"):
            self._in_series, self._series = True, ""
        elif name in _COLUMNS:
            self._place = name
            self._columns.append(("" if name in _NAMES else self._series, {}))
        elif name == "lvl" and self._place and self._columns[-1][1]:
            self._columns.append((self._columns[-1][0], {}))
        elif name == "tx" and self._in_series:
            self._place = "tx"
        elif name in ("pt", "v", "t"):
            if name == "pt":
                self._index = int(attributes.get("idx", "0"))
            self._text = []

    def text(self, text: str) -> None:
        """Text stands inside the innermost element."""
        if self._text is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        name = local_name(name)
        if name in ("pt", "v", "t") and self._text is not None:
            self._add("".join(self._text).strip())
            self._text = None
        elif name in _COLUMNS or name == "tx":
            self._place = ""
        elif name in ("ser", "series"):
            self._in_series = False

    def take(self, *, is_end: bool = False) -> list[Piece]:
        """Nothing before the end: lines, then the rows of the table."""
        if not is_end:
            return []
        columns = self._distinct_columns()
        indexes = sorted({index for _, values in columns for index in values})
        rows = [[head for head, _ in columns]]
        rows += [[values.get(index, "") for _, values in columns] for index in indexes]
        return [*self._lines, *(Row(1, number, cells) for number, cells in enumerate(rows, 1) if columns)]

    def _add(self, text: str) -> None:
        if not text:
            return
        if self._place == "tx":
            self._series = text
        elif self._place:
            self._columns[-1][1][self._index] = text
        else:
            self._lines.append(Line(text))

    def _distinct_columns(self) -> list[tuple[str, dict[int, str]]]:
        """Each column once: all series repeat the names of their rows."""
        columns: list[tuple[str, dict[int, str]]] = []
        for column in self._columns:
            if column[1] and column not in columns:
                columns.append(column)
        return columns
