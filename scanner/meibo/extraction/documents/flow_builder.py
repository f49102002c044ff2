"""Makes lines and rows of what stands in paragraphs, cells and text boxes, as the readers of XML parts hear of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meibo.extraction.documents.flow import MOST_COLUMNS, MOST_ROWS, Line, Row

if TYPE_CHECKING:
    from meibo.extraction.documents.flow import Piece

_KANJI = re.compile(r"[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]*")

MOST_CHARS = 1 << 20
"""Of one paragraph: a longer one is cut."""


class _Paragraph:
    """A paragraph that is being read, as it stands and as it stood before tracked changes."""

    def __init__(self) -> None:
        self.living: list[str] = []
        self.earlier: list[str] = []
        self.has_deleted = False
        self.readings: list[str] = []
        self.chars = 0


class _Cell:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.width = 1


class _Table:
    def __init__(self, number: int) -> None:
        self.number = number
        self.rows = 0
        self.cells: list[str] = []


class FlowBuilder:
    """Lines and rows in reading order.

    A text box goes behind the paragraph or table that it stands in, a table in a cell behind the outer table. The
    reading of a name (ruby) goes behind the whole word, so that names stay whole. What tracking has deleted stands in
    lines of its own, each the whole paragraph as it was before, so that values keep their labels.
    """

    def __init__(self) -> None:
        self.page = 0
        """The page or slide that is being read, 0 where the document has none."""
        self.place = ""
        """Where lines stand that are no part of the running text."""
        self.deleted = self.inserted = self.base = 0
        """How many elements are open that mark deleted and inserted text, and words that have a reading."""
        self._tables_begun = 0
        self._pieces: list[Piece] = []
        self._later: list[Piece] = []
        """What stands in the middle of a table or paragraph, and goes behind it."""
        self._asides: list[Line] = []
        """What goes behind everything."""
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[_Table] = []
        self._holders: list[_Cell | None] = []
        """Cells and, as None, text boxes that are open."""

    def take(self, *, is_end: bool = False) -> list[Piece]:
        """The pieces that are whole; at the end, also what is still open, and what stands aside."""
        if is_end:
            self._close_all()
            self._pieces += self._asides
        pieces, self._pieces = self._pieces, []
        return pieces

    @property
    def has_paragraph(self) -> bool:
        """Whether a paragraph is open."""
        return bool(self._paragraphs)

    @property
    def shown(self) -> str:
        """The open paragraph so far."""
        return "".join(self._paragraphs[-1].living) if self._paragraphs else ""

    # --- text

    def start_paragraph(self) -> None:
        """A paragraph begins, perhaps inside another one."""
        self._paragraphs.append(_Paragraph())

    def add(self, text: str) -> None:
        """Text of the open paragraph; a line of its own where none is open."""
        text = text.replace("\u00ad", "")
        if not self._paragraphs:
            self._emit(text)
            return
        paragraph = self._paragraphs[-1]
        if self.deleted:
            paragraph.has_deleted = True
        else:
            if paragraph.readings and not self.base:
                text = _place_readings(paragraph, text)
            paragraph.living.append(text)
            paragraph.chars += len(text)
        if self.deleted or not self.inserted:
            paragraph.earlier.append(text)
        if paragraph.chars > MOST_CHARS:
            self._cut_paragraph()

    def add_reading(self, text: str) -> None:
        """How the word beside it is read."""
        if self._paragraphs and not self.deleted:
            self._paragraphs[-1].readings.append(text)

    def end_paragraph(self) -> None:
        """The innermost paragraph ends."""
        if not self._paragraphs:
            return
        paragraph = self._paragraphs.pop()
        if paragraph.readings:
            paragraph.living.append(_place_readings(paragraph, "\n").rstrip("\n"))
        self._emit("".join(paragraph.living))
        if paragraph.has_deleted:
            self.add_aside("".join(paragraph.earlier), "deleted")
        self._release()

    def _cut_paragraph(self) -> None:
        """What was read of an endless paragraph is a line, so that it need not be held."""
        paragraph = self._paragraphs.pop()
        self._emit("".join(paragraph.living))
        paragraph.living, paragraph.earlier, paragraph.chars = [], [], 0
        self._paragraphs.append(paragraph)

    def add_line(self, text: str) -> None:
        """A line before whatever is open."""
        self._pieces.append(Line(text, self.place, self.page))

    def add_later(self, text: str) -> None:
        """A line behind whatever is open."""
        self._later.append(Line(text, self.place, self.page))

    def add_aside(self, text: str, place: str) -> None:
        """A line outside of the running text."""
        self._asides.append(Line(text, place))

    # --- tables and boxes

    def start_table(self) -> None:
        """A table begins, perhaps inside a cell."""
        self._tables_begun += 1
        self._tables.append(_Table(self._tables_begun))

    def start_row(self) -> None:
        """A row begins."""
        if self._tables:
            self._tables[-1].cells = []

    def indent(self, columns: int) -> None:
        """The row begins further right."""
        if self._tables:
            self._tables[-1].cells += [""] * min(columns, MOST_COLUMNS)

    def start_cell(self, columns: int = 1) -> None:
        """A cell begins."""
        self._holders.append(_Cell())
        self.widen(columns)

    def widen(self, columns: int) -> None:
        """The open cell takes more columns: its text is at the first."""
        if self._holders and (cell := self._holders[-1]):
            cell.width = min(max(columns, 1), MOST_COLUMNS)

    def end_cell(self) -> None:
        """The innermost cell (or text box) ends."""
        if self._holders and (cell := self._holders.pop()) and self._tables:
            text = "\n".join(cell.lines).strip("\n")
            cells = self._tables[-1].cells
            if len(cells) < MOST_COLUMNS:
                cells += [text, *[""] * (cell.width - 1)]

    def end_row(self, repeated: int = 1) -> None:
        """The innermost row ends; one that is repeated is given once and counted as often."""
        if not self._tables:
            return
        table = self._tables[-1]
        while table.cells and not table.cells[-1]:
            table.cells.pop()
        row = Row(table.number, table.rows + 1, table.cells, self.page)
        table.rows += min(max(repeated, 1), MOST_ROWS)
        table.cells = []
        if len(self._tables) > 1 or self._holders or self._paragraphs:
            self._later.append(row)
        else:
            self._pieces.append(row)

    def end_table(self) -> None:
        """The innermost table ends."""
        if self._tables:
            self._tables.pop()
        self._release()

    def start_box(self) -> None:
        """A text box begins."""
        self._holders.append(None)

    def end_box(self) -> None:
        """The innermost text box ends."""
        if self._holders:
            self._holders.pop()
        self._release()

    def _emit(self, text: str) -> None:
        """Put a line where it belongs: into its cell, behind its shape's paragraph, or to the body."""
        holder = self._holders[-1] if self._holders else None
        if holder is not None:
            holder.lines.append(text)
        elif self._is_inside():
            self.add_later(text)
        else:
            self.add_line(text)

    def _is_inside(self) -> bool:
        return bool(self._paragraphs or self._tables or self._holders)

    def _release(self) -> None:
        if self._later and not self._is_inside():
            self._pieces += self._later
            self._later.clear()

    def _close_all(self) -> None:
        """The part is cut: what is open ends here, the innermost first."""
        while self._paragraphs:
            self.end_paragraph()
        while self._holders:
            self.end_cell()
        while self._tables:
            self.end_row()
            self.end_table()
        self._release()


def _place_readings(paragraph: _Paragraph, text: str) -> str:
    """The text with the readings of what stands before it, not before the word has ended."""
    match = _KANJI.match(text)
    end = match.end() if match else 0
    if end == len(text):
        return text
    reading = "".join(paragraph.readings)
    paragraph.readings.clear()
    return f"{text[:end]}（{reading}）{text[end:]}"
