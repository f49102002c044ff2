"""What Python's own codecs make of each one, two and three bytes, as tables for compiled decoding."""

from __future__ import annotations

import functools
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo.extraction.text.plausibility import MOJIBAKE

_LENGTH_SHIFT: Final = 24
_MARKED: Final = 1 << 31
_TRIPLE: Final = 0x8F

Entries = npt.NDArray[np.uint32]


class CodeTables(NamedTuple):
    """Entries as ``kernels.decode_double_byte`` reads them; MOJIBAKE is marked."""

    singles: Entries
    pairs: Entries
    triples: Entries


@functools.cache
def code_tables(encoding: str) -> CodeTables:
    """The tables of ``cp932`` or ``euc_jp``."""
    singles = _row(encoding, b"", first=0x80)
    singles[:0x80] = [_entry(chr(code)) for code in range(0x80)]
    pairs, triples = np.zeros((128, 256), np.uint32), np.zeros(0, np.uint32)
    for lead in range(0x80, 0x100):
        if not singles[lead]:
            pairs[lead & 0x7F] = _row(encoding, bytes((lead,)))
    if encoding == "euc_jp":
        triples = np.concatenate([_row(encoding, bytes((_TRIPLE, second))) for second in range(0x80, 0x100)])
    return CodeTables(singles, pairs.ravel(), triples)


def _row(encoding: str, lead: bytes, first: int = 0x30) -> Entries:
    """The entry for each byte behind ``lead``, from ``first`` on; none less than 0x30 ends a character.

    All are decoded at once, with two line feeds behind each, since one may go with what is no character.
    """
    entries = np.zeros(256, np.uint32)
    written = b"".join(lead + bytes((last,)) + b"\n\n" for last in range(first, 0x100))
    for last, character in enumerate(written.decode(encoding, "replace").split("\n\n")[:-1], first):
        if len(character) == 1 and character != "\ufffd":
            entries[last] = _entry(character)
    return entries


def _entry(character: str) -> int:
    text = character.encode()
    mark = _MARKED if character in MOJIBAKE else 0
    return int.from_bytes(text, "little") | len(text) << _LENGTH_SHIFT | mark
