"""Places of words: the kernel and its plain twin say the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels import word_places as compiled
from reference import word_places as plain

SIGNS = st.text("ab記号", max_size=40)
PLACES = st.lists(st.integers(-5, 60), max_size=12)


def encode(text: str) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


@given(SIGNS, st.text("ab記号", max_size=4))
def test_places_of_a_word(text: str, word: str) -> None:
    """Also of a word that goes on inside itself, and of one that is longer than the text."""
    made, expected = (module.find_word(encode(text), encode(word)) for module in (compiled, plain))
    np.testing.assert_array_equal(made, expected, strict=True)


@given(SIGNS, st.text("ab記号", max_size=3), st.lists(st.integers(-2, 42), max_size=30))
def test_places_of_a_word_by_its_last_sign(text: str, word: str, anchors: list[int]) -> None:
    """In any order, and outside of the text."""
    arguments = encode(text), np.array(anchors, np.int64), encode(word)
    made, expected = (module.find_word_at(*arguments) for module in (compiled, plain))
    np.testing.assert_array_equal(made, expected, strict=True)


@given(PLACES, st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=12))
def test_stretches_that_hold_a_place(places: list[int], edges: list[tuple[int, int]]) -> None:
    """In any order, empty ones and such as end before they begin."""
    start, end = np.array(edges, np.int64).reshape(-1, 2).T.copy()
    made, expected = (module.hold_any(np.array(sorted(places), np.int64), start, end) for module in (compiled, plain))
    np.testing.assert_array_equal(made, expected, strict=True)


def test_stretches_without_ends_are_refused() -> None:
    """They would be read out of their bounds."""
    with pytest.raises(ValueError, match="end"):
        compiled.hold_any(np.zeros(1, np.int64), np.zeros(2, np.int64), np.zeros(1, np.int64))
