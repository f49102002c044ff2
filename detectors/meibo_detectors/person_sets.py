"""Sets of people as arrays of keys: united over blocks and files, counted, packed.

The keys of one person stand together; the first of them carries FIRST_BIT.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.distinct_keys import number_keys
from meibo_detectors.kernels.person_counts import count_people
from meibo_detectors.kernels.person_unions import unite_keys
from meibo_detectors.model import PersonKey

Keys = npt.NDArray[np.uint64]
"""Shape (n, 2), halves of n keys, of either byte order; people in order, the keys of one person side by side."""

KIND_BITS: Final = 0b0111
FIRST_BIT: Final = 0b1000
SCRIPT_BITS: Final = 0b110000
"""Of a name: 0 kanji, 1 kana, 2 Latin letters."""


def unite(parts: list[Keys]) -> Keys:
    """The people of all parts: those who share a key other than a name are one, sorted by their lowest key."""
    keys = np.empty((sum(map(len, parts)), 2), np.uint64)
    if not len(keys):
        return keys
    np.concatenate(parts, out=keys, casting="same_kind")
    return unite_keys(keys)


def count_persons(keys: Keys) -> tuple[int, int]:
    """The least and the most people behind united keys.

    Two people without a common key may be one: one record gives the e-mail address, another the telephone number. But
    people with different names are different, and so are people of one name who each have a key of the same kind.
    A name without any key is the one person of that name, if there is just one; a possible name counts for the most
    only.
    """
    least, _, most = _count(keys)
    return least, most


def count_union(keys: Keys, fullest: int) -> tuple[int, int]:
    """The same of several files, of which the fullest alone holds at least so many people.

    One file may write in kana whom another writes in kanji: only names of one script are sure to be different people.
    One may give the pension number of somebody whose licence another gives, or who has two addresses: people of one
    name are sure to be different by their birth dates alone.
    """
    _, least, most = _count(keys)
    return max(least, min(fullest, most)), most


def _count(keys: Keys) -> tuple[int, int, int]:
    if not len(keys):
        return 0, 0, 0
    keys = np.ascontiguousarray(keys, np.uint64)
    names = keys[(keys[:, 1] & np.uint64(KIND_BITS)) >= PersonKey.NAME]
    names &= ~np.uint64(KIND_BITS | FIRST_BIT)
    which, distinct = number_keys(names)
    return count_people(keys, which, distinct)


def pack(keys: Keys) -> bytes:
    """United keys as bytes, 16 a key, in order."""
    return keys.astype(">u8").tobytes()


def unpack(blob: bytes | memoryview) -> Keys:
    """Keys of a packed blob, which stays where it is."""
    return np.frombuffer(blob, ">u8").reshape(-1, 2)
