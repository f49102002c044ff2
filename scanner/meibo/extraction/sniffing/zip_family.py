"""Which format a zip container holds, told by its directory and by the one part that names its content.

Office (ECMA-376) names the type of its main part in ``[Content_Types].xml``; OpenDocument (part 2, 3.3), EPUB (OCF 3.3)
and HWPX name theirs in the member ``mimetype``; iWork, Java and Android are known by the names of their members.
"""

from __future__ import annotations

import itertools
import zlib
from typing import TYPE_CHECKING, BinaryIO

from meibo.extraction.archives.zip_directory import (
    ZipEntry,
    list_entries,
    read_header,
)

if TYPE_CHECKING:
    pass

_MOST_ENTRIES = 10_000
_MOST_PART_BYTES = 1 << 18

_MAIN_TYPES = (
    # what the type of the main part contains, format; templates and files with macros are the same formats
    (b"ms-excel.sheet.binary.macroenabled.main", "xlsb"),
    (b"wordprocessingml.document.main", "docx"),
    (b"wordprocessingml.template.main", "docx"),
    (b"ms-word.document.macroenabled.main", "docx"),
    (b"ms-word.template.macroenabledtemplate.main", "docx"),
    (b"spreadsheetml.sheet.main", "xlsx"),
    (b"spreadsheetml.template.main", "xlsx"),
    (b"ms-excel.sheet.macroenabled.main", "xlsx"),
    (b"ms-excel.template.macroenabled.main", "xlsx"),
    (b"ms-excel.addin.macroenabled.main", "xlsx"),
    (b"presentationml.presentation.main", "pptx"),
    (b"presentationml.template.main", "pptx"),
    (b"presentationml.slideshow.main", "pptx"),
    (b"ms-powerpoint.presentation.macroenabled.main", "pptx"),
    (b"ms-powerpoint.template.macroenabled.main", "pptx"),
    (b"ms-powerpoint.slideshow.macroenabled.main", "pptx"),
    (b"ms-visio.drawing", "vsdx"),
    (b"ms-visio.template", "vsdx"),
    (b"ms-visio.stencil", "vsdx"),
    (b"xps-fixeddocumentsequence", "xps"),
    (b"vnd.ms-package.xps-", "xps"),
)
_MAIN_PARTS = (
    ("xl/workbook.bin", "xlsb"),
    ("xl/workbook.xml", "xlsx"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
    ("visio/document.xml", "vsdx"),
)
_MIME_TYPES = (
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
    (b"application/vnd.oasis.opendocument.graphics", "odg"),
    (b"application/epub+zip", "epub"),
    (b"application/hwp+zip", "hwpx"),
)
_OPEN_DOCUMENTS = {"odt": "odt", "ott": "odt", "ods": "ods", "ots": "ods", "odp": "odp", "otp": "odp", "odg": "odg"}
_JAVA = ("jar", "war", "ear")


def tell_zip(stream: BinaryIO, suffix: str) -> str:
    """The format of a zip file, ``zip`` where it is an archive like any other; ``suffix`` has no dot."""
    parts: dict[str, ZipEntry] = {}
    for entry in itertools.islice(list_entries(stream), _MOST_ENTRIES):
        name = entry.raw_name.decode("ascii", "replace").replace("\\", "/").lstrip("/").lower()
        parts.setdefault(name, entry)
    mime = _read_part(stream, parts.get("mimetype"))
    for mark, format_id in _MIME_TYPES:
        if mime.strip().startswith(mark):
            return format_id
    types = _read_part(stream, parts.get("[content_types].xml")).lower()
    for mark, format_id in _MAIN_TYPES:
        if mark in types:
            return format_id
    return _tell_by_names(parts, suffix, is_package="[content_types].xml" in parts)


def _tell_by_names(parts: dict[str, ZipEntry], suffix: str, *, is_package: bool) -> str:
    """A package whose own statement is missing or damaged is told by its main part if its suffix agrees."""
    for part, format_id in _MAIN_PARTS:
        if part in parts and not parts[part].is_encrypted and (is_package or suffix[:3] == format_id[:3]):
            return format_id
    if "content.xml" in parts and "meta-inf/manifest.xml" in parts and suffix in _OPEN_DOCUMENTS:
        return _OPEN_DOCUMENTS[suffix]
    if "meta-inf/container.xml" in parts and suffix == "epub":
        return "epub"
    if "contents/header.xml" in parts and suffix == "hwpx":
        return "hwpx"
    if "androidmanifest.xml" in parts and ("classes.dex" in parts or suffix == "apk"):
        return "apk"
    if "meta-inf/manifest.mf" in parts and (suffix in _JAVA or any(name.endswith(".class") for name in parts)):
        return "jar"
    return _tell_iwork(parts, suffix)


def _tell_iwork(parts: dict[str, ZipEntry], suffix: str) -> str:
    """Apple's documents: since 2013 an archive of .iwa parts, before one XML file."""
    is_new = "index/document.iwa" in parts or "index.zip" in parts
    is_old = "buildversionhistory.plist" in parts and ("index.xml" in parts or "index.xml.gz" in parts)
    if "index.apxl" in parts or "index.apxl.gz" in parts:
        return "key"
    if not (is_new or is_old):
        return "zip"
    if suffix in ("pages", "numbers", "key"):
        return suffix
    return "key" if any(name.startswith("index/slide") for name in parts) else "pages"


def _read_part(stream: BinaryIO, entry: ZipEntry | None) -> bytes:
    """The beginning of a small part; nothing where it cannot be read."""
    if entry is None or entry.is_encrypted or (header := read_header(stream, entry.offset)) is None:
        return b""
    stream.seek(header[1])
    raw = stream.read(_MOST_PART_BYTES)
    if entry.method == 0:
        return raw[: entry.size_bytes]
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, _MOST_PART_BYTES)
    except zlib.error:
        return b""
