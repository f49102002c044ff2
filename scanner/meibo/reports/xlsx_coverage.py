"""The sheet that says what was seen and what was not, so that nobody takes what was not read for clean."""

from __future__ import annotations

from datetime import datetime

from meibo.catalogue.issues import IssueClass
from meibo.catalogue.report import word
from meibo.catalogue.unread_pictures import tell_unread_pictures
from meibo.reports.material import Material
from meibo.reports.wording import class_of_issue, name_issue, name_target
from meibo.reports.xlsx_book import BAD, NAVY, Book
from meibo.reports.xlsx_page import FIRST, LAST, Page


def write_coverage(book: Book, material: Material) -> None:
    """A page with a statement, every file that is known by what became of it, and the reasons."""
    page = Page(book, book.add_cover(word("sheet-coverage", material.options.language)), material.options)
    _write_statement(page, material)
    _write_account(page, material)
    write_reasons(page, material.summary.issues)
    page.end_row(10)
    if told := tell_unread_pictures(material.summary.pictures, material.options.language):
        page.write_line(told)
    page.write_line(page.say("coverage-remark"))


def _write_statement(page: Page, material: Material) -> None:
    summary = material.summary
    page.end_row(10)
    page.put(FIRST, LAST, page.say("coverage-title"), bold=True, font_size=18, font_color=NAVY)
    page.end_row(34)
    started, ended = (_spell_time(page, text) for text in (summary.started, summary.ended))
    share = f"{summary.complete / summary.listed:.1%}" if summary.listed else "–"
    page.write_line(
        page.say(
            "coverage-statement", scan=summary.scan, started=started, ended=ended, complete=summary.complete,
            listed=summary.listed, share=share,
        )
    )  # fmt: skip
    for number, target in enumerate(summary.targets):
        page.put_fact(FIRST, FIRST + 1, LAST, "" if number else page.say("fact-targets"), name_target(target))
        page.end_row()
    page.put_fact(1, 2, 5, page.say("fact-bytes"), summary.bytes_read, num_format="#,##0")
    page.put_fact(6, 8, 11, page.say("fact-rule-set"), summary.rule_set)
    page.end_row()


def _write_account(page: Page, material: Material) -> None:
    """Complete, partial, skipped, unseen and gone make up all that is known."""
    cover = material.reader.cover(material.scan)
    page.write_section("section-files")
    page.write_line(page.say("coverage-known", known=cover.known))
    page.write_headings((1, 4, "column-status"), (5, 6, "figure-files"), (7, 8, "coverage-share"))
    rows = (
        ("figure-complete", cover.complete), ("figure-partial", cover.partial), ("figure-skipped", cover.skipped),
        ("coverage-unseen", cover.unseen), ("coverage-gone", cover.gone),
    )  # fmt: skip
    for key, count in rows:
        page.put_cell(1, 4, page.say(key))
        page.put_cell(5, 6, count)
        page.put_cell(7, 8, count / cover.known if cover.known else 0, num_format="0.0%")
        page.end_row()
    page.put_cell(1, 4, page.say("figure-total"), bold=True)
    page.put_cell(5, 6, cover.known, bold=True)
    page.end_row()


def write_reasons(page: Page, issues: dict[str, int]) -> None:
    """What was not read and why, faults first, with what to do about it."""
    page.write_section("section-unread")
    if not issues:
        page.write_nothing()
        return
    page.write_headings(
        (1, 1, "column-class"), (2, 4, "column-reason"), (5, 5, "column-count"), (6, 11, "column-remedy")
    )
    order = list(IssueClass)
    for code, count in sorted(issues.items(), key=lambda item: (order.index(class_of_issue(item[0])), -item[1])):
        kind = class_of_issue(code)
        text, remedy = name_issue(code, page.options.language)
        look = BAD if kind is IssueClass.FAULT else {}
        page.put_cell(1, 1, page.say(f"class-{kind}"), align="center", **look)
        page.put_cell(2, 4, text, text_wrap=True)
        page.put_cell(5, 5, count)
        page.put_cell(6, 11, remedy, text_wrap=True)
        page.end_row()


def _spell_time(page: Page, text: str | None) -> str:
    if not text:
        return "–"
    return datetime.fromisoformat(text).astimezone(page.options.zone).strftime("%Y-%m-%d %H:%M")
