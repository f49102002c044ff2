"""Reads the pages of a PDF that pdfium has opened: each as it is laid out, then what lies on it."""

from __future__ import annotations

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
from meibo.extraction.pdf.tables import RunningHead
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item
    from meibo.extraction.pdf.notes import Notes

_MOST_LOOKED_AT = 1_000
"""Objects of a page without text, among which text is looked for."""


class Pages:
    """The pages of one document, one after the other."""

    def __init__(self, document: Any, notes: Notes, budget: Budget) -> None:
        self._document, self._notes, self._budget = document, notes, budget
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
        self._count(page, number, text)
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

    def _count(self, page: Any, number: int, text: str) -> None:
        import pypdfium2.raw as pdfium

        count = pdfium.FPDFPage_CountObjects(page)
        objects = (pdfium.FPDFPage_GetObject(page, index) for index in range(min(count, _MOST_LOOKED_AT)))
        if not text and (not count or pdfium.FPDF_PAGEOBJ_TEXT in map(pdfium.FPDFPageObj_GetType, objects)):
            self.empty.append(number)
        else:
            self.account.add(text, has_content=count > 0)
