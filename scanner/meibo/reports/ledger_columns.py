"""The columns of the ledger: what the scan fills, what the officer fills, and how they are told from their headings."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from meibo.catalogue.ledger import WORDS

ID, STATE = "meibo-id", "meibo-state"
"""Headings of the two hidden columns, in every language."""


class LedgerColumn(msgspec.Struct, frozen=True):
    """One column of the ledger."""

    id: str
    width_chars: float
    kind: Literal["text", "long", "word", "level", "count", "change", "date", "hidden"]
    """``long`` text is broken into lines."""
    is_officers: bool = False
    choices: Literal["", "closed", "open"] = ""
    """Whether there is a list to choose from, and whether anything else is refused."""

    @property
    def headings(self) -> tuple[str, ...]:
        """In Japanese and English; a hidden column has one for both."""
        return (self.id,) if self.kind == "hidden" else WORDS[f"column-{self.id}"]


def _officers(name: str, width_chars: float, kind: Literal["long", "word", "date"] = "long",
              choices: Literal["", "closed", "open"] = "") -> LedgerColumn:  # fmt: skip
    return LedgerColumn(name, width_chars, kind, is_officers=True, choices=choices)


COLUMNS: Final = (
    LedgerColumn(ID, 4, "hidden"),
    LedgerColumn(STATE, 4, "hidden"),
    LedgerColumn("number", 7, "word"),
    LedgerColumn("status", 12, "word"),
    LedgerColumn("level", 8, "level"),
    LedgerColumn("folder", 40, "long"),
    LedgerColumn("target", 30, "text"),
    LedgerColumn("people-likely", 12, "count"),
    LedgerColumn("people-least", 12, "count"),
    LedgerColumn("people-most", 12, "count"),
    LedgerColumn("change", 12, "change"),
    LedgerColumn("files", 9, "count"),
    LedgerColumn("items", 44, "long"),
    LedgerColumn("special", 26, "long"),
    LedgerColumn("my-number", 14, "word"),
    LedgerColumn("raised", 38, "long"),
    LedgerColumn("owners", 22, "long"),
    LedgerColumn("audience", 16, "word"),
    LedgerColumn("newest", 12, "date"),
    LedgerColumn("first-seen", 12, "date"),
    LedgerColumn("last-seen", 12, "date"),
    LedgerColumn("moved", 30, "long"),
    _officers("name", 22),
    _officers("needed", 10, "word", "closed"),
    _officers("purpose", 30),
    _officers("subjects", 16, "long", "open"),
    _officers("source", 20),
    _officers("department", 16),
    _officers("person", 14),
    _officers("access", 20),
    _officers("period", 18),
    _officers("disposal-date", 13, "date"),
    _officers("disposal", 18, "long", "open"),
    _officers("entrusted", 18),
    _officers("provided", 18, "word", "closed"),
    _officers("abroad", 18, "word", "closed"),
    _officers("measures", 26),
    _officers("takes-over", 14, "word"),
    _officers("remark", 30),
)  # fmt: skip

BY_ID: Final = {column.id: column for column in COLUMNS}
_BY_HEADING: Final = {heading: column for column in COLUMNS for heading in column.headings}


def find_column(heading: str) -> LedgerColumn | None:
    """The column of a heading in any language, None for one of the officer's own."""
    return _BY_HEADING.get(heading.strip())
