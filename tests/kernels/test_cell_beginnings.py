"""Cells that begin with certain characters: the kernel and its plain twin find the same ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.drawn import assert_same, scan_corpus, watch
from meibo_detectors import sample_rows
from meibo_detectors.kernels import cell_beginnings as compiled
from reference import cell_beginnings as plain

CELLS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(-1, 1)), max_size=12)


@given(st.lists(st.sampled_from([1, 2, 7, 8, 0x1F600]), min_size=10, max_size=10), CELLS)
def test_kernel_equals_its_twin(codes: list[int], cells: list[tuple[int, int, int]]) -> None:
    """On empty cells, cells of no column and codes behind the table's last."""
    start, end, column = (np.array([cell[at] for cell in cells], np.int64) for at in range(3))
    is_first = np.array([0, 1, 0, 0, 0, 0, 0, 0, 1], np.uint8)
    assert_same(
        compiled.find_beginnings, plain.find_beginnings, np.array(codes, np.uint32), start, end, column, is_first
    )


def test_on_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """On what an engine asks of a roster, a letter and business text."""
    calls = watch(monkeypatch, sample_rows, "find_beginnings", plain.find_beginnings)
    assert scan_corpus()
    assert calls
