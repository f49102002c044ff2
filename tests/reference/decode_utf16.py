"""The plain twin of meibo_detectors.kernels.decode_utf16."""

from __future__ import annotations


def decode_utf16(raw: bytes, *, is_big: bool) -> bytes | None:
    """The text as Python's own codec reads it."""
    try:
        return raw.decode("utf-16-be" if is_big else "utf-16-le").encode()
    except UnicodeDecodeError:
        return None
