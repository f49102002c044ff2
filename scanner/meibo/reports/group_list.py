"""The columns of lists of groups: folders, owners, kinds of data, and who can read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from meibo.assessment.group import Group
from meibo.assessment.risk import level_of
from meibo.catalogue.report import word
from meibo.reports.columns import Cell, Column
from meibo.reports.law_columns import make_law_columns, make_yen_columns
from meibo.reports.model import ReportOptions
from meibo.reports.moments import time_of
from meibo.reports.wording import name_detector, name_group, name_target

GroupColumn = Column[Group]

_NAMED: Final = 6
"""Kinds of data that are named in one cell, the gravest first."""


def make_group_columns(options: ReportOptions, *, with_dimension: bool = False) -> tuple[GroupColumn, ...]:
    """All columns; with the dimension where a list holds groups of several."""
    language = options.language

    def column(key: str, kind: str, width: float, read: Callable[[Group], Cell]) -> GroupColumn:
        return Column(word(key, language, zone=options.zone_name), kind, width, read)  # type: ignore[arg-type]

    first = [column("column-dimension", "word", 16, lambda row: word(f"dimension-{row.dimension}", language))]
    return (
        column("column-level", "level", 9, lambda row: word(f"level-{row.level}", language)),
        *(first if with_dimension else []),
        column("column-group", "text", 48, lambda row: name_group(row, options)),
        column("column-persons-likely", "count", 11, lambda row: row.holding.people.figure),
        column("column-persons-least", "count", 11, lambda row: row.holding.people.least),
        column("column-persons-most", "count", 11, lambda row: row.holding.people.most),
        column("column-files", "count", 10, lambda row: row.files),
        column("column-found-files", "count", 11, lambda row: row.found_files),
        column("column-copies-within", "count", 10, lambda row: row.copies),
        column("column-kinds", "text", 44, lambda row: name_kinds(row, options)),
        *make_law_columns(options, lambda row: row.raised),
        *make_yen_columns(options, lambda row: row.damage, lambda row: row.yen, lambda row: row.yen_likely),
        column("column-audience", "text", 22, lambda row: word(f"audience-{row.holding.audience}", language)),
        column("column-score", "tenths", 8, lambda row: row.score),
        column("column-not-read", "count", 10, lambda row: row.skipped),
        column("column-partial", "count", 10, lambda row: row.partial),
        column("column-size", "whole", 16, lambda row: row.size_bytes),
        column("column-newest", "time", 21, lambda row: time_of(row.newest_ns, options) if row.newest_ns else None),
        column("column-target", "text", 36, lambda row: name_target(row.target) if row.target else ""),
    )


def name_kinds(group: Group, options: ReportOptions, most: int = _NAMED) -> str:
    """What was found in a group, the gravest first, with the number of findings."""
    found = {name: count for name, count in group.holding.found.items() if "/" not in name}
    order = sorted(found, key=lambda name: (-level_of(name, options.rules).grade, -found[name], name))
    named = [f"{name_detector(name, options)} {found[name]:,}" for name in order[:most]]
    rest = [word("and-more", options.language, count=len(order) - most)] if len(order) > most else []
    return word("list-separator", options.language).join((*named, *rest))
