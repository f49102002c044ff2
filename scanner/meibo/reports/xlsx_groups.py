"""The sheets of groups: folders, owners and departments, kinds of data, and who can read."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Final

from meibo.assessment.group import Group
from meibo.catalogue.report import word
from meibo.reports.group_list import make_group_columns
from meibo.reports.material import Material
from meibo.reports.xlsx_book import Book
from meibo.reports.xlsx_list import write_list
from meibo_connectors.model import Audience

_OPEN: Final = frozenset({Audience.PUBLIC, Audience.EVERYONE, Audience.CROSS_ACCOUNT})
"""Readers beyond a company's own choice: folders with such files are listed by name."""


def write_folders(book: Book, material: Material) -> None:
    """Every folder that leads to personal data, those with most people first."""
    _write(book, "sheet-folders", _find_with_people(material.survey.groups("folder")), material)


def write_owners(book: Book, material: Material) -> None:
    """Owners, and then the first folders below each target, which on most shares are departments."""
    folders = (one for one in material.survey.groups("folder") if one.key and "/" not in one.key)
    rows = itertools.chain(material.survey.groups("owner"), _find_with_people(folders))
    _write(book, "sheet-owners", rows, material, with_dimension=True)


def write_kinds(book: Book, material: Material) -> None:
    """What was found, by detector."""
    _write(book, "sheet-kinds", material.survey.groups("detector"), material)


def write_readers(book: Book, material: Material) -> None:
    """How many people can be read by whom, and which folders hold what nearly everybody can read."""
    rows = itertools.chain(material.survey.groups("audience"), _find_open(material))
    _write(book, "sheet-readers", rows, material, with_dimension=True)


def _find_open(material: Material) -> Iterator[Group]:
    """Folders with files of their own that are open; those above them would only say it again."""
    for group in material.survey.groups("folder"):
        if group.own_people.most and group.holding.audience in _OPEN:
            yield group


def _find_with_people(groups: Iterable[Group]) -> Iterator[Group]:
    return (group for group in groups if group.found_files)


def _write(book: Book, sheet: str, rows: Iterable[Group], material: Material, *, with_dimension: bool = False) -> None:
    options = material.options
    columns = make_group_columns(options, with_dimension=with_dimension)
    write_list(
        book, word(sheet, options.language), columns, rows, options.sheet_rows, frozen=3 if with_dimension else 2
    )
