"""The workbook part of an Excel package (ECMA-376 Part 1, 18.2): which sheets there are, where, and who sees them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from meibo.extraction.office.xml_events import XmlReader, local_name
from meibo.extraction.spreadsheets.number_formats import (
    DigitFormat,
    is_date_format,
    is_elapsed_format,
    parse_digit_format,
)
from meibo.extraction.spreadsheets.relations import Relation, read_relations

if TYPE_CHECKING:
    from meibo.extraction.budget import Budget
    from meibo.extraction.office.package import Package

_WORKBOOK = "xl/workbook.xml"
_CONSTANT = re.compile(r'"([^"]*(?:""[^"]*)*)"')
_TRUE = {"1", "true", "on"}
SHEET_KINDS = {"worksheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"}


class Sheet(NamedTuple):
    """One sheet of cells."""

    name: str
    part: str
    """Empty where the package does not say."""
    is_hidden: bool


class CellStyle(NamedTuple):
    """What the number format of a cell makes of its number."""

    digits: DigitFormat | None = None
    is_date: bool = False
    is_elapsed: bool = False


class Workbook(msgspec.Struct):
    """What is known before any sheet is read."""

    part: str
    is_binary: bool
    sheets: list[Sheet] = []
    names: list[str] = []
    """The names of all sheets, and what is written in defined names, one a line."""
    is_1904: bool = False
    """Whether days are counted from 1904 on."""
    strings_part: str = ""
    styles: list[CellStyle] = []
    """By the number that cells carry."""


def read_workbook(package: Package, budget: Budget) -> Workbook:
    """The workbook of a package; raises where it is damaged."""
    part = _find_workbook(package, budget)
    book = Workbook(part, is_binary=part.lower().endswith(".bin"))
    relations = read_relations(package, budget, part)
    styles = _find(relations, "styles")
    book.strings_part = _find(relations, "sharedStrings")
    if book.is_binary:
        _read_binary(book, relations, styles, package, budget)
    else:
        _read_workbook_part(book, relations, package, budget)
        if styles in package:
            book.styles = read_styles(package, styles, budget)
    return book


def read_styles(package: Package, part: str, budget: Budget) -> list[CellStyle]:
    """The style of each cell format, in their order."""
    codes: dict[int, str] = {}
    styles: list[CellStyle] = []
    made: dict[int, CellStyle] = {}
    inside: list[str] = []

    def on_start(tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        inside.append(name)
        if name == "numFmt" and inside[-2:-1] == ["numFmts"]:
            codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "xf" and inside[-2:-1] == ["cellXfs"]:
            format_id = _number(attributes.get("numFmtId"))
            if format_id not in made:
                made[format_id] = make_style(format_id, codes.get(format_id))
            styles.append(made[format_id])

    def on_end(_: str) -> None:
        inside.pop()

    with package.open(part) as stream:
        XmlReader(on_start, on_end).read(stream, budget)
    return styles


def make_style(format_id: int, code: str | None) -> CellStyle:
    """The style of a number format, given by its number where the file does not write it out."""
    if is_date_format(format_id, code):
        return CellStyle(is_date=True, is_elapsed=is_elapsed_format(format_id, code))
    return CellStyle(parse_digit_format(code) if code else None)


def find_constants(formula: str) -> list[str]:
    """The texts that are written out in a formula.

    >>> find_constants('HYPERLINK("mailto:"&A1,"write now")')
    ['mailto:', 'write now']
    """
    return [constant.replace('""', '"') for constant in _CONSTANT.findall(formula)]


def _find_workbook(package: Package, budget: Budget) -> str:
    target = _find(read_relations(package, budget), "officeDocument")
    if target in package:
        return target
    binary = _WORKBOOK.replace(".xml", ".bin")
    return binary if binary in package else _WORKBOOK


def _find(relations: dict[str, Relation], kind: str) -> str:
    """The target of the first relation of a kind, empty where there is none."""
    return next((relation.target for relation in relations.values() if relation.kind == kind), "")


def _read_workbook_part(book: Workbook, relations: dict[str, Relation], package: Package, budget: Budget) -> None:
    defined: list[str] = []
    text: list[str] = []

    def on_start(tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        text.clear()
        if name == "sheet":
            _add_sheet(book, relations, attributes)
        elif name == "workbookPr":
            book.is_1904 = attributes.get("date1904", "") in _TRUE
        elif name == "definedName":
            defined[:] = [attributes.get("name", ""), attributes.get("comment", "")]

    def on_end(tag: str) -> None:
        if local_name(tag) == "definedName" and defined:
            words = [*find_constants("".join(text)), *defined[1:]]
            book.names.extend(f"{defined[0]}: {word}" for word in words if word.strip())

    with package.open(book.part) as stream:
        XmlReader(on_start, on_end, text.append).read(stream, budget)


def _read_binary(book: Workbook, relations: dict[str, Relation], styles: str, package: Package, budget: Budget) -> None:
    from meibo.extraction.spreadsheets.xlsb_sheets import read_binary_styles, read_binary_workbook

    with package.open(book.part) as stream:
        read_binary_workbook(book, relations, stream, budget)
    if styles in package:
        with package.open(styles) as stream:
            book.styles = read_binary_styles(stream, budget)


def _add_sheet(book: Workbook, relations: dict[str, Relation], attributes: dict[str, str]) -> None:
    name = attributes.get("name", "")
    book.names.append(name)
    key = next((value for key, value in attributes.items() if ":" in key and local_name(key) == "id"), "")
    relation = relations.get(key)
    if relation is None or relation.kind in SHEET_KINDS:
        is_hidden = attributes.get("state", "visible").lower() in {"hidden", "veryhidden"}
        book.sheets.append(Sheet(name, relation.target if relation else "", is_hidden))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
