"""Reads a PDF that pdfium refuses, with playa-pdf and pdfminer.six: slower, in Python, and with other tolerances."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from meibo.extraction.blocks import cut_text
from meibo.extraction.budget import LimitReachedError
from meibo.extraction.model import Notice
from meibo.extraction.pdf.form_tree import read_form_tree
from meibo.extraction.pdf.properties import read_properties
from meibo.extraction.pdf.readers import PageAccount, RefusedError, silence
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meibo.extraction.model import Item, Source
    from meibo_detectors.model import Block


def read_with_playa(source: Source) -> Iterator[Item]:
    """The text of the pages; raises RefusedError where playa cannot open the file, or finds no page."""
    import playa

    silence("playa")
    content = _read_content(source)
    opened = _try_passwords(
        source, lambda password: playa.Document(content, password), playa.PDFPasswordIncorrect, playa.PDFEncryptionError
    )
    if opened is None:
        yield Notice("encrypted")
        return
    document, password = opened
    pages = _count(lambda: document.pages)
    if password:
        yield Notice("password-opened")
    yield from _read_pages(source, pages, lambda page: page.extract_text(), lambda page: any(page.contents))
    yield from cut_text(
        read_form_tree(document, source.budget), source.budget.limits, Position(("form",), line=1, column=1)
    )
    yield from _read_properties(source, document.info)


def read_with_pdfminer(source: Source) -> Iterator[Item]:
    """The text of the pages; raises what pdfminer raises, or RefusedError where it finds no page."""
    from pdfminer.converter import TextConverter
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    silence("pdfminer")
    stream = io.BytesIO(_read_content(source))
    opened = _try_passwords(
        source, lambda password: PDFDocument(PDFParser(stream), password), PDFPasswordIncorrect, PDFEncryptionError
    )
    if opened is None:
        yield Notice("encrypted")
        return
    document, password = opened
    pages = _count(lambda: list(PDFPage.create_pages(document)))
    if password:
        yield Notice("password-opened")
    resources = PDFResourceManager()

    def read_text(page: Any) -> str:
        written = io.StringIO()
        converter = TextConverter(resources, written, laparams=LAParams(boxes_flow=None))
        PDFPageInterpreter(resources, converter).process_page(page)
        return written.getvalue()

    yield from _read_pages(source, pages, read_text, lambda page: bool(page.contents))
    yield from _read_properties(source, {key: value for entry in document.info for key, value in entry.items()})


def _read_content(source: Source) -> bytes:
    source.stream.seek(0)
    return source.budget.read(source.stream)


def _try_passwords(
    source: Source, load: Callable[[str], Any], wrong_password: type[Exception], encrypted: type[Exception]
) -> tuple[Any, str] | None:
    """The document and its password; None where no password opens it."""
    for password in source.passwords:
        source.budget.check_time()
        try:
            return load(password), password
        except wrong_password:
            continue
        except encrypted:
            return None
        except Exception as error:
            raise RefusedError from error
    return None


def _count(list_pages: Callable[[], Any]) -> Any:
    """The pages, of which there is one at least."""
    try:
        pages = list_pages()
        count = len(pages)
    except Exception as error:
        raise RefusedError from error
    if not count:
        raise RefusedError
    return pages


def _read_pages(
    source: Source, pages: Any, read_text: Callable[[Any], str], has_content: Callable[[Any], bool]
) -> Iterator[Item]:
    account = PageAccount()
    for number, page in enumerate(pages, start=1):
        source.budget.take_page()
        try:
            text = read_text(page)
            account.add(text, has_content=has_content(page))
        except (LimitReachedError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - the other pages are read
            account.add_damaged(error)
            continue
        yield from cut_text(text, source.budget.limits, Position(page=number))
    yield from account.report()


def _read_properties(source: Source, information: dict[str, Any]) -> Iterator[Block]:
    from pdfminer.utils import decode_text

    def look_up(key: str) -> str:
        value = information.get(key)
        return decode_text(value) if isinstance(value, bytes) else ""

    properties = read_properties(look_up, source)
    yield from cut_text(properties, source.budget.limits, Position(("properties",), line=1, column=1))
