"""Sets of people as arrays of keys: united over blocks and files, counted, packed.

The keys of one person stand together; the first of them carries FIRST_BIT.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.grouping import opens_group
from meibo_detectors.kernels.distinct_keys import number_keys
from meibo_detectors.kernels.person_unions import unite_keys
from meibo_detectors.model import PersonKey

Keys = npt.NDArray[np.uint64]
"""Shape (n, 2), halves of n keys, of either byte order; people in order, the keys of one person side by side."""
Numbers = npt.NDArray[np.int32]

KIND_BITS: Final = 0b0111
FIRST_BIT: Final = 0b1000


def unite(parts: list[Keys]) -> Keys:
    """The people of all parts: those who share a key other than a name are one, sorted by their lowest key."""
    keys = np.empty((sum(map(len, parts)), 2), np.uint64)
    if not len(keys):
        return keys
    np.concatenate(parts, out=keys, casting="same_kind")
    return unite_keys(keys)


def _person_of(keys: Keys) -> Numbers:
    return np.cumsum((keys[:, 1] & np.uint64(FIRST_BIT)) != 0, dtype=np.int32) - np.int32(1)


def _kind(keys: Keys) -> npt.NDArray[np.int8]:
    return (keys[:, 1] & np.uint64(KIND_BITS)).astype(np.int8)


def _is_name(kind: npt.NDArray[np.int8]) -> npt.NDArray[np.bool_]:
    return np.asarray(kind >= PersonKey.NAME)


def count_persons(keys: Keys) -> tuple[int, int]:
    """The least and the most people behind united keys.

    Two people without a common key may be one: one record gives the e-mail address, another the telephone number. But
    people with different names are different, and so are people of one name who each have a key of the same kind.
    A name without any key is the one person of that name, if there is just one; a possible name counts for the most
    only.
    """
    if not len(keys):
        return 0, 0
    keys = keys.astype(np.uint64, copy=False)
    person, kind = _person_of(keys), _kind(keys)
    kinds = np.zeros((int(person[-1]) + 1, KIND_BITS + 1), np.bool_)
    kinds[person, kind] = True
    keyed = np.asarray(kinds[:, : PersonKey.NAME].any(axis=1))
    rows = np.flatnonzero(_is_name(kind))
    which, names = number_keys(keys.take(rows, axis=0) & ~np.uint64(KIND_BITS | FIRST_BIT))
    owner = person[rows]
    bearers = np.bincount(which[keyed[owner]], minlength=names)
    alone = which[~keyed[owner] & (kind[rows] == PersonKey.NAME)]
    possible = which[~keyed[owner] & (kind[rows] == PersonKey.POSSIBLE_NAME)]
    known = bearers.astype(np.bool_)
    known[alone] = True
    own = opens_group(owner) & keyed[owner]  # one name stands for a person
    rows = np.flatnonzero(own)
    owner, which = owner[rows], which[rows]
    largest = np.bincount(which, minlength=names).astype(np.bool_).astype(np.int64)
    for one in range(1, PersonKey.NAME):
        largest = np.maximum(largest, np.bincount(which[kinds[owner, one]], minlength=names))
    least = max(
        int(kinds[:, 1 : PersonKey.NAME].sum(axis=0).max()), int(largest.sum()) + int((bearers[alone] == 0).sum())
    )
    most = int(keyed.sum()) + int((bearers[alone] != 1).sum()) + int((~known[possible]).sum())
    return least, most


def pack(keys: Keys) -> bytes:
    """United keys as bytes, 16 a key, in order."""
    return keys.astype(">u8").tobytes()


def unpack(blob: bytes) -> Keys:
    """Keys of a packed blob, which stays where it is."""
    return np.frombuffer(blob, ">u8").reshape(-1, 2)
