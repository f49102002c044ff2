"""A ledger as the officer has left it: read back whole, each cell at its place, and refused where that is unsure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec
from xlsxwriter.utility import xl_rowcol_to_cell

from meibo.reports.ledger_columns import ID, STATE, find_column
from meibo.reports.ledger_places import state_digest
from meibo.reports.model import ReportError
from meibo.workbooks.model import Area, BookError, Cells, ColumnLook, EntryRule, FilledCell, Formula, Note
from meibo.workbooks.package import LEDGER_LIMITS
from meibo.workbooks.reading import FilledBook, FilledSheet, open_book

STAMP_SHEET: Final = "_meibo"
FORM: Final = 1
"""Of the ledgers that this program writes; it refuses later ones."""
_HEADING_ROWS: Final = 50
"""The officer may put lines above the headings."""
_CELL_CHARS: Final = 32_767


class Stamp(msgspec.Struct, frozen=True):
    """What a ledger says of itself, on a hidden sheet."""

    form: int
    key: str
    """Tells the inventory's key from another."""
    scan: int
    next_number: int
    """Numbers of rows are never given twice."""
    sheets: tuple[str, ...]
    """Those with the rows."""
    guide: str
    columns: tuple[str, ...]
    """Ids of the columns that were written: one of them that is missing was taken out by the officer."""


class RowState(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the program keeps of a row for the next comparison, in a hidden cell."""

    target: str = ""
    """Digest."""
    place: str = ""
    """Digest of the place as the row shows it: tells when cells of two rows have been mixed up."""
    mark: str = ""
    """Digest of what the next ledger compares."""
    status: str = ""
    people: tuple[int, int] = (0, 0)
    sketch: tuple[str, ...] = ()


class OldSheet(msgspec.Struct, frozen=True):
    """A sheet with everything that is carried over, at its place."""

    name: str
    is_hidden: bool
    rows: dict[int, Cells]
    notes: tuple[Note, ...]
    rules: tuple[EntryRule, ...]
    looks: dict[int, ColumnLook]
    merged: tuple[Area, ...]


class LedgerSheet(msgspec.Struct, frozen=True):
    """A sheet with rows of the ledger."""

    sheet: OldSheet
    heading_row: int
    columns: dict[str, int]
    """Where the columns stand that the program knows."""

    def cell(self, row: int, column: str) -> FilledCell | None:
        """A cell by its row and the id of its column."""
        at = self.columns.get(column)
        return None if at is None else self.sheet.rows[row].get(at)

    def text(self, row: int, column: str) -> str:
        """The same as text, empty where there is none."""
        cell = self.cell(row, column)
        return cell.text if cell is not None else ""

    def ledger_rows(self) -> Iterator[int]:
        """The rows below the headings."""
        return (row for row in sorted(self.sheet.rows) if row > self.heading_row)

    def state(self, row: int) -> RowState | None:
        """What is kept of a row, None where that is nothing."""
        text = self.text(row, STATE)
        try:
            return msgspec.json.decode(text, type=RowState) if text else None
        except msgspec.DecodeError:
            return None


class OldLedger(msgspec.Struct, frozen=True):
    """A ledger that was read back."""

    stamp: Stamp
    sheets: tuple[OldSheet | LedgerSheet, ...]
    """In the order of the workbook, without those that are made anew."""
    names: dict[str, str]

    @property
    def parts(self) -> tuple[LedgerSheet, ...]:
        """The sheets with the rows."""
        return tuple(sheet for sheet in self.sheets if isinstance(sheet, LedgerSheet))


def read_ledger(path: Path, key: bytes) -> OldLedger:
    """The ledger at a path; raises ReportError where it is none, not of this key, damaged, or cannot be kept whole.

    Memory grows with the cells that are filled, some 300 bytes each.
    """
    try:
        with open_book(path, LEDGER_LIMITS) as book:
            stamp = _read_stamp(path, book)
            if stamp.key != stamp_of(key):
                raise ReportError("ledger-other-key", str(path))
            if stamp.form > FORM:
                raise ReportError("ledger-newer", str(path))
            if special := book.find_special():
                raise ReportError("ledger-special", str(path), ", ".join(special))
            ours = {STAMP_SHEET, stamp.guide}
            sheets = [_read_sheet(path, sheet) for sheet in book.sheets if sheet.name not in ours]
            parts = _find_parts(path, key, stamp, sheets)
            return OldLedger(stamp, tuple(parts.get(one.name, one) for one in sheets), book.names)
    except BookError as error:
        raise ReportError(error.code, str(path), error.detail) from None


def stamp_of(key: bytes) -> str:
    """What a ledger keeps of the inventory's key."""
    return state_digest(key, "ledger")


def _read_stamp(path: Path, book: FilledBook) -> Stamp:
    for sheet in book.sheets:
        if sheet.name == STAMP_SHEET:
            for _, cells in sheet.rows():
                try:
                    return msgspec.json.decode(cells[0].text if 0 in cells else "", type=Stamp)
                except msgspec.DecodeError:
                    break
    raise ReportError("ledger-not-ours", str(path))


def _read_sheet(path: Path, sheet: FilledSheet) -> OldSheet:
    rows = dict(sheet.rows())
    for row, cells in rows.items():
        for column, cell in cells.items():
            if not _is_kept(cell):
                raise ReportError("ledger-cell", str(path), f"{sheet.name}!{xl_rowcol_to_cell(row, column)}")
    notes = tuple(sheet.notes())
    return OldSheet(sheet.name, sheet.is_hidden, rows, notes, tuple(sheet.rules), sheet.looks, tuple(sheet.merged))


def _is_kept(cell: FilledCell) -> bool:
    """Whether a cell can be written again as it is: no formula with a name of another workbook or of a table."""
    if isinstance(cell.value, Formula):
        return "[" not in _without_texts(cell.value.text)
    return not isinstance(cell.value, str) or len(cell.value.encode("utf-16-le")) // 2 <= _CELL_CHARS


def _without_texts(formula: str) -> str:
    return "".join(formula.split('"')[::2])


def _find_parts(path: Path, key: bytes, stamp: Stamp, sheets: list[OldSheet]) -> dict[str, LedgerSheet]:
    """The sheets with the rows, by name: those that the stamp names, or as many others that look like them."""
    known = {sheet.name: part for sheet in sheets if (part := _find_headings(sheet)) is not None}
    if all(name in known for name in stamp.sheets):
        known = {name: known[name] for name in stamp.sheets}  # others are copies that the officer has put aside
    if len(known) != len(stamp.sheets):
        raise ReportError("ledger-no-ids", str(path))
    _check_rows(path, key, known.values())
    return known


def _find_headings(sheet: OldSheet) -> LedgerSheet | None:
    for row in sorted(sheet.rows)[:_HEADING_ROWS]:
        texts = {column: cell.text for column, cell in sheet.rows[row].items()}
        if ID in texts.values() and STATE in texts.values():
            columns: dict[str, int] = {}
            for at, text in sorted(texts.items()):
                known = find_column(text)
                if known is not None:
                    columns.setdefault(known.id, at)
            return LedgerSheet(sheet, row, columns)
    return None


def _check_rows(path: Path, key: bytes, parts: Iterable[LedgerSheet]) -> None:
    """Refuse a ledger in which rows show the place of another row, as when only some of the columns were sorted."""
    states = [(part, row, state) for part in parts for row in part.ledger_rows() if (state := part.state(row))]
    stated = {state.place for _, _, state in states}
    for part, row, state in states:
        seen = digest_place(key, part.text(row, "target"), part.text(row, "folder"))
        if seen != state.place and seen in stated:
            raise ReportError("ledger-mixed", str(path), f"{part.sheet.name}!{row + 1}")


def digest_place(key: bytes, target: str, folder: str) -> str:
    """Digest of a place as a row shows it."""
    return state_digest(key, "ledger-row", target.strip(), folder.strip())[:8]
