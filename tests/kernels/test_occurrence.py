"""What occurs in a text: the kernels and their plain twins say the same, and ``Folded`` asks them rightly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels import occurrence as compiled
from meibo_detectors.normalise import Folded
from reference import occurrence as plain

CODE = st.integers(0, 0x10FFFF) | st.integers(0, 5) | st.sampled_from([127, 128, 0xFFFE, 0xFFFF, 0x10000])
CODES = st.lists(CODE | st.lists(st.just(65), min_size=30, max_size=34), max_size=40).map(
    lambda parts: [code for part in parts for code in (part if isinstance(part, list) else [part])]
)
TEXT = st.text(alphabet="aAzZ@１ー－ﾃﾞﾞ様殿𠮷\u200b0-9%41\\u69d8 ", max_size=30)


@given(st.binary(max_size=300))
def test_counts_equal_their_twin(text: bytes) -> None:
    """On arbitrary bytes, on top of what was counted before."""
    made, expected = np.arange(256), np.arange(256)
    compiled.count_chars(np.frombuffer(text, np.uint8), made)
    plain.count_chars(np.frombuffer(text, np.uint8), expected)
    np.testing.assert_array_equal(made, expected, strict=True)


@given(CODES, st.sampled_from([129, 130, 0x10000, 0x110000]))
def test_marks_equal_their_twin(codes: list[int], room: int) -> None:
    """Code points without a mark of their own share the last; those of ASCII say nothing."""
    made, expected = np.zeros(room, np.uint8), np.zeros(room, np.uint8)
    compiled.mark_codes(np.array(codes, np.uint32), made)
    plain.mark_codes(np.array(codes, np.uint32), expected)
    np.testing.assert_array_equal(made[128:], expected[128:], strict=True)


def test_room_is_asked_for() -> None:
    """No place is written that the caller did not give."""
    with pytest.raises(ValueError, match="256"):
        compiled.count_chars(np.zeros(1, np.uint8), np.zeros(255, np.int64))
    with pytest.raises(ValueError, match="mark"):
        compiled.mark_codes(np.zeros(1, np.uint32), np.zeros(128, np.uint8))


@given(TEXT, TEXT, st.booleans())
def test_folded_text_tells_what_it_holds(text: str, asked: str, asks_early: bool) -> None:
    """Before and after values are joined, whether it was asked before or not."""
    folded = Folded([text.encode()])
    if asks_early:
        assert int(folded.counts.sum()) == len(folded.chars)
        assert not folded.holds_any("\u4e00")
    if len(folded.chars) > 2:
        folded.append_joined(
            np.array([0, 2]), np.array([1, 3]), np.array([ord("K"), 0], np.uint8), np.array([False, True])
        )
    assert folded.counts.tolist() == np.bincount(folded.chars, minlength=256).tolist()
    assert folded.holds_any(asked) == any(sign in folded.letters for sign in asked)
    for sign in {*asked, *folded.letters}:
        assert folded.holds([ord(sign)]) == (sign in folded.letters)
