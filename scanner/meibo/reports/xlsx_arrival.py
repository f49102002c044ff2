"""Source and destination of a move compared, as an Excel workbook: figures, one row a folder, one row a file."""

from __future__ import annotations

from pathlib import Path

from meibo.assessment.arrival import OUTCOMES, Arrival, Outcome
from meibo.catalogue.report import word
from meibo.reports.arrival_wording import (
    ArrivalFacts,
    FolderArrival,
    explain_arrival,
    name_outcomes,
    name_side,
    tell_arrival,
)
from meibo.reports.columns import Column
from meibo.reports.model import ReportOptions
from meibo.reports.moments import time_of
from meibo.reports.replacing import replacing
from meibo.reports.xlsx_book import open_book
from meibo.reports.xlsx_cover import start_cover, write_figures, write_remarks
from meibo.reports.xlsx_list import write_list
from meibo.reports.xlsx_page import FIRST, LAST


def write_arrival(path: Path, facts: ArrivalFacts, options: ReportOptions) -> None:
    """Write the workbook whole or not at all, readable by its owner only; raises ReportError."""
    language = options.language
    is_good = not (facts.totals["missing"] or facts.totals["unseen"])
    with replacing(path) as fresh, open_book(fresh, language) as book:
        title = word("arrival-title", language)
        page = start_cover(book, options, title, tell_arrival(facts, language), is_good=is_good)
        for name, side in (("source", facts.source), ("destination", facts.destination)):
            page.put_fact(FIRST, FIRST + 1, LAST, word(f"fact-{name}", language), name_side(side, language))
            page.end_row()
        figures = [(word(f"outcome-{outcome}", language), facts.totals[outcome]) for outcome in OUTCOMES]
        write_figures(page, "section-outcomes", figures)
        remarks = explain_arrival(facts, language)
        if remarks:
            write_remarks(page, "section-remarks", remarks)
        write_list(
            book, word("sheet-arrival-folders", language), _make_folder_columns(options), facts.folders,
            options.sheet_rows, frozen=1,
        )  # fmt: skip
        write_list(
            book, word("sheet-arrival", language), _make_columns(options), facts.files, options.sheet_rows, frozen=2
        )


def _make_folder_columns(options: ReportOptions) -> tuple[Column[FolderArrival], ...]:
    language = options.language

    def count(outcome: Outcome) -> Column[FolderArrival]:
        return Column(word(f"outcome-{outcome}", language), "count", 13, lambda row: row.counts.get(outcome, 0))

    top = word("folder-top", language)
    folder: Column[FolderArrival] = Column(word("column-folder", language), "text", 56, lambda row: row.path or top)
    return folder, *map(count, OUTCOMES)


def _make_columns(options: ReportOptions) -> tuple[Column[Arrival], ...]:
    language = options.language

    def head(key: str) -> str:
        return word(f"column-{key}", language)

    def name_audience(audience: str) -> str:
        return word(f"audience-{audience}", language) if audience else ""

    modified = word("column-modified", language, zone=options.zone_name)
    return (
        Column(head("outcome"), "text", 24, lambda row: name_outcomes(row, language)),
        Column(head("path"), "text", 64, lambda row: row.path),
        Column(head("persons-most"), "count", 11, lambda row: row.persons),
        Column(head("new-path"), "text", 48, lambda row: row.new_path),
        Column(head("audience-source-side"), "text", 22, lambda row: name_audience(row.audience)),
        Column(head("audience-destination"), "text", 22, lambda row: name_audience(row.new_audience)),
        Column(head("size"), "whole", 14, lambda row: row.size_bytes),
        Column(head("new-size"), "whole", 14, lambda row: row.new_size_bytes),
        Column(modified, "time", 18, lambda row: time_of(row.modified_ns, options)),
    )
