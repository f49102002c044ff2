"""Files whose time may be over as an Excel workbook: figures with the provisions to know of, and one row a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from meibo.assessment.retention import OldFile
from meibo.catalogue.report import word
from meibo.inventory.model import ScanFacts
from meibo.reports.columns import Column
from meibo.reports.model import ReportOptions
from meibo.reports.moments import time_of
from meibo.reports.replacing import replacing
from meibo.reports.retention_wording import (
    RetentionFigures,
    explain_retention,
    name_reasons,
    name_signs,
    remind_of_law,
    tell_retention,
)
from meibo.reports.wording import name_target
from meibo.reports.xlsx_book import open_book
from meibo.reports.xlsx_cover import start_cover, write_figures, write_remarks, write_scan
from meibo.reports.xlsx_list import write_list


def write_retention(
    path: Path, scan: ScanFacts, figures: RetentionFigures, files: Iterable[OldFile], options: ReportOptions
) -> None:
    """Write the workbook whole or not at all, readable by its owner only; raises ReportError."""
    language = options.language
    with replacing(path) as fresh, open_book(fresh, language) as book:
        title, verdict = word("retention-title", language), tell_retention(figures, language)
        page = start_cover(book, options, title, verdict, is_good=not figures.old)
        write_scan(page, scan)
        write_figures(page, "section-reasons", name_reasons(figures, language))
        write_remarks(page, "section-basis", explain_retention(figures, language))
        write_remarks(page, "section-law", remind_of_law(figures, language))
        write_list(book, word("sheet-retention", language), _make_columns(options), files, options.sheet_rows, frozen=3)


def _make_columns(options: ReportOptions) -> tuple[Column[OldFile], ...]:
    language = options.language

    def head(key: str) -> str:
        return word(f"column-{key}", language)

    modified = word("column-modified", language, zone=options.zone_name)
    return (
        Column(head("level"), "level", 9, lambda row: word(f"level-{row.level}", language)),
        Column(head("score"), "tenths", 8, lambda row: row.score),
        Column(head("path"), "text", 56, lambda row: row.path),
        Column(head("signs"), "text", 48, lambda row: name_signs(row, language)),
        Column(head("persons-least"), "count", 11, lambda row: row.persons_least),
        Column(head("persons-most"), "count", 11, lambda row: row.persons_most),
        Column(modified, "time", 18, lambda row: time_of(row.modified_ns, options)),
        Column(head("years"), "whole", 9, lambda row: row.years),
        Column(head("owner"), "text", 14, lambda row: row.owner),
        Column(head("audience"), "text", 22, lambda row: word(f"audience-{row.audience}", language)),
        Column(head("size"), "whole", 14, lambda row: row.size_bytes),
        Column(head("mark"), "word", 14, lambda row: word(f"mark-{row.mark}", language) if row.mark else ""),
        Column(head("target"), "text", 36, lambda row: name_target(row.target)),
    )  # fmt: skip
