"""The plain twin of meibo_detectors.kernels.decode_double_byte."""

from __future__ import annotations


def decode_double_byte(raw: bytes, encoding: str, marked: str) -> tuple[bytes, int] | None:
    """The text as Python's own codec reads it, and how many of its characters are among ``marked``."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text.encode(), sum(character in marked for character in text)
