"""Cells of grids: the kernel and its plain twin name and select them alike."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels import grid_cells as compiled
from meibo_detectors.label_words import characters_of
from meibo_detectors.normalise import Folded
from reference import grid_cells as plain


@given(
    st.text(alphabet="019a氏 ", max_size=40), st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=9)
)
def test_digits_are_counted(written: str, stretches: list[tuple[int, int]]) -> None:
    """In stretches that overlap so little that each is looked at, and in many."""
    folded = Folded([written.encode()])
    edges = np.array(stretches, np.int64).reshape(-1, 2).T
    made = compiled.count_digits(characters_of(folded), edges[0].copy(), edges[1].copy())
    assert made.tolist() == [plain.count_digits(folded.chars.tobytes(), *stretch) for stretch in stretches]


@given(
    st.text(alphabet="@＠a氏 ", max_size=12), st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=9)
)
def test_stretches_that_hold_a_sign(written: str, stretches: list[tuple[int, int]]) -> None:
    """The same stretch more than once, empty ones, and some that go on behind the text."""
    folded = Folded([written.encode()])
    stretches = [stretch for one in stretches for stretch in (one, one)]
    edges = np.array(stretches, np.int64).reshape(-1, 2).T
    made = compiled.hold_sign(characters_of(folded), edges[0].copy(), edges[1].copy(), ord("@"))
    assert made.tolist() == [plain.holds_sign(folded.chars.tobytes(), *stretch, "@") for stretch in stretches]


@given(st.data())
def test_cells_are_named_by_their_header(data: st.DataObject) -> None:
    """Rows of any widths below headers of any, with a row above the header or none."""
    rows = data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=6))
    cells = sum(rows)
    header = [data.draw(st.integers(-1, row)) for row in range(len(rows))]
    base = [data.draw(st.integers(-1, 9)) for _ in rows]
    filled = data.draw(st.lists(st.booleans(), min_size=cells, max_size=cells))
    above = data.draw(st.one_of(st.just([]), st.lists(st.integers(-1, cells - 1), min_size=cells, max_size=cells)))
    counts = np.array(rows, np.int64)
    first = np.cumsum(counts) - counts
    made = compiled.name_by_header(
        first,
        counts,
        np.array(header, np.int64),
        np.array(base, np.int64),
        np.array(filled, np.uint8),
        np.array(above, np.int64),
    )
    told = plain.name_by_header(rows, header, base, filled, above)
    assert list(zip(*(array.tolist() for array in made), strict=True)) == told
    sums = compiled.sum_rows(np.array(filled, np.uint8), first, counts)
    assert sums.tolist() == plain.sum_rows(rows, filled)
    edges = [(10 * at, 10 * at + 5 * full) for at, full in enumerate(filled)]
    start, end = np.array(edges, np.int64).T.copy()
    kept = compiled.select_cells(start, end, first, *made)
    expected = plain.select_cells(edges, rows, told)
    assert list(zip(*(array.tolist() for array in kept), strict=True)) == expected


def test_digits_of_a_long_stretch_are_counted() -> None:
    """More than a byte can count."""
    folded = Folded([b"7" * 1000])
    made = compiled.count_digits(characters_of(folded), np.array([0, 3], np.int64), np.array([1000, 700], np.int64))
    assert made.tolist() == [1000, 697]


def test_rows_outside_of_the_grid_are_refused() -> None:
    """Rows must be of cells that there are."""
    with pytest.raises(ValueError, match="grid"):
        compiled.sum_rows(np.zeros(2, np.uint8), np.array([1], np.int64), np.array([2], np.int64))
