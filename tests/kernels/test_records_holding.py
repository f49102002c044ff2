"""In which records something stands: the kernel and its plain twin mark the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels.records_holding import mark_records
from reference import records_holding as plain

PLACES = st.integers(0, 600)
FIELDS = st.lists(
    st.tuples(PLACES, PLACES, PLACES | st.sampled_from([3, 259]), PLACES, st.integers(-1, 9)), max_size=30
)


@given(st.lists(PLACES, max_size=12).map(sorted), FIELDS, st.integers(0, 8), st.booleans())
def test_kernel_equals_its_twin(
    at: list[int], fields: list[tuple[int, int, int, int, int]], records: int, ascend: bool
) -> None:
    """On fields in order and in none, whose names are shared or not."""
    fields = sorted(fields) if ascend else fields
    columns = (np.array([field[column] for field in fields], np.int64) for column in range(5))
    made = mark_records(np.array(at, np.int64), *columns, records)
    assert made.tolist() == plain.mark_records(at, fields, records)


def test_wrong_arrays_are_refused() -> None:
    """Columns of other lengths."""
    one, none = np.zeros(1, np.int64), np.zeros(0, np.int64)
    with pytest.raises(ValueError, match="parallel"):
        mark_records(one, one, one, one, none, one, 1)
