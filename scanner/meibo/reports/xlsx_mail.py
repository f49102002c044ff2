"""The sheet of mails that went outside, or to many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from meibo.assessment.rated_file import RatedFile
from meibo.catalogue.report import word
from meibo.inventory.rows import IssueRow
from meibo.reports.columns import Column
from meibo.reports.material import Material
from meibo.reports.wording import name_persons, name_target
from meibo.reports.xlsx_book import Book
from meibo.reports.xlsx_list import write_list

_CODES: Final = ("sent-outside", "many-recipients", "outside-recipients")


class SentMail(msgspec.Struct, frozen=True):
    """What was seen of a mail file, and the file."""

    issue: IssueRow
    file: RatedFile


def write_mail(book: Book, material: Material) -> None:
    """One row a remark, the riskiest files first."""
    language = material.options.language
    columns: tuple[Column[SentMail], ...] = (
        Column(word("column-level", language), "level", 9, lambda row: word(f"level-{row.file.risk.level}", language)),
        Column(word("column-path", language), "text", 56, lambda row: row.issue.path),
        Column(word("column-mail", language), "text", 44, lambda row: word(f"mail-{row.issue.code}", language)),
        Column(word("column-sent", language), "whole", 12, lambda row: row.issue.count),
        Column(
            word("figure-persons", language), "text", 14,
            lambda row: name_persons(row.file.holding.people.least, row.file.holding.people.most),
        ),
        Column(word("column-owner", language), "text", 16, lambda row: row.file.asset.owner),
        Column(word("column-target", language), "text", 36, lambda row: name_target(row.issue.target)),
    )  # fmt: skip
    name = word("sheet-outside", language)
    write_list(book, name, columns, _find_mail(material), material.options.sheet_rows, frozen=2)


def _find_mail(material: Material) -> Iterator[SentMail]:
    """Memory grows with the mails that are remarked on, not with the files."""
    issues: dict[tuple[str, str], list[IssueRow]] = {}
    for issue in material.reader.issues(material.scan):
        if issue.is_asset and issue.code in _CODES:
            issues.setdefault((issue.target, issue.path), []).append(issue)
    if not issues:
        return
    for file in material.survey.ranked():
        for issue in issues.pop((file.asset.target, file.asset.path), ()):
            yield SentMail(issue, file)
