"""The texts that the cells of a workbook share (ECMA-376 Part 1, 18.4.9), held in little memory."""

from __future__ import annotations

import array
from typing import TYPE_CHECKING, BinaryIO

from meibo.extraction.budget import LimitReachedError
from meibo.extraction.office.xml_events import XmlReader, local_name

if TYPE_CHECKING:
    from meibo.extraction.budget import Budget

_BYTES_OF_MARK = 8


class SharedStrings:
    """Texts by their number, in one piece of memory; a number without text is an empty text."""

    def __init__(self, most_bytes: int) -> None:
        self._raw = bytearray()
        self._ends = array.array("Q")
        self._most_bytes = most_bytes

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self._ends):
            return ""
        start = self._ends[number - 1] if number else 0
        return self._raw[start : self._ends[number]].decode("utf-8", "replace")

    def add(self, text: str) -> None:
        """One more text; raises LimitReachedError where all of them are too much to hold."""
        self._raw += text.encode("utf-8", "replace")
        self._ends.append(len(self._raw))
        if len(self._raw) + _BYTES_OF_MARK * len(self._ends) > self._most_bytes:
            raise LimitReachedError("held-limit", f"{self._most_bytes:,} bytes")


def read_shared_strings(strings: SharedStrings, stream: BinaryIO, budget: Budget) -> None:
    """Add the texts of a part; what was read before damage or a limit stands. Readings (furigana) are left out."""
    text: list[str] = []
    is_reading = False
    is_text = False

    def on_start(tag: str, _: dict[str, str]) -> None:
        nonlocal is_reading, is_text
        name = local_name(tag)
        if name == "si":
            text.clear()
        elif name == "rPh":
            is_reading = True
        is_text = name == "t" and not is_reading

    def on_end(tag: str) -> None:
        nonlocal is_reading, is_text
        is_text = False
        name = local_name(tag)
        if name == "rPh":
            is_reading = False
        elif name == "si":
            strings.add("".join(text))

    def on_text(piece: str) -> None:
        if is_text:
            text.append(piece)

    XmlReader(on_start, on_end, on_text).read(stream, budget)
