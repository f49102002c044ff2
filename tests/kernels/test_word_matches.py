"""Words of a trie: the kernel and its plain twin find the same in any text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meibo.samples.business_text import business_text
from meibo_detectors.engine import Engine
from meibo_detectors.kernels import word_matches as compiled
from meibo_detectors.normalise import Folded
from meibo_detectors.registry import DETECTORS
from meibo_detectors.word_search import codes_of, make_matcher
from reference import word_matches as plain

SIGNS = "abcABC-1 名前\U00020061\U00030061"  # the last two are the letter a modulo 65,536
WORDS = st.lists(st.text(alphabet=SIGNS, min_size=1, max_size=5), max_size=20, unique=True)
TEXTS = st.text(alphabet=SIGNS, max_size=60)
EDGES = st.lists(st.tuples(st.integers(-2, 65), st.integers(-2, 65)), max_size=5).map(sorted)
Made = tuple[Any, Any]


def make(words: Iterable[str], has_case: bool = False) -> Made:
    """The words for both; the number of each is its place backwards, so that it is no accident."""
    ordered = sorted(set(words))
    letters = np.frombuffer("".join(ordered).encode("utf-32-le"), np.uint32)
    ends = np.cumsum([len(word) for word in ordered], dtype=np.int64)
    numbers = np.arange(len(ordered), dtype=np.int32)[::-1].copy()
    return tuple(module.WordTrie(letters, ends, numbers, has_case) for module in (compiled, plain))


def same(find: Callable[[Any, Any], Any], tries: Made) -> None:
    """Both find the same."""
    for made, expected in zip(find(compiled, tries[0]), find(plain, tries[1]), strict=True):
        np.testing.assert_array_equal(made, expected, strict=True)


def encode(text: str) -> npt.NDArray[np.uint32]:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


@given(WORDS, TEXTS, EDGES)
@example(["ab", "abc", "bca", "a"], "abcabcab", [(0, 60)])
@example(["名前名", "前名前"], "名前名前名前名前", [(3, 5), (4, 6)])
@example([], "a", [(0, 9)])
@example(["Ab", "bA"], "AbAb", [(1, 2)])
def test_words_of_stretches(words: list[str], text: str, edges: list[tuple[int, int]]) -> None:
    """In stretches that are empty, overlap or stand out of the text; they show what all of the text does."""
    codes = encode(text)
    chars = np.where(codes < 128, codes, 200).astype(np.uint8)
    floors, roofs = np.array(edges, np.int64).reshape(-1, 2).T.copy()
    tries = make(words)
    same(lambda module, trie: module.find_words(trie, codes, floors, roofs), tries)
    same(lambda module, trie: module.find_whole_words(trie, codes, chars, floors, roofs), tries)
    same(lambda module, trie: module.find_words_apart(trie, codes, floors, roofs), tries)


@given(WORDS, st.one_of(st.binary(max_size=60), TEXTS.map(str.encode)), st.booleans())
def test_words_in_bytes(words: list[str], text: bytes, has_case: bool) -> None:
    """Capitals of a text of bytes are small letters, unless the words have case."""
    chars = np.frombuffer(text, np.uint8)
    edges = np.zeros(1, np.int64), np.array([len(text)])
    tries = make([word for word in words if has_case or word == word.lower()], has_case)
    same(lambda module, trie: module.find_words(trie, chars, *edges), tries)
    same(lambda module, trie: module.find_whole_words(trie, chars, chars, *edges), tries)


@given(st.lists(st.text(min_size=1, max_size=4), max_size=12, unique=True), st.data())
def test_any_words_in_any_text(words: list[str], data: st.DataObject) -> None:
    """Words of any characters, in a text made of them and of what stands between."""
    text = "".join(data.draw(st.lists(st.one_of(st.text(max_size=3), st.sampled_from(words or ["x"])), max_size=12)))
    codes = encode(text)
    edges = np.zeros(1, np.int64), np.array([len(codes)])
    same(lambda module, trie: module.find_words(trie, codes, *edges), make(words))


def test_labels_of_a_corpus() -> None:
    """The labels of all detectors in letters, logs and lists, cut where the search may begin anew."""
    spellings = Engine(DETECTORS).table.spellings
    folded = Folded([business_text(1 << 14, seed=5)])
    floors = np.arange(0, len(folded.chars), 700)
    tries = make(spellings)
    same(lambda module, trie: module.find_whole_words(trie, codes_of(folded), folded.chars, floors, floors + 90), tries)
    found = compiled.find_words(tries[0], codes_of(folded), floors, floors + 90)[0]
    assert len(found) > 30


def test_numbers_are_those_of_the_words() -> None:
    """A word that is named twice keeps its first number; an empty one is never found."""
    trie = make_matcher(["b", "a", "", "b", "ab"])
    codes = encode("b ab a")
    number, start, end = compiled.find_words(trie, codes, np.zeros(1, np.int64), np.array([6]))
    assert list(zip(number.tolist(), start.tolist(), end.tolist(), strict=True)) == [(0, 0, 1), (4, 2, 4), (1, 5, 6)]


def test_what_does_not_fit_is_refused() -> None:
    """Arrays that do not belong together would be read out of their bounds."""
    letters, ends, numbers = encode("ab"), np.array([1, 2]), np.zeros(2, np.int32)
    trie = compiled.WordTrie(letters, ends, numbers)
    for wrong in ((letters, ends, numbers[:1]), (letters, ends[:1], numbers[:1]), (letters, ends[:0], numbers[:0])):
        with pytest.raises(ValueError, match="each word"):
            compiled.WordTrie(*wrong)
    with pytest.raises(ValueError, match="stretch"):
        compiled.find_words(trie, letters, np.zeros(2, np.int64), np.zeros(1, np.int64))
    with pytest.raises(ValueError, match="stretch"):
        compiled.find_words_apart(trie, letters, np.zeros(2, np.int64), np.zeros(1, np.int64))
    with pytest.raises(ValueError, match="character"):
        compiled.find_whole_words(trie, letters, np.zeros(1, np.uint8), np.zeros(1, np.int64), np.ones(1, np.int64))
