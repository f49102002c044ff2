"""Fields and records around stretches: the kernel and its plain twin find the same ones."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels import field_look_up as compiled
from reference import field_look_up as plain

NUMBERS = st.lists(st.integers(0, 60), max_size=30)
STRETCHES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=30)


def make_fields(gaps: list[int]) -> list[tuple[int, int]]:
    """Fields that ascend and lie apart; every second gap is a field."""
    edges = np.cumsum([gap % 7 for gap in gaps]).tolist()
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False) if end > start]


@given(NUMBERS, STRETCHES)
def test_fields_and_records_hold_stretches(gaps: list[int], stretches: list[tuple[int, int]]) -> None:
    """In any order; the stretches are columns of rows, as candidates are."""
    fields = make_fields(gaps)
    start, end = np.array(fields, np.int64).reshape(-1, 2).T.copy()
    rows = np.array([(first, first + length) for first, length in stretches], np.int64).reshape(-1, 2)
    held = compiled.find_holding(start, end, rows[:, 0], rows[:, 1])
    assert held.tolist() == [plain.find_holding(fields, first, past) for first, past in rows.tolist()]
    found = compiled.find_last_at_most(start, rows[:, 1])
    assert found.tolist() == [plain.find_last_at_most(start.tolist(), past) for past in rows[:, 1].tolist()]


@given(st.text(alphabet="例見a(", max_size=40), NUMBERS, st.data())
def test_cells_with_first_letters_are_found(letters: str, gaps: list[int], data: st.DataObject) -> None:
    """Only in columns."""
    cells = [(start, end) for start, end in make_fields(gaps) if end <= len(letters)]
    column = [data.draw(st.integers(-1, 1)) for _ in cells]
    start, end = np.array(cells, np.int64).reshape(-1, 2).T.copy()
    signs = np.zeros(0x8000, np.uint8)
    signs[[ord("例"), ord("(")]] = 1
    codes = np.array([ord(letter) for letter in letters], np.uint32)
    made = compiled.find_cells_beginning(codes, start, end, np.array(column, np.int64), signs)
    assert made.tolist() == plain.find_cells_beginning(letters, cells, column, "例(")
