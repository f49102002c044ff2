"""The plain twin of meibo_detectors.kernels.person_counts."""

from __future__ import annotations

from collections import Counter
from typing import Any

from meibo_detectors.model import PersonKey
from meibo_detectors.person_sets import FIRST_BIT, KIND_BITS, SCRIPT_BITS


def count_people(keys: Any, which: Any, names: int) -> tuple[int, int, int]:
    """The least, the least of one script, and the most people behind united keys."""
    people: list[list[tuple[int, int]]] = []  # kind, and the number of a name
    numbers = iter(which.tolist())
    script: dict[int, int] = {}
    for _, low in keys.tolist():
        if not people or low & FIRST_BIT:
            people.append([])
        kind = low & KIND_BITS
        people[-1].append((kind, next(numbers) if kind >= PersonKey.NAME else -1))
        if kind >= PersonKey.NAME:
            script[people[-1][-1][1]] = low & SCRIPT_BITS
    keyed = [person for person in people if any(kind < PersonKey.NAME for kind, _ in person)]
    unkeyed = [key for person in people if person not in keyed for key in person]
    bearers = Counter(name for person in keyed for kind, name in person if kind >= PersonKey.NAME)
    alone = [name for kind, name in unkeyed if kind == PersonKey.NAME]
    possible = [name for kind, name in unkeyed if kind == PersonKey.POSSIBLE_NAME]
    by_kind: Counter[int] = Counter()
    by_name: dict[int, Counter[int]] = {}
    births: Counter[int] = Counter()
    for person in keyed:
        kinds = {kind for kind, _ in person if PersonKey.NONE < kind < PersonKey.NAME}
        by_kind.update(kinds)
        first = next((name for kind, name in person if kind >= PersonKey.NAME), None)
        if first is not None:
            by_name.setdefault(first, Counter()).update(kinds)
        firsts = {script[name]: name for kind, name in reversed(person) if kind == PersonKey.NAME}
        births.update(dict.fromkeys(firsts.values(), PersonKey.BIRTH in kinds))
    of_names: Counter[int] = Counter()
    born: Counter[int] = Counter()
    for name, kinds in by_name.items():
        of_names[script[name]] += max(1, *kinds.values(), 0)
    for name, number in births.items():
        born[script[name]] += max(1, number)
    for name in alone:
        of_names[script[name]] += bearers[name] == 0
        born[script[name]] += bearers[name] == 0
    least = max(*by_kind.values(), 0, sum(of_names.values()))
    of_script = max(by_kind[PersonKey.EMAIL], *born.values(), 0)
    sure = len(keyed) + sum(bearers[name] != 1 for name in alone)
    return least, of_script, sure + sum(bearers[name] == 0 and name not in alone for name in possible)
