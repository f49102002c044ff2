"""Self-extracting archives: programs of Windows with an archive at their end, which is read like any other.

Encrypted ones were, and are, the way to send files for many in Japan. Nothing is run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, cast

from meibo.extraction.archives.unpacking import Copier, UnpackedStream, read_slice
from meibo.extraction.model import Member
from meibo.extraction.sniffing.program_end import find_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source


def extract(source: Source) -> Iterator[Item]:
    """The archive, which is the same file in other clothes."""
    start = find_archive(source.stream)
    if start is not None:
        yield Member("", cast("BinaryIO", UnpackedStream(read_slice(source.stream, start, None), Copier)))
