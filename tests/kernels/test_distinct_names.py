"""Distinct names of cells: the kernel and its plain twin number them alike."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kernels.lines_of_texts import read
from meibo_detectors.kernels import distinct_names as compiled
from reference import distinct_names as plain

EDGES = st.tuples(st.integers(0, 24), st.integers(0, 12), st.integers(0, 24), st.integers(0, 12), st.integers(-1, 2))


def compare(written: str, names: list[tuple[int, int, int, int, int]], longest: int) -> int:
    """Ask both for the distinct names; how many there are."""
    lines = read(written)
    size = len(lines.folded.chars)
    cut = [
        (min(start, size), min(start + length, size), min(above, size), min(above + more, size), place)
        for start, length, above, more, place in names
    ]
    columns = np.array(cut, np.int64).reshape(-1, 5).T.copy()
    number, first = compiled.find_distinct(lines.text, *columns, longest)
    assert (number.tolist(), first.tolist()) == plain.find_distinct(lines.labels.looked_up, cut, longest)
    return len(first)


@given(st.text(alphabet="aAｂ氏名澤沢", max_size=24), st.lists(EDGES, max_size=80), st.integers(1, 6))
def test_kernel_equals_its_twin(written: str, names: list[tuple[int, int, int, int, int]], longest: int) -> None:
    """On names that are alike in other widths, at other places, and of any length."""
    compare(written, names, longest)


def test_many_names_are_told_apart() -> None:
    """More than the table holds at first, each twice."""
    written = "".join(f"{number:04}" for number in range(1000))
    names = [(4 * number, 4, 0, 0, -1) for number in range(1000)] * 2
    assert compare(written, names, 60) == 1000
