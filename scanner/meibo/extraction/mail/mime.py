"""The structure of internet mail (RFC 5322, RFC 2045, RFC 2046): header fields, and parts by their boundaries.

A part is two offsets of the mail that is held, so that nothing is copied but what is decoded.
"""

from __future__ import annotations

import binascii
import re
from typing import TYPE_CHECKING

import msgspec

from meibo.extraction.mail.header_words import decode_base64, decode_words, read_parameters, read_raw

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:([^\r\n]*(?:(?:\r(?!\n)|\r?\n[ \t])[^\r\n]*)*)(?:\r?\n|\Z)")
_MAILBOX_LINE = re.compile(rb">?From ([^ \r\n]*)[^\r\n]*(?:\r?\n|\Z)")
_LINE_END = re.compile(rb"\r?\n")
_EDGE_REST = re.compile(rb"(--)?[ \t]*(?:\r?\n|\Z)")
_NEW_LINE = 0x0A
_FOLD = re.compile(rb"\r?\n")
MOST_HEADER_FIELDS = 10_000
"""More is an attack: nothing that was really sent has a tenth of it."""


class Part(msgspec.Struct):
    """One part of a mail, or the whole of it: its header fields, and where in the held bytes its body is."""

    fields: list[tuple[str, bytes]]
    """Names in lower case and values, unfolded, in their order."""
    raw: bytes
    start: int
    end: int
    envelope: str = ""
    """Who sent it, by the line that begins a message in a mailbox; empty where there is none."""

    def find(self, name: str) -> str:
        """The first value of a field, raw bytes decoded, encoded words not; empty where there is none."""
        return next((read_raw(value) for field, value in self.fields if field == name), "")

    @property
    def body(self) -> bytes:
        """The body as it was transferred."""
        return self.raw[self.start : self.end]

    @property
    def kind(self) -> str:
        """The media type in lower case, ``text/plain`` where none is declared."""
        kind = self.find("content-type").partition(";")[0].strip().lower()
        return kind if "/" in kind else "text/plain"

    @property
    def parameters(self) -> dict[str, str]:
        """Those of Content-Type."""
        return read_parameters(";" + self.find("content-type").partition(";")[2])

    @property
    def disposition(self) -> str:
        """``attachment``, ``inline``, or empty where nothing is said."""
        return self.find("content-disposition").partition(";")[0].strip().lower()

    @property
    def file_name(self) -> str:
        """The name under which it was attached, empty where it has none."""
        disposition = read_parameters(";" + self.find("content-disposition").partition(";")[2])
        name = disposition.get("filename") or self.parameters.get("name") or ""
        return name.strip() or decode_words(self.find("content-location")).rstrip("/").rpartition("/")[2].strip()

    def decode(self) -> bytes:
        """The body as it was before its transfer."""
        encoding = self.find("content-transfer-encoding").strip().strip("'\"").lower()
        if encoding.startswith("base64"):
            return decode_base64(memoryview(self.raw)[self.start : self.end])
        if encoding.startswith("quoted-printable"):
            return binascii.a2b_qp(self.body)
        if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
            return decode_uu(self.body)
        return self.body


def read_part(raw: bytes, start: int = 0, end: int | None = None) -> Part:
    """The part between two offsets. Its header ends at a line that is no field, whether that is blank or not."""
    end = len(raw) if end is None else end
    fields: list[tuple[str, bytes]] = []
    at = start
    envelope = ""
    while line := _MAILBOX_LINE.match(raw, at, end):
        envelope = envelope or read_raw(line[1])
        at = line.end()
    while len(fields) < MOST_HEADER_FIELDS and (field := _FIELD.match(raw, at, end)):
        value = field[2]
        fields.append(
            (field[1].decode("ascii").lower(), _FOLD.sub(b"", value).strip() if b"\n" in value else value.strip())
        )
        at = field.end()
    blank = _LINE_END.match(raw, at, end)
    return Part(fields, raw, blank.end() if blank else at, end, envelope)


def split_parts(part: Part, boundary: str) -> Iterator[Part]:
    """The parts of a multipart; the last one ends where the outer part does if its own end is missing."""
    raw = part.raw
    begin: int | None = None
    for start, end, is_last in _find_edges(part, b"--" + boundary.encode("utf-8", "surrogateescape")):
        if begin is not None:
            yield read_part(raw, begin, _before_line_end(raw, begin, start))
        begin = None if is_last else end
    if begin is not None:
        yield read_part(raw, begin, part.end)


def _find_edges(part: Part, sign: bytes) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each line that is a boundary, and whether it closes the multipart."""
    raw, at = part.raw, part.start
    while (start := raw.find(sign, at, part.end)) >= 0:
        at = start + len(sign)
        rest = _EDGE_REST.match(raw, at, part.end)
        if rest and (start == part.start or raw[start - 1] == _NEW_LINE):
            yield start, rest.end(), bool(rest[1])
            at = rest.end()


def decode_uu(raw: bytes) -> bytes:
    """What uuencoded lines hold, with or without the lines ``begin`` and ``end``."""
    done: list[bytes] = []
    for line in raw.splitlines():
        if line.startswith(b"begin ") or not line:
            continue
        if line == b"end":
            break
        try:
            done.append(binascii.a2b_uu(line))
        except binascii.Error:
            count = (((line[0] - 32) & 63) * 4 + 5) // 3  # some writers pad the line too far
            with_room = line[:count].ljust(count, b" ")
            done.append(_decode_uu_line(with_room))
    return b"".join(done)


def _decode_uu_line(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        return b""


def _before_line_end(raw: bytes, start: int, end: int) -> int:
    """The line end before a boundary belongs to it."""
    if end - start >= 2 and raw[end - 2 : end] == b"\r\n":
        return end - 2
    return end - 1 if end > start else end
