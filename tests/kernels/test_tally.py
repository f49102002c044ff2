"""Findings counted and picked: the kernel and its plain twin say the same of any findings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.drawn import assert_same, bytes_of, findings, scan_corpus
from meibo_detectors.kernels import tally as compiled
from reference import tally as plain

FIRST = np.array([0, 3, 6, 9, 12])
ROOMS = st.lists(st.sampled_from([0, 1, 5, 1 << 62]), min_size=5, max_size=5)


@given(findings(), ROOMS, st.lists(st.sampled_from([0, 60, 85, 200]), min_size=5, max_size=5))
def test_kernel_equals_its_twin(rows: Any, room: list[int], least: list[int]) -> None:
    """On findings of a few detectors with two kinds each."""
    counts = np.ones((15, 3), np.int64)
    assert_same(compiled.tally, plain.tally, bytes_of(rows), FIRST, counts, np.array(least), np.array(room))


@pytest.mark.parametrize("number", range(5))
@pytest.mark.slow
def test_on_texts(number: int) -> None:
    """On what is found in a roster, a letter and business text."""
    rows = scan_corpus()[number].findings
    first = np.arange(30) * 20
    assert_same(
        compiled.tally,
        plain.tally,
        bytes_of(rows),
        first,
        np.zeros((600, 3), np.int64),
        np.full(30, 60),
        np.full(30, 4),
    )
