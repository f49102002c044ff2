"""Sets of people as arrays of keys: united over blocks and files, counted, packed.

The keys of one person stand together; the first of them carries FIRST_BIT. Behind the people stand rows of no
kind (PersonKey.NONE) with the first half of a name's key, and the upper bits of a hash: of how that name is read, or,
with BORN, of a birth date of somebody of that name, for whom two other keys came before it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.distinct_keys import number_keys
from meibo_detectors.kernels.person_counts import count_people
from meibo_detectors.kernels.person_likely import count_likely
from meibo_detectors.kernels.person_unions import unite_keys
from meibo_detectors.model import PersonKey

Keys = npt.NDArray[np.uint64]
"""Shape (n, 2), halves of n keys, of either byte order; people in order, the keys of one person side by side."""

KIND_BITS: Final = 0b0111
FIRST_BIT: Final = 0b1000
SCRIPT_BITS: Final = 0b110000
"""Of a name: 0 kanji, 1 kana, 2 Latin letters."""
BORN: Final = SCRIPT_BITS
"""In a row of no kind: it tells a birth date, not a reading."""


class Counted(NamedTuple):
    """How many people stand behind united keys."""

    least: int
    most: int
    likely: int
    """Told apart by their names and birth dates alone; least to most."""
    nameless: int
    """Entries without any name, as far as they are not among the likely; 0 where nobody has a name."""


def unite(parts: list[Keys]) -> Keys:
    """The people of all parts: those who share a key other than a name are one, sorted by their lowest key.

    Behind them what is known of names, each once.
    """
    keys = np.empty((sum(map(len, parts)), 2), np.uint64)
    if not len(keys):
        return keys
    np.concatenate(parts, out=keys, casting="same_kind")
    is_reading = (keys[:, 1] & np.uint64(KIND_BITS)) == PersonKey.NONE
    if not is_reading.any():
        return unite_keys(keys)
    return np.concatenate([unite_keys(keys[~is_reading]), _list_distinct(keys[is_reading])])


def _find_readings(known: Keys, names: npt.NDArray[np.uint64]) -> Keys:
    """Those of united readings that are of these names; time grows with the names."""
    names = np.unique(names)
    first, last = (np.searchsorted(known[:, 0], names, side) for side in ("left", "right"))
    lengths = last - first
    behind = np.cumsum(lengths)
    found: Keys = known[np.arange(lengths.sum()) + np.repeat(first - behind + lengths, lengths)]
    return found


def _list_distinct(readings: Keys) -> Keys:
    """Each reading once, in order."""
    readings = readings[np.lexsort((readings[:, 1], readings[:, 0]))]
    is_new = np.append(True, (readings[1:] != readings[:-1]).any(axis=1))
    distinct: Keys = readings[is_new]
    return distinct


def without_readings(keys: Keys) -> Keys:
    """The people alone, of united keys; a view."""
    low = np.uint64(KIND_BITS)
    if not len(keys) or keys[-1, 1] & low:
        return keys
    return keys[: np.count_nonzero(keys[:, 1] & low)]


def count_persons(keys: Keys) -> tuple[int, int]:
    """The least and the most people behind united keys.

    Two people without a common key may be one: one record gives the e-mail address, another the telephone number. But
    people with different names are different, and so are people of one name who each have a key of the same kind.
    A name without any key is the one person of that name, if there is just one; a possible name counts for the most
    only.
    """
    least, _, most = _count(keys)
    return least, most


def count_union(keys: Keys, fullest: int, known: Keys | None = None) -> Counted:
    """The same of several files, of which the fullest alone holds at least so many people.

    One file may write in kana whom another writes in kanji: only names of one script are sure to be different people.
    One may give the pension number of somebody whose licence another gives, or who has two addresses: people of one
    name are sure to be different by their birth dates alone.

    A name in kana or letters is likely one of those whose kanji are read so, if there are any. ``known`` are readings
    from elsewhere, united; those of names that are here count, too.
    """
    _, least, most = _count(keys)
    least = max(least, min(fullest, most))
    if least == most:
        return Counted(least, most, least, 0)
    named, nameless = _count_likely(keys, known)
    if not named:
        return Counted(least, most, most, 0)
    likely = min(max(named, least), most)
    return Counted(least, most, likely, max(nameless - max(likely - named, 0), 0))


def _count(keys: Keys) -> tuple[int, int, int]:
    if not len(keys):
        return 0, 0, 0
    keys = np.ascontiguousarray(without_readings(keys), np.uint64)
    names = keys[(keys[:, 1] & np.uint64(KIND_BITS)) >= PersonKey.NAME]
    names &= ~np.uint64(KIND_BITS | FIRST_BIT)
    which, distinct = number_keys(names)
    return count_people(keys, which, distinct)


def list_readings(keys: Keys) -> Keys:
    """The readings behind the people of united keys."""
    behind = keys[len(without_readings(keys)) :]
    readings: Keys = behind[(behind[:, 1] & np.uint64(SCRIPT_BITS)) != BORN]
    return readings


def _count_likely(keys: Keys, known: Keys | None) -> tuple[int, int]:
    """People who have a name, and people without any."""
    people = np.ascontiguousarray(without_readings(keys), np.uint64)
    behind = keys[len(people) :].astype(np.uint64)
    is_born = (behind[:, 1] & np.uint64(SCRIPT_BITS)) == BORN
    readings, born = behind[~is_born], _find_unkeyed(behind[is_born], people)
    names = people[(people[:, 1] & np.uint64(KIND_BITS)) >= PersonKey.NAME, 0]
    if known is not None and len(known):
        readings = np.concatenate([readings, _find_readings(known, names)])
    halves = np.zeros((len(names) + len(readings) + len(born), 2), np.uint64)
    halves[:, 0] = np.concatenate([names, readings[:, 0], born[:, 0]])
    numbers, _ = number_keys(halves)
    which, read_name, born_name = np.split(numbers, [len(names), len(names) + len(readings)])
    readings[:, 0] = 0
    read_as, count = number_keys(readings)
    return count_likely(people, which, int(which.max(initial=-1)) + 1, read_name, read_as, count, born_name)


def _find_unkeyed(born: Keys, people: Keys) -> Keys:
    """Those of the birth dates that are among nobody's keys."""
    if not len(born):
        return born
    low = np.uint64(KIND_BITS)
    keyed = people[(people[:, 1] & low) == PersonKey.BIRTH, 1]
    bits = ~np.uint64(KIND_BITS | FIRST_BIT | SCRIPT_BITS)
    found: Keys = born[~np.isin(born[:, 1] & bits, keyed & bits)]
    return found


def pack(keys: Keys) -> bytes:
    """United keys as bytes, 16 a key, in order."""
    return keys.astype(">u8").tobytes()


def unpack(blob: bytes | memoryview) -> Keys:
    """Keys of a packed blob, which stays where it is."""
    return np.frombuffer(blob, ">u8").reshape(-1, 2)
