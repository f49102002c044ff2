"""Mailboxes of many messages in one file (mbox, RFC 4155; bmf of Becky): one at a time, in bounded memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meibo.extraction.mail.internet_mail import read_mail
from meibo.extraction.mail.message import Message, read_messages
from meibo.extraction.model import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.mail.message import Found
    from meibo.extraction.model import Item, Source

_EDGE = re.compile(rb"\nFrom (?=[^\r\n]{0,400}\d)[^\r\n]{0,400}\r?\n(?=[!-9;-~]{1,400}[ \t]*:|>From |\r?\n)")
_DOT = re.compile(rb"\n\.\r?\n(?=[!-9;-~]{1,400}[ \t]*:)")
DOTTED_SUFFIX = ".bmf"
_TIME = re.compile(rb"\d:\d\d")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_CHUNK_BYTES = 1 << 20
_EDGE_BYTES = 1 << 10
"""More than the line that begins a message has."""


def extract(source: Source) -> Iterator[Item]:
    """The messages in their order; each stands in the container ``message 12``."""
    yield from read_messages(_read(source), source)


def _read(source: Source) -> Iterator[Found]:
    budget = source.budget
    for number, (raw, is_whole) in enumerate(_split(source), 1):
        container = (f"message {number}",)
        budget.take_member()
        if not is_whole:
            limit = f"{budget.limits.held_bytes:,} bytes"
            yield container, Message(notices=[Notice("held-limit", detail=limit)])
        content = _ESCAPED.sub(rb"\1", raw) if b"\n>" in raw else raw
        yield container, read_mail(content, 0, len(content), budget)


def _split(source: Source) -> Iterator[tuple[bytes, bool]]:
    """Each message with the line that begins it, and whether it is whole: what is too long to be held is cut off."""
    most_bytes = source.budget.limits.held_bytes
    find_edges = _find_dots if source.suffix == DOTTED_SUFFIX else _find_edges
    held = bytearray()
    is_cut = False
    while chunk := source.stream.read(_CHUNK_BYTES):
        source.budget.check_time()
        searched = max(len(held) - _EDGE_BYTES, 0)
        held += chunk
        begin = 0
        for edge in find_edges(held, searched):
            if not is_cut:
                yield bytes(held[begin:edge]), True
            begin, is_cut = edge, False
        del held[:begin]
        if len(held) > most_bytes:
            if not is_cut:
                yield bytes(held[:most_bytes]), False
            is_cut = True
            del held[:-_EDGE_BYTES]
    if held.strip() and not is_cut:
        yield bytes(held), True


def _find_edges(held: bytearray, start: int) -> Iterator[int]:
    """Where messages begin: at a line ``From`` with a time, or with a number behind a blank line; a header follows."""
    for found in _EDGE.finditer(held, start):
        at = found.start() + 1
        if _TIME.search(held, at, found.end()) or held.endswith((b"\n\n", b"\n\r\n"), max(at - 3, 0), at):
            yield at


def _find_dots(held: bytearray, start: int) -> Iterator[int]:
    """Where messages begin in a mailbox of Becky: behind a line of one dot, as mail servers end a message."""
    for found in _DOT.finditer(held, start):
        yield found.end()
