"""PDF (Adobe, ISO 32000), Illustrator files among them: pages, form values, notes, attachments and properties.

Three readers stand behind each other: pdfium (Google; fast), then two in Python that read some of what it refuses. A
file whose password is not known is never handed on to them: they would find it empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.model import Notice
from meibo.extraction.pdf.fallback import read_with_pdfminer, read_with_playa
from meibo.extraction.pdf.pdfium import read_with_pdfium
from meibo.extraction.pdf.readers import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source

_READERS = (read_with_pdfium, read_with_playa, read_with_pdfminer)
_SURER = (read_with_playa, read_with_pdfminer)
"""They cannot take the process down."""


_END, _TAIL_BYTES = b"%%EOF", 4_096


def extract(source: Source) -> Iterator[Item]:
    """Pages in their order, each with its form values and notes, then what belongs to the whole document.

    Raises RefusedError where no reader can open the file.
    """
    yield from _read(source)
    if not _has_end(source):
        yield Notice("damaged", detail="no end mark")


def _read(source: Source) -> Iterator[Item]:
    *readers, last = _SURER if source.attempt else _READERS
    for reader in readers:
        try:
            yield from reader(source)
        except RefusedError:
            continue
        return
    yield from last(source)


def _has_end(source: Source) -> bool:
    """Whether the file ends as a PDF does; one that was cut may look as if it had no more pages, or were empty."""
    size_bytes = source.stream.seek(0, 2)
    source.stream.seek(max(size_bytes - _TAIL_BYTES, 0))
    return _END in source.stream.read(_TAIL_BYTES)
