"""Numbers of people: the kernel and its plain twin count the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.drawn import assert_same, scan_corpus, watch
from meibo_detectors import person_sets
from meibo_detectors.kernels import person_counts as compiled
from meibo_detectors.model import PersonKey
from meibo_detectors.person_sets import FIRST_BIT
from meibo_detectors.persons import find_person_keys
from meibo_detectors.registry import DETECTORS
from reference import person_counts as plain

PEOPLE = st.lists(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 4)), min_size=1, max_size=5), max_size=12)


@given(PEOPLE)
def test_kernel_equals_its_twin(people: list[list[tuple[int, int]]]) -> None:
    """On people of a few names, with keys of any kind or none."""
    rows = [(0, kind | (0 if at else FIRST_BIT)) for person in people for at, (kind, _) in enumerate(person)]
    which = [name for person in people for kind, name in person if kind >= PersonKey.NAME]
    assert_same(
        compiled.count_people,
        plain.count_people,
        np.array(rows, np.uint64).reshape(-1, 2),
        np.array(which, np.int64),
        5,
    )


@given(st.lists(st.integers(0, 1 << 63), max_size=6), st.lists(st.integers(-2, 6), max_size=6), st.integers(0, 5))
def test_what_does_not_fit_is_refused(halves: list[int], which: list[int], names: int) -> None:
    """Numbers of names that are too many, too few or out of range reach no memory."""
    keys = np.array([(0, half) for half in halves], np.uint64).reshape(-1, 2)
    fits = sum(half & 7 >= PersonKey.NAME for half in halves) == len(which) and all(0 <= at < names for at in which)
    if fits:
        compiled.count_people(keys, np.array(which, np.int64), names)
    else:
        with pytest.raises(ValueError, match="name"):
            compiled.count_people(keys, np.array(which, np.int64), names)


def test_on_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the people of a roster and a letter."""
    calls = watch(monkeypatch, person_sets, "count_people", plain.count_people)
    for scan in scan_corpus():
        person_sets.count_persons(person_sets.unite([find_person_keys(scan, DETECTORS, bytes(range(32)))[1]]))
    assert calls
