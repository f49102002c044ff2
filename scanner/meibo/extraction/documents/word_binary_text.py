"""The characters of a .doc as lines and rows: marks of paragraphs and cells, fields, tracked changes ([MS-DOC] 2.4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meibo.extraction.documents.field_codes import find_address, find_reading
from meibo.extraction.documents.flow_builder import FlowBuilder
from meibo.extraction.documents.table_nest import TableNest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.documents.flow import Piece
    from meibo.extraction.documents.word_binary import WordBinary

_END = re.compile("[\r\x07\x0c]")
_CONTROL = re.compile("([\x00-\x09\x0b\x0e-\x1f\xad])")
_SHOWN = {"\t": "\t", "\x0b": "\n", "\x0e": "\n", "\x1e": "-"}
_PARAGRAPHS_AT_ONCE = 500


def read_story(document: WordBinary, first: int, text: str) -> Iterator[Piece]:
    """The pieces of one story, whose first character has the number ``first``."""
    story = _Story(document, first, text)
    at = 0
    for number, match in enumerate(_END.finditer(text)):
        story.read_paragraph(at, match.start(), match[0])
        at = match.end()
        if number % _PARAGRAPHS_AT_ONCE == 0:
            yield from story.flow.take()
    story.read_paragraph(at, len(text), "")
    yield from story.flow.take(is_end=True)


class _Story:
    def __init__(self, document: WordBinary, first: int, text: str) -> None:
        self.flow = FlowBuilder()
        self._nest = TableNest(self.flow)
        self._document, self._first, self._text = document, first, text
        self._changes = document.changes
        self._next_change = 0
        self._was_cell = False
        self._instructions: list[list[str]] = []
        """Of each field that is open, the innermost last."""
        self._has_result: list[bool] = []

    def read_paragraph(self, start: int, end: int, mark: str) -> None:
        """The characters of one paragraph, and the mark that ends it."""
        known = self._document.paragraph(self._first + end)
        is_cell = mark == "\x07"
        depth = max(known.depth, int(is_cell))
        ends_row = known.ends_row or (is_cell and not known.depth and self._was_cell and start == end)
        self._was_cell = is_cell and not ends_row
        if ends_row:
            self._nest.end_row()
            return
        self._nest.enter(depth)
        if mark or start < end:
            self.flow.start_paragraph()
            self._add_changed(start, end)
            self._end_instructions()
            self.flow.end_paragraph()
        if is_cell or known.ends_cell:
            self._nest.end_cell()

    def _add_changed(self, start: int, end: int) -> None:
        """The text from one place to another, with what is deleted and inserted marked so."""
        while self._next_change < len(self._changes) and self._changes[self._next_change][1] <= self._first + start:
            self._next_change += 1
        for index in range(self._next_change, len(self._changes)):
            first, last, is_deleted = self._changes[index]
            first, last = max(first - self._first, start), min(last - self._first, end)
            if first >= end:
                break
            if first >= last:
                continue
            self._add(self._text[start:first])
            self.flow.deleted, self.flow.inserted = int(is_deleted), int(not is_deleted)
            self._add(self._text[first:last])
            self.flow.deleted = self.flow.inserted = 0
            start = last
        self._add(self._text[start:end])

    def _add(self, text: str) -> None:
        for shown in _CONTROL.split(text):
            if shown == "\x13":
                self._instructions.append([])
                self._has_result.append(False)
            elif shown == "\x14" and self._has_result:
                self._has_result[-1] = True
            elif shown == "\x15" and self._instructions:
                self._end_field()
            elif shown and (shown[0] > "\x1f" or shown in _SHOWN):
                self._show(_SHOWN.get(shown, shown))

    def _show(self, text: str) -> None:
        """Text is shown, or is part of an instruction."""
        if not all(self._has_result):
            if not self._has_result[-1]:
                self._instructions[-1].append(text)
            return
        if not text.isascii():
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self.flow.add(text)

    def _end_field(self) -> None:
        instruction = "".join(self._instructions.pop())
        has_result = self._has_result.pop()
        address = find_address(instruction)
        if address and address not in self.flow.shown:
            self._show(f" <{address}> ")
        if not has_result and (found := find_reading(instruction)):
            self._show(found[0])
            self.flow.add_reading(found[1])

    def _end_instructions(self) -> None:
        """No instruction goes on behind its paragraph: one that would was cut, and is text."""
        while self._instructions and not self._has_result[-1]:
            instruction = "".join(self._instructions.pop())
            self._has_result.pop()
            self._show(instruction)
