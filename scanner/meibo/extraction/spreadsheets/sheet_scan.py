"""One look over the XML of a sheet (ECMA-376 Part 1, 18.3), before a fast reader is trusted with it.

It tells how large a rectangle the cells span, for the fast reader holds all of it, which cells have a number format
that shows more than their number, and what is written outside of cells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from meibo.extraction.spreadsheets.workbook import find_constants

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meibo.extraction.spreadsheets.calamine_cells import Shows, WriteNumber
    from meibo.extraction.spreadsheets.number_formats import DigitFormat

MOST_RECTANGLE = 5_000_000
"""Cells that a sheet may span, empty ones included, to be read by what holds them all."""
LAST_ROW, LAST_COLUMN = 1 << 20, 1 << 14
"""The ends of a sheet."""
_LEAST_CONSTANT = 4
"""Shorter texts in formulas are codes and separators."""

_DATA_BEGINS = re.compile(rb"<(?:\w+:)?sheetData[\s>]")
_DATA_ENDS = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_CELL = re.compile(rb"<(?:\w+:)?c(?:\s+r=\"([A-Z]{1,3})[0-9]{1,7}\")?[\s/>]")
_FORMULA = re.compile(rb'<(?:\w+:)?f(?:\s[^<>]*[^/<>])?\s*>([^<]*(?:"|&quot;)[^<]*)<')
_ENTITIES = ((b"&quot;", b'"'), (b"&lt;", b"<"), (b"&gt;", b">"), (b"&apos;", b"'"), (b"&amp;", b"&"))


class SheetScan(NamedTuple):
    """What one look has shown."""

    is_plain: bool
    """Whether its cells span a rectangle of a size to be held, and are written as Excel writes them."""
    shows: Shows
    """What writes the numbers of the cells whose format shows more than the plain number."""
    constants: list[str]
    """Texts that are written out in formulas."""
    around: bytes
    """The XML without its cells."""


def scan_sheet(xml: bytes, styles: Mapping[int, DigitFormat]) -> SheetScan:
    """What the XML of a sheet shows at one look; ``styles`` are those with a telling format."""
    begins = _DATA_BEGINS.search(xml)
    if begins is None:
        return SheetScan(False, {}, [], xml)
    ends = _DATA_ENDS.search(xml, begins.end())
    stop = ends.start() if ends else len(xml)
    around = xml[: begins.start()] + (xml[ends.end() :] if ends else b"")
    is_plain = _is_plain(xml, begins.end(), stop)
    shows = _find_styled(xml, begins.end(), stop, styles) if styles else {}
    return SheetScan(is_plain, shows, _find_constants(xml, begins.end(), stop), around)


def column_number(letters: str) -> int:
    """The number of a column, from 1.

    >>> column_number("A"), column_number("XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _is_plain(xml: bytes, start: int, stop: int) -> bool:
    columns = set(_CELL.findall(xml, start, stop))
    if b"" in columns:
        return False  # cells that do not say where they stand, or say it in an unusual way
    numbers = [column_number(letters.decode()) for letters in columns]
    width = max(numbers, default=0) - min(numbers, default=0) + 1
    most_rows = MOST_RECTANGLE // width
    if most_rows >= LAST_ROW:
        return True
    far = re.compile(rb"\sr=\"[A-Z]+([0-9]{%d,7})\"" % len(str(most_rows)))
    return max(map(int, far.findall(xml, start, stop)), default=0) <= most_rows


def _find_styled(xml: bytes, start: int, stop: int, styles: Mapping[int, DigitFormat]) -> Shows:
    asked = b"|".join(b"%d" % style for style in sorted(styles))
    cell = re.compile(rb'<(?:\w+:)?c\s+r="([A-Z]+)([0-9]+)"[^<>]*?\ss="(%s)"' % asked)
    shows: dict[int, list[tuple[int, WriteNumber]]] = {}
    made: dict[tuple[bytes, bytes], tuple[int, WriteNumber]] = {}
    for letters, row, style in cell.findall(xml, start, stop):
        show = made.get((letters, style))
        if show is None:
            show = made[letters, style] = (column_number(letters.decode()), styles[int(style)].write)
        shows.setdefault(int(row), []).append(show)
    return shows


def _find_constants(xml: bytes, start: int, stop: int) -> list[str]:
    """The texts in formulas, each once."""
    if xml.find(b"<f", start, stop) < 0 and xml.find(b":f", start, stop) < 0:
        return []
    found: dict[str, None] = {}
    for formula in dict.fromkeys(_FORMULA.findall(xml, start, stop)):
        for entity, character in _ENTITIES:
            formula = formula.replace(entity, character)
        for constant in find_constants(formula.decode("utf-8", "replace")):
            if len(constant) >= _LEAST_CONSTANT:
                found.setdefault(constant)
    return list(found)
