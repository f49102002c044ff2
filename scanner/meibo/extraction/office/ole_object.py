"""Files that an OLE file carries inside (MS-OLEDS 2.3.6; MS-CFB): what people drag into a sheet or a document.

``\\x01Ole10Native`` holds any file with its name, ``Package`` an Office package, ``CONTENTS`` most often a PDF.
"""

from __future__ import annotations

import io
import itertools
from typing import TYPE_CHECKING, BinaryIO

from meibo.extraction.documents.flow import guard
from meibo.extraction.documents.powerpoint_document import extract_powerpoint
from meibo.extraction.documents.word_document import extract_word
from meibo.extraction.model import Member, Notice
from meibo.extraction.office.ole_streams import open_stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from olefile import OleFileIO

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item, Source

_NATIVE = "\x01Ole10Native"
_WHOLE_FILES = {"package": "Package", "contents": "CONTENTS"}
_DOCUMENTS = {"worddocument": extract_word, "powerpoint document": extract_powerpoint}


def extract(source: Source) -> Iterator[Item]:
    """The files inside an OLE file that is no document itself; a notice where it carries none that can be read."""
    import olefile

    from meibo.extraction.spreadsheets.xls_workbook import extract_workbooks

    with olefile.OleFileIO(source.stream) as ole:
        has_any = False
        for item in itertools.chain(extract_workbooks(source, ole), extract_objects(ole, source.budget)):
            has_any = True
            yield item
        if not has_any:
            yield Notice("format-not-read", detail="ole")


def extract_objects(ole: OleFileIO, budget: Budget) -> Iterator[Item]:
    """All files that lie in streams or storages of an OLE file, and documents in storages; workbooks are left out."""
    for path in ole.listdir():
        word = path[-1].lower()
        if path[-1] == _NATIVE:
            yield read_native(budget.read(open_stream(ole, path)), path)
        elif word in _WHOLE_FILES:
            yield Member("/".join(path), io.BytesIO(budget.read(open_stream(ole, path))))
        elif word in _DOCUMENTS and len(path) > 1:
            yield from guard(_DOCUMENTS[word](ole, budget, tuple(path[:-1])), path[0])


def read_native(raw: bytes, path: list[str]) -> Member:
    """A file as the packager stores it: its size, its name, two paths, then its bytes; or its bytes alone."""
    stream = io.BytesIO(raw)
    stream.read(4)  # the size of all
    if stream.read(2) != b"\2\0":
        return Member("/".join(path), io.BytesIO(raw[4:]))
    name = _read_text(stream)
    _read_text(stream)
    stream.read(8)  # flags, and the size of the temporary path
    _read_text(stream)
    size = int.from_bytes(stream.read(4), "little")
    return Member(name or "/".join(path), io.BytesIO(stream.read(size)))


def _read_text(stream: BinaryIO) -> str:
    """Up to the next zero."""
    text = bytearray()
    while (byte := stream.read(1)) not in {b"", b"\0"}:
        text += byte
    return text.decode("cp932", "replace")
