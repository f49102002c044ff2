"""Equal keys: the kernel and its plain twin tell the same ones apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.drawn import assert_same, scan_corpus, watch
from meibo_detectors import person_sets
from meibo_detectors.kernels import distinct_keys as compiled
from meibo_detectors.persons import find_person_keys
from meibo_detectors.registry import DETECTORS
from reference import distinct_keys as plain

HALVES = st.one_of(st.integers(0, 3), st.integers(0, (1 << 64) - 1))


@given(st.lists(st.tuples(HALVES, HALVES), max_size=80))
def test_kernel_equals_its_twin(keys: list[tuple[int, int]]) -> None:
    """On any keys, and on some that differ in one half."""
    assert_same(compiled.number_keys, plain.number_keys, np.array(keys, np.uint64).reshape(-1, 2))


def test_on_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the names of the people of a roster and a letter."""
    calls = watch(monkeypatch, person_sets, "number_keys", plain.number_keys)
    for scan in scan_corpus():
        person_sets.count_persons(person_sets.unite([find_person_keys(scan, DETECTORS, bytes(range(32)))[1]]))
    assert calls
