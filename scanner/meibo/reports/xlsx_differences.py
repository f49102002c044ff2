"""The differences between two scans as an Excel workbook: a page of figures, and every file that changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from meibo.assessment.change import Change, Kind, Side
from meibo.assessment.differences import Remark
from meibo.catalogue.report import word
from meibo.inventory.model import ScanFacts
from meibo.reports.change_order import OrderedChanges
from meibo.reports.change_wording import name_changes, name_remark
from meibo.reports.columns import Column
from meibo.reports.model import ReportOptions
from meibo.reports.replacing import replacing
from meibo.reports.wording import name_issue, name_target
from meibo.reports.xlsx_book import BAD, GOOD, NAVY, Book, open_book
from meibo.reports.xlsx_list import write_list
from meibo.reports.xlsx_page import FIRST, LAST, Page


def write_differences(
    path: Path, scans: tuple[ScanFacts, ScanFacts], remarks: Sequence[Remark], changes: OrderedChanges,
    options: ReportOptions,
) -> None:  # fmt: skip
    """Write the workbook whole or not at all, readable by its owner only; raises ReportError."""
    language = options.language
    with replacing(path) as fresh, open_book(fresh, language) as book:
        _write_cover(book, scans, remarks, changes, options)
        write_list(
            book, word("sheet-changes", language), make_change_columns(options), changes, options.sheet_rows, frozen=2
        )


def _write_cover(
    book: Book, scans: tuple[ScanFacts, ScanFacts], remarks: Sequence[Remark], changes: OrderedChanges,
    options: ReportOptions,
) -> None:  # fmt: skip
    page = Page(book, book.add_cover(word("sheet-summary", options.language)), options)
    old, new = scans
    page.end_row(10)
    page.put(
        FIRST, LAST, page.say("differences-title", old=old.scan, new=new.scan), bold=True, font_size=18, font_color=NAVY
    )
    page.end_row(34)
    count = len(changes)
    verdict = page.say("differences-some", count=count) if count else page.say("differences-none")
    is_good = not changes.kinds[Kind.ACCESS_OPENED]
    page.put(FIRST, LAST, verdict, bold=True, indent=1, **(GOOD if is_good else BAD))
    page.end_row(26)
    for name, scan in (("old", old), ("new", new)):
        started = datetime.fromisoformat(scan.started).astimezone(options.zone)
        page.put_fact(1, 2, 5, page.say(f"fact-{name}"), scan.scan)
        page.put_fact(6, 8, 11, page.say("fact-started", zone=options.zone_name), started)
        page.end_row()
    for number, target in enumerate(new.targets):
        page.put_fact(FIRST, FIRST + 1, LAST, "" if number else page.say("fact-targets"), name_target(target))
        page.end_row()
    if remarks:
        page.write_section("section-remarks")
        for remark in remarks:
            page.write_line(name_remark(remark, old.scan, new.scan, options.language))
    page.write_section("section-changes")
    page.write_headings((1, 3, "column-changes"), (4, 4, "figure-files"))
    for kind in Kind:
        page.put_cell(1, 3, page.say(f"change-{kind}"))
        page.put_cell(4, 4, changes.kinds[kind])
        page.end_row()


def make_change_columns(options: ReportOptions) -> tuple[Column[Change], ...]:
    """The columns of a list of changes."""
    language = options.language

    def head(key: str) -> str:
        return word(f"column-{key}", language)

    def name_audience(side: Side | None) -> str | None:
        return word(f"audience-{side.audience}", language) if side else None

    def reason(change: Change) -> tuple[str, str]:
        return name_issue(change.last.issue_code or "", language)

    return (
        Column(head("changes"), "text", 26, lambda row: name_changes(row, language)),
        Column(head("level"), "level", 9, lambda row: word(f"level-{row.level}", language)),
        Column(head("path"), "text", 56, lambda row: row.last.path),
        Column(head("persons-old"), "count", 11, lambda row: row.old.persons_most if row.old else None),
        Column(head("persons-new"), "count", 11, lambda row: row.new.persons_most if row.new else None),
        Column(head("persons-change"), "change", 11, lambda row: row.persons_change),
        Column(head("findings-change"), "change", 11, lambda row: row.findings_change),
        Column(head("roster-score"), "count", 9, lambda row: row.last.roster_score),
        Column(
            head("audience-old"), "text", 24, lambda row: name_audience(row.old)
        ),
        Column(
            head("audience-new"), "text", 24, lambda row: name_audience(row.new)
        ),
        Column(
            head("old-path"), "text", 40,
            lambda row: row.old.path if row.old and Kind.MOVED in row.kinds else None,
        ),
        Column(head("copy-of"), "text", 40, lambda row: row.copy_of and row.copy_of[1]),
        Column(head("status"), "word", 10, lambda row: word(f"status-{row.last.status}", language)),
        Column(head("reason"), "text", 32, lambda row: reason(row)[0]),
        Column(head("remedy"), "text", 40, lambda row: reason(row)[1]),
        Column(head("owner"), "text", 14, lambda row: row.last.owner),
        Column(head("size"), "whole", 14, lambda row: row.last.size_bytes),
        Column(head("target"), "text", 36, lambda row: name_target(row.last.target)),
    )  # fmt: skip
