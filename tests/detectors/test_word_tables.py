"""Hashes of stretches and the tables of words that they are looked up in."""

from __future__ import annotations

import lzma
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.dictionaries import expand
from meibo_detectors.dictionaries.word_table import WordTable, make_word_table, word_table
from meibo_detectors.text_hash import TextHash, hash_word

FOLDER = Path(expand.__file__).parent
LISTS = sorted(path.name.removesuffix(".words.xz") for path in FOLDER.glob("*.words.xz"))
WORDS = st.text(st.characters(max_codepoint=0x2FFFF, exclude_categories=("C", "Z")), min_size=1, max_size=12)


def _codes(text: str) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.array([ord(character) for character in text], np.uint32)


@given(WORDS, st.text(max_size=20), st.text(max_size=20))
def test_hash_of_a_stretch_is_the_hash_of_its_word(word: str, before: str, after: str) -> None:
    """A word has one hash, wherever it stands, in the text and in the build."""
    hashes = TextHash(_codes(before + word + after))
    start = np.array([len(before)])
    assert int(hashes.of(start, start + len(word))[0]) == hash_word(word) == expand.hash_word(word)


@given(WORDS, WORDS, st.text(max_size=20))
def test_hash_of_a_stretch_with_signs_behind_is_that_of_both(word: str, ending: str, before: str) -> None:
    """A word that does not stand in the text as a whole is looked up like one that does."""
    start = np.array([len(before)])
    hashes = TextHash(_codes(before + word + "。"))
    assert int(hashes.of_followed(start, start + len(word), _codes(ending)[None])[0]) == hash_word(word + ending)


@given(st.sets(WORDS, max_size=60), st.sets(WORDS, max_size=60))
def test_table_holds_its_words_and_no_others(words: set[str], others: set[str]) -> None:
    """A table answers for each word as a set does, and a map gives each word's number."""
    asked = sorted(words | others)
    hashes = np.array([hash_word(word) for word in asked], np.uint64)
    plain = make_word_table(sorted(words))
    assert plain.holds(hashes).tolist() == [word in words for word in asked]
    numbers = {word: at + 1 for at, word in enumerate(sorted(words))}
    table = make_word_table([f"{word}\t{number}" for word, number in numbers.items()])
    assert table.find(hashes).tolist() == [numbers.get(word, -1) for word in asked]


@pytest.mark.parametrize("name", LISTS)
def test_shipped_list_is_sorted_and_its_table_is_current(name: str) -> None:
    """Each list is sorted without doubles, and the table that the build made holds exactly what the list says."""
    lines = lzma.decompress((FOLDER / f"{name}.words.xz").read_bytes()).decode().splitlines()
    words = [line.partition("\t")[0] for line in lines]
    assert len(set(words)) == len(words) > 100
    sample = words[:: max(len(words) // 2000, 1)]
    hashes = np.array([hash_word(word) for word in sample], np.uint64)
    expected = [int(line.partition("\t")[2] or 0) for line in lines[:: max(len(words) // 2000, 1)]]
    assert word_table(name).find(hashes).tolist() == expected
    built = FOLDER / f"{name}.table"
    if built.exists():
        assert WordTable(np.memmap(built, np.uint8, "r")).find(hashes).tolist() == expected


def test_build_makes_each_table_once(tmp_path: Path) -> None:
    """Tables are written beside their lists, and again only when the list is newer."""
    (tmp_path / "few.words.xz").write_bytes(lzma.compress("東\n西\n".encode()))
    (table,) = expand.expand_all(tmp_path)
    first = table.stat().st_mtime_ns
    assert expand.expand_all(tmp_path) == [table]
    assert table.stat().st_mtime_ns == first
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["few.table", "few.words.xz"]
