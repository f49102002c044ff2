"""Hashes of stretches and words in tables: the kernels say what the twins do, of any text and any list."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.dictionaries.word_table import make_word_table
from meibo_detectors.kernels import word_tables as compiled
from meibo_detectors.text_hash import TextHash, hash_word
from reference import word_tables as plain

TEXTS = st.lists(st.one_of(st.integers(0, 0xD7FF), st.sampled_from(list(map(ord, "小暮智也")))), max_size=40)
WORDS = st.lists(st.text(alphabet="小暮智也ab", min_size=1, max_size=4), max_size=30)


@given(TEXTS, st.data())
def test_stretches(codes: list[int], data: st.DataObject) -> None:
    """Of any text, and of stretches up to its edges."""
    edges = st.integers(0, len(codes))
    stretches = [sorted(pair) for pair in data.draw(st.lists(st.tuples(edges, edges)))]
    start, end = [first for first, _ in stretches], [behind for _, behind in stretches]
    made = TextHash(np.array(codes, np.uint32)).of(np.array(start, np.int64), np.array(end, np.int64))
    np.testing.assert_array_equal(made, plain.hash_stretches(codes, start, end), strict=True)


@given(st.text("ab小\U0002070e", max_size=9), st.integers(0, 900), st.integers(0, 900), st.integers(0, 3))
def test_long_stretches(pattern: str, first: int, size: int, more: int) -> None:
    """Summed between marks, with a short one beside, and with characters that follow."""
    codes = [ord(sign) + at // 50 for at, sign in enumerate((pattern or "x") * 300)]
    start, end = min(first, len(codes)), min(first + size, len(codes))
    stretches = np.array([start, 0]), np.array([end, 1])
    hashes = TextHash(np.array(codes, np.uint32))
    expected = plain.hash_stretches(codes, [start, 0], [end, 1])
    np.testing.assert_array_equal(hashes.of(*stretches), expected, strict=True)
    behind = [[65 + at, 0x10FFFF][:more] + [66] * max(more - 2, 0) for at in range(2)]
    written = [codes[start:end] + behind[0], codes[:1] + behind[1]]
    made = hashes.of_followed(*stretches, np.array(behind, np.uint32).reshape(2, more))
    assert made.tolist() == [hash_word("".join(map(chr, word))) for word in written]


def test_beyond_the_text() -> None:
    """Offsets outside of a text are read at its edges; arrays that do not belong together are refused."""
    codes, nothing, marks = np.array([7], np.uint32), np.zeros((0, 0), np.uint32), np.zeros(0, np.uint64)
    outside = compiled.hash_stretches(codes, marks, np.array([-5, 1]), np.array([99, 0]), nothing)
    assert outside is not None
    assert len(outside) == 2
    with pytest.raises(ValueError, match="one length"):
        compiled.hash_stretches(codes, marks, np.array([0]), np.zeros(0, np.int64), nothing)
    with pytest.raises(ValueError, match="one length"):
        compiled.hash_stretches(codes, marks, np.array([0]), np.array([1]), np.zeros((0, 2), np.uint32))
    with pytest.raises(ValueError, match="marks"):
        compiled.hash_stretches(codes, np.zeros(2, np.uint64), np.array([0]), np.array([1]), nothing)


@given(WORDS, WORDS, st.booleans())
def test_tables(held: list[str], asked: list[str], is_numbered: bool) -> None:
    """Of lists with numbers and without, of any size."""
    numbers = {word: at * 7 if is_numbered else 0 for at, word in enumerate(held)}
    table = make_word_table([f"{word}\t{number}" for word, number in numbers.items()])
    hashes = np.array([hash_word(word) for word in [*asked, *held]], np.uint64)
    expected = plain.find_words([*asked, *held], numbers)
    np.testing.assert_array_equal(table.find(hashes), expected, strict=True)
    np.testing.assert_array_equal(table.holds(hashes), expected >= 0, strict=True)


def test_tables_that_are_none() -> None:
    """An empty one holds nothing, and a search through a full one ends."""
    hashes = np.array([1, 2, 3], np.uint64)
    nothing = np.zeros(0, np.uint32)
    assert compiled.find_words(hashes, np.zeros(0, np.uint64), nothing).tolist() == [-1, -1, -1]
    assert compiled.find_words(hashes, np.array([2, 3], np.uint64), nothing).tolist() == [-1, 0, 0]
