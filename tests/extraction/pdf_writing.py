"""Writes PDF by hand: for what no writer makes, hostile files above all."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

CATALOG, PAGES, PAGE, CONTENT, FONT = 1, 2, 3, 4, 5
"""The numbers of the objects that every document has; further ones begin at 6."""


def write_pdf(objects: Mapping[int, bytes] | None = None, show: str = "BT /F1 12 Tf 72 700 Td (body) Tj ET") -> bytes:
    """A PDF of one page; ``objects`` stand in for its own objects, or are added to them."""
    every = {
        CATALOG: b"<< /Type /Catalog /Pages 2 0 R >>",
        PAGES: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        CONTENT: write_stream(show.encode()),
        FONT: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        **(objects or {}),
    }
    written = bytearray(b"%PDF-1.7\n")
    offsets = {}
    for number, content in every.items():
        offsets[number] = len(written)
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(written)
    written += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in offsets.items():
        written += b"%d 1\n%010d 00000 n \n" % (number, offset)
    written += b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (max(offsets) + 1, start)
    return bytes(written)


def write_stream(content: bytes, entries: bytes = b"", *, is_packed: bool = False) -> bytes:
    """A stream object."""
    if is_packed:
        content, entries = zlib.compress(content, 9), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), entries, content)


def write_text(text: str) -> bytes:
    """A string outside of content."""
    return b"<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode() + b">"
