"""Whether a text is a mail message (RFC 5322) or a mailbox of messages (mbox, RFC 4155), told by its first lines."""

from __future__ import annotations

import re

_START = re.compile(rb"(?:\xef\xbb\xbf)?(?:[A-Za-z][A-Za-z0-9-]{1,60}:|(From ))")
_EMLX_LENGTH = re.compile(rb"\d+[ \t]*\r?\n")
"""Before a mail that Apple Mail keeps."""
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):")
_FOLDED = (b" ", b"\t")
_SENDER_LINE = re.compile(rb"From [^\n]*(\d\d:\d\d)[^\n]*\n|From [^\n]*\n")
"""The line before each message of a mailbox; it should end in a date."""
_MOST_LINES = 200
_ENOUGH = 2

_MARK_BYTES = b"\xef\xbb\xbf"
_FIELDS = frozenset(
    b"from to cc bcc subject date received message-id mime-version return-path content-type content-transfer-encoding "
    b"reply-to sender delivered-to envelope-to in-reply-to references x-mailer dkim-signature x-original-to list-id "
    b"authentication-results x-ms-exchange-organization-authas x-mozilla-status".split()
)
_BY_PROGRAMS = _FIELDS - frozenset(b"from to cc bcc subject date reply-to sender content-type".split())
"""Fields that nobody writes by hand: who notes a conversation writes From, To, Date and Subject too."""
_SENT = re.compile(rb"(?i)date:[ \t]*(?:[a-z]{3},[ \t]*)?\d{1,2} [a-z]{3} \d{4} \d\d:\d\d")


def tell_mail(head: bytes, suffix: str) -> str | None:
    """``eml`` or ``mbox`` where a text begins like one, else None; ``suffix`` has no dot.

    A file that is named as a mail needs one known field; any other needs two of which one is a program's.
    """
    if suffix == "emlx" and (length := _EMLX_LENGTH.match(head)):
        head = head[length.end() :]
    start = _START.match(head)
    if start is None:
        return None
    if start[1]:
        line = _SENDER_LINE.match(head)
        is_mailbox = line is not None and (_count_fields(head[line.end() :])[0] or (line[1] and suffix == "mbox"))
        return "mbox" if is_mailbox else None
    known, by_programs = _count_fields(head.removeprefix(_MARK_BYTES))
    if suffix == "bmf":  # a mailbox that begins with its first message
        return "mbox" if known else None
    if suffix in ("eml", "emlx", "mht", "mhtml"):
        return "eml" if known else None
    return "eml" if known >= _ENOUGH and by_programs else None


def _count_fields(head: bytes) -> tuple[int, int]:
    """How many known fields the block of fields has, and how many of them only programs write."""
    known = by_programs = 0
    for line in head.split(b"\n", _MOST_LINES)[:_MOST_LINES]:
        if line.startswith(_FOLDED):
            continue
        field = _FIELD.match(line)
        if field is None:
            break
        name = field[1].lower()
        known += name in _FIELDS
        by_programs += name in _BY_PROGRAMS or (name == b"date" and _SENT.match(line) is not None)
    return known, by_programs
