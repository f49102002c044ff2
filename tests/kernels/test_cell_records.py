"""Records in blocks and the records of cells: the kernel and its plain twin say the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.drawn import numbers
from meibo_detectors.kernels import cell_records as compiled
from reference import cell_records as plain

OFFSETS = st.lists(st.integers(0, 60), max_size=30)


@given(OFFSETS, OFFSETS, st.lists(st.integers(0, 12), min_size=1, max_size=5))
def test_records_of_cells(records: list[int], cells: list[int], lengths: list[int]) -> None:
    """In blocks with a separator between them, empty ones too."""
    starts = [sum(lengths[:at]) + 2 * at for at in range(len(lengths))]
    ends = [start + length for start, length in zip(starts, lengths, strict=True)]
    records, cells = sorted(records), sorted(cells)
    made = compiled.complete_records(numbers(records), numbers(starts), numbers(ends))
    assert made.tolist() == plain.complete_records(records, starts, ends)
    assert compiled.find_records(numbers(cells), made).tolist() == plain.find_records(cells, made.tolist())


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_empty_names_are_cleared(edges: list[tuple[int, int]]) -> None:
    """Those that end where they begin, or before."""
    start, end = [first for first, _ in edges], [past for _, past in edges]
    made = np.transpose(compiled.clear_empty(numbers(start), numbers(end))).tolist()
    assert [tuple(row) for row in made] == plain.clear_empty(start, end)


def test_arrays_of_different_lengths_are_refused() -> None:
    """Edges need both."""
    one, none = numbers([0]), numbers([])
    with pytest.raises(ValueError, match="parallel"):
        compiled.clear_empty(one, none)
    with pytest.raises(ValueError, match="parallel"):
        compiled.complete_records(one, one, none)
