"""Word lists as tables that are mapped into memory: made by the build, or here where no build has run.

A list is UTF-8 text, compressed with xz: one word a line, with a tab and a number behind it where the list is a map.
A table is an open-addressed array: ``size`` (a power of two) hashes of 8 bytes, little-endian, 0 where free; then, for
a map, ``size`` numbers of 4 bytes. Pure standard library, since the build runs it before anything is installed.
"""

from __future__ import annotations

import lzma
import sys
from array import array
from collections.abc import Sequence
from pathlib import Path

BASE = 0x9E3779B97F4A7C15
LENGTH_FACTOR = 0xD6E8FEB86659FD93
MIX_FACTOR = 0xBF58476D1CE4E5B9
_MASK = (1 << 64) - 1


def expand_all(folder: Path) -> list[Path]:
    """Write the table of each list in a folder beside it, where it is missing or older; the tables' paths."""
    tables = []
    for words in sorted(folder.glob("*.words.xz")):
        table = words.with_name(words.name.removesuffix(".words.xz") + ".table")
        if not table.exists() or table.stat().st_mtime_ns < words.stat().st_mtime_ns:
            unfinished = table.with_suffix(".unfinished")
            unfinished.write_bytes(make_table(read_words(words.read_bytes())))
            unfinished.replace(table)
        tables.append(table)
    return tables


def read_words(compressed: bytes) -> list[str]:
    """The lines of a compressed list."""
    return lzma.decompress(compressed).decode("utf-8").splitlines()


def make_table(lines: Sequence[str]) -> bytes:
    """The table of a list's lines."""
    size = 1 << max(len(lines) * 2 - 1, 1).bit_length()  # half of it is free: most words asked for are not in it
    keys, values = array("Q", bytes(8 * size)), array("I", bytes(4 * size))
    for line in lines:
        word, _, value = line.partition("\t")
        key = hash_word(word)
        slot = key & (size - 1)
        while keys[slot] not in (0, key):
            slot = (slot + 1) & (size - 1)
        keys[slot], values[slot] = key, int(value or 0)
    if sys.byteorder == "big":
        keys.byteswap()
        values.byteswap()
    return keys.tobytes() + (values.tobytes() if any(values) else b"")


def hash_word(word: str) -> int:
    """The hash that ``meibo_detectors.text_hash`` gives a stretch with these characters; never 0."""
    raw, power = 0, 1
    for character in word:
        raw += (ord(character) + 1) * power
        power = power * BASE & _MASK
    mixed = (raw ^ len(word) * LENGTH_FACTOR) & _MASK
    mixed ^= mixed >> 32
    mixed = mixed * MIX_FACTOR & _MASK
    mixed ^= mixed >> 29
    return mixed or 1
