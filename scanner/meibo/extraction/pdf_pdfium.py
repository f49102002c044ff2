"""Reads a PDF with pdfium: one document at a time, in one thread, each page closed before the next is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from meibo.extraction.blocks import cut_text
from meibo.extraction.model import Notice
from meibo.extraction.pdf_again import read_again
from meibo.extraction.pdf_attachments import read_attachments
from meibo.extraction.pdf_glyphs import read_glyphs
from meibo.extraction.pdf_layout import lay_out
from meibo.extraction.pdf_notes import Notes
from meibo.extraction.pdf_outline import read_outline
from meibo.extraction.pdf_properties import read_properties
from meibo.extraction.pdf_readers import PageAccount, RefusedError, silence
from meibo.extraction.pdf_rules import read_rules
from meibo.extraction.pdf_tables import RunningHead
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source

_WRONG_PASSWORD, _UNKNOWN_CIPHER = 4, 5
"""What pdfium tells of a document that is encrypted."""
_HELD_BYTES = 64 << 20
"""A larger file is read where it lies, which is slower: each piece is asked for by a call back into Python."""


def read_with_pdfium(source: Source) -> Iterator[Item]:
    """Everything of a PDF; raises RefusedError where pdfium cannot open it."""
    opened = _open(source)
    if opened is None:
        yield Notice("encrypted")
        return
    document, password = opened
    try:
        if password:
            yield Notice("password-opened")
        yield from _read_document(document, password, source)
    finally:
        document.close()


def _open(source: Source) -> tuple[Any, str] | None:
    """The document and its password; None where no password opens it."""
    import pypdfium2

    silence("pypdfium2")
    size_bytes = source.stream.seek(0, 2)
    source.stream.seek(0)
    content = source.stream if size_bytes > _HELD_BYTES else source.budget.read(source.stream)
    for password in source.passwords:
        source.budget.check_time()
        try:
            return pypdfium2.PdfDocument(content, password=password), password
        except pypdfium2.PdfiumError as error:
            if error.err_code == _UNKNOWN_CIPHER:
                return None
            if error.err_code != _WRONG_PASSWORD:
                raise RefusedError from error
    return None


def _read_document(document: Any, password: str, source: Source) -> Iterator[Item]:
    import pypdfium2.raw as pdfium

    limits = source.budget.limits
    notes = Notes(document)
    outline = read_outline(document, source.budget)
    account = PageAccount()
    empty: list[int] = []
    head = RunningHead()
    for index in range(len(document)):
        source.budget.take_page()
        number = index + 1
        try:
            page = document[index]
        except RuntimeError as error:
            account.add_damaged(error)
            continue
        try:
            glyphs = read_glyphs(page, source.budget)
            text = "".join(glyphs.text)
            count = pdfium.FPDFPage_CountObjects(page)
            if not text and _may_have_text(page, count, pdfium):
                empty.append(number)
            else:
                account.add(text, has_content=count > 0)
            box = np.array([page.get_cropbox()])
            for part in lay_out(glyphs, read_rules(page, source.budget), box, source.budget):
                if isinstance(part, str):
                    yield from cut_text(part, limits, Position(page=number))
                else:
                    yield from head.write(part, number, source.budget)
            titles = "\n".join(title for title in outline.get(index, ()) if title not in text)
            yield from cut_text(titles, limits, Position(("outline",), page=number))
            yield from notes.read(page, number, text, source.budget)
        finally:
            page.close()
    yield from read_again(source, password, empty, account)
    yield from account.report()
    yield from cut_text(notes.read_xfa(source.budget), limits, Position(("form",), line=1, column=1))
    properties = read_properties(document.get_metadata_value, source)
    yield from cut_text(properties, limits, Position(("properties",), line=1, column=1))
    yield from read_attachments(document, source.budget)


def _may_have_text(page: Any, count: int, pdfium: Any) -> bool:
    """Whether a page without text shows nothing at all, or has objects of text."""
    kinds = (pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, index)) for index in range(min(count, 1_000)))
    return not count or pdfium.FPDF_PAGEOBJ_TEXT in kinds
