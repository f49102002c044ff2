"""Copies of rosters as an Excel workbook: figures, one row a family, one row a copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from meibo.assessment.families import Copy, Family, Likeness
from meibo.assessment.ordered_rows import OrderedRows
from meibo.catalogue.report import word
from meibo.inventory.model import ScanFacts
from meibo.reports.columns import Column
from meibo.reports.copies_wording import explain_copies, name_likeness, tell_copies
from meibo.reports.model import ReportOptions
from meibo.reports.moments import time_of
from meibo.reports.replacing import replacing
from meibo.reports.wording import name_target
from meibo.reports.xlsx_book import open_book
from meibo.reports.xlsx_cover import start_cover, write_figures, write_remarks, write_scan
from meibo.reports.xlsx_list import write_list

_LIKENESSES: tuple[Likeness, ...] = ("content", "people", "edition")


class _Numbered(msgspec.Struct, frozen=True):
    number: int
    family: Family


class _Member(msgspec.Struct, frozen=True):
    number: int
    copy: Copy


def write_copies(
    path: Path, scan: ScanFacts, families: OrderedRows[Family], files: int, options: ReportOptions
) -> None:
    """Write the workbook whole or not at all, readable by its owner only; ``files`` is the number in all families.

    Raises ReportError.
    """
    language = options.language
    with replacing(path) as fresh, open_book(fresh, language) as book:
        verdict = tell_copies(len(families), files, language)
        page = start_cover(book, options, word("copies-title", language), verdict, is_good=not len(families))
        write_scan(page, scan)
        kinds: Counter[Likeness] = Counter()
        numbered = _count_kinds(families, kinds)
        write_list(
            book, word("sheet-families", language), _make_family_columns(options), numbered, options.sheet_rows, 1
        )
        write_list(
            book, word("sheet-copies", language), _make_copy_columns(options), _list_copies(families),
            options.sheet_rows, frozen=2,
        )  # fmt: skip
        write_figures(page, "section-likeness", [(name_likeness(kind, language), kinds[kind]) for kind in _LIKENESSES])
        write_remarks(page, "section-basis", explain_copies(language))


def _count_kinds(families: Iterable[Family], kinds: Counter[Likeness]) -> Iterator[_Numbered]:
    for number, family in enumerate(families, 1):
        kinds[family.likeness] += 1
        yield _Numbered(number, family)


def _list_copies(families: Iterable[Family]) -> Iterator[_Member]:
    for number, family in enumerate(families, 1):
        for copy in family.copies:
            yield _Member(number, copy)


def _make_family_columns(options: ReportOptions) -> tuple[Column[_Numbered], ...]:
    language = options.language

    def head(key: str) -> str:
        return word(f"column-{key}", language)

    newest = word("column-newest", language, zone=options.zone_name)
    return (
        Column(head("family"), "whole", 9, lambda row: row.number),
        Column(head("level"), "level", 9, lambda row: word(f"level-{row.family.level}", language)),
        Column(head("likeness"), "word", 11, lambda row: name_likeness(row.family.likeness, language)),
        Column(head("persons-likely"), "count", 11, lambda row: row.family.people.figure),
        Column(head("persons-least"), "count", 11, lambda row: row.family.people.least),
        Column(head("persons-most"), "count", 11, lambda row: row.family.people.most),
        Column(head("places"), "whole", 9, lambda row: row.family.places),
        Column(head("folders"), "whole", 9, lambda row: row.family.folders),
        Column(head("editions"), "whole", 9, lambda row: row.family.editions),
        Column(
            head("audience-widest"), "text", 22, lambda row: word(f"audience-{row.family.audience}", language)
        ),
        Column(newest, "time", 18, lambda row: time_of(row.family.newest_ns, options)),
        Column(head("size-total"), "whole", 14, lambda row: row.family.size_bytes),
        Column(head("kept-path"), "text", 56, lambda row: row.family.kept.path),
        Column(
            head("kept-audience"), "text", 22, lambda row: word(f"audience-{row.family.kept.audience}", language)
        ),
        Column(head("wider"), "count", 12, lambda row: row.family.wider),
        Column(head("more-people"), "count", 14, lambda row: row.family.more_people),
        Column(head("target"), "text", 36, lambda row: name_target(row.family.kept.target)),
    )  # fmt: skip


def _make_copy_columns(options: ReportOptions) -> tuple[Column[_Member], ...]:
    language = options.language

    def head(key: str) -> str:
        return word(f"column-{key}", language)

    modified = word("column-modified", language, zone=options.zone_name)
    return (
        Column(head("family"), "whole", 9, lambda row: row.number),
        Column(head("keep"), "word", 11, lambda row: word("copy-kept", language) if row.copy.is_kept else None),
        Column(head("likeness"), "word", 11, lambda row: name_likeness(row.copy.likeness, language)),
        Column(head("level"), "level", 9, lambda row: word(f"level-{row.copy.level}", language)),
        Column(head("path"), "text", 56, lambda row: row.copy.path),
        Column(head("persons-most"), "count", 11, lambda row: row.copy.persons),
        Column(head("audience"), "text", 22, lambda row: word(f"audience-{row.copy.audience}", language)),
        Column(head("wider"), "word", 12, lambda row: word("copy-wider", language) if row.copy.is_wider else None),
        Column(head("owner"), "text", 14, lambda row: row.copy.owner),
        Column(modified, "time", 18, lambda row: time_of(row.copy.modified_ns, options)),
        Column(head("size"), "whole", 14, lambda row: row.copy.size_bytes),
        Column(head("mark"), "word", 14, lambda row: word(f"mark-{row.copy.mark}", language) if row.copy.mark else ""),
        Column(head("target"), "text", 36, lambda row: name_target(row.copy.target)),
    )  # fmt: skip
