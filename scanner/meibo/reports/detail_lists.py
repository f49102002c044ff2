"""The columns of the two other lists: where findings stand, and what was not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from meibo.catalogue.issues import IssueClass
from meibo.catalogue.report import word
from meibo.inventory.reader import Reader
from meibo.inventory.rows import IssueRow, PositionRow
from meibo.reports.columns import Column
from meibo.reports.model import ReportOptions
from meibo.reports.wording import name_detector, name_evidence, name_issue, name_mask, name_place, name_target
from meibo_detectors.model import Confidence

FINGERPRINT_DIGITS: Final = 16
"""Enough to tell values apart by eye."""


def make_finding_columns(options: ReportOptions) -> tuple[Column[PositionRow], ...]:
    """The columns of the findings."""
    language = options.language
    return (
        Column(word("column-path", language), "text", 56, lambda row: row.path),
        Column(
            word("column-place", language), "text", 26,
            lambda row: name_place(row.container, row.location, language),
        ),
        Column(word("column-detector", language), "text", 24, lambda row: name_detector(row.detector, options)),
        Column(
            word("column-confidence", language), "word", 11,
            lambda row: word(f"confidence-{Confidence.of_score(row.score).word}", language),
        ),
        Column(word("column-confidence-score", language), "whole", 11, lambda row: row.score),
        Column(word("column-masked", language), "text", 26, lambda row: name_mask(row.detector, row.masked, language)),
        Column(word("column-evidence", language), "text", 44, lambda row: name_evidence(row.evidence, language)),
        Column(word("column-fingerprint", language), "text", 20, lambda row: row.fingerprint[:FINGERPRINT_DIGITS]),
        Column(word("column-target", language), "text", 36, lambda row: name_target(row.target)),
    )  # fmt: skip


def find_positions(reader: Reader, scan: int, versions: Iterable[int], options: ReportOptions) -> Iterator[PositionRow]:
    """The stored positions that count, in the order of these versions of files."""
    for version in versions:
        for row in reader.positions(scan, version):
            if options.counts(row.detector, row.score):
                yield row


def make_unread_columns(options: ReportOptions) -> tuple[Column[IssueRow], ...]:
    """The columns of what was not read."""
    language = options.language
    return (
        Column(word("column-path", language), "text", 56, lambda row: row.path or name_target(row.target)),
        Column(word("column-status", language), "word", 11, lambda row: word(f"status-{name_status(row)}", language)),
        Column(word("column-reason", language), "text", 48, lambda row: name_issue(row.code, language)[0]),
        Column(word("column-remedy", language), "text", 48, lambda row: name_issue(row.code, language)[1]),
        Column(word("column-class", language), "class", 11, lambda row: word(f"class-{row.kind}", language)),
        Column(word("column-detail", language), "text", 24, lambda row: row.detail),
        Column(word("column-count", language), "whole", 9, lambda row: row.count),
        Column(word("column-target", language), "text", 36, lambda row: name_target(row.target)),
    )


def find_unread(reader: Reader, scan: int) -> Iterator[IssueRow]:
    """Every issue, faults first, then by target and path."""
    for kind in IssueClass:
        yield from (issue for issue in reader.issues(scan) if issue.kind == kind)


def name_status(row: IssueRow) -> str:
    """What became of the file, or what it is where it is none: the end of a term ``status-…``."""
    return row.status.value if row.status else "folder" if row.path else "target"
