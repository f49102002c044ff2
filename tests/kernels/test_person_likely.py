"""The likely number of people: the kernel and its plain twin count the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.drawn import assert_same, scan_corpus, watch
from meibo_detectors import person_sets
from meibo_detectors.kernels import person_likely as compiled
from meibo_detectors.model import PersonKey
from meibo_detectors.person_sets import FIRST_BIT
from meibo_detectors.persons import find_person_keys
from meibo_detectors.registry import DETECTORS
from reference import person_likely as plain

KEYS = st.one_of(st.tuples(st.integers(1, 5), st.just(0)), st.tuples(st.sampled_from([6, 6, 6, 7]), st.integers(0, 5)))
PEOPLE = st.lists(st.lists(KEYS, min_size=1, max_size=5), max_size=12)
READINGS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 2)), max_size=12, unique=True)
SCRIPTS = (0, 0, 1, 1, 2, 2)
"""Of the names by number."""


@given(PEOPLE, READINGS, st.lists(st.integers(0, 7), max_size=4))
def test_kernel_equals_its_twin(
    people: list[list[tuple[int, int]]], readings: list[tuple[int, int]], born: list[int]
) -> None:
    """On people of a few names in all scripts, of which some are read alike."""
    rows = [
        (0, kind | (0 if at else FIRST_BIT) | (SCRIPTS[name] << 4 if kind >= PersonKey.NAME else 0))
        for person in people
        for at, (kind, name) in enumerate(person)
    ]
    which = [name for person in people for kind, name in person if kind >= PersonKey.NAME]
    told = np.array(sorted(readings), np.int64).reshape(-1, 2)
    assert_same(
        compiled.count_likely, plain.count_likely, np.array(rows, np.uint64).reshape(-1, 2), np.array(which, np.int64),
        6, told[:, 0].copy(), told[:, 1].copy(), 3,
        np.array(born, np.int64),
    )  # fmt: skip


@given(
    st.lists(st.integers(-2, 6), max_size=3), st.lists(st.tuples(st.integers(-1, 3), st.integers(-1, 3)), max_size=3)
)
def test_what_does_not_fit_is_refused(which: list[int], readings: list[tuple[int, int]]) -> None:
    """Numbers of names and readings that are too many, too few or out of range reach no memory."""
    keys = np.array([(0, PersonKey.NAME | FIRST_BIT)] * 2, np.uint64)
    told = np.array(readings, np.int64).reshape(-1, 2)
    fits = len(which) == 2 and all(0 <= at < 4 for at in which)
    fits = fits and all(name >= 0 and 0 <= reading < 3 for name, reading in readings)
    arguments = (keys, np.array(which, np.int64), 4, told[:, 0].copy(), told[:, 1].copy(), 3, np.zeros(0, np.int64))
    if fits:
        compiled.count_likely(*arguments)
    else:
        with pytest.raises(ValueError, match="name"):
            compiled.count_likely(*arguments)


def test_on_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the people of a roster, a letter and business text together."""
    calls = watch(monkeypatch, person_sets, "count_likely", plain.count_likely)
    keys = [find_person_keys(scan, DETECTORS, bytes(range(32)))[1] for scan in scan_corpus()]
    counted = person_sets.count_union(person_sets.unite(keys), 0)
    assert calls
    assert counted.least <= counted.likely < counted.most
