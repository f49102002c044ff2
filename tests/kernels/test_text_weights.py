"""Weighing bytes as text: the kernels and their plain twins say the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels import text_weights as compiled
from reference import text_weights as plain

WEIGHTS = np.random.default_rng(5).integers(-10, 4, 1 << 16).astype(np.int8)
WESTERN = [0x41, 0x5A, 0x61, 0x7A, 0x20, 0x80, 0x81, 0x85, 0x92, 0x97, 0x98, 0xA0, 0xC0, 0xD7, 0xE9, 0xF7, 0xFE, 0xFF]
KANA = [0x41, 0xA5, 0xA6, 0xB3, 0xB6, 0xC4, 0xC5, 0xCA, 0xCE, 0xCF, 0xDD, 0xDE, 0xDF, 0xE0]
RAW = st.binary(max_size=50) | st.lists(st.sampled_from(WESTERN) | st.sampled_from(KANA), max_size=30).map(bytes)
UNITS = st.lists(
    st.sampled_from([0, 0x41, 0x3042, 0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000, 0xFFFD]), max_size=20
)


@given(st.text(max_size=40))
def test_utf8(text: str) -> None:
    """Of any code points."""
    assert compiled.weigh_utf8(text.encode(), WEIGHTS) == plain.weigh_utf8(text.encode(), WEIGHTS)


@given(st.binary(max_size=30))
def test_bytes_that_are_no_utf8_are_read_within_their_bounds(raw: bytes) -> None:
    """The sum means nothing, but there is one."""
    assert isinstance(compiled.weigh_utf8(raw, WEIGHTS), int)


@given(UNITS, st.binary(max_size=4), st.booleans())
def test_utf16(units: list[int], rest: bytes, is_big: bool) -> None:
    """Halves of pairs in any order, and a text cut amid a unit or a pair."""
    raw = np.array(units, ">u2" if is_big else "<u2").tobytes() + rest
    assert compiled.weigh_utf16(raw, is_big, WEIGHTS) == plain.weigh_utf16(raw, is_big=is_big, weights=WEIGHTS)


@given(RAW)
def test_counts(raw: bytes) -> None:
    """Of any bytes, and of those that are counted."""
    assert compiled.count_western(raw) == plain.count_western(raw)
    assert compiled.count_halfwidth(raw) == plain.count_halfwidth(raw)
    for repeated in (raw, raw * 30):
        assert compiled.count_controls(repeated) == plain.count_controls(repeated)


@given(RAW | st.text("ab\r\né", max_size=40).map(str.encode), st.integers(0, 40), st.integers(0, 5))
def test_excerpts(raw: bytes, room: int, before: int) -> None:
    """Lines of every ending, and room for any part of them."""
    assert compiled.take_excerpt(raw, room, before) == plain.take_excerpt(raw, room, before)


def test_weights_must_be_whole() -> None:
    """No weight is read that is not there."""
    for weigh in (
        lambda: compiled.weigh_utf8(b"a", WEIGHTS[:9]),
        lambda: compiled.weigh_utf16(b"a", False, WEIGHTS[:9]),
    ):
        with pytest.raises(ValueError, match="weight"):
            weigh()
