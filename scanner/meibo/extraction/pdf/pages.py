"""Reads the pages of a PDF that pdfium has opened: each as it is laid out, then what lies on it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np

from meibo.extraction.blocks import cut_text
from meibo.extraction.budget import LimitReachedError
from meibo.extraction.pdf.fields import add_fields
from meibo.extraction.pdf.glyphs import read_glyphs
from meibo.extraction.pdf.layout import lay_out
from meibo.extraction.pdf.outline import read_outline
from meibo.extraction.pdf.readers import PageAccount
from meibo.extraction.pdf.rules import read_rules
from meibo.extraction.pdf.scans import is_scan_with_stamp
from meibo.extraction.pdf.tables import RunningHead
from meibo.extraction.pdf.usable import is_usable
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item
    from meibo.extraction.pdf.notes import Notes
    from meibo.extraction.pictures.decoding import Pixels
    from meibo.extraction.pictures.one_page import PictureReader

_MOST_LOOKED_AT = 1_000
"""Objects of a page without text, among which text is looked for."""
_DRAWN_DPI = 250
"""Scanned pages have 150 to 300; print that is smaller than notes' is still read."""


class Pages:
    """The pages of one document, one after the other."""

    def __init__(self, document: Any, notes: Notes, budget: Budget, pictures: PictureReader | None) -> None:
        self._document, self._notes, self._budget, self._pictures = document, notes, budget, pictures
        self._outline = read_outline(document, budget)
        self._head = RunningHead()
        self.account = PageAccount()
        self.empty: list[int] = []
        """The numbers of pages that show nothing, or text without characters; the account knows nothing of them."""

    def read(self) -> Iterator[Item]:
        """Everything of every page; one that cannot be opened is counted, and the others are read."""
        for number in range(1, len(self._document) + 1):
            self._budget.take_page()
            try:
                page = self._document[number - 1]
            except RuntimeError as error:
                self.account.add_damaged(error)
                continue
            try:
                yield from self._read_page(page, number)
            except (LimitReachedError, MemoryError):
                raise
            except Exception as error:  # noqa: BLE001 - the other pages are read
                self.account.add_damaged(error)
            finally:
                page.close()

    def _read_page(self, page: Any, number: int) -> Iterator[Item]:
        budget, limits = self._budget, self._budget.limits
        fields = self._notes.read_fields(page, budget)
        glyphs = read_glyphs(page, budget)
        glyphs = add_fields(glyphs, (field for field in fields if not field.has_name))
        text = "".join("".join(glyphs.text).split())
        is_picture = self._shows_picture(page, number, text)
        box = np.array([page.get_cropbox()])
        for part in lay_out(glyphs, read_rules(page, budget), box, budget):
            if isinstance(part, str):
                yield from cut_text(part, limits, Position(page=number))
            else:
                yield from self._head.write(part, number, budget)
        named = "\n".join(f"{field.name}: {field.value}" for field in fields if field.has_name)
        yield from cut_text(named, limits, Position(page=number))
        titles = (title for title in self._outline.get(number - 1, ()) if "".join(title.split()) not in text)
        yield from cut_text("\n".join(titles), limits, Position(("outline",), page=number))
        yield from self._notes.read(page, number, text, budget)
        if is_picture and self._pictures is not None:
            yield from self._pictures.read(functools.partial(_draw, page), number)
        elif is_picture:
            self.account.add_picture()

    def _shows_picture(self, page: Any, number: int, text: str) -> bool:
        """Whether what a page shows is not text; one that shows nothing is noted."""
        import pypdfium2.raw as pdfium

        count = pdfium.FPDFPage_CountObjects(page)
        objects = [pdfium.FPDFPage_GetObject(page, index) for index in range(min(count, _MOST_LOOKED_AT))]
        if not text and (not count or pdfium.FPDF_PAGEOBJ_TEXT in map(pdfium.FPDFPageObj_GetType, objects)):
            self.empty.append(number)
            return False
        return count > 0 and (not is_usable(text) or is_scan_with_stamp(page, objects, text))


def _draw(page: Any, side: int) -> Pixels:
    """A page as a scanner would see it; its longest side has at most so many pixels."""
    scale = min(_DRAWN_DPI / 72, side / max(*page.get_size(), 1))
    drawn: Pixels = page.render(scale=scale, rev_byteorder=False).to_numpy()
    return np.ascontiguousarray(drawn[:, :, :3] if drawn.shape[2] > 2 else np.repeat(drawn, 3, axis=2))
