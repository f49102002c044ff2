"""Code points and bytes: the kernels and their plain twins say the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels import code_points as compiled
from reference import code_points as plain

RAW = st.binary(max_size=60) | st.text("aé山𠮷", max_size=40).map(str.encode) | st.just("山a".encode() * 3000)


@given(RAW, st.lists(st.integers(0, 13_000), max_size=5).map(sorted))
def test_counts_equal_their_twin(raw: bytes, borders: list[int]) -> None:
    """Before any byte, inside of characters too, and behind the end."""
    made = compiled.count_characters(np.frombuffer(raw, np.uint8), np.array(borders, np.int64))
    np.testing.assert_array_equal(made, np.array(plain.count_characters(raw, borders), np.int64), strict=True)


@given(RAW, st.lists(st.integers(0, 7000), max_size=5), st.integers(1, 50))
def test_places_equal_their_twin(raw: bytes, offsets: list[int], step: int) -> None:
    """With marks at any step, of any code point and of one behind the last."""
    codes = np.frombuffer(raw, np.uint8)
    marks = compiled.count_characters(codes, np.arange(0, len(raw) + 1, step))
    made = compiled.find_bytes(codes, marks, step, np.array(offsets, np.int64))
    np.testing.assert_array_equal(made, np.array(plain.find_bytes(raw, offsets), np.int64), strict=True)


def test_marks_are_asked_for() -> None:
    """No mark is read that is not there."""
    with pytest.raises(ValueError, match="mark"):
        compiled.find_bytes(np.zeros(9, np.uint8), np.zeros(1, np.int64), 4, np.zeros(1, np.int64))


@given(st.text(max_size=40) | st.text("aé山𠮷", max_size=60), st.binary(max_size=20))
def test_code_points_equal_their_twin(text: str, noise: bytes) -> None:
    """Of any text; noise is read as something."""
    raw = text.encode()
    made = compiled.read_code_points(np.frombuffer(raw, np.uint8))
    np.testing.assert_array_equal(made, np.array(plain.read_code_points(raw), np.uint32), strict=True)
    for mixed in (noise, noise + raw, raw + noise):
        read = compiled.read_code_points(np.frombuffer(mixed, np.uint8))
        assert len(read) <= plain.count_characters(mixed, [len(mixed)])[0]
