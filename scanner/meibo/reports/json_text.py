"""JSON that a terminal or an editor can show: what steers either is escaped, and means the same."""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec

_ENCODER: Final = msgspec.json.Encoder()
_STEERING: Final = re.compile(
    rb"\x7f|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbf[\xbe\xbf]"
)
"""In UTF-8: DEL and the control characters behind it, marks that turn the writing direction, line ends of Unicode, what
is no character. JSON itself escapes the controls of ASCII."""


_STEERING_STARTS: Final = (b"\xe2", b"\xc2", b"\xef\xbf", b"\x7f")


def encode_inert(value: Any) -> bytes:
    r"""The value as JSON in UTF-8, without a line end.

    >>> encode_inert("a\u202eb")
    b'"a\\u202eb"'
    """
    return make_inert(_ENCODER.encode(value))


def make_inert(encoded: bytes) -> bytes:
    """The same JSON with such characters escaped."""
    if any(byte in encoded for byte in _STEERING_STARTS):  # rarely, and much faster to tell
        return _STEERING.sub(_escape, encoded)
    return encoded


def _escape(match: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(match.group().decode())
