"""The columns of the file list, one row a file; the same in every format."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from meibo.assessment.found import count_found, count_from, least_of
from meibo.assessment.rated_file import RatedFile
from meibo.assessment.risk import level_of
from meibo.assessment.roster import roster_score
from meibo.catalogue.report import word
from meibo.inventory.model import Counts, Status
from meibo.reports.columns import Cell, Column
from meibo.reports.law_columns import make_law_columns, make_yen_columns
from meibo.reports.model import ReportOptions
from meibo.reports.moments import time_of
from meibo.reports.wording import name_detector, name_issue, name_mark, name_target
from meibo_detectors.model import Confidence

FileColumn = Column[RatedFile]

_NONE: Final = Counts()


def make_file_columns(detectors: Iterable[str], options: ReportOptions) -> tuple[FileColumn, ...]:
    """All columns of the list; those of detectors the gravest first."""
    ids = sorted(detectors, key=lambda name: (-level_of(name, options.rules).grade, name))
    return (
        *_rating_columns(options),
        *make_law_columns(options, lambda row: row.raised),
        *make_yen_columns(options, lambda row: row.damage, lambda row: row.yen),
        *(_count_column(name, options) for name in ids),
        *_below_columns(options),
        *_access_columns(options),
        *_reading_columns(options),
    )


def _rating_columns(options: ReportOptions) -> tuple[FileColumn, ...]:
    language = options.language
    return (
        Column(word("column-level", language), "level", 9, lambda row: _name_level(row, options)),
        Column(word("column-score", language), "tenths", 8, lambda row: _if_read(row, row.risk.score)),
        Column(word("column-path", language), "text", 56, lambda row: row.asset.path),
        Column(word("column-folder", language), "text", 28, lambda row: row.asset.folder),
        Column(word("column-persons-least", language), "count", 11, lambda row: _if_read(row, row.asset.persons_least)),
        Column(word("column-persons-most", language), "count", 11, lambda row: _if_read(row, row.asset.persons_most)),
        Column(
            word("column-roster-score", language),
            "count",
            9,
            lambda row: _if_read(row, roster_score(row.asset.roster_points)),
        ),
    )


def _count_column(detector: str, options: ReportOptions) -> FileColumn:
    least_score = least_of(detector, options.least_score, options.rules)

    def read(row: RatedFile) -> Cell:
        return _if_read(row, count_from(row.asset.counts.get(detector, _NONE), least_score))

    return Column(name_detector(detector, options), "count", 14, read)


def _below_columns(options: ReportOptions) -> tuple[FileColumn, ...]:
    """Findings of all detectors that are not counted elsewhere in the row; no column where all count."""
    if options.least_score <= Confidence.LOW:
        return ()

    def read(row: RatedFile) -> Cell:
        total = sum(own.low + own.medium + own.high for own in row.asset.counts.values())
        return _if_read(row, total - sum(count_found(row.asset, options.least_score, options.rules).values()))

    return (Column(word(f"column-below-{options.least_confidence.word}", options.language), "count", 12, read),)


def _access_columns(options: ReportOptions) -> tuple[FileColumn, ...]:
    language = options.language
    return (
        Column(word("column-copies", language), "count", 10, lambda row: row.copies),
        Column(word("column-mark", language), "word", 14, lambda row: name_mark(row.asset.mark, language)),
        Column(word("column-owner", language), "text", 14, lambda row: row.asset.owner),
        Column(
            word("column-audience", language), "text", 24,
            lambda row: word(f"audience-{row.asset.audience}", language),
        ),
        Column(word("column-audience-source", language), "text", 16, lambda row: row.asset.audience_source),
    )  # fmt: skip


def _reading_columns(options: ReportOptions) -> tuple[FileColumn, ...]:
    language = options.language
    modified = word("column-modified", language, zone=options.zone_name)
    return (
        Column(word("column-size", language), "whole", 14, lambda row: row.asset.size_bytes),
        Column(modified, "time", 21, lambda row: time_of(row.asset.modified_ns, options)),
        Column(word("column-status", language), "word", 10, lambda row: word(f"status-{row.asset.status}", language)),
        Column(
            word("column-reason", language), "text", 32, lambda row: name_issue(row.asset.issue_code or "", language)[0]
        ),
        Column(word("column-format", language), "text", 10, lambda row: row.asset.format),
        Column(word("column-encoding", language), "text", 14, lambda row: row.asset.encoding),
        Column(word("column-target", language), "text", 36, lambda row: name_target(row.asset.target)),
    )


def _name_level(row: RatedFile, options: ReportOptions) -> str:
    level = "unread" if row.asset.status is Status.SKIPPED else row.risk.level
    return word(f"level-{level}", options.language)


def _if_read(row: RatedFile, count: float) -> float | None:
    """Nothing was counted in a file that was not read: that is no zero."""
    return None if row.asset.status is Status.SKIPPED else count
