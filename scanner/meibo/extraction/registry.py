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
    reads_pictures: bool = False
    """Whether it takes seconds a picture, so that it only counts where pictures are to be read."""
    needs: tuple[str, ...] = ()
    """Libraries of ``optional.py`` without which some of its formats, or some files of them, stay unread."""

    def load(self) -> Extract:
        """The function; what the format's library needs is imported by it."""
        return cast("Extract", importlib.import_module(f"meibo.extraction.{self.module}").extract)


EXTRACTORS: tuple[Extractor, ...] = (
    Extractor("text.plain_text", ("text", "empty"), is_plain=True),
    Extractor("spreadsheets.spreadsheet", ("xlsx", "xlsb", "xls", "ods")),
    Extractor("office.encrypted_office", ("encrypted-office",)),
    Extractor("office.ole_object", ("ole",)),
    Extractor("documents.docx", ("docx",)),
    Extractor("documents.pptx", ("pptx",)),
    Extractor("documents.opendocument", ("odt", "odp", "odg")),
    Extractor("documents.epub", ("epub",)),
    Extractor("documents.legacy", ("doc", "ppt", "rtf")),
    Extractor("pdf.document", ("pdf",)),
    Extractor("mail.internet_mail", ("eml",)),
    Extractor("mail.mailbox", ("mbox",), is_forward=True),
    Extractor("mail.outlook_message", ("msg",)),
    Extractor("mail.outlook_store", ("outlook-store",), needs=("pst",)),
    Extractor("mail.tnef", ("tnef",)),
    Extractor("text.content_lines", ("vcard", "icalendar"), is_forward=True),
    Extractor("mail.signed_content", ("pkcs7-signed",)),
    Extractor("archives.zip_archive", ("zip",), needs=("sevenzip",)),
    Extractor("archives.seven_zip", ("7z",), needs=("sevenzip", "libarchive")),
    Extractor("archives.tape_archive", ("tar",), is_forward=True),
    Extractor("archives.rar_archive", ("rar",), needs=("libarchive",)),
    Extractor(
        "archives.system_archive",
        ("lzh", "cab", "iso9660", "ar", "cpio", "rpm", "lzma", "lzip", "lz4", "compress"),
        needs=("libarchive",),
    ),
    Extractor("archives.self_extracting", ("self-extractor",)),
    Extractor("archives.compressed", ("gzip", "bzip2", "xz", "zstd"), is_forward=True),
    Extractor("data_files.sqlite_database", ("sqlite",)),
    Extractor("data_files.access_database", ("access",)),
    Extractor("data_files.columnar", ("parquet", "arrow"), needs=("columnar",)),
    Extractor("data_files.avro", ("avro",), needs=("columnar",)),
    Extractor("data_files.dbase", ("dbf",)),
    Extractor(
        "pictures.picture",
        ("png", "jpeg", "tiff", "bmp", "gif", "webp", "avif", "heic"),
        reads_pictures=True,
        needs=("ocr", "faces"),
    ),
)


def find_extractor(format_id: str, *, reads_pictures: bool = False) -> Extractor | None:
    """The extractor of a format, None where the format is not read."""
    found = next((extractor for extractor in EXTRACTORS if format_id in extractor.formats), None)
    return found if found is None or reads_pictures or not found.reads_pictures else None
