"""People united: the kernel and its plain twin make the same people of any keys."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.drawn import assert_same, scan_corpus, watch
from meibo_detectors import person_sets
from meibo_detectors.kernels import person_unions as compiled
from meibo_detectors.person_sets import FIRST_BIT
from meibo_detectors.persons import find_person_keys
from meibo_detectors.registry import DETECTORS
from reference import person_unions as plain

NAMES = st.integers(100, 105).map(lambda number: (number, 6 + number % 2))
KEYS = st.integers(0, 25).map(lambda number: (number, number % 5 + 1))
PEOPLE = st.tuples(st.lists(KEYS, max_size=2, unique=True), st.lists(NAMES, max_size=1)).filter(any)


@given(st.lists(PEOPLE, max_size=60))
def test_kernel_equals_its_twin(people: list[tuple[list[tuple[int, int]], list[tuple[int, int]]]]) -> None:
    """On people who share keys in chains, and some who have nothing but a name."""
    rows = []
    for keys, names in people:
        for at, (number, kind) in enumerate([*keys, *names]):
            hashed = number * 0x9E3779B97F4A7C15 % (1 << 64)
            rows.append((hashed, (hashed << 4 | kind | (FIRST_BIT if at == 0 else 0)) % (1 << 64)))
    assert_same(compiled.unite_keys, plain.unite_keys, np.array(rows, np.uint64).reshape(-1, 2))


def test_on_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the people of a roster and a letter, and of both."""
    calls = watch(monkeypatch, person_sets, "unite_keys", plain.unite_keys)
    keys = [find_person_keys(scan, DETECTORS, bytes(range(32)))[1] for scan in scan_corpus()]
    for parts in ([keys[0]], [keys[1]], keys):
        assert len(person_sets.unite(parts))
    assert calls
