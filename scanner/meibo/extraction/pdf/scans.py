"""Whether a page is a scan, although it has text: a fax's line of sender and time, a stamp, a number of the page."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_TYPED: Final = 200
"""Characters; a page with more says something by itself."""
_INVISIBLE: Final = 3
"""How text is shown (ISO 32000-2, 9.3.6)."""
_LEAST_SHARE: Final = 0.5
"""Of the page, which its pictures cover: a scan fills it, but for margins that the scanner left away."""


def is_scan_with_stamp(page: Any, objects: Sequence[Any], text: str) -> bool:
    """Whether pictures cover most of a page and little is typed on them; text behind a picture is what others read."""
    import pypdfium2.raw as pdfium

    if len(text) > _MOST_TYPED:
        return False
    covered = 0.0
    for one in objects:
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered += _measure(one)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT and pdfium.FPDFTextObj_GetTextRenderMode(one) == _INVISIBLE:
            return False
    width, height = page.get_size()
    return covered >= _LEAST_SHARE * float(width * height)


def _measure(shown: Any) -> float:
    """Square points that an object takes; more than the page where it stands out of it."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(shown, left, bottom, right, top):
        return 0.0
    return abs(right.value - left.value) * abs(top.value - bottom.value)
