"""What pivot tables keep of their data (ECMA-376 Part 1, 18.10): all of it, even where the sheet of it was deleted.

The definition names the fields and lists the values that each ever had; the records are the rows, with a number where
the value stands in the list.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from meibo.extraction.blocks import cut_table
from meibo.extraction.office.xml_events import READ_BYTES, XmlReader, local_name
from meibo.extraction.spreadsheets.cell_values import show_value
from meibo.extraction.spreadsheets.relations import read_relations
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item
    from meibo.extraction.office.package import Package

_VALUES = {"s", "n", "d", "b"}
_MISSING = {"m", "e"}


class _Definition:
    """The fields of a cache and the values that they had."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self.fields: list[str] = []
        self.items: list[list[str]] = []
        self._is_listing = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        if name == "cacheField":
            self.fields.append(attributes.get("name", ""))
            self.items.append([])
        elif name == "sharedItems":
            self._is_listing = True
        elif self._is_listing and self.items and (name in _VALUES or name in _MISSING):
            self._budget.take_cells(1)
            self.items[-1].append(_show(name, attributes))

    def end(self, tag: str) -> None:
        if local_name(tag) == "sharedItems":
            self._is_listing = False


def read_pivot_items(package: Package, part: str, budget: Budget) -> Iterator[Item]:
    """The values of each field below its name, as one table; raises where it is damaged."""
    definition = _read_definition(package, part, budget)
    columns = [[field, *items] for field, items in zip(definition.fields, definition.items, strict=True) if items]
    height = max(map(len, columns), default=0)
    rows = ((at + 1, [column[at] if at < len(column) else "" for column in columns]) for at in range(height))
    yield from cut_table(rows, budget, Position(table=1, container=(part,)))


def read_pivot_records(package: Package, part: str, budget: Budget) -> Iterator[Item]:
    """The rows of a cache below the names of its fields, as one table; raises where it is damaged."""
    owner = _find_definition(package, part, budget)
    definition = _read_definition(package, owner, budget) if owner else _Definition(budget)
    yield from cut_table(_read_rows(package, part, definition, budget), budget, Position(table=1, container=(part,)))


def _find_definition(package: Package, part: str, budget: Budget) -> str:
    """The definition whose records these are; by its name where nothing points to it."""
    folder = posixpath.dirname(part)
    candidates = [name for name in package.names if posixpath.dirname(name) == folder and "efinition" in name]
    for name in candidates:
        if any(relation.target.lower() == part.lower() for relation in read_relations(package, budget, name).values()):
            return name
    return candidates[0] if len(candidates) == 1 else ""


def _read_definition(package: Package, part: str, budget: Budget) -> _Definition:
    definition = _Definition(budget)
    with package.open(part) as stream:
        XmlReader(definition.start, definition.end).read(stream, budget)
    return definition


def _read_rows(package: Package, part: str, definition: _Definition, budget: Budget) -> Iterator[tuple[int, list[str]]]:
    yield 1, definition.fields
    rows: list[list[str]] = []

    def on_start(tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        if name == "r":
            rows.append([])
        elif rows and (name in _VALUES or name in _MISSING):
            rows[-1].append(_show(name, attributes))
        elif rows and name == "x":
            rows[-1].append(_look_up(definition, len(rows[-1]), attributes.get("v", "")))

    reader = XmlReader(on_start)
    number = 1
    with package.open(part) as stream:
        while chunk := stream.read(READ_BYTES):
            reader.feed(chunk)
            budget.check_time()
            for row in rows[:-1]:  # the last one may go on in the next chunk
                number += 1
                yield number, row
            del rows[:-1]
        for row in rows:
            number += 1
            yield number, row
        reader.feed(b"", is_last=True)


def _look_up(definition: _Definition, field: int, number: str) -> str:
    items = definition.items[field] if field < len(definition.items) else []
    return items[int(number)] if number.isdecimal() and int(number) < len(items) else ""


def _show(name: str, attributes: dict[str, str]) -> str:
    value = attributes.get("v", "")
    if name == "n":
        try:
            return show_value(float(value))
        except ValueError:
            return value
    if name == "d":
        return value.replace("T00:00:00", "").replace("T", " ")
    return "" if name in _MISSING else value
