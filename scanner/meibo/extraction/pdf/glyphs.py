"""The glyphs of a page as pdfium shows them, in the order in which they are drawn."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from meibo.extraction.budget import Budget

Floats = npt.NDArray[np.float64]

_SPACE = 32
_BLANKS = (_SPACE, 13, 10)
_HYPHENS = (0x02, 0xFFFE)
"""What pdfium writes for a hyphen at the end of a line."""
_LOST = 0xFFFD
_LAST_BYTE = 0xFF
_CHECK_EVERY = 1 << 14


class Glyphs(NamedTuple):
    """Parallel arrays, one entry a glyph."""

    text: list[str]
    """One character each; blank ones are those that the page draws as such."""
    box: Floats
    """Left, bottom, right and top, in points; y goes up."""
    is_spaced: npt.NDArray[np.bool_]
    """Whether pdfium sees a space before the glyph that the page does not draw."""
    turn: npt.NDArray[np.int8]
    """Quarter turns, counter-clockwise."""

    def take(self, index: npt.NDArray[np.int64]) -> Glyphs:
        """Some of the glyphs."""
        return Glyphs([self.text[at] for at in index], self.box[index], self.is_spaced[index], self.turn[index])


def read_glyphs(page: Any, budget: Budget) -> Glyphs:
    """All glyphs of a page."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    try:
        return _read(textpage.raw, pdfium, budget)
    finally:
        textpage.close()


def _read(textpage: Any, pdfium: Any, budget: Budget) -> Glyphs:
    """Each glyph costs calls into pdfium, which are most of the time that a page takes: as few as will do."""
    code_at, box_at = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    is_generated, is_number = pdfium.FPDFText_IsGenerated, pdfium.FPDFText_HasUnicodeMapError
    count = max(pdfium.FPDFText_CountChars(textpage), 0)
    boxes = (pdfium.FS_RECTF * count)()
    text: list[str] = []
    drawn: list[int] = []
    spaced: list[bool] = []
    turns: list[int] = []
    is_spaced, turn = True, 0
    for index in range(count):
        if index % _CHECK_EVERY == 0:
            budget.check_time()
        code = code_at(textpage, index)
        if code in _BLANKS and (code != _SPACE or is_generated(textpage, index) == 1):
            is_spaced = True
            continue
        if code > _LAST_BYTE and is_number(textpage, index) == 1:  # of the glyph: its font tells no character
            code = _LOST
        if is_spaced:  # text that is turned begins with a word of its own
            turn = -round(pdfium.FPDFText_GetCharAngle(textpage, index) / (math.pi / 2)) % 4
        box_at(textpage, index, boxes[index])
        text.append("-" if code in _HYPHENS else chr(code if 0 < code <= sys.maxunicode else _LOST))
        drawn.append(index)
        spaced.append(is_spaced)
        turns.append(turn)
        is_spaced = False
    shown = np.frombuffer(boxes, np.float32).reshape(-1, 4)[drawn] if drawn else np.zeros((0, 4))
    left, top, right, bottom = shown.astype(np.float64).T
    box = np.stack((left, bottom, right, top), axis=1)
    return Glyphs(text, box, np.array(spaced, np.bool_), np.array(turns, np.int8))


def turn_boxes(box: Floats, quarters: int) -> Floats:
    """Boxes as they stand once the page is turned so that text with so many quarter turns is upright."""
    left, bottom, right, top = box.T
    match quarters % 4:
        case 1:
            turned = (bottom, -right, top, -left)
        case 2:
            turned = (-right, -top, -left, -bottom)
        case 3:
            turned = (-top, left, -bottom, right)
        case _:
            return box
    return np.stack(turned, axis=1)
