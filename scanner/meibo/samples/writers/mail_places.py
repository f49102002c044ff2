"""Where the values of a mail stand, whatever format it is saved in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from meibo.samples.draft import Line, join, mark_line
from meibo.samples.writers.model import enclose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.samples.page import Mark, Part
    from meibo.samples.writers.model import Mailbox, Message

HEADER: Final = ("header",)
"""Whom a mail is from and to, one a line."""


def list_lines(message: Message) -> Iterator[str]:
    """The lines of the body."""
    return (join(block.parts) for block in message.blocks if isinstance(block, Line))


def mark_message(message: Message) -> Iterator[Mark]:
    """The people of the header, then the body, then what is attached."""
    mailboxes = [
        ("差出人: ", message.sender),
        *(("宛先: ", mailbox) for mailbox in message.to),
        *(("Cc: ", mailbox) for mailbox in message.cc),
    ]
    for line, (label, mailbox) in enumerate(mailboxes, 1):
        yield from mark_line((label, *_show(mailbox)), line, container=HEADER)
    for line, block in enumerate(message.blocks, 1):
        if isinstance(block, Line):
            yield from mark_line(block.parts, line)
    yield from enclose(message.files)


def _show(mailbox: Mailbox) -> tuple[Part, ...]:
    return (mailbox.name, " <", mailbox.address, ">") if mailbox.name else (mailbox.address,)
