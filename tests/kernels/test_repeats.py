"""Names that come again: the kernel and its plain twin let the same records begin."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.lines_of_texts import TEXTS, read
from meibo_detectors.kernels import repeats as compiled
from reference import repeats as plain


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2)), max_size=60), st.sampled_from([1, 1 << 20, 1 << 45]))
def test_records_begin_at_repeats(rows: list[tuple[int, int]], factor: int) -> None:
    """On few names in regions of any order."""
    names = np.array([name * factor for name, _ in rows], np.uint64)
    regions = np.array([region for _, region in rows], np.int64)
    assert compiled.begin_at_repeats(names, regions).tolist() == plain.begin_at_repeats(
        names.tolist(), regions.tolist()
    )


def test_records_of_many_names() -> None:
    """More than the table of names holds at first, so that it grows within a record."""
    names = np.array([*range(500), *range(250), 300, 249], np.uint64) * np.uint64(1 << 40)
    begins = compiled.begin_at_repeats(names, np.zeros(len(names), np.int64))
    assert np.flatnonzero(begins).tolist() == [0, 500, 751]
    assert begins.tolist() == plain.begin_at_repeats(names.tolist(), [0] * len(names))


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 24)), max_size=20))
def test_names_are_told_by_their_outer_characters(written: str, edges: list[tuple[int, int]]) -> None:
    """Equal hashes are of equal names, and of no others."""
    lines = read(written)
    count = len(lines.folded.chars)
    start = np.array([min(first, count) for first, _ in edges], np.int64)
    end = np.array([min(first + length, count) for first, length in edges], np.int64)
    hashes = compiled.hash_names(lines.text, start, end).tolist()
    codes = (lines.folded.chars if lines.folded.codes is None else lines.folded.codes).tolist()
    names = [plain.name_of(codes, *edge) for edge in zip(start.tolist(), end.tolist(), strict=True)]
    assert [[one == other for other in hashes] for one in hashes] == [
        [one == other for other in names] for one in names
    ]


def test_arrays_of_different_lengths_are_refused() -> None:
    """Both functions need parallel ones."""
    one, lines = np.zeros(1, np.int64), read("a")
    with pytest.raises(ValueError, match="parallel"):
        compiled.begin_at_repeats(np.zeros(2, np.uint64), one)
    with pytest.raises(ValueError, match="parallel"):
        compiled.hash_names(lines.text, one, one[:0])
