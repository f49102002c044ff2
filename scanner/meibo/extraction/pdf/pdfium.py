"""Reads a PDF with pdfium: one document at a time, in one thread, each page closed before the next is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meibo.extraction.blocks import cut_text
from meibo.extraction.model import Notice
from meibo.extraction.pdf.again import read_again
from meibo.extraction.pdf.attachments import read_attachments
from meibo.extraction.pdf.notes import Notes
from meibo.extraction.pdf.pages import Pages
from meibo.extraction.pdf.properties import read_properties
from meibo.extraction.pdf.readers import RefusedError, silence
from meibo.extraction.pdf.strings import read_wide
from meibo.extraction.pictures.one_page import PictureReader
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source

_WRONG_PASSWORD, _UNKNOWN_CIPHER = 4, 5
"""What pdfium tells of a document that is encrypted."""
HELD_BYTES = 64 << 20
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
    content = source.stream if size_bytes > HELD_BYTES else source.budget.read(source.stream)
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

    budget = source.budget
    notes = Notes(document)
    pictures = PictureReader(source.pictures, budget) if source.pictures is not None else None
    pages = Pages(document, notes, budget, pictures)
    yield from pages.read()
    yield from read_again(source, password, pages.empty, pages.account)
    yield from pages.account.report()
    yield from cut_text(notes.read_xfa(budget), budget.limits, Position(("form",), line=1, column=1))
    properties = read_properties(lambda key: read_wide(pdfium.FPDF_GetMetaText, document, key.encode() + b"\0"), source)
    yield from cut_text(properties, budget.limits, Position(("properties",), line=1, column=1))
    yield from read_attachments(document, budget)
