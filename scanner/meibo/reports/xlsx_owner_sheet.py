"""所有者別確認票: a workbook for each owner, with a question on each of their files that hold people."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import msgspec

from meibo.assessment.rated_file import RatedFile
from meibo.assessment.risk import level_of
from meibo.assessment.survey import survey_scan
from meibo.catalogue.owner_sheet import word
from meibo.catalogue.report import word as report_word
from meibo.inventory.marks import join_found
from meibo.inventory.own_links import follow_own_links
from meibo.inventory.reader import Reader
from meibo.reports.cell_text import spell_out
from meibo.reports.model import ReportError, ReportOptions
from meibo.reports.moments import day_of
from meibo.reports.owner_files import FilesByOwner, make_file_name
from meibo.reports.owner_stamp import FORM, ROW_HEADING, STAMP_SHEET, SheetStamp, key_stamp, sign_file, sign_sheet
from meibo.reports.replacing import BESIDE, PRIVATE
from meibo.reports.wording import name_detector, name_mark, name_persons, name_target
from meibo.reports.workplace import working_in
from meibo.reports.xlsx_book import GREEN, LINE, NAVY, PALE_GREEN, Book, Sheet, open_book
from meibo.reports.xlsx_list import colour_levels
from meibo.reports.xlsx_wrapping import count_lines, line_height

MOST_FILES: Final = 20_000
"""Files that one owner is asked about at a time, the riskiest."""
ANSWERS: Final = ("needed", "delete", "move")

_PRIVATE_FOLDER: Final = 0o700
_HEADING_ROW: Final = 6


class _Column(msgspec.Struct, frozen=True):
    id: str
    width_chars: float
    read: Callable[[int, RatedFile, ReportOptions], str | int | date | None] | None = None
    """None for what the owner fills in."""
    is_wrapped: bool = False


def _list_items(file: RatedFile, options: ReportOptions) -> str:
    names = [name for name in file.holding.found if "/" not in name]
    names.sort(key=lambda name: (-level_of(name, options.rules).grade, -file.holding.found[name]))
    return report_word("list-separator", options.language).join(name_detector(name, options) for name in names)


_COLUMNS: Final = (
    _Column("number", 6, lambda number, _, __: number),
    _Column("level", 8, lambda _, file, options: report_word(f"level-{file.risk.level}", options.language)),
    _Column("file", 34, lambda _, file, __: file.asset.path.rpartition("/")[2], is_wrapped=True),
    _Column("folder", 34, lambda _, file, __: file.asset.folder, is_wrapped=True),
    _Column("people", 11, lambda _, file, __: name_persons(file.holding.people.least, file.holding.people.most)),
    _Column("items", 38, lambda _, file, options: _list_items(file, options), is_wrapped=True),
    _Column("newest", 12, lambda _, file, options: day_of(file.asset.modified_ns, options)),
    _Column("audience", 16, lambda _, file, options: report_word(f"audience-{file.asset.audience}", options.language)),
    _Column("before", 14, lambda _, file, options: name_mark(file.asset.mark, options.language)),
    _Column("answer", 10),
    _Column("reason", 30),
    _Column("person", 14),
    _Column("target", 30, lambda _, file, __: name_target(file.asset.target)),
)
_CENTRED: Final = frozenset({"number", "level", "people", "newest", "audience", "before", "answer", "person"})


def write(place: Path, reader: Reader, scan: int, options: ReportOptions) -> tuple[Path, ...]:
    """Fill a folder that is new or empty with a workbook for each owner and return them; raises ReportError.

    Either all are written or none. Time grows with the files of the scan, memory with some 100 bytes for each.
    """
    key = reader.key_check()
    if key is None:
        raise ReportError("ledger-no-key", str(place))
    with _filling(place) as fresh, tempfile.TemporaryDirectory(dir=fresh.parent, prefix=BESIDE) as spool:
        survey = survey_scan(reader, scan, Path(spool), options.least_score, options.rules)
        files = FilesByOwner(survey, Path(spool, "owners"))
        day = datetime.fromisoformat(reader.scan_facts(scan).started).astimezone(options.zone).date()
        taken: set[str] = set()
        names = []
        for owner, count in files.owners():
            shown = owner or word("unknown-owner", options.language)
            names.append(make_file_name(word("file-name", options.language, owner=shown), taken) + ".xlsx")
            made = datetime.now(UTC).isoformat(timespec="seconds")
            stamp = SheetStamp(FORM, key_stamp(key), scan, spell_out(owner), made)
            sheet = OwnerSheet(stamp, shown, count, day, key, options)
            os.close(os.open(fresh / names[-1], os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))
            sheet.write(fresh / names[-1], files.files(owner))
    return tuple(place / name for name in names)


class OwnerSheet:
    """The workbook of one owner."""

    def __init__(
        self, stamp: SheetStamp, owner: str, count: int, day: date, key: bytes, options: ReportOptions
    ) -> None:  # fmt: skip
        self._stamp, self._owner, self._count, self._day, self._key = stamp, owner, count, day, key
        self._options = options

    def _say(self, key: str, **values: object) -> str:
        return word(key, self._options.language, **values)

    def write(self, path: Path, files: Iterator[RatedFile]) -> None:
        """Write the workbook."""
        with open_book(path, self._options.language, self._say("title")) as book:
            sheet = book.add_list(self._say("sheet"))
            rows = min(self._count, MOST_FILES)
            self._write_top(book, sheet, rows)
            for number, file in enumerate(itertools.islice(files, MOST_FILES), 1):
                self._write_file(book, sheet, _HEADING_ROW + number, number, file)
            self._finish(book, sheet, _HEADING_ROW + rows)
            hidden = book.add_plain(STAMP_SHEET)
            hidden.write_string(0, 0, sign_sheet(self._stamp, self._key))
            hidden.very_hidden()

    def _write_top(self, book: Book, sheet: Sheet, rows: int) -> None:
        sheet.set_column(0, 0, 4, None, {"hidden": True})
        for at, column in enumerate(_COLUMNS, 1):
            sheet.set_column(at, at, column.width_chars)
        title = {"bold": True, "font_size": 16, "font_color": NAVY}
        book.write(sheet, 0, 1, self._say("title"), **title)
        sheet.set_row(0, 28)
        day = self._day.isoformat()
        book.write(sheet, 1, 1, self._say("heading", owner=self._owner, count=self._count, date=day), bold=True)
        for at, line in enumerate(("line-ask", "line-meaning", "line-return"), 2):
            book.write(sheet, at, 1, self._say(line))
        if rows < self._count:
            capped = self._say("line-capped", shown=rows, more=self._count - rows)
            book.write(sheet, 5, 1, capped, bold=True, font_color="#8A2C0D")
        book.write(sheet, _HEADING_ROW, 0, ROW_HEADING)
        for at, column in enumerate(_COLUMNS, 1):
            colour = NAVY if column.read is not None else GREEN
            book.write(
                sheet, _HEADING_ROW, at, self._say(f"column-{column.id}"), bold=True, font_color="#FFFFFF",
                bg_color=colour, text_wrap=True, align="center", border=1, border_color=LINE,
            )  # fmt: skip
        sheet.set_row(_HEADING_ROW, 30)
        sheet.freeze_panes(_HEADING_ROW + 1, self._place_of("file") + 1)
        sheet.repeat_rows(_HEADING_ROW)

    def _write_file(self, book: Book, sheet: Sheet, row: int, number: int, file: RatedFile) -> None:
        asset = file.asset
        found = join_found(asset.counts, asset.kind_counts)
        book.write(sheet, row, 0, sign_file(self._key, asset.target, asset.path, found))
        lines = 1
        for at, column in enumerate(_COLUMNS, 1):
            look: dict[str, object] = {"align": "center"} if column.id in _CENTRED else {"indent": 1}
            if column.read is None:
                look |= {"bg_color": PALE_GREEN, "text_wrap": True, "bottom": 1, "bottom_color": LINE}
                sheet.write_blank(row, at, None, book.format(**look))
                continue
            value = column.read(number, file, self._options)
            if isinstance(value, date):
                sheet.write_datetime(row, at, value, book.format(num_format="yyyy-mm-dd", **look))
            else:
                wrapped = {"text_wrap": True} if column.is_wrapped else {}
                book.write(sheet, row, at, value, **look, **wrapped)
                lines = max(lines, count_lines(str(value), column.width_chars) if column.is_wrapped else 1)
        sheet.set_row(row, line_height(lines))

    def _finish(self, book: Book, sheet: Sheet, last: int) -> None:
        first, right, answer = _HEADING_ROW + 1, len(_COLUMNS), self._place_of("answer")
        sheet.autofilter(_HEADING_ROW, 0, last, right)
        level = self._place_of("level")
        colour_levels(book, sheet, (first, level, last, level))
        line = {"type": "formula", "criteria": "=TRUE", "format": book.format(bottom=1, bottom_color=LINE)}
        sheet.conditional_format(first, 1, last, right, line)
        sheet.data_validation(
            first, answer, last, answer,
            {"validate": "list", "source": [self._say(f"answer-{name}") for name in ANSWERS],
             "error_title": self._say("choice-title"), "error_message": self._say("choice-text")},
        )  # fmt: skip

    @staticmethod
    def _place_of(name: str) -> int:
        return next(at for at, column in enumerate(_COLUMNS, 1) if column.id == name)


@contextlib.contextmanager
def _filling(place: Path) -> Iterator[Path]:
    """A new private folder to fill, which becomes ``place`` when the block ends without an error."""
    try:
        place = follow_own_links(place)
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise ReportError("owner-sheets-folder", str(place))
        with working_in(place.parent, BESIDE) as workplace:
            fresh = workplace.path / "sheets"
            fresh.mkdir(_PRIVATE_FOLDER)
            yield fresh
            workplace.move_out(fresh.name, place.name)
    except OSError as error:
        code = "report-disk-full" if error.errno == errno.ENOSPC else "report-not-writable"
        raise ReportError(code, str(place), errno.errorcode.get(error.errno or 0, type(error).__name__)) from None
