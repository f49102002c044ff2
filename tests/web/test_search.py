"""Words in paths are found as a plain look at every path would find them; folders lie in the order of their tree."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo.web.group_table import place_of
from meibo.web.path_text import SEPARATOR, find_word, fold

PATHS = st.lists(st.text("abＡ名簿部ﾒがか゛/ .\n", max_size=12), min_size=1, max_size=20)


def search(paths: list[str], word: str) -> list[bool]:
    """Which of the paths hold the word, by the text of all of them."""
    folded = [(fold(path) + SEPARATOR).encode() for path in paths]
    text = np.frombuffer(b"".join(folded), dtype=np.uint8)
    ends = np.cumsum([len(path) for path in folded], dtype=np.int64)
    rarity = np.bincount(text, minlength=256).astype(np.int64)
    return [bool(found) for found in find_word(text, ends, rarity, word)]


@given(paths=PATHS, word=st.text("abａA名簿部メが/.", min_size=1, max_size=4))
def test_words_are_found_where_they_are(paths: list[str], word: str) -> None:
    """No more and no fewer than by comparing path by path."""
    assert search(paths, word) == [fold(word) in fold(path) for path in paths]


@pytest.mark.parametrize("at", [(1 << 20) - 3, (1 << 20) - 2, (1 << 20) - 1, 1 << 20])
def test_words_at_the_edge_of_a_piece_are_found(at: int) -> None:
    """The text is looked at piece by piece; a word may begin in one and end in the next."""
    before = at - len("x" * 10)
    paths = ["y" * (before - 1), "x" * 10 + "名簿", "名", "簿"]
    assert search(paths, "名簿") == [False, True, False, False]


def test_composition_and_width_do_not_matter() -> None:
    """Names from a Mac are decomposed, and people type in full width."""
    paths = ["カ\u3099イド.PDF", "ガイド.pdf", "ｶﾞｲﾄﾞ.pdf", "かいど.pdf"]
    assert search(paths, "ガイド.ＰＤＦ") == [True, True, True, False]


@given(folders=st.lists(st.lists(st.text("a-b.!", min_size=1, max_size=3), min_size=1, max_size=3)))
def test_folders_are_followed_by_what_lies_below(folders: list[list[str]]) -> None:
    """In the order of places, all below a folder is one stretch that begins with the folder itself."""
    paths = sorted({"/".join(parts[:depth]) for parts in folders for depth in range(1, len(parts) + 1)})
    ordered = sorted(paths, key=lambda path: place_of("t", path))
    for path in paths:
        below = [number for number, other in enumerate(ordered) if other == path or other.startswith(f"{path}/")]
        assert below == list(range(below[0], below[0] + len(below)))
        assert ordered[below[0]] == path
        start, end = place_of("t", path), place_of("t", path) + b"\x01"
        assert [other for other in ordered if start <= place_of("t", other) < end] == [ordered[at] for at in below]
