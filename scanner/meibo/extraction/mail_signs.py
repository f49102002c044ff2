"""How a text shows that it is a mail or a mailbox: by its first lines, with the suffix of its name as a hint."""

from __future__ import annotations

import re

_MAIL_SUFFIXES = (".eml", ".emlx", ".mht", ".mhtml", ".mim", ".mime", ".mail")
_MAILBOX_SUFFIXES = (".mbox", ".mbx")
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*(?:\r?\n|\Z)")
_EMLX_LENGTH = re.compile(rb"\d+[ \t]*\r?\n")
_MAILBOX_LINE = re.compile(rb"From [^\r\n]*\d[^\r\n]*\r?\n")
_COMMON = frozenset(
    b"from to cc bcc subject date sender reply-to content-type content-transfer-encoding content-disposition".split()
)
_TECHNICAL = frozenset(
    b"message-id mime-version received return-path delivered-to dkim-signature x-mailer references in-reply-to".split()
)
"""Fields that nobody writes by hand at the head of a text."""
_FIELDS = 60


def find_mail_format(head: bytes, name: str) -> str:
    """``eml``, ``mbox``, or empty where the text is neither.

    A file that is called a mail needs one usual field; another one a technical field and a usual one. What is no mail
    is read as text, so that nothing is lost of a mail that was printed into a text file.
    """
    is_called_mail = name.lower().endswith(_MAIL_SUFFIXES)
    head = head.removeprefix(b"\xef\xbb\xbf")
    line = _MAILBOX_LINE.match(head)
    if line and (_FIELD.match(head, line.end()) or name.lower().endswith(_MAILBOX_SUFFIXES)):
        return "mbox"
    length = _EMLX_LENGTH.match(head) if is_called_mail else None
    names = _read_names(head, length.end() if length else 0)
    usual, technical = names & _COMMON, names & _TECHNICAL
    return "eml" if (usual and technical) or (is_called_mail and (usual or technical)) else ""


def _read_names(head: bytes, at: int) -> set[bytes]:
    """The names of the fields that the head begins with, in lower case."""
    names: set[bytes] = set()
    for _ in range(_FIELDS):
        field = _FIELD.match(head, at)
        if not field:
            break
        names.add(field[1].lower())
        at = field.end()
    return names
