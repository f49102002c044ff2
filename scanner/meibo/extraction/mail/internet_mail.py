"""Internet mail (eml, emlx, mht): header, bodies, attachments, mails inside of mails (RFC 5322, RFC 2045-2049).

Written by hand rather than with ``email``: that reads line by line, loses what is illegal but common in Japanese mail,
and recurses. Here a mail is held once, its parts are offsets, and nothing that is broken raises.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from meibo.extraction.describe import describe_exception
from meibo.extraction.mail.header import read_header
from meibo.extraction.mail.header_words import decode_words, read_raw
from meibo.extraction.mail.message import Attachment, Body, Message, read_message
from meibo.extraction.mail.mime import Part, decode_uu, read_part, split_parts
from meibo.extraction.mail.signed_content import read_signed
from meibo.extraction.model import Notice
from meibo.extraction.text.charsets import decode_as

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item, Source

MOST_DEPTH = 40
"""Multiparts in multiparts; what is deeper is read as text."""
_MOST_BODY_BYTES = 16 << 20
"""A longer text is read as a file, which need not be held."""
_EMLX_LENGTH = re.compile(rb"\d+[ \t]*\r?\n")
_ENCODED_FILE = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n((?:[ -`]{1,90}\r?\n)+)end\r?$", re.MULTILINE)
_QUOTES = re.compile(r"(>*) ?")
_ENCRYPTED_TEXT = "-----BEGIN PGP MESSAGE-----"
_PKCS7 = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_SAYS_NOTHING = (
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
    "application/pgp-keys", "text/x-amp-html",
)  # fmt: skip
_ENDINGS = {
    "text/calendar": "ics",
    "text/csv": "csv",
    "text/html": "html",
    "text/plain": "txt",
    "text/vcard": "vcf",
    "text/x-vcard": "vcf",
}
_BODY_SUFFIXES = (".txt", ".htm", ".html")
"""Of names that some mailers give to the text of a mail; any other is that of a file."""
_PLAIN_ENDING = re.compile(r"[a-z0-9]{1,5}")
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]+')
_MOST_NAME_CHARS = 80


def extract(source: Source) -> Iterator[Item]:
    """The header in labelled lines, the bodies, then what is attached."""
    raw = source.budget.read(source.stream)
    length = _EMLX_LENGTH.match(raw)
    start = length.end() if length else 0
    end = min(start + int(length[0]), len(raw)) if length else len(raw)
    yield from read_message(read_mail(raw, start, end, source.budget), source)


def read_mail(raw: bytes, start: int, end: int, budget: Budget) -> Message:
    """The message between two offsets."""
    part = read_part(raw, start, end)
    message = read_header(part)
    message.size_bytes = len(raw)
    try:
        _Walk(message, budget).read(part, 0)
    except Exception as error:  # noqa: BLE001 - raised again when what was read is given
        message.failure = error
    return message


class _Walk:
    """Goes through the parts of a mail and puts them where they belong in the message."""

    def __init__(self, message: Message, budget: Budget) -> None:
        self._message, self._budget = message, budget

    def read(self, part: Part, depth: int) -> None:
        """One part, whatever it is."""
        kind = part.kind
        self._budget.check_time()
        if kind.startswith("multipart/"):
            self._read_multipart(part, kind, depth)
        elif kind in ("message/rfc822", "message/global", "text/rfc822-headers"):
            self._attach_mail(part)
        elif kind in _PKCS7:
            self._read_signed(part, depth)
        elif kind in _SAYS_NOTHING:
            return
        elif self._is_body(part, kind):
            body = self._read_body(part, kind)
            if body.text or body.markup:
                self._message.bodies.append(body)
        else:
            self._attach(part, kind)

    def _read_multipart(self, part: Part, kind: str, depth: int) -> None:
        if kind == "multipart/encrypted":
            self._message.notices.append(Notice("encrypted"))
            return
        boundary = part.parameters.get("boundary", "")
        first = len(self._message.bodies)
        is_read = False
        for inner in split_parts(part, boundary) if boundary and depth < MOST_DEPTH else ():
            self.read(inner, depth + 1)
            is_read = True
        if not is_read:  # damaged, or an attack: nothing of it may be lost
            self._message.bodies.append(Body(decode_as(part.body)))
        elif kind == "multipart/alternative":
            self._join_alternatives(first)

    def _join_alternatives(self, first: int) -> None:
        """The same in two forms, text and HTML, is one body; each may be in pieces, with files between them."""
        bodies = self._message.bodies[first:]
        texts = [body.text for body in bodies if body.text]
        markups = [body.markup for body in bodies if body.markup]
        if len(bodies) > 1 and texts and markups:
            self._message.bodies[first:] = [Body("\n".join(texts), "\n".join(markups))]

    def _is_body(self, part: Part, kind: str) -> bool:
        if part.disposition == "attachment" or part.end - part.start > _MOST_BODY_BYTES:
            return False
        if kind == "message/delivery-status" or kind == "message/disposition-notification":
            return True
        if kind in ("text/calendar", "text/vcard", "text/x-vcard", "text/csv"):
            return False
        name = part.file_name
        is_first_text = not self._message.bodies and name.lower().endswith(_BODY_SUFFIXES)
        is_page = kind == "text/html" and bool(part.find("content-location"))
        return kind.startswith(("text/", "message/")) and (not name or is_first_text or is_page)

    def _read_body(self, part: Part, kind: str) -> Body:
        raw = self._cut_out_files(self._decode(part)) if kind == "text/plain" else self._decode(part)
        parameters = part.parameters
        text = decode_as(raw, parameters.get("charset", ""))
        if kind == "text/html":
            return Body(markup=text)
        if _ENCRYPTED_TEXT in text:
            self._message.notices.append(Notice("encrypted"))
        if parameters.get("format", "").lower() == "flowed":
            text = join_flowed(text, drops_blank=parameters.get("delsp", "").lower() == "yes")
        return Body(text)

    def _cut_out_files(self, raw: bytes) -> bytes:
        """The text without the uuencoded files in it, which are attached: so it was before MIME."""
        for found in _ENCODED_FILE.finditer(raw) if b"begin " in raw else ():
            content = partial(decode_uu, found[2])
            self._message.attachments.append(Attachment(decode_words(read_raw(found[1])), content))
        return _ENCODED_FILE.sub(b"", raw) if b"begin " in raw else raw

    def _attach(self, part: Part, kind: str) -> None:
        main, _, sub = kind.partition("/")
        ending = _ENDINGS.get(kind) or (sub if _PLAIN_ENDING.fullmatch(sub) else "bin")
        shown = f"attachment {len(self._message.attachments) + 1}" if part.disposition or main != "text" else "body"
        name = part.file_name or f"{shown}.{ending}"
        is_shown = part.disposition == "inline" or bool(part.find("content-id"))
        self._message.attachments.append(
            Attachment(name, lambda: self._decode(part), is_decoration=main == "image" and is_shown)
        )

    def _attach_mail(self, part: Part) -> None:
        """A mail inside of the mail, as a file of its own that is called by its subject."""
        subject = decode_words(read_part(part.raw, part.start, part.end).find("subject"))
        name = (part.file_name or name_message(subject)).removesuffix(".eml") + ".eml"
        self._message.attachments.append(Attachment(name, lambda: self._decode(part)))

    def _decode(self, part: Part) -> bytes:
        content = part.decode()
        self._budget.take_bytes(len(content))
        return content

    def _read_signed(self, part: Part, depth: int) -> None:
        """S/MIME in one piece: what is signed is read, what is encrypted cannot be."""
        try:
            content = read_signed(self._decode(part))
        except ValueError as error:
            self._message.notices.append(Notice("damaged", detail=describe_exception(error)))
            return
        if content is None:
            self._message.notices.append(Notice("encrypted"))
        elif content and depth < MOST_DEPTH:
            self.read(read_part(content), depth + 1)


def name_message(subject: str) -> str:
    """A file name for a message, as mail programs make it of its subject."""
    return _FORBIDDEN.sub("_", subject).strip()[:_MOST_NAME_CHARS].strip() or "message"


def join_flowed(text: str, *, drops_blank: bool = False) -> str:
    """Text of ``format=flowed`` (RFC 3676) with its lines whole again; a value is not broken in it.

    >>> join_flowed("a long \\nline\\n")
    'a long line\\n'
    """
    done: list[str] = []
    open_quotes: str | None = None
    for line in text.splitlines():
        quotes = _QUOTES.match(line)
        depth, rest = (quotes[1], line[quotes.end() :]) if quotes else ("", line)
        if open_quotes == depth:
            done[-1] += rest
        else:
            done.append(f"{depth} {rest}" if depth else rest)
        is_open = rest.endswith(" ") and rest != "-- "
        if is_open and drops_blank:
            done[-1] = done[-1][:-1]
        open_quotes = depth if is_open else None
    return "".join(line + "\n" for line in done)
