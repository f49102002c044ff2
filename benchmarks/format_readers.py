"""The libraries with which text is taken out of files in Python, used as their manuals show it, one function a format.

None of them reads more than is asked for here: cells, paragraphs, tables, bodies. Those that are not installed are left
out. MarkItDown reads several formats and stands in the dependency group ``peers``.
"""

from __future__ import annotations

import bz2
import email
import email.policy
import gzip
import importlib.metadata
import importlib.util
import io
import lzma
import mailbox
import sqlite3
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from typing import Any, Final

import msgspec


class Reader(msgspec.Struct, frozen=True):
    """A library that reads a format."""

    name: str
    """As its package is called; of the standard library, the module."""
    read: Callable[[bytes, str], str]
    """Content and suffix to text."""

    @property
    def version(self) -> str:
        """Of the package, or of Python."""
        try:
            return importlib.metadata.version(self.name)
        except importlib.metadata.PackageNotFoundError:
            return f"{sys.version_info[0]}.{sys.version_info[1]}"


def find_readers(suffix: str) -> list[Reader]:
    """Those of a format that are installed."""
    return [reader for module, reader in _READERS.get(suffix, ()) if importlib.util.find_spec(module)]


def _read_xlsx(content: bytes, _: str) -> str:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return _join(row for sheet in book for row in sheet.iter_rows(values_only=True))


def _read_docx(content: bytes, _: str) -> str:
    import docx

    document = docx.Document(io.BytesIO(content))
    cells = ([cell.text for cell in row.cells] for table in document.tables for row in table.rows)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), _join(cells)])


def _read_pptx(content: bytes, _: str) -> str:
    import pptx

    shapes = [shape for slide in pptx.Presentation(io.BytesIO(content)).slides for shape in slide.shapes]
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    cells = ([cell.text for cell in row.cells] for shape in shapes if shape.has_table for row in shape.table.rows)
    return "\n".join([*texts, _join(cells)])


def _read_opendocument(content: bytes, _: str) -> str:
    from odf import opendocument, teletype, text

    document = opendocument.load(io.BytesIO(content))
    return "\n".join(teletype.extractText(paragraph) for paragraph in document.getElementsByType(text.P))


def _read_pdf(content: bytes, _: str) -> str:
    from pdfminer.high_level import extract_text

    return str(extract_text(io.BytesIO(content)))


def _read_mail(content: bytes, _: str) -> str:
    return _body(email.message_from_bytes(content, policy=email.policy.default))


def _read_mailbox(content: bytes, _: str) -> str:
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        with closing(mailbox.mbox(file.name, email.message_from_binary_file)) as box:
            return "\n".join(_read_mail(bytes(message), "") for message in box)


def _body(message: Any) -> str:
    return "\n".join(part.get_content() for part in message.walk() if part.get_content_type() == "text/plain")


def _read_database(content: bytes, _: str) -> str:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return "\n".join(_join(database.execute(f'SELECT * FROM "{name}"')) for name in names)  # noqa: S608 - our own


def _read_zip(content: bytes, _: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("cp932") for name in archive.namelist())


def _read_tar(content: bytes, _: str) -> str:
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        files = [archive.extractfile(member) for member in archive]
        return "\n".join(file.read().decode("cp932") for file in files if file)


def _read_zstd(content: bytes, _: str) -> str:
    from backports import zstd

    return zstd.decompress(content).decode("cp932")


def _read_with_markitdown(content: bytes, suffix: str) -> str:
    from markitdown import StreamInfo

    return str(
        _markitdown().convert_stream(io.BytesIO(content), stream_info=StreamInfo(extension=f".{suffix}")).markdown
    )


def _markitdown() -> Any:
    if not _KEPT:
        from markitdown import MarkItDown

        _KEPT.append(MarkItDown(enable_plugins=False))
    return _KEPT[0]


def _join(rows: Iterable[Iterable[object]]) -> str:
    return "\n".join("\t".join("" if cell is None else str(cell) for cell in row) for row in rows)


_KEPT: Final[list[Any]] = []
"""One converter for all files, since it loads a model when it is made."""
_MARKITDOWN: Final = ("markitdown", Reader("markitdown", _read_with_markitdown))
_ODFPY: Final = ("odf", Reader("odfpy", _read_opendocument))

_READERS: Final[Mapping[str, tuple[tuple[str, Reader], ...]]] = {
    # suffix: the module that must be there, and what reads with it
    "xlsx": (("openpyxl", Reader("openpyxl", _read_xlsx)), _MARKITDOWN),
    "ods": (_ODFPY,),
    "docx": (("docx", Reader("python-docx", _read_docx)), _MARKITDOWN),
    "odt": (_ODFPY,),
    "pptx": (("pptx", Reader("python-pptx", _read_pptx)), _MARKITDOWN),
    "odp": (_ODFPY,),
    "pdf": (("pdfminer", Reader("pdfminer.six", _read_pdf)), _MARKITDOWN),
    "eml": (("email", Reader("email", _read_mail)),),
    "mbox": (("mailbox", Reader("mailbox", _read_mailbox)),),
    "msg": (_MARKITDOWN,),
    "db": (("sqlite3", Reader("sqlite3", _read_database)),),
    "zip": (("zipfile", Reader("zipfile", _read_zip)),),
    "tar": (("tarfile", Reader("tarfile", _read_tar)),),
    "gz": (("gzip", Reader("gzip", lambda content, _: gzip.decompress(content).decode("cp932"))),),
    "bz2": (("bz2", Reader("bz2", lambda content, _: bz2.decompress(content).decode("cp932"))),),
    "xz": (("lzma", Reader("lzma", lambda content, _: lzma.decompress(content).decode("cp932"))),),
    "zst": (("backports.zstd", Reader("backports.zstd", _read_zstd)),),
}
