"""Functions of the C library on Linux that Python does not have."""

from __future__ import annotations

import ctypes
import errno
import functools


def call_library(name: str, *arguments: object) -> int:
    """Call a function that returns -1 where it fails; returns 0, or the error. Numbers are passed as ``long``."""
    function = getattr(_library(), name, None)
    if function is None:
        return errno.ENOSYS
    passed = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    return ctypes.get_errno() if function(*passed) == -1 else 0


@functools.cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
