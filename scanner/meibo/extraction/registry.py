"""Which extractor reads which format; a new one is one line here."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, cast

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meibo.extraction.model import Item, Source

    Extract = Callable[[Source], Iterator[Item]]


class Extractor(msgspec.Struct, frozen=True):
    """How formats are read: by the function ``extract`` of a module, which is imported when it is first needed."""

    module: str
    """Below ``meibo.extraction``."""
    formats: tuple[str, ...]
    is_plain: bool = False
    """Whether it reads text that needs no parser: in the worker itself, forward only, and in several spans."""
    is_forward: bool = False
    """Whether it reads once from beginning to end, so that a member need not be held for it, however large it is."""

    def load(self) -> Extract:
        """The function; what the format's library needs is imported by it."""
        return cast("Extract", importlib.import_module(f"meibo.extraction.{self.module}").extract)


EXTRACTORS: tuple[Extractor, ...] = (
    Extractor("plain_text", ("text", "empty"), is_plain=True),
    Extractor("spreadsheet", ("xlsx", "xlsb", "xls", "ods")),
    Extractor("encrypted_office", ("encrypted-office",)),
    Extractor("ole_object", ("ole",)),
    Extractor("docx", ("docx",)),
    Extractor("pptx", ("pptx",)),
    Extractor("opendocument", ("odt", "odp", "odg")),
    Extractor("epub", ("epub",)),
    Extractor("legacy", ("doc", "ppt", "rtf")),
    Extractor("pdf", ("pdf",)),
    Extractor("mail", ("eml",)),
    Extractor("mailbox", ("mbox",), is_forward=True),
    Extractor("outlook_message", ("msg",)),
    Extractor("outlook_store", ("outlook-store",)),
    Extractor("tnef", ("tnef",)),
    Extractor("content_lines", ("vcard", "icalendar"), is_forward=True),
    Extractor("signed_content", ("pkcs7-signed",)),
    Extractor("zip_archive", ("zip",)),
    Extractor("seven_zip", ("7z",)),
    Extractor("tape_archive", ("tar",), is_forward=True),
    Extractor("rar_archive", ("rar",)),
    Extractor("system_archive", ("lzh", "cab", "iso9660", "ar", "cpio", "rpm", "lzma", "lzip", "lz4", "compress")),
    Extractor("self_extracting", ("self-extractor",)),
    Extractor("compressed", ("gzip", "bzip2", "xz", "zstd"), is_forward=True),
    Extractor("sqlite_database", ("sqlite",)),
    Extractor("access_database", ("access",)),
    Extractor("columnar", ("parquet", "arrow")),
    Extractor("avro", ("avro",)),
    Extractor("dbase", ("dbf",)),
)


def find_extractor(format_id: str) -> Extractor | None:
    """The extractor of a format, None where the format is not read."""
    return next((extractor for extractor in EXTRACTORS if format_id in extractor.formats), None)
