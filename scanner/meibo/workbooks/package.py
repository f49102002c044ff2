"""Looks at a workbook's package before anything of it is read: whether it is one, how large, and what else it holds."""

from __future__ import annotations

import contextlib
import errno
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from meibo.workbooks.model import BookError

ZIP_SIGNATURE, OLE_SIGNATURE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, LookupError, TypeError, AttributeError, SyntaxError, AssertionError),
)
"""What the standard library raises for a package that is not whole, or packed in a way that workbooks are not, and
openpyxl for a workbook that is not as it should be: SyntaxError is that of XML, LookupError also that of an encoding
that nobody knows."""


class BookLimits(msgspec.Struct, frozen=True):
    """What reading a workbook may cost."""

    unpacked_bytes: int
    """Of all parts together. The library that unpacks takes no more of a part than the package states."""
    part_bytes: int = 16 << 20
    """Of a part that is taken into memory whole, which all are but sheets and their texts."""
    texts_bytes: int = 128 << 20
    """Of the texts that sheets share, which are kept in memory."""
    elements: int = 40_000_000
    """Of one sheet."""
    parts: int = 10_000


LEDGER_LIMITS: Final = BookLimits(unpacked_bytes=2 << 30, elements=100_000_000)
"""Of the officer's own book: a hundred thousand rows take some 200 MB."""
ANSWER_LIMITS: Final = BookLimits(unpacked_bytes=256 << 20, texts_bytes=64 << 20, elements=8_000_000)
"""Of a sheet that anybody may have sent: fifty thousand rows take some 40 MB."""

MOST_TAG_BYTES: Final = 1 << 20
"""Between two ends of tags. The parser of XML looks at one that is not whole again with each piece that comes."""
_PIECE_BYTES: Final = 1 << 16

_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_DRAWING: Final = re.compile(r"xl/drawings/[^/]+\.xml", re.IGNORECASE)
_ANCHOR: Final = re.compile(rb"<(?:\w+:)?(?:twoCellAnchor|oneCellAnchor|absoluteAnchor)\b")
_SPECIAL: Final = (
    ("macro", re.compile(r"xl/(?:vbaProject|activeX|ctrlProps)", re.IGNORECASE)),
    ("chart", re.compile(r"xl/(?:charts|chartsheets|chartEx)", re.IGNORECASE)),
    ("picture", re.compile(r"xl/media/", re.IGNORECASE)),
    ("pivot", re.compile(r"xl/(?:pivotTables|slicers)/", re.IGNORECASE)),
    ("link", re.compile(r"xl/externalLinks/", re.IGNORECASE)),
    ("embedded", re.compile(r"xl/embeddings/", re.IGNORECASE)),
)
"""Parts that a workbook written anew cannot have, and what they are."""


def check_package(path: Path, stream: BinaryIO, limits: BookLimits) -> zipfile.ZipFile:
    """The package of a workbook, open; raises BookError for anything else, and for one that is too large."""
    start = stream.read(len(OLE_SIGNATURE))
    stream.seek(0)
    if start == OLE_SIGNATURE:
        raise BookError("book-encrypted")  # Excel puts a workbook with a password into such a container
    if not start.startswith(ZIP_SIGNATURE):
        raise BookError("book-unknown")
    try:
        package = zipfile.ZipFile(stream)
    except (*_DAMAGED, OSError):
        raise BookError("book-damaged") from None
    parts = package.infolist()
    if "[Content_Types].xml" not in {part.filename for part in parts}:
        raise BookError("book-unknown")
    if any(part.flag_bits & 1 for part in parts):
        raise BookError("book-encrypted")
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise BookError("book-too-large", path.name)
    for part in parts:
        if part.filename == "xl/sharedStrings.xml":
            most = limits.texts_bytes
        elif _SHEET.fullmatch(part.filename):
            most = limits.unpacked_bytes
        else:
            most = limits.part_bytes
        if part.file_size > most:
            raise BookError("book-too-large", part.filename)
        if part.file_size > MOST_TAG_BYTES:
            _refuse_long_tags(package, part)
    return package


@contextlib.contextmanager
def in_our_words(place: str = "") -> Iterator[None]:
    """What reading a workbook raises becomes BookError: damage of a place in it, or of the file that holds it."""
    try:
        yield
    except BookError:
        raise
    except _DAMAGED:
        raise BookError("book-damaged", place) from None
    except OSError as error:
        if error.errno in (None, errno.EINVAL):  # openpyxl's own, and a place before the file's beginning
            raise BookError("book-damaged", place) from None
        raise BookError("book-not-readable", error.strerror or type(error).__name__) from None


def _refuse_long_tags(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    run = 0
    with in_our_words(part.filename), package.open(part) as stream:
        while piece := stream.read(_PIECE_BYTES):
            run = len(piece) - 1 - piece.rfind(b">") + (0 if b">" in piece else run)
            if run > MOST_TAG_BYTES:
                raise BookError("book-too-large", part.filename)


def find_special(package: zipfile.ZipFile) -> Iterator[str]:
    """What the workbook holds that cannot be carried over: chart, picture, pivot, macro, link, drawing, embedded."""
    names = package.namelist()
    for kind, pattern in _SPECIAL:
        if any(pattern.match(name) for name in names):
            yield kind
    if any(_DRAWING.fullmatch(name) and _ANCHOR.search(package.read(name)) for name in names):
        yield "drawing"
