"""A text under construction that remembers where each planted value was written."""

from __future__ import annotations

import codecs
import string
from typing import Final, Literal

import msgspec

Encoding = Literal["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"]
Hint = Literal["any", "low"]


class Value(msgspec.Struct, frozen=True):
    """A spelled value that a detector should find."""

    detector: str
    text: str
    normalised: str
    person: str | None = None
    confidence: Hint = "any"
    """``low`` for values that count for nobody: service phones, role mails, reserved domains, dummies."""


class Decoy(msgspec.Struct, frozen=True):
    """Text that looks like an identifier and is none."""

    kind: str
    text: str


Part = str | Value | Decoy


class Location(msgspec.Struct, frozen=True):
    """Where a value starts in the decoded text: both count from 1, columns are code points."""

    line: int
    column: int


class Mark(msgspec.Struct, frozen=True):
    """A planted part and its place."""

    part: Value | Decoy
    location: Location


class Page:
    """Text that grows part by part; lines end in ``\\n`` until the page is encoded."""

    def __init__(self, encoding: Encoding = "utf-8") -> None:
        self.encoding: Encoding = encoding
        self.marks: list[Mark] = []
        self._pieces: list[str] = []
        self._line = 1
        self._column = 1

    @property
    def text(self) -> str:
        """All that was written so far."""
        return "".join(self._pieces)

    def encode(self, newline: str = "\n") -> bytes:
        """The page as bytes; UTF-16 is little-endian with its mark on every machine.

        Raises:
            UnicodeEncodeError: when the encoding cannot write a character of the page.
        """
        text = self.text.replace("\n", newline)
        if self.encoding == "utf-16":
            return codecs.BOM_UTF16_LE + text.encode("utf-16-le")
        return text.encode(self.encoding)

    def write(self, *parts: Part) -> None:
        """Append parts as they are."""
        for part in parts:
            text = part if isinstance(part, str) else part.text
            if not isinstance(part, str):
                self.marks.append(Mark(part, Location(self._line, self._column)))
            self._pieces.append(text)
            self._line += text.count("\n")
            self._column = len(text) - text.rfind("\n") if "\n" in text else self._column + len(text)

    def write_line(self, *parts: Part) -> None:
        """Append parts and end the line."""
        self.write(*parts, "\n")

    def fill(self, template: str, **parts: Part) -> None:
        """Append a template whose ``{name}`` fields are parts, without the line break that it starts with."""
        for literal, field, _, _ in _FORMATTER.parse(template.removeprefix("\n")):
            self.write(literal)
            if field is not None:
                self.write(parts[field])

    def write_table(self, rows: list[list[Part]], delimiter: str = ",", quote: str = "") -> None:
        """Append rows of delimited cells; cells hold neither the delimiter nor the quote."""
        for row in rows:
            for at, cell in enumerate(row):
                self.write(delimiter if at else "", quote, cell, quote)
            self.write("\n")


_FORMATTER: Final = string.Formatter()
