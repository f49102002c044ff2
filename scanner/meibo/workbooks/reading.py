"""Reads a workbook back, row by row: what is typed into its cells, comments and validations; nothing is calculated."""

from __future__ import annotations

import contextlib
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments.comment_sheet import CommentSheet
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import coordinate_to_tuple
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.xml.constants import COMMENTS_NS
from openpyxl.xml.functions import fromstring

from meibo.workbooks.model import Area, BookError, Cells, ColumnLook, EntryRule, FilledCell, Formula, Note
from meibo.workbooks.package import BookLimits, check_package, find_special, in_our_words
from meibo.workbooks.sheet_parts import CountedStream, SheetParts


class FilledSheet:
    """One sheet. Its parts beside the rows are known once all rows have been taken."""

    def __init__(self, book: Any, sheet: Any, limits: BookLimits) -> None:
        self._book, self._sheet, self._limits = book, sheet, limits
        self.name: str = sheet.title
        self.is_hidden: bool = sheet.sheet_state != "visible"
        self.rules: list[EntryRule] = []
        self.looks: dict[int, ColumnLook] = {}
        self.merged: list[Area] = []

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """The rows that hold something, by number; raises BookError."""
        with in_our_words(self.name), self._sheet._get_source() as source:
            parts = SheetParts(
                CountedStream(source, self._limits.elements),
                self._sheet._shared_strings,
                epoch=self._book.epoch,
                date_formats=self._book._date_formats,
                timedelta_formats=self._book._timedelta_formats,
            )
            rows = parts.parse()
            while (one := _take(rows)) is not None:
                number, cells = one
                filled = {cell["column"] - 1: self._make_cell(cell) for cell in cells if cell["value"] is not None}
                if filled:
                    yield number - 1, filled
            self.rules = list(parts.list_rules())
            self.looks = dict(parts.list_looks())
            self.merged = list(parts.list_merged())

    def notes(self) -> Iterator[Note]:
        """The comments on cells; raises BookError."""
        with in_our_words(self.name):
            package, path = self._book._archive, get_rels_path(self._sheet._worksheet_path)
            links = get_dependents(package, path) if path in package.namelist() else []
            for link in (link for link in links if link.Type == COMMENTS_NS):
                for place, comment in CommentSheet.from_tree(fromstring(package.read(link.target))).comments:
                    row, column = coordinate_to_tuple(place)
                    text = unescape(comment.text or "")
                    yield Note(row - 1, column - 1, text, comment.author or "", comment.width, comment.height)

    def _make_cell(self, cell: dict[str, Any]) -> FilledCell:
        value = cell["value"]
        if cell["data_type"] == "e":
            return FilledCell(Formula(f"={value}", str(value)))
        if isinstance(value, str):
            return FilledCell(unescape(value))
        return FilledCell(value, self._find_format(cell["style_id"]))

    def _find_format(self, style: int) -> str:
        number: int = self._book._cell_styles[style].numFmtId if style else 0
        if number < BUILTIN_FORMATS_MAX_SIZE:
            known: str = BUILTIN_FORMATS.get(number, "General")
            return "" if known == "General" else known
        return str(self._book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])


class FilledBook:
    """A workbook that is open for reading."""

    def __init__(self, book: Any, package: zipfile.ZipFile, limits: BookLimits) -> None:
        self._package = package
        self.sheets = [FilledSheet(book, one, limits) for one in book._sheets if isinstance(one, ReadOnlyWorksheet)]
        self.names: dict[str, str] = {
            name: one.attr_text for name, one in book.defined_names.items() if not name.startswith("_xlnm.")
        }
        """Names that formulas use, and what they stand for."""

    def find_special(self) -> tuple[str, ...]:
        """What the workbook holds that cannot be carried over, such as charts; see ``package.py``."""
        with in_our_words():
            return tuple(find_special(self._package))


@contextlib.contextmanager
def open_book(path: Path, limits: BookLimits) -> Iterator[FilledBook]:
    """The workbook at a path; raises BookError where it is none, damaged, encrypted or too large."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise BookError("book-not-readable", error.strerror or type(error).__name__) from None
    with stream, check_package(path, stream, limits) as package:
        with in_our_words(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(stream, read_only=True, keep_links=False)
        try:
            with in_our_words():
                filled = FilledBook(book, package, limits)
            yield filled
        finally:
            book.close()


def _take(rows: Iterator[Any]) -> Any:
    """The next row, None after the last; openpyxl's warnings of what it does not know are nobody's business."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return next(rows, None)
