"""Office documents of before 2007: doc, ppt, and RTF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.budget import LimitReachedError
from meibo.extraction.documents import rtf
from meibo.extraction.documents.powerpoint_document import extract_powerpoint
from meibo.extraction.documents.word_document import extract_word
from meibo.extraction.office import encrypted_office
from meibo.extraction.office.ole_object import extract_objects
from meibo.extraction.office.ole_properties import extract_ole_properties
from meibo.extraction.office.ole_salvage import salvage_text
from meibo.extraction.spreadsheets.xls_workbook import extract_workbooks
from meibo_detectors.model import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source


def extract(source: Source) -> Iterator[Item]:
    """Blocks of all stories of the document, then of its properties; members.

    Where nothing can be read in order, the stretches of text that the file holds come before the trouble is raised.
    """
    if source.format == "rtf":
        yield from rtf.extract(source)
        return
    if encrypted_office.is_encrypted(source.stream):
        yield from encrypted_office.extract(source)
        return
    has_text = False
    try:
        for item in _extract_ole(source):
            has_text = has_text or isinstance(item, Block)
            yield item
    except (LimitReachedError, MemoryError):
        raise
    except Exception:
        if not has_text:
            yield from salvage_text(source)
        raise


def _extract_ole(source: Source) -> Iterator[Item]:
    import olefile

    with olefile.OleFileIO(source.stream) as ole:
        if ole.exists("PowerPoint Document"):
            yield from extract_powerpoint(ole, source.budget, is_plain=source.attempt > 0)
        elif source.attempt:
            yield from salvage_text(source)
        else:
            yield from extract_word(ole, source.budget)
        yield from extract_workbooks(source, ole)
        yield from extract_objects(ole, source.budget)
        yield from extract_ole_properties(ole, source.budget)
