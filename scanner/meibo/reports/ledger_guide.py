"""The last sheet of the ledger: what it is, how to fill it in, and what each column means."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Final

from meibo.catalogue.ledger import WORDS
from meibo.reports.ledger_cells import Look
from meibo.reports.ledger_columns import COLUMNS
from meibo.reports.ledger_merging import STATUSES, Merged
from meibo.reports.wording import name_target
from meibo.reports.xlsx_book import GREEN, NAVY, Book
from meibo.reports.xlsx_page import FIRST, LAST, Page

_LINES: Final = ("lead", "kept", "gone", "moved", "rows", "people", "hidden", "rewritten")


def write_guide(book: Book, merged: Merged, targets: tuple[str, ...], look: Look) -> str:
    """Write the sheet and return its name."""
    name = look.say("sheet-guide")
    page = Page(book, book.add_cover(name), look.options)
    page.end_row(10)
    page.put(FIRST, LAST, look.say("title"), bold=True, font_size=20, font_color=NAVY)
    page.end_row(34)
    counts = Counter(row.status for row in merged.all_rows() if row.status is not None)
    figures = {status: counts[status] for status in STATUSES}
    made = datetime.now(look.options.zone).replace(microsecond=0)
    facts = [
        (look.say("fact-counts"), look.say("fact-counts-value", total=counts.total(), **figures)),
        (look.say("fact-scan"), look.say("fact-scan-value", scan=look.scan, date=look.scan_date.isoformat())),
        (look.say("fact-made", zone=look.options.zone_name), made.strftime("%Y-%m-%d %H:%M")),
        *((look.say("fact-targets") if not at else "", name_target(uri)) for at, uri in enumerate(targets)),
    ]
    for label, value in facts:
        page.put_fact(FIRST, FIRST + 1, LAST, label, value)
        page.end_row()
    page.end_row(8)
    for line in _LINES:
        page.write_line("・" + look.say(f"guide-{line}", column=look.say("column-takes-over"), sheet=name))
    _write_columns(page, look)
    return name


def _write_columns(page: Page, look: Look) -> None:
    page.end_row(12)
    style = {"bold": True, "font_color": "#FFFFFF"}
    page.put(FIRST, FIRST + 1, look.say("guide-column"), bg_color=NAVY, indent=1, **style)
    page.put(FIRST + 2, LAST, look.say("guide-meaning"), bg_color=NAVY, indent=1, **style)
    page.end_row(22)
    for column in COLUMNS:
        if f"meaning-{column.id}" in WORDS:
            colour = GREEN if column.is_officers else NAVY
            page.put_cell(FIRST, FIRST + 1, look.say(f"column-{column.id}"), bold=True, font_color=colour)
            page.put_cell(FIRST + 2, LAST, look.say(f"meaning-{column.id}"), text_wrap=True)
            page.end_row(32 if len(look.say(f"meaning-{column.id}")) > 50 else 20)
