"""Mailboxes of many messages in one file (mbox, RFC 4155): one message at a time, in bounded memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meibo.extraction.budget import LimitReachedError
from meibo.extraction.describe import describe_exception
from meibo.extraction.mail import read_mail
from meibo.extraction.message import Message, look_ahead, read_message
from meibo.extraction.model import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source

_EDGE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\d[^\r\n]*\r?\n(?=[!-9;-~]+[ \t]*:|>From |\r?\n)")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_CHUNK_BYTES = 1 << 20
_EDGE_BYTES = 1 << 10
"""How much of a message must be there for its first line to be told; a longer one is none."""


def extract(source: Source) -> Iterator[Item]:
    """The messages in their order; each stands in the container ``message 12``."""
    for name, message in look_ahead(_read_messages(source), source.passwords):
        try:
            yield from read_message(message, source, (name,))
        except (LimitReachedError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - a damaged message is an issue, and the others are read
            yield Notice("damaged", detail=describe_exception(error), container=(name,))


def _read_messages(source: Source) -> Iterator[tuple[str, Message]]:
    budget = source.budget
    most_bytes = budget.limits.held_bytes
    for number, raw in enumerate(_split(source, most_bytes), 1):
        name = f"message {number}"
        budget.take_member()
        if len(raw) >= most_bytes:
            notice = Notice("held-limit", detail=f"{most_bytes:,} bytes")
            yield name, Message(notices=[notice])
            continue
        if b"\n>" in raw:
            raw = _ESCAPED.sub(rb"\1", raw)
        try:
            yield name, read_mail(raw, 0, len(raw), budget)
        except (LimitReachedError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - a damaged message is an issue, and the others are read
            yield name, Message(notices=[Notice("damaged", detail=describe_exception(error))])


def _split(source: Source, most_bytes: int) -> Iterator[bytes]:
    """Each message with the line that begins it; one that is too long is cut to ``most_bytes``."""
    held = bytearray()
    searched = 0
    is_end = False
    while not is_end:
        chunk = source.stream.read(_CHUNK_BYTES)
        source.budget.take_bytes(len(chunk))
        is_end = not chunk
        if len(held) < most_bytes or b"From " in chunk:
            held += chunk
        begin = 0
        stop = len(held) if is_end else max(len(held) - _EDGE_BYTES, 0)
        for found in _EDGE.finditer(held, max(searched, 0)):
            if found.start() >= stop or not found.start():
                continue
            yield bytes(held[begin : found.start()][:most_bytes])
            begin = found.start()
        del held[:begin]
        searched = max(stop - begin, 1)
    if held.strip():
        yield bytes(held[:most_bytes])
