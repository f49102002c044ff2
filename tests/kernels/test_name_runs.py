"""Runs that may be names, and names in running text: the kernels and their plain twins say the same of any text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo.samples.business_text import business_text
from meibo.samples.roster_stream import dense_roster
from meibo_detectors.japan.name_tables import name_tables
from meibo_detectors.kernels.name_runs import find_name_runs
from meibo_detectors.kernels.names_in_text import weigh_name_runs
from reference import name_runs, names_in_text
from reference.name_texts import TEXTS, arrays_of, as_bits, as_text, marks_of, random_texts, rows_of
from reference.name_words import Text, real_names


def assert_same(text: Text, blocked: bytes) -> int:
    """Stretches and names of both; the number of names."""
    arrays = arrays_of(text)
    made = find_name_runs(*arrays, as_bits(blocked), name_tables())
    runs = name_runs.find_name_runs(real_names(), text, blocked)
    assert rows_of(made) == [tuple(map(int, run)) for run in runs]
    names = weigh_name_runs(*arrays, *made, name_tables())
    expected = names_in_text.weigh_name_runs(real_names(), text, runs)
    assert [rows_of(columns) for columns in names] == [*expected]
    return len(expected[0])


@given(TEXTS, st.data())
def test_kernels_equal_their_twins(text: Text, data: st.DataObject) -> None:
    """On words of names in any order, cut anywhere, and on arrays that belong to no text."""
    assert_same(text, marks_of(text, data))


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("部長小暮智也様、", 1),
        ("小暮　智也　先生", 1),
        ("三浦のりこ主任", 1),
        ("初代校長小暮智也は", 1),
        ("小暮智也営業本部長", 1),
        ("岸本ことねが", 1),
        ("株式会社小暮智也", 0),
        ("営業会社", 0),
        ("小暮智也 ", 1),
    ],
)
def test_forms(written: str, names: int) -> None:
    """Each way in which a name stands among kanji; both agree, and find something or nothing."""
    assert (assert_same(as_text(written), b"") > 0) == (names > 0)


def test_corpora() -> None:
    """On many words in any order, on sparse and on dense text."""
    assert sum(assert_same(text, b"") for text in random_texts(4_000, seed=1)) > 50
    for made in (business_text(20_000, seed=3), b"".join(dense_roster(60, seed=3))):
        assert_same(as_text(made.decode(errors="ignore")), b"")


@pytest.mark.parametrize("shift", [0, 1, 31, 62, 63])
@pytest.mark.parametrize("words", ["小暮ヶ谷智也様、山 ", "営業部の小暮智也が", "森ケ", "小 暮ノ智也 "])
def test_many_runs(words: str, shift: int) -> None:
    """More runs than are read at a time, with blocks of 64 characters that begin and end anywhere in them."""
    assert_same(as_text("あ" * shift + words * 700), b"")


@pytest.mark.parametrize("blocks", range(13, 18))
def test_runs_up_to_the_end(blocks: int) -> None:
    """Whole blocks of as many runs as can be, of which the last one ends with the text."""
    assert_same(as_text("の校長" + "の者" * (32 * blocks - 3) + "小暮様"), b"")


def test_what_is_refused() -> None:
    """Arrays of different texts, and columns of different lengths; stretches that lie outside of the text are none."""
    chars, codes, letters = arrays_of(as_text("小暮智也"))
    nothing, one = np.zeros(0, np.uint8), np.zeros(1, np.int64)
    with pytest.raises(ValueError, match="one text"):
        find_name_runs(chars, codes[1:], letters, nothing, name_tables())
    with pytest.raises(ValueError, match="one bit"):
        find_name_runs(chars, codes, letters, np.zeros(2, np.uint8), name_tables())
    with pytest.raises(ValueError, match="one length"):
        weigh_name_runs(chars, codes, letters, one, one, one, one, one[:0], name_tables())
    outside = weigh_name_runs(chars, codes, letters, one, one + 9, one - 1, one, one, name_tables())
    assert rows_of(outside[0]) == rows_of(outside[1]) == []
