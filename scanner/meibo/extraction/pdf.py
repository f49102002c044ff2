"""PDF (Adobe, ISO 32000), Illustrator files among them: pages, form values, notes, attachments and properties.

Three readers stand behind each other: pdfium (Google; fast), then two in Python that read some of what it refuses. A
file whose password is not known is never handed on to them: they would find it empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.pdf_fallback import read_with_pdfminer, read_with_playa
from meibo.extraction.pdf_pdfium import read_with_pdfium
from meibo.extraction.pdf_readers import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source

_READERS = (read_with_pdfium, read_with_playa, read_with_pdfminer)
_SURER = (read_with_playa, read_with_pdfminer)
"""They cannot take the process down."""


def extract(source: Source) -> Iterator[Item]:
    """Pages in their order, each with its form values and notes, then what belongs to the whole document.

    Raises RefusedError where no reader can open the file.
    """
    *readers, last = _SURER if source.attempt else _READERS
    for reader in readers:
        try:
            yield from reader(source)
        except RefusedError:
            continue
        return
    yield from last(source)
