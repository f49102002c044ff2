"""The text of the small XML parts of a spreadsheet that are not cells: comments, drawings, charts, headers ..."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import msgspec
from msgspec import structs

from meibo.extraction.blocks import cut_text
from meibo.extraction.office.xml_events import XmlReader, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo_detectors.model import Block, Position


class TextRule(msgspec.Struct, frozen=True):
    """Where the text of a kind of part stands; names without prefix."""

    inside: frozenset[str] = frozenset()
    """Elements that hold text; empty: all."""
    ends_line: frozenset[str] = frozenset()
    """Elements whose end ends a line; empty: all."""
    attributes: dict[str, tuple[str, ...]] = {}
    """Element -> attributes that are text, each a line."""
    not_inside: frozenset[str] = frozenset({"rPh"})
    """Elements whose text is left out: readings of what stands there anyway."""


class PartText:
    """Gathers the lines of one part by its rule, from the events of an XmlReader."""

    def __init__(self, rule: TextRule) -> None:
        self._rule = rule
        self._lines: list[str] = []
        self._text: list[str] = []
        self._inside = 0
        self._left_out = 0

    def take(self) -> list[str]:
        """The lines since the last time."""
        lines, self._lines = self._lines, []
        return lines

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = local_name(tag)
        for attribute in self._rule.attributes.get(name, ()):
            self._add_line(attributes.get(attribute, ""))
        self._inside += name in self._rule.inside
        self._left_out += name in self._rule.not_inside

    def end(self, tag: str) -> None:
        """An element ends."""
        name = local_name(tag)
        self._inside -= name in self._rule.inside
        self._left_out -= name in self._rule.not_inside
        if not self._rule.ends_line or name in self._rule.ends_line:
            self._add_line("".join(self._text))
            self._text.clear()

    def add(self, text: str) -> None:
        """Text between tags."""
        if (self._inside or not self._rule.inside) and not self._left_out:
            self._text.append(text)

    def _add_line(self, line: str) -> None:
        line = line.strip()
        if line:
            self._lines.append(line)


def read_part(stream: BinaryIO, rule: TextRule, budget: Budget, position: Position) -> Iterator[Block]:
    """The lines of a part as blocks, those before damage too; raises as XmlReader."""
    text = PartText(rule)
    reader = XmlReader(text.start, text.end, text.add)
    held: list[str] = []
    size_chars = 0
    try:
        for _ in reader.read_steps(stream, budget):
            lines = text.take()
            held += lines
            size_chars += sum(map(len, lines))
            if size_chars > budget.limits.block_bytes:
                yield from cut_text("\n".join(held), budget.limits, position)
                position = structs.replace(position, line=(position.line or 1) + _count_lines(held))
                held, size_chars = [], 0
    except Exception:
        yield from cut_text("\n".join(held + text.take()), budget.limits, position)
        raise
    yield from cut_text("\n".join(held + text.take()), budget.limits, position)


def _count_lines(lines: list[str]) -> int:
    return sum(line.count("\n") + 1 for line in lines)
