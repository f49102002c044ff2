"""Strings out of pdfium, which writes UTF-16 into a buffer of the caller."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_BYTES = 1 << 24
"""A longer string is cut."""


def read_wide(function: Callable[..., int], *arguments: Any) -> str:
    """The string that a function gives whose last two arguments are the buffer and its length in bytes."""
    return _read(function, *arguments).decode("utf-16-le", "replace").rstrip("\0")


def read_narrow(function: Callable[..., int], *arguments: Any) -> str:
    """The same of a function that writes bytes: of a link, which is ASCII or UTF-8."""
    return _read(function, *arguments).decode("utf-8", "replace").rstrip("\0")


def _read(function: Callable[..., int], *arguments: Any) -> bytes:
    import pypdfium2.raw as pdfium

    length = function(*arguments, None, 0)
    if not 0 < length <= MOST_BYTES:
        return b""
    buffer = ctypes.create_string_buffer(length + 2)
    wide = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    function(*arguments, wide, length)
    return buffer.raw[:length]
