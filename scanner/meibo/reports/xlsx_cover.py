"""The first sheet of a workbook about one question: what was asked, the answer, figures, and how it was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from meibo.catalogue.report import word
from meibo.inventory.model import ScanFacts
from meibo.reports.model import ReportOptions
from meibo.reports.wording import name_target
from meibo.reports.xlsx_book import BAD, GOOD, NAVY, Book
from meibo.reports.xlsx_page import FIRST, LAST, Page

Figure = tuple[str, int | str]
"""A label and its value."""


def start_cover(book: Book, options: ReportOptions, title: str, verdict: str, *, is_good: bool) -> Page:
    """A page with its title and the answer in one sentence."""
    page = Page(book, book.add_cover(word("sheet-summary", options.language)), options)
    page.end_row(10)
    page.put(FIRST, LAST, title, bold=True, font_size=18, font_color=NAVY)
    page.end_row(34)
    page.put(FIRST, LAST, verdict, bold=True, indent=1, **(GOOD if is_good else BAD))
    page.end_row(26)
    return page


def write_scan(page: Page, scan: ScanFacts) -> None:
    """Which scan this is taken from, and of what."""
    started = datetime.fromisoformat(scan.started).astimezone(page.options.zone)
    page.put_fact(1, 2, 5, page.say("fact-scan"), scan.scan)
    page.put_fact(6, 8, 11, page.say("fact-started", zone=page.options.zone_name), started)
    page.end_row()
    for number, target in enumerate(scan.targets):
        page.put_fact(FIRST, FIRST + 1, LAST, "" if number else page.say("fact-targets"), name_target(target))
        page.end_row()


def write_figures(page: Page, section: str, figures: Sequence[Figure]) -> None:
    """A table of figures under a title."""
    page.write_section(section)
    for label, value in figures:
        page.put_cell(1, 4, label)
        page.put_cell(5, 6, value)
        page.end_row()
    if not figures:
        page.write_nothing()


def write_remarks(page: Page, section: str, remarks: Iterable[str]) -> None:
    """Sentences under a title."""
    page.write_section(section)
    for text in remarks:
        page.write_line(text)
