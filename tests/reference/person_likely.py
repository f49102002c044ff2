"""The plain twin of meibo_detectors.kernels.person_likely."""

from __future__ import annotations

from collections import Counter
from typing import Any

from meibo_detectors.model import PersonKey
from meibo_detectors.person_sets import FIRST_BIT, KIND_BITS, SCRIPT_BITS


def count_likely(
    keys: Any, which: Any, count: int, read_name: Any, read_as: Any, readings: int, born: Any
) -> tuple[int, int]:
    """People who have a name, told apart by names and birth dates; and united people who have none."""
    people: list[list[tuple[int, int]]] = []  # kind, and the number of a name
    numbers = iter(which.tolist())
    kanji: set[int] = set()
    for _, low in keys.tolist():
        if not people or low & FIRST_BIT:
            people.append([])
        kind = low & KIND_BITS
        people[-1].append((kind, next(numbers) if kind >= PersonKey.NAME else -1))
        if kind == PersonKey.NAME:
            kanji = kanji - {people[-1][-1][1]} if low & SCRIPT_BITS else kanji | {people[-1][-1][1]}
    births: Counter[int] = Counter()
    groups: list[set[int]] = []
    nameless = 0
    for person in people:
        names = [name for kind, name in person if kind == PersonKey.NAME]
        nameless += not names and any(kind < PersonKey.NAME for kind, _ in person)
        births.update(names if any(kind == PersonKey.BIRTH for kind, _ in person) else [])
        groups = unite_sets(groups, set(names))
    births.update(born.tolist())
    borne = set().union(*groups)
    of_name = {name: max(births[name], 1) for name in borne}
    rows = [row for row in zip(read_name.tolist(), read_as.tolist(), strict=True) if row[0] in borne]
    known: Counter[int] = Counter()
    for name, reading in rows:
        known[reading] += of_name[name] if name in kanji else 0
    with_kanji = {name for group in groups if group & kanji for name in group}
    for name, reading in rows:
        if name in with_kanji - kanji:
            known[reading] = max(known[reading], of_name[name])
    for reading in {reading for _, reading in rows}:
        groups = unite_sets(groups, {name for name, of in rows if of == reading} - with_kanji)
    total = 0
    for group in groups:
        found = max(of_name[name] for name in group)
        elsewhere = max((known[reading] for name, reading in rows if name in group - with_kanji), default=0)
        total += max(found - elsewhere, 0)
    return total, nameless


def unite_sets(groups: list[set[int]], names: set[int]) -> list[set[int]]:
    """The groups, with all that share a name with these as one."""
    if not names:
        return groups
    touched = [group for group in groups if group & names]
    return [*(group for group in groups if not group & names), names.union(*touched)]
