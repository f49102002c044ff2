"""The plain twin of meibo_detectors.kernels.person_keys."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from meibo_detectors.model import FINDING, PersonKey
from meibo_detectors.normalise import KANJI
from meibo_detectors.person_sets import BORN, KIND_BITS
from reference.keyed_hash import siphash
from reference.mentions import chain

WITH_NAME = (PersonKey.BIRTH, PersonKey.PHONE, PersonKey.ADDRESS)


class Mention(NamedTuple):
    """One finding that tells who is meant."""

    record: int
    block: int
    detector: int
    kind: int
    value: int
    reading: int
    script: int
    is_other: bool
    of_company: bool
    is_phone_of_person: bool
    is_reading: bool


def find_keys(
    findings: Any,
    rows: Any,
    kinds: Any,
    is_other: Any,
    of_company: Any,
    values: Any,
    readings: Any,
    chars: Any,
    families: Any,
    companys_numbers: int,
    reading: int,
    low: int,
    high: int,
) -> Any:
    """The block of each key and the key, record by record and person by person."""
    mentions = []
    for at, number in enumerate(rows.tolist()):
        row = findings.view(FINDING)[number]
        kind, evidence = int(kinds[at]), int(row["evidence"])
        char = int(chars[row["folded_start"]])
        script = 0 if char == KANJI else 2 if chr(char).isascii() and chr(char).isalpha() else 1
        value = int(values[at]) ^ (int(families[row["detector"]]) if kind == PersonKey.ID else 0)
        is_persons = not evidence & companys_numbers and not of_company[at]
        is_reading = kind >= PersonKey.NAME and script > 0 and bool(evidence & reading)
        mentions.append(
            Mention(
                int(row["record"]),
                int(row["block"]),
                int(row["detector"]),
                kind,
                value,
                int(readings[at]),
                script,
                bool(is_other[at]),
                bool(of_company[at]),
                is_persons,
                is_reading,
            )
        )
    blocks, keys = [], []
    for _, group in groupby(mentions, key=lambda one: one.record):
        record = list(group)
        numbers = number_persons(record)
        for number in sorted(set(numbers) - {(-1, -1)}):
            person = [one for one, of in zip(record, numbers, strict=True) if of == number]
            made = list_keys(person, low, high)
            if made:
                made[0][1] |= 8
            keys += made
            blocks += [person[-1].block] * len(made)
    return np.array(blocks, np.uint32), np.array(keys, np.uint64).reshape(-1, 2)


def number_persons(record: list[Mention]) -> list[tuple[int, int]]:
    """Whether each mention is of a clerk, and the number of its person; (-1, -1) where it is nobody's."""
    own, clerks = number_names(record, is_other=False), number_names(record, is_other=True)
    has_name = any(one.kind >= PersonKey.NAME and not one.is_other for one in record)
    has_kanji = any(one.kind >= PersonKey.NAME and one.script == 0 for one in record)
    alone = [not has_name and _stands_for_person(one) for one in record]
    numbers = []
    for at, one in enumerate(record):
        number = (0, own[at])
        if alone[at]:
            number = (0, sum(alone[other] and record[other].detector == one.detector for other in range(at)))
        elif not has_name and (any(alone) or one.of_company or one.kind != PersonKey.PHONE):
            number = (-1, -1)
        if one.kind >= PersonKey.NAME and one.is_other:
            number = (1, clerks[at])
        numbers.append((-1, -1) if one.is_reading and not has_kanji else number)
    return numbers


def _stands_for_person(one: Mention) -> bool:
    is_phone = one.kind == PersonKey.PHONE and one.is_phone_of_person
    return is_phone or one.kind in (PersonKey.ID, PersonKey.EMAIL)


def number_names(record: list[Mention], *, is_other: bool) -> list[int]:
    """For each mention the number of the last name at or before it, counted by people."""
    first_of: dict[int, int] = {}
    counts = [0, 0, 0]
    numbers: list[int] = []
    for at, one in enumerate(record):
        is_name = one.kind >= PersonKey.NAME and one.is_other == is_other
        if is_name and one.value in first_of:
            numbers.append(numbers[first_of[one.value]])
            continue
        if is_name:
            first_of[one.value] = at
            counts[one.script] += 1
        numbers.append(max(*counts, 1) - 1)
    return numbers


def list_keys(person: list[Mention], low: int, high: int) -> list[list[int]]:
    """The two surest keys of a person, the name, how it is read, and a birth date that is not among the two."""
    names = [one for one in person if one.kind >= PersonKey.NAME]
    name = min(names, key=lambda one: one.script, default=None)
    if name is not None and not name.value:
        name = None
    strong = [one for one in person if one.kind < PersonKey.NAME]
    if name is None:
        strong = [one for one in strong if one.kind not in (PersonKey.BIRTH, PersonKey.ADDRESS)]
    told = []
    strong.sort(key=lambda one: one.kind)
    births = [one for one in strong if one.kind == PersonKey.BIRTH]
    for one in strong[:2]:
        is_combined = name is not None and one.kind in WITH_NAME
        told.append((chain([name.value, one.value]) if name is not None and is_combined else one.value, one.kind))
    if name is not None:
        told.append((name.value, name.kind | name.script << 4))
    made = []
    for value, told_by in told:
        kind = min(told_by & KIND_BITS, PersonKey.NAME)
        hashed = siphash(np.array([[value, kind]], np.uint64), low, high)[0].tolist()
        made.append([hashed[0], hashed[1] >> 6 << 6 | told_by])
    readings = list(dict.fromkeys(one.reading for one in names if one.reading))[:2]
    if name is not None and name.kind == PersonKey.NAME:
        for reading in readings:
            hashed = siphash(np.array([[reading, PersonKey.NONE]], np.uint64), low, high)[0].tolist()
            made.append([made[-1][0], hashed[1] >> 6 << 6])
        if births and births[0] not in strong[:2]:
            value = chain([name.value, births[0].value])
            hashed = siphash(np.array([[value, PersonKey.BIRTH]], np.uint64), low, high)[0].tolist()
            made.append([made[-1][0], hashed[1] >> 6 << 6 | BORN])
    return made
