"""Where the values of a mail stand, whatever format it is saved in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from msgspec import structs

from meibo.samples.draft import Line, join, mark_line
from meibo.samples.page import Location
from meibo.samples.writers.model import enclose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from meibo.samples.page import Mark
    from meibo.samples.writers.model import Message

HEADER: Final = ("header",)
"""Whom a mail is from and to, one a line."""
_LABELS: Final = {"From:": "差出人", "To:": "宛先", "Cc:": "Cc"}
"""How a field of the header is shown, in this order: label, name and address, with tabs between them."""


def list_lines(message: Message) -> Iterator[str]:
    """The lines of the body."""
    return (join(block.parts) for block in message.blocks if isinstance(block, Line))


def mark_message(message: Message) -> Iterator[Mark]:
    """The people of the header, then the body, then what is attached."""
    fields = (("From:", (message.sender,)), ("To:", message.to), ("Cc:", message.cc))
    lines = [(_LABELS[field], mailbox) for field, mailboxes in fields for mailbox in mailboxes]
    for line, (label, mailbox) in enumerate(lines, 1):
        yield from mark_line((label, "\t", mailbox.name, "\t", mailbox.address), line, container=HEADER)
    for line, block in enumerate(message.blocks, 1):
        if isinstance(block, Line):
            yield from mark_line(block.parts, line)
    yield from enclose(message.files)


def place_in_mail(text: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    """Where the values of a mail stand that was written as text, its header too: each part counts its own lines."""
    header = text.partition("\n\n")[0].split("\n")
    for mark in marks:
        place = cast("Location", mark.location)
        line, column = place.line, place.column
        if line > len(header):
            yield structs.replace(mark, location=Location(line - len(header) - 1, column))
        else:
            yield structs.replace(
                mark, location=Location(line, _find_column(header[line - 1], column)), container=HEADER
            )


def _find_column(written: str, column: int) -> int:
    """Where a value of a written header line is shown."""
    field, _, rest = written.partition(" ")
    label = _LABELS.get(field)
    if label is None:
        return column
    name, bracket, _ = rest.partition(" <")
    before = len(field) + 1
    if bracket and column > before + len(name):
        return column - before - len(" <") + len(label) + len("\t\t")
    return column - before + len(label) + (1 if bracket else 2)
