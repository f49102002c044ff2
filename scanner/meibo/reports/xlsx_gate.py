"""The migration gate as an Excel workbook: figures and thresholds, one row a folder, one row a file that is blocked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from meibo.assessment.blockers import Blocked
from meibo.assessment.migration import FolderVerdict, Verdict
from meibo.catalogue.report import word
from meibo.inventory.model import ScanFacts
from meibo.reports.columns import Column
from meibo.reports.gate_wording import (
    GateFacts,
    count_causes,
    explain_gate,
    name_audience,
    name_blockers,
    name_causes,
    name_folder,
    name_verdict,
    tell_gate,
)
from meibo.reports.model import ReportOptions
from meibo.reports.replacing import replacing
from meibo.reports.wording import name_issue, name_target
from meibo.reports.xlsx_book import open_book
from meibo.reports.xlsx_cover import start_cover, write_figures, write_remarks, write_scan
from meibo.reports.xlsx_list import write_list


def write_gate(
    path: Path, scan: ScanFacts, facts: GateFacts, blocked: Iterable[Blocked], options: ReportOptions
) -> None:
    """Write the workbook whole or not at all, readable by its owner only; raises ReportError."""
    language = options.language
    counts = Counter(row.verdict for row in facts.rows)
    with replacing(path) as fresh, open_book(fresh, language) as book:
        is_good = not counts[Verdict.STAY] and not counts[Verdict.CLEAN]
        page = start_cover(book, options, word("gate-title", language), tell_gate(facts, language), is_good=is_good)
        write_scan(page, scan)
        verdicts = [(name_verdict(verdict, language), counts[verdict]) for verdict in reversed(Verdict)]
        write_figures(page, "section-verdicts", verdicts)
        write_figures(page, "section-causes", count_causes(facts.rows, language))
        write_remarks(page, "section-basis", explain_gate(facts, language))
        write_list(book, word("sheet-gate", language), _make_columns(options), facts.rows, options.sheet_rows, frozen=2)
        write_list(
            book, word("sheet-blocked", language), _make_blocked_columns(options), blocked, options.sheet_rows, frozen=1
        )


def _make_columns(options: ReportOptions) -> tuple[Column[FolderVerdict], ...]:
    language = options.language

    def head(key: str) -> str:
        return word(f"column-{key}", language)

    return (
        Column(head("verdict"), "word", 18, lambda row: name_verdict(row.verdict, language)),
        Column(head("folder"), "text", 56, lambda row: name_folder(row, language)),
        Column(head("causes"), "text", 60, lambda row: name_causes(row, language)),
        Column(head("persons-likely"), "count", 11, lambda row: row.people.figure),
        Column(head("persons-least"), "count", 11, lambda row: row.people.least),
        Column(head("persons-most"), "count", 11, lambda row: row.people.most),
        Column(head("level"), "level", 9, lambda row: word(f"level-{row.level}", language)),
        Column(head("audience-widest"), "text", 22, lambda row: name_audience(row, language)),
        Column(word("figure-files", language), "whole", 10, lambda row: row.files),
        Column(head("found-files"), "count", 12, lambda row: row.found_files),
        Column(head("unjudged"), "count", 10, lambda row: row.unjudged),
        Column(head("size-total"), "whole", 16, lambda row: row.size_bytes),
        Column(head("target"), "text", 36, lambda row: name_target(row.target)),
    )


def _make_blocked_columns(options: ReportOptions) -> tuple[Column[Blocked], ...]:
    language = options.language

    def head(key: str) -> str:
        return word(f"column-{key}", language)

    return (
        Column(head("path"), "text", 72, lambda row: row.path),
        Column(head("blockers"), "text", 44, lambda row: name_blockers(row, language)),
        Column(head("path-length"), "whole", 12, lambda row: row.path_length),
        Column(head("size"), "whole", 14, lambda row: row.size_bytes),
        Column(head("reason"), "text", 32, lambda row: name_issue(row.issue_code or "", language)[0]),
        Column(head("remedy"), "text", 40, lambda row: name_issue(row.issue_code or "", language)[1]),
        Column(head("target"), "text", 36, lambda row: name_target(row.target)),
    )
