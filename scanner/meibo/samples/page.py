"""A text under construction that remembers where each planted value was written."""

from __future__ import annotations

import codecs
import string
from collections.abc import Iterable, Sequence
from typing import Final, Literal

import msgspec

Encoding = Literal["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"]
Hint = Literal["any", "part", "low", "organisation"]


class Value(msgspec.Struct, frozen=True):
    """A spelled value that a detector should find."""

    detector: str
    text: str
    normalised: str
    person: str | None = None
    confidence: Hint = "any"
    """``part`` for a surname alone, which does not tell who is meant; ``low`` for values that count for nobody:
    service phones, role mails, reserved domains, dummies; ``organisation`` for what belongs to a company."""


class Decoy(msgspec.Struct, frozen=True):
    """Text that looks like an identifier and is none."""

    kind: str
    text: str


class Spread(msgspec.Struct, frozen=True):
    """A value that fills several cells of a row, or several lines of one."""

    value: Value
    """Its text is what the parts are together, in reading order."""
    cells: tuple[str, ...]
    """As written; the first is not empty."""


Part = str | Value | Decoy
Cell = Part | Spread


class Location(msgspec.Struct, frozen=True):
    """Where a value starts in the decoded text: both count from 1, columns are code points."""

    line: int
    column: int


class CellLocation(msgspec.Struct, frozen=True):
    """The first cell of a value: both count from 1; every row counts, titles and blank ones too."""

    row: int
    column: int


class SheetLocation(msgspec.Struct, frozen=True):
    """A cell of a workbook, as in ``A1``."""

    sheet: str
    cell: str


class TableLocation(msgspec.Struct, frozen=True):
    """A cell of a table in a document, which are numbered from 1, or in a database, where it has a name."""

    table: int | str
    row: int
    column: int


class PageLocation(msgspec.Struct, frozen=True):
    """A page or slide, from 1."""

    page: int


Place = Location | CellLocation | SheetLocation | TableLocation | PageLocation


class Mark(msgspec.Struct, frozen=True):
    """A planted part and its place."""

    part: Value | Decoy
    location: Place
    container: tuple[str, ...] = ()
    """The members that lead to it inside its file, outermost first."""
    field: str = ""
    """In a picture: what stands beside the value."""
    group: str = ""
    """In a picture: of which kind and condition that is, so that a measurement can tell them apart."""


class Page:
    """Text that grows part by part; lines end in ``\\n`` until the page is encoded."""

    def __init__(self, encoding: Encoding = "utf-8", *, is_table: bool = False) -> None:
        self.encoding: Encoding = encoding
        self.is_table = is_table
        """Places are noted by row and cell instead of line and character."""
        self.marks: list[Mark] = []
        self._pieces: list[str] = []
        self._line = 1
        self._column = 1
        self._row = 1
        self._cell = 1

    @property
    def text(self) -> str:
        """All that was written so far."""
        return "".join(self._pieces)

    def encode(self, newline: str = "\n") -> bytes:
        """The page as bytes; UTF-16 is little-endian with its mark on every machine.

        Raises:
            UnicodeEncodeError: when the encoding cannot write a character of the page.
        """
        text = self.text.replace("\n", newline)
        if self.encoding == "utf-16":
            return codecs.BOM_UTF16_LE + text.encode("utf-16-le")
        return text.encode(self.encoding)

    def write(self, *parts: Part) -> None:
        """Append parts as they are."""
        for part in parts:
            text = part if isinstance(part, str) else part.text
            if not isinstance(part, str):
                self._mark(part)
            self._put(text)
            self._row += text.count("\n")

    def write_line(self, *parts: Part) -> None:
        """Append parts and end the line."""
        self.write(*parts, "\n")

    def fill(self, template: str, **parts: Part) -> None:
        """Append a template whose ``{name}`` fields are parts, without the line break that it starts with."""
        for literal, field, _, _ in _FORMATTER.parse(template.removeprefix("\n")):
            self.write(literal)
            if field is not None:
                self.write(parts[field])

    def write_table(self, rows: Iterable[Sequence[Cell]], delimiter: str = ",", quote: str = "") -> None:
        """Append rows of delimited cells."""
        for row in rows:
            self.write_row(row, delimiter, quote)

    def write_row(self, cells: Sequence[Cell], delimiter: str = ",", quote: str = "") -> None:
        """Append a row; cells that need quotation marks have them, and all have where ``quote`` is given."""
        for cell in cells:
            texts = cell.cells if isinstance(cell, Spread) else (cell if isinstance(cell, str) else cell.text,)
            for at, text in enumerate(texts):
                marks = quote or ('"' if any(sign in text for sign in (delimiter, '"', "\n")) else "")
                self._put((delimiter if self._cell > 1 else "") + marks)
                if at == 0 and not isinstance(cell, str):
                    self._mark(cell.value if isinstance(cell, Spread) else cell)
                self._put(text.replace('"', '""') + marks if marks else text)
                self._cell += 1
        self._put("\n")
        self._row += 1
        self._cell = 1

    def _mark(self, part: Value | Decoy) -> None:
        place = CellLocation(self._row, self._cell) if self.is_table else Location(self._line, self._column)
        self.marks.append(Mark(part, place))

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._line += text.count("\n")
        self._column = len(text) - text.rfind("\n") if "\n" in text else self._column + len(text)


_FORMATTER: Final = string.Formatter()
