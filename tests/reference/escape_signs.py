"""The plain twin of meibo_detectors.kernels.escape_signs."""

from __future__ import annotations


def hold_escape_signs(raw: bytes) -> tuple[bool, bool, bool, bool]:
    """Whether each kind of sign stands in the text."""
    return b"\\" in raw, b"&" in raw, b"%" in raw, b"<br" in raw or b"<BR" in raw
