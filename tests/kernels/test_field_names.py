"""Names of fields: the kernel and its plain twin know the same words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.dictionaries.word_table import make_word_table
from meibo_detectors.kernels.field_names import look_up_names
from meibo_detectors.label_words import characters_of
from meibo_detectors.normalise import Folded
from reference import field_names as plain

WORDS = {"番号": 2, "no": 2, "記号": 1, "no.": 7, "番": 0, "no1": 3, "7": 4}
TABLE = make_word_table([f"{word}\t{number}" for word, number in WORDS.items()])
TEXT = st.lists(st.sampled_from([*WORDS, "号", "n", " ", "NO"]), max_size=12).map("".join)
SPANS = st.lists(
    st.tuples(st.integers(-2, 40), st.integers(-2, 40)) | st.integers(0, 9).map(lambda at: (at, at + 2)), max_size=30
)


@given(TEXT, SPANS, st.booleans())
def test_kernel_equals_its_twin(text: str, spans: list[tuple[int, int]], without_number: bool) -> None:
    """On any stretches, inside of the text or not, of ASCII and of more."""
    start, end = (np.array([span[side] for span in spans], np.int64) for side in (0, 1))
    folded = Folded([text.encode()])
    made = look_up_names(characters_of(folded), start, end, TABLE.keys, TABLE.numbers, without_number)
    joined = folded.letters
    assert made.tolist() == plain.look_up_names(joined, spans, WORDS, without_number=without_number)


def test_long_names() -> None:
    """A name longer than any word of a list is not looked at."""
    text = characters_of(Folded([b"a" * 61]))
    words = make_word_table(["a" * 60, "a" * 61])
    found = look_up_names(text, np.array([0, 0]), np.array([60, 61]), words.keys, words.numbers, False)
    assert found.tolist() == [0, -1]


def test_wrong_arrays_are_refused() -> None:
    """A name without an end."""
    text = characters_of(Folded([b"no"]))
    with pytest.raises(ValueError, match="end"):
        look_up_names(text, np.zeros(1, np.int64), np.zeros(0, np.int64), TABLE.keys, TABLE.numbers, False)
