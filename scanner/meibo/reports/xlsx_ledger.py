"""The ledger as a workbook: rows and columns where the officer has left them, new ones behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import msgspec

from meibo.catalogue.ledger import WORDS
from meibo.reports.cell_text import is_formula_like, spell_for_xlsx
from meibo.reports.ledger_cells import Look, MachineCell, name_likeness, read_cell
from meibo.reports.ledger_columns import BY_ID, COLUMNS, LedgerColumn
from meibo.reports.ledger_merging import LedgerRow, Merged
from meibo.reports.ledger_old import FORM, STAMP_SHEET, LedgerSheet, OldLedger, OldSheet, Stamp, stamp_of
from meibo.reports.xlsx_book import FAINT, GREEN, LINE, NAVY, PALE_GREEN, Book, Sheet
from meibo.reports.xlsx_kept import write_beside, write_kept, write_looks, write_notes, write_own_sheet
from meibo.reports.xlsx_list import colour_levels
from meibo.reports.xlsx_wrapping import count_lines, line_height
from meibo.workbooks.model import FilledCell

_STATUS_COLOURS: Final = {"new": ("#DCEBFA", "#0B3D75"), "changed": ("#FDE8A5", "#5F4700"), "gone": ("#E5E7EB", FAINT),
                          "unseen": ("#F3F4F6", FAINT)}  # fmt: skip
_LAST_ROW: Final = 1_048_575
_LOOKS: Final[dict[str, dict[str, object]]] = {
    "text": {"indent": 1},
    "long": {"indent": 1, "text_wrap": True},
    "word": {"align": "center", "text_wrap": True},
    "level": {"align": "center"},
    "count": {"num_format": '#,##0;-#,##0;"–"'},
    "change": {"num_format": '+#,##0;-#,##0;"–"'},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "hidden": {},
}
_OWN: Final[dict[str, object]] = {"text_wrap": True, "indent": 1}


class _Layout(msgspec.Struct, frozen=True):
    """Where the columns of a sheet stand."""

    heading_row: int
    columns: dict[int, LedgerColumn]
    width: int
    fresh: tuple[LedgerColumn, ...]
    """Those that the sheet did not have."""

    def place_of(self, name: str) -> int | None:
        """The place of a column."""
        return next((at for at, column in self.columns.items() if column.id == name), None)


def write_book(book: Book, old: OldLedger | None, merged: Merged, look: Look) -> tuple[str, ...]:
    """Write all sheets with rows, and those of the officer's own; returns the names of the former."""
    sheets: Sequence[OldSheet | LedgerSheet] = old.sheets if old is not None else ()
    parts = [one for one in sheets if isinstance(one, LedgerSheet)]
    known = frozenset(old.stamp.columns) if old is not None else frozenset()
    waiting = iter(merged.added)
    names: list[str] = []
    for one in sheets:
        if isinstance(one, OldSheet):
            write_own_sheet(book, one)
        else:
            names.append(one.sheet.name)
            is_last = one is parts[-1]
            _write_part(book, one, merged.kept[one.sheet.name], waiting if is_last else iter(()), known, look)
    taken = {one.name if isinstance(one, OldSheet) else one.sheet.name for one in sheets}
    for row in waiting:
        names.append(_find_name(look, len(names) + 1, taken | set(names)))
        _write_part(book, LedgerSheet(_empty(names[-1]), 0, {}), {}, _before(row, waiting), frozenset(), look)
    if not names:
        names.append(look.say("sheet"))
        _write_part(book, LedgerSheet(_empty(names[-1]), 0, {}), {}, iter(()), frozenset(), look)
    for name, formula in old.names.items() if old is not None else ():
        book.define_name(name, formula)
    return tuple(names)


def write_stamp(book: Book, look: Look, next_number: int, sheets: tuple[str, ...], guide: str) -> None:
    """Write the hidden sheet by which the ledger is known again."""
    columns = tuple(column.id for column in COLUMNS)
    stamp = Stamp(FORM, stamp_of(look.key), look.scan, next_number, sheets, guide, columns)
    sheet = book.add_plain(STAMP_SHEET)
    sheet.write_string(0, 0, msgspec.json.encode(stamp).decode())
    sheet.very_hidden()


def _find_name(look: Look, number: int, taken: set[str]) -> str:
    while True:
        name = look.say("sheet") if number == 1 else f"{look.say('sheet')} ({number})"
        if name not in taken:
            return name
        number += 1


def _empty(name: str) -> OldSheet:
    return OldSheet(name, False, {}, (), (), {}, ())


def _before(row: LedgerRow, rows: Iterator[LedgerRow]) -> Iterator[LedgerRow]:
    yield row
    yield from rows


def _lay_out(part: LedgerSheet, known: frozenset[str]) -> _Layout:
    """The columns as they stand, and behind them those that the ledger never had; what was taken out stays out."""
    columns = {at: BY_ID[name] for name, at in part.columns.items()}
    used = [column for cells in part.sheet.rows.values() for column in cells]
    width = max(used, default=-1) + 1
    fresh = tuple(column for column in COLUMNS if column.id not in part.columns and column.id not in known)
    columns |= {width + place: column for place, column in enumerate(fresh)}
    return _Layout(part.heading_row, columns, width + len(fresh), fresh)


def _write_part(
    book: Book, part: LedgerSheet, kept: dict[int, LedgerRow], added: Iterator[LedgerRow], known: frozenset[str],
    look: Look,
) -> None:  # fmt: skip
    layout = _lay_out(part, known)
    sheet = book.add_list(part.sheet.name)
    _set_columns(sheet, part, layout)
    write_notes(sheet, part.sheet.notes)
    for above in range(layout.heading_row):
        for at, cell in sorted(part.sheet.rows.get(above, {}).items()):
            write_kept(book, sheet, above, at, cell)
    _write_headings(book, sheet, part, layout, look)
    last = layout.heading_row
    for last in sorted(kept):
        _write_row(book, sheet, last, kept[last], layout, look)
    while last + 1 < look.options.sheet_rows and (row := next(added, None)) is not None:
        last += 1
        _write_row(book, sheet, last, row, layout, look)
    write_beside(sheet, part.sheet)
    for column in layout.fresh:
        _offer_choices(sheet, column, layout, look)
    _finish(book, sheet, layout, last)


def _set_columns(sheet: Sheet, part: LedgerSheet, layout: _Layout) -> None:
    for at, column in layout.columns.items():
        sheet.set_column(at, at, column.width_chars, None, {"hidden": column.kind == "hidden"})
    write_looks(sheet, {at: one for at, one in part.sheet.looks.items() if _is_seen(layout, at)})
    frozen = layout.place_of("folder")
    sheet.freeze_panes(layout.heading_row + 1, 0 if frozen is None or frozen > 9 else frozen + 1)
    sheet.fit_to_pages(2, 0)
    sheet.repeat_rows(layout.heading_row)
    if frozen is not None:
        sheet.repeat_columns(0, frozen)


def _is_seen(layout: _Layout, at: int) -> bool:
    column = layout.columns.get(at)
    return column is None or column.kind != "hidden"


def _write_headings(book: Book, sheet: Sheet, part: LedgerSheet, layout: _Layout, look: Look) -> None:
    old = part.sheet.rows.get(layout.heading_row, {})
    sheet.set_row(layout.heading_row, 44)
    for at in range(layout.width):
        column, cell = layout.columns.get(at), old.get(at)
        colour = NAVY if column is not None and not column.is_officers else GREEN
        style = {"bold": True, "font_color": "#FFFFFF", "bg_color": colour, "text_wrap": True, "align": "center",
                 "border": 1, "border_color": LINE}  # fmt: skip
        if column is not None:
            text = column.id if column.kind == "hidden" else look.say(f"column-{column.id}")
            book.write(sheet, layout.heading_row, at, text, **style)
        elif cell is not None:
            write_kept(book, sheet, layout.heading_row, at, cell, **style)


def _write_row(book: Book, sheet: Sheet, at_row: int, row: LedgerRow, layout: _Layout, look: Look) -> None:
    lines = 1
    for at in range(layout.width):
        column, cell = layout.columns.get(at), row.old.get(at)
        style = _OWN if column is None else _LOOKS[column.kind]
        value = _find_value(column, cell, row, look)
        if isinstance(value, FilledCell):
            write_kept(book, sheet, at_row, at, value, **style)
            text = value.value if isinstance(value.value, str) else ""
        elif value is not None and value != "":
            _write_value(book, sheet, at_row, at, value, style)
            text = value if isinstance(value, str) else ""
        else:
            continue
        if style.get("text_wrap"):
            lines = max(lines, count_lines(text, column.width_chars if column is not None else 20))
    sheet.set_row(at_row, line_height(lines))


def _find_value(
    column: LedgerColumn | None, cell: FilledCell | None, row: LedgerRow, look: Look
) -> FilledCell | MachineCell:
    """What a cell of the new ledger holds: the officer's cells as they were, the scan's as it now is."""
    if column is None or column.is_officers or not row.id:
        return cell
    if row.place is None:  # what was last known of it stays
        match column.id:
            case "status":
                return look.say(f"status-{row.status}")
            case "moved":
                return name_likeness(row, look)
            case "meibo-state":
                return msgspec.json.encode(row.state).decode()
            case "change":
                return None
        return cell
    if cell is not None and column.id == "number":
        return cell
    if cell is not None and column.id == "first-seen":
        return cell
    return read_cell(column.id, row, row.place, look)


def _write_value(
    book: Book, sheet: Sheet, row: int, at: int, value: str | int | date, style: dict[str, object]
) -> None:
    match value:
        case str():
            guard = {"quote_prefix": True} if is_formula_like(value) else {}
            sheet.write_string(row, at, spell_for_xlsx(value), book.format(**style, **guard))
        case int():
            sheet.write_number(row, at, value, book.format(**style))
        case _:
            sheet.write_datetime(row, at, value, book.format(**style))


def _offer_choices(sheet: Sheet, column: LedgerColumn, layout: _Layout, look: Look) -> None:
    """A drop-down, or a calendar's day, for the whole column, rows that are still to come among them."""
    at = layout.place_of(column.id)
    cells = (layout.heading_row + 1, at, _LAST_ROW, at)
    if column.choices:
        rule = {"validate": "list", "source": look.say(f"choices-{column.id}").split(","),
                "show_error": column.choices == "closed", "error_title": look.say("choice-title"),
                "error_message": look.say("choice-text")}  # fmt: skip
        sheet.data_validation(*cells, rule)
    elif column.is_officers and column.kind == "date":
        rule = {"validate": "date", "criteria": ">=", "value": date(1990, 1, 1), "error_title": look.say("date-title"),
                "error_message": look.say("date-text"), "error_type": "warning"}  # fmt: skip
        sheet.data_validation(*cells, rule)


def _finish(book: Book, sheet: Sheet, layout: _Layout, last: int) -> None:
    first, right = layout.heading_row + 1, max(layout.width - 1, 0)
    bottom = max(last, first)
    sheet.autofilter(layout.heading_row, 0, bottom, right)
    level, status = layout.place_of("level"), layout.place_of("status")
    if level is not None:
        colour_levels(book, sheet, (first, level, bottom, level))
    if status is not None:
        for name, (background, letters) in _STATUS_COLOURS.items():
            for text in WORDS[f"status-{name}"]:
                style = book.format(bg_color=background, font_color=letters)
                rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": style}
                sheet.conditional_format(first, status, bottom, status, rule)
    for at in range(layout.width):
        column = layout.columns.get(at)
        if column is None or column.is_officers:
            style = book.format(bg_color=PALE_GREEN, bottom=1, bottom_color=LINE)
            sheet.conditional_format(first, at, bottom, at, {"type": "formula", "criteria": "=TRUE", "format": style})
    line = {"type": "formula", "criteria": "=TRUE", "format": book.format(bottom=1, bottom_color=LINE)}
    sheet.conditional_format(first, 0, bottom, right, line)
