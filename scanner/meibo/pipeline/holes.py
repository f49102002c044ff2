"""Tells the holes of sparse files: a file of terabytes takes no room where nothing was written, and no time."""

from __future__ import annotations

import errno
import io
import os
from typing import BinaryIO, Final

MARGIN_BYTES: Final = 1 << 20
"""More than the text of a span reaches beyond it on either side: its border, and what stands around it."""


def lies_in_hole(raw: BinaryIO, start: int, end: int) -> bool:
    """Whether nothing was ever written from ``start`` to ``end`` (bytes), nor near it; the stream stays where it is.

    False where the system cannot tell: on Windows, on servers, and on file systems that do not know.
    """
    seek_data = getattr(os, "SEEK_DATA", None)
    if seek_data is None or start < MARGIN_BYTES:
        return False
    try:
        descriptor = raw.fileno()
        before = os.lseek(descriptor, 0, os.SEEK_CUR)
    except (OSError, AttributeError, io.UnsupportedOperation):
        return False
    try:
        return os.lseek(descriptor, start - MARGIN_BYTES, seek_data) >= end + MARGIN_BYTES
    except OSError as error:
        return error.errno == errno.ENXIO  # no data from there to the end
    finally:
        os.lseek(descriptor, before, os.SEEK_SET)
