"""The streams of an OLE container ([MS-CFB]), none of which is larger than the container."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from olefile import OleFileIO


def open_stream(ole: OleFileIO, path: str | Sequence[str]) -> BinaryIO:
    """A stream by its path; raises OSError where there is none, and where its size is that of no stream in this file.

    The library follows a ring of sectors until the size is reached that the directory tells, and holds all of it; so
    it does with the stream of short streams, and with their table.
    """
    place = path if isinstance(path, str) else list(path)
    largest = max(ole.get_size(place), ole.root.size, ole.num_mini_fat_sectors * ole.sectorsize)
    if largest > ole.nb_sect * ole.sectorsize:
        raise OSError("a stream that is larger than its file")
    return cast("BinaryIO", ole.openstream(place))
