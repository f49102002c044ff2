"""Archives that only a library of the system reads: RAR, LZH, CAB, ISO 9660, ar, cpio, RPM, and rare packed files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from meibo.extraction.archives.libarchive import LibraryError, load_libarchive, read_entries
from meibo.extraction.archives.member_names import MemberNames
from meibo.extraction.model import Member, Notice
from meibo.extraction.optional import tell_missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source

_FORMATS = {
    "rar": ("rar", "rar5"),
    "7z": ("7zip",),
    "lzh": ("lha",),
    "cab": ("cab",),
    "iso9660": ("iso9660",),
    "ar": ("ar",),
    "cpio": ("cpio",),
    "rpm": ("cpio",),
    "lzma": ("raw",),
    "lzip": ("raw",),
    "lz4": ("raw",),
    "compress": ("raw",),
}
"""What the library calls each format."""
_LEAST_BYTES = 8
"""Of an archive without members."""


def extract(source: Source) -> Iterator[Item]:
    """Every member in its order, then the names of all; ``encrypted`` with the number of those that are."""
    library = load_libarchive()
    if library is None:
        yield tell_missing(source.format, "libarchive")
        return
    names = MemberNames(source.budget.limits)
    is_archive = "raw" not in _FORMATS[source.format]
    closed = 0
    is_seen = False
    try:
        for entry in read_entries(library, source.stream, _FORMATS[source.format]):
            source.budget.check_time()
            is_seen = True
            name = entry.name if is_archive else source.name[: -len(source.suffix)] or source.name
            if is_archive and not entry.is_folder:
                yield from names.add(name)
            if entry.is_encrypted:
                closed += 1
            elif entry.is_file:
                yield Member(name, entry.content)
    except LibraryError:
        yield Notice("damaged", detail=LibraryError.__name__)
    else:
        if not is_seen and source.stream.seek(0, io.SEEK_END) > _LEAST_BYTES:
            yield Notice("damaged", detail="no member")  # of an archive that is cut in the header of its first
    yield from names.take()
    if closed:
        yield Notice("encrypted", closed)
