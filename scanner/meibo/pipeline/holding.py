"""Keeps a small file of a server in memory while it is read more than once: by the parser, and for its hash."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from typing import BinaryIO, Final

HELD_BYTES: Final = 32 << 20
"""A larger file is read from its server piece by piece."""
_COPIED_AT_A_TIME: Final = 1 << 20


@contextlib.contextmanager
def hold(raw: BinaryIO, size_bytes: int) -> Iterator[BinaryIO]:
    """The stream itself where it has a descriptor or is large, else a copy that has one, in memory where there is such
    a thing, and in a nameless temporary file elsewhere."""
    if size_bytes > HELD_BYTES or has_descriptor(raw):
        yield raw
        return
    raw.seek(0)
    with _make_nameless() as copy:
        shutil.copyfileobj(raw, copy, _COPIED_AT_A_TIME)
        copy.seek(0)
        yield copy


def has_descriptor(raw: BinaryIO) -> bool:
    """Whether another process could be lent the stream's file."""
    try:
        return raw.fileno() >= 0
    except (OSError, AttributeError):
        return False


def _make_nameless() -> BinaryIO:
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("meibo"), "w+b")
    return tempfile.TemporaryFile()
