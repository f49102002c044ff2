"""Sets of people: united over records and files, counted as a range."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels.keyed_hash import siphash
from meibo_detectors.model import PersonKey
from meibo_detectors.person_sets import (
    FIRST_BIT,
    KIND_BITS,
    SCRIPT_BITS,
    Keys,
    count_persons,
    count_union,
    pack,
    unite,
    unpack,
    without_readings,
)
from meibo_detectors.text_hash import hash_word

SECRET = (0x0706050403020100, 0x0F0E0D0C0B0A0908)
KINDS = {"read": 0, "id": 1, "mail": 2, "birth": 3, "phone": 4, "home": 5, "name": 6, "perhaps": 7}
Person = tuple[str, ...]
"""Its keys, such as ``mail:a`` or ``name:山田``; ``read:x`` behind a name says how it is read."""


def make_hashes(values: Sequence[int], kinds: Sequence[int], secret: tuple[int, int]) -> Keys:
    """A key for each value; a possible name is compared with names."""
    words = [[value, min(kind, KINDS["name"])] for value, kind in zip(values, kinds, strict=True)]
    keys = siphash(np.array(words, np.uint64).reshape(-1, 2), *secret)
    keys[:, 1] &= ~np.uint64(KIND_BITS | FIRST_BIT | SCRIPT_BITS)
    keys[:, 1] |= np.array(kinds, np.uint64)
    return keys


def tell_script(key: str) -> int:
    """The bits of a name's script: kanji, kana or Latin letters."""
    kind, _, name = key.partition(":")
    scripts = 2 if name[0].isascii() else 1 if name[0] >= "\u30a0" and name[0] <= "\u30ff" else 0
    return scripts << 4 if kind in ("name", "perhaps") else 0


def make_keys(people: list[Person]) -> Keys:
    """The keys of people as a pass finds them."""
    rows = [
        (at, KINDS[kind], hash_word(value if kind in ("name", "perhaps") else f"{kind}:{value}"))
        for at, person in enumerate(people)
        for kind, value in (key.split(":") for key in person)
    ]
    if not rows:
        return np.zeros((0, 2), np.uint64)
    owners, kinds, values = zip(*rows, strict=True)
    person = np.array(owners)
    keys = make_hashes(values, kinds, SECRET)
    keys[:, 1] |= np.array([tell_script(key) for person in people for key in person], np.uint64)
    keys[:, 1] |= np.append(True, person[1:] != person[:-1]).astype(np.uint64) * np.uint64(FIRST_BIT)
    for row in range(1, len(keys)):
        if kinds[row] == KINDS["read"]:
            keys[row, 0] = keys[row - 1, 0]
    return keys


def count(*people: Person) -> tuple[int, int]:
    """Least and most people."""
    return count_persons(unite([make_keys([person]) for person in people]))


@pytest.mark.parametrize(
    ("people", "expected", "why"),
    [
        ([], (0, 0), "nobody"),
        ([("mail:a",)], (1, 1), "one address"),
        (
            [("mail:a", "name:x"), ("mail:a", "name:y")],
            (1, 1),
            "an address is one person's, however the name is written",
        ),
        ([("mail:a", "birth:1"), ("birth:1", "id:7"), ("id:7", "home:3")], (1, 1), "linked over several steps"),
        ([("mail:a", "name:x"), ("mail:b", "name:x")], (2, 2), "namesakes with an address each"),
        ([("mail:a", "name:x"), ("phone:1", "name:x")], (1, 2), "one name, keys of different kinds: perhaps one"),
        ([("mail:a", "name:x"), ("phone:1", "name:y")], (2, 2), "different names are different people"),
        ([("mail:a",), ("phone:1",)], (1, 2), "an address here, a telephone there: perhaps one"),
        ([("name:x",), ("name:x",)], (1, 1), "a name alone, twice"),
        ([("name:x",), ("mail:a", "name:x")], (1, 1), "a name alone is the one person of that name"),
        ([("name:x",), ("mail:a", "name:x"), ("mail:b", "name:x")], (2, 3), "which of two namesakes, or a third"),
        ([("name:x",), ("name:y",), ("mail:a",)], (2, 3), "the address may be one of theirs"),
        ([("perhaps:x",), ("perhaps:x",), ("name:y",)], (1, 2), "a surname in a text may be another person"),
        ([("perhaps:x",), ("name:x",)], (1, 1), "or one that is known"),
    ],
)
def test_people_are_counted_as_a_range(people: list[Person], expected: tuple[int, int], why: str) -> None:
    """Least and most people follow from the keys that they share."""
    assert count(*people) == expected, why


KEYS = st.tuples(st.sampled_from(sorted(set(KINDS) - {"read", "name", "perhaps"})), st.sampled_from("abcde")).map(
    ":".join
)
NAMES = st.sampled_from(["a", "b", "山", "川", "ヤマ"]).map("name:{}".format)
PEOPLE = st.lists(
    st.one_of(
        NAMES.map(lambda name: (name,)),
        NAMES.map(lambda name: (name.replace("name", "perhaps"),)),
        st.lists(KEYS, min_size=1, max_size=3, unique=True).map(tuple),
        st.builds(lambda keys, name: (*keys, name), st.lists(KEYS, min_size=1, max_size=3, unique=True), NAMES),
    ),
    max_size=12,
)


@given(st.lists(PEOPLE, max_size=4))
def test_union_does_not_depend_on_how_it_is_made(parts: list[list[Person]]) -> None:
    """All at once, in any order, or one after the other: the same bytes, and least is at most most."""
    keys = [make_keys(part) for part in parts]
    united = unite(keys)
    least, most = count_persons(united)
    assert 0 <= least <= most <= sum(map(len, parts))
    assert pack(unite([united])) == pack(united)
    assert pack(unpack(pack(united))) == pack(united)
    assert count_persons(unite(keys[::-1])) == (least, most)


@given(PEOPLE)
def test_linked_people_are_found_like_connected_components(people: list[Person]) -> None:
    """People with keys of their own are as many as the components of the graph of shared keys."""
    keyed = [{key for key in person if not key.startswith(("name", "perhaps"))} for person in people]
    components: list[set[str]] = []
    for keys in (keys for keys in keyed if keys):
        touched = [component for component in components if component & keys]
        components = [component for component in components if not component & keys]
        components.append(keys.union(*touched))
    united = unite([make_keys([tuple(sorted(keys)) for keys in keyed if keys])])
    assert count_persons(united)[1] == len(components)


@pytest.mark.parametrize(
    ("people", "fullest", "expected", "why"),
    [
        ([("name:山",), ("name:ヤマ",)], 1, (1, 2), "kanji here and kana there may be one person"),
        ([("name:山",), ("name:川",), ("name:ヤマ",)], 2, (2, 3), "names of one script are different people"),
        ([("name:山",), ("name:ヤマ",)], 2, (2, 2), "but a file alone knew of two"),
        ([("mail:a", "name:山"), ("phone:1", "name:yama")], 1, (1, 2), "the same with keys"),
        ([("mail:a", "name:山"), ("mail:b", "name:ヤマ")], 1, (2, 2), "two addresses are two people"),
        (
            [("mail:a", "name:山"), ("mail:a", "name:ヤマ"), ("phone:1", "name:川"), ("phone:2", "name:カワ")],
            1,
            (2, 3),
            "somebody with names of two scripts counts in both",
        ),
        ([("phone:1", "perhaps:山"), ("phone:2", "name:山田")], 1, (1, 2), "a surname alone may be anybody's"),
        ([("id:1", "name:山"), ("id:2", "name:山")], 1, (1, 2), "one person has a licence and a pension"),
        ([("id:1", "name:山"), ("id:2", "name:川")], 1, (2, 2), "but not under two names"),
        ([("phone:1", "name:山"), ("phone:2", "name:山")], 1, (1, 2), "and may have two telephones"),
        ([("birth:1", "name:山"), ("birth:2", "name:山")], 1, (2, 2), "nobody was born on two days"),
        (
            [("birth:1", "name:山"), ("birth:2", "name:ヤマ")],
            1,
            (1, 2),
            "a date is kept with the name as written",
        ),
    ],
)
def test_unions_of_files_count_by_script(
    people: list[Person], fullest: int, expected: tuple[int, int], why: str
) -> None:
    """At least as many as have names of one script, or as the fullest file."""
    assert count_union(unite([make_keys([person]) for person in people]), fullest)[:2] == expected, why


@pytest.mark.parametrize(
    ("people", "likely", "nameless", "why"),
    [
        ([("id:1", "name:山"), ("phone:1", "name:山")], 1, 0, "entries of one name are one person"),
        ([("id:1", "birth:1", "name:山"), ("phone:1", "birth:2", "name:山")], 2, 0, "nobody was born on two days"),
        (
            [("id:1", "birth:1", "name:山"), ("phone:1", "birth:2", "name:山"), ("mail:a", "name:山")],
            2,
            0,
            "who is without a birth date is one of them",
        ),
        ([("id:1", "name:山"), ("phone:1", "name:ヤマ", "read:yama")], 2, 0, "nobody says how the kanji are read"),
        ([("id:1", "name:山", "read:yama"), ("phone:1", "name:ヤマ", "read:yama")], 1, 0, "a roster has both"),
        ([("id:1", "name:山", "read:yama"), ("phone:1", "name:yama", "read:yama")], 1, 0, "or letters"),
        ([("id:1", "name:ヤマ", "read:yama"), ("phone:1", "name:yama", "read:yama")], 1, 0, "kana and letters alone"),
        (
            [
                ("id:1", "name:山", "read:yama"),
                ("id:2", "name:矢間", "read:yama"),
                ("phone:1", "name:ヤマ", "read:yama"),
            ],
            2,
            0,
            "one of two who are read alike, and no third",
        ),
        (
            [
                ("id:1", "name:山", "read:yama"),
                *((f"id:{at}", f"birth:{at}", "name:ヤマ", "read:yama") for at in (2, 3)),
            ],
            2,
            0,
            "but not both of two with birth dates",
        ),
        (
            [("id:1", "name:山田"), ("id:1", "name:川田"), ("phone:1", "name:川田")],
            1,
            0,
            "a married name, and one number",
        ),
        ([("id:1", "name:山"), ("mail:a",), ("phone:b",)], 1, 2, "addresses alone are not added"),
        ([("id:1", "name:山"), ("mail:a",), ("mail:b",)], 2, 1, "but two are two people"),
        ([("mail:a",), ("phone:1",)], 2, 0, "but counted where nobody has a name"),
        ([("perhaps:山",), ("id:1", "name:山田")], 1, 0, "a surname in a text is somebody who is named elsewhere"),
    ],
)
def test_likely_people_are_told_apart_by_names(people: list[Person], likely: int, nameless: int, why: str) -> None:
    """And by birth dates; readings lead from one script to another."""
    counted = count_union(unite([make_keys([person]) for person in people]), 1)
    assert (counted.likely, counted.nameless) == (likely, nameless), why


READ = PEOPLE.map(
    lambda people: [(*person, f"read:{person[-1][-1]}") if person[-1][:4] == "name" else person for person in people]
)


@given(st.lists(READ, max_size=4), st.integers(0, 9))
def test_readings_change_neither_least_nor_most(parts: list[list[Person]], fullest: int) -> None:
    """With them or without, in whatever order; and the likely number is between."""
    keys = [make_keys(part) for part in parts]
    united = unite(keys)
    people = without_readings(united)
    bare = unite([part[(part[:, 1] & np.uint64(KIND_BITS)) > 0] for part in keys])
    assert pack(people) == pack(bare)
    assert count_persons(united) == count_persons(bare)
    counted = count_union(united, fullest)
    assert counted[:2] == count_union(bare, fullest)[:2]
    assert counted.least <= counted.likely <= counted.most
    assert pack(unite([united])) == pack(united)
    assert count_union(unite(keys[::-1]), fullest) == counted


def test_keys_depend_on_the_secret() -> None:
    """Without the inventory's key nobody can tell whose key it is."""
    one, other = (make_hashes([7], [int(PersonKey.EMAIL)], secret) for secret in (SECRET, SECRET[::-1]))
    assert pack(one) != pack(other)
