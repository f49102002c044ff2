"""How much a scan may take of its targets: ``20M``, ``20M,100`` or ``,100``, in bytes and files a second."""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec

from meibo.configuration.keys import is_count, read_size

PIECE_SECONDS: Final = 0.1
"""What is read at a time lasts so long at the rate allowed."""
LEAST_PIECE_BYTES: Final = 16 << 10
MOST_PIECE_BYTES: Final = 1 << 20
_PER_SECOND: Final = re.compile(r"/s(?:ec)?$", re.IGNORECASE)


class Rate(msgspec.Struct, frozen=True):
    """The most that all workers together take in a second; 0 is no bound."""

    bytes_per_s: int = 0
    files_per_s: int = 0

    @property
    def piece_bytes(self) -> int:
        """What is asked for at a time, so that a slow rate flows instead of bursting."""
        if not self.bytes_per_s:
            return MOST_PIECE_BYTES
        return min(max(LEAST_PIECE_BYTES, int(self.bytes_per_s * PIECE_SECONDS)), MOST_PIECE_BYTES)


def read_rate(value: str | int) -> Rate | None:
    """The rate that a text means; None for what is none."""
    words = [_PER_SECOND.sub("", word.strip()) for word in str(value).split(",")]
    size_bytes = read_size(words[0]) if words[0] else 0
    files = words[1] if len(words) > 1 else "0"
    if len(words) > 2 or size_bytes < 0 or not files.isdecimal():
        return None
    rate = Rate(size_bytes, int(files))
    is_meant = (not words[0] or size_bytes) and (len(words) == 1 or rate.files_per_s)
    return rate if is_meant and rate != Rate() else None


def is_rate(value: Any) -> bool:
    """A number of bytes, or a text that ``read_rate`` knows."""
    return is_count(value) or (isinstance(value, str) and read_rate(value) is not None)
