"""One packed file: gzip (RFC 1952), bzip2, xz and Zstandard (RFC 8878); several may follow each other in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, cast

from meibo.extraction.archives.unpacking import UNPACKERS, UnpackedStream
from meibo.extraction.describe import describe_exception
from meibo.extraction.model import Member, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source

_SUFFIXES = {".gz", ".gzip", ".bz2", ".bz", ".xz", ".zst", ".zstd", ".z"}
_OF_TAR = {".tgz", ".taz", ".tbz", ".tbz2", ".txz", ".tzst"}


def extract(source: Source) -> Iterator[Item]:
    """The file inside, under the file's name without the suffix; then ``damaged`` where it broke off."""
    stream = UnpackedStream(source.stream.read, UNPACKERS[source.format], is_series=True)
    yield Member(_name_inside(source), cast("BinaryIO", stream))
    if stream.error is not None:
        yield Notice("damaged", detail=describe_exception(stream.error))


def _name_inside(source: Source) -> str:
    stem = source.name[: -len(source.suffix)] if source.suffix else source.name
    if source.suffix in _OF_TAR:
        return stem + ".tar"
    return stem if source.suffix in _SUFFIXES else source.name or "content"
