"""The plain twin of meibo_detectors.kernels.person_unions."""

from __future__ import annotations

from typing import Any

import numpy as np

from meibo_detectors.model import PersonKey

Key = tuple[int, int]
Person = dict[Key, int]
"""The keys of one person, and the first row of each."""


def unite_keys(keys: Any) -> Any:
    """The keys of all people, equal ones once; people sorted by their lowest key, then by where it stands first."""
    people: list[Person] = []
    for row, (first, second) in enumerate(keys.tolist()):
        if second & 8 or not people:
            people.append({})
        people[-1].setdefault((first, second & ~8), row)
    united: list[Person] = []
    for person in people:
        shared = [other for other in united if any(_is_own(key) and key in other for key in person)]
        united = [other for other in united if other not in shared]
        united.append(_merge([*shared, person]))
    known = [person for person in united if any(map(_is_own, person))]
    bare = _merge([person for person in united if person not in known])
    known += [{key: row} for key, row in bare.items()]
    rows = [sorted(person, key=_weigh) for person in known]
    order = sorted(range(len(known)), key=lambda at: (_weigh(rows[at][0]), known[at][rows[at][0]]))
    flat = [
        (first, second | (8 if place == 0 else 0)) for at in order for place, (first, second) in enumerate(rows[at])
    ]
    return np.array(flat, np.uint64).reshape(-1, 2)


def _merge(people: list[Person]) -> Person:
    merged: Person = {}
    for person in people:
        for key, row in person.items():
            merged[key] = min(row, merged.get(key, row))
    return merged


def _is_own(key: Key) -> bool:
    return key[1] & 7 < PersonKey.NAME


def _weigh(key: Key) -> int:
    return key[0] >> 3 << 3 | key[1] & 7
