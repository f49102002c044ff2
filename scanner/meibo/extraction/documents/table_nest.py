"""Tables of formats that mark only the ends of cells and rows: .doc and RTF."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meibo.extraction.documents.flow_builder import FlowBuilder

MOST_DEPTH = 20
"""Tables inside of tables; more is damage."""


class TableNest:
    """Opens and closes tables and cells of a flow as paragraphs tell how deep they stand."""

    def __init__(self, flow: FlowBuilder) -> None:
        self._flow = flow
        self._has_cell: list[bool] = []
        """For each open table, whether a cell is open."""

    def enter(self, depth: int) -> None:
        """A paragraph begins at this depth, 0 outside of tables."""
        depth = min(depth, MOST_DEPTH)
        while len(self._has_cell) > depth:
            self._close()
        while len(self._has_cell) < depth:
            self._flow.start_table()
            self._flow.start_row()
            self._has_cell.append(False)
            self._open_cell()
        self._open_cell()

    def end_cell(self) -> None:
        """The innermost cell ends; one that nothing was written into counts too."""
        if self._has_cell:
            self._open_cell()
            self._flow.end_cell()
            self._has_cell[-1] = False

    def end_row(self) -> None:
        """The innermost row ends."""
        if self._has_cell:
            if self._has_cell[-1]:
                self._flow.end_cell()
                self._has_cell[-1] = False
            self._flow.end_row()

    def _open_cell(self) -> None:
        if self._has_cell and not self._has_cell[-1]:
            self._flow.start_cell()
            self._has_cell[-1] = True

    def _close(self) -> None:
        if self._has_cell[-1]:
            self.end_row()
        self._has_cell.pop()
        self._flow.end_table()
