"""Base64 over arrays: the bytes that rows of characters stand for (RFC 4648, both alphabets)."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np

from meibo_detectors.normalise import Bytes, table_of

_SIGNS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def decode_rows(shown: Bytes) -> Bytes:
    """The bytes of rows of characters, three for each four; signs that are none of the alphabet count as zero.

    Shape (rows, 4 n) to (rows, 3 n).

    >>> decode_rows(np.frombuffer(b"eyJhbGciOiJI", np.uint8)[None]).tobytes()
    b'{"alg":"H'
    """
    value = _values()[shown].reshape(len(shown), shown.shape[1] // 4, 4)
    first, second, third, fourth = (value[..., at] for at in range(4))
    decoded = np.stack([first << 2 | second >> 4, second << 4 | third >> 2, third << 6 | fourth], axis=2)
    return decoded.reshape(len(shown), shown.shape[1] // 4 * 3)


@functools.cache
def _values() -> Bytes:
    table = np.zeros(256, np.uint8)
    table[list(_SIGNS)] = np.arange(64)
    table[list(b"-_")] = (62, 63)
    return table


IS_BASE64: Final = table_of(_SIGNS + b"=")
