"""Pictures in the drawings of Office 97-2003 ([MS-ODRAW] 2.2.23, Microsoft): records of type 0xF01A to 0xF02A."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from meibo.extraction.model import Member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item

_BITMAP = re.compile(rb"[\x1d\x1e\x1f\x29\x2a]\xf0(....)", re.DOTALL)
"""JPEG, PNG, DIB, TIFF and JPEG again, with the size of the record."""
_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"\x28\0\0\0")
_HEADER_BYTES = 64
"""Identifiers stand before the picture itself."""
_DIB = b"\x28\0\0\0"
_BITMAP_HEADER = b"BM" + bytes(12)


def extract_pictures(data: bytes, budget: Budget, storage: tuple[str, ...] = ()) -> Iterator[Item]:
    """The bitmaps in a stream as members, numbered; drawings made of lines are left out."""
    at = number = 0
    while found := _BITMAP.search(data, at):
        budget.check_time()
        start, size = found.end(), int.from_bytes(found[1], "little")
        head = data[start : start + _HEADER_BYTES]
        places = [place for signature in _SIGNATURES if (place := head.find(signature)) >= 0]
        if not places or start + size > len(data):
            at = found.start() + 1
            continue
        number += 1
        content = data[start + min(places) : start + size]
        if content.startswith(_DIB):
            content = _BITMAP_HEADER + content
        yield Member(f"picture{number}", io.BytesIO(content), is_decoration=True, container=storage)
        at = start + size
