"""Names of fields: the kernel and its plain twin know the same words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.dictionaries.word_table import make_word_table
from meibo_detectors.kernels.field_names import look_up_names
from reference import field_names as plain

WORDS = {"番号": 2, "no": 2, "記号": 1, "no.": 7, "番": 0}
TABLE = make_word_table([f"{word}\t{number}" for word, number in WORDS.items()])
TEXT = st.lists(st.sampled_from([*WORDS, "号", "n", " "]), max_size=12).map("".join)
SPANS = st.lists(
    st.tuples(st.integers(-2, 40), st.integers(-2, 40)) | st.integers(0, 9).map(lambda at: (at, at + 2)), max_size=30
)


@given(TEXT, SPANS)
def test_kernel_equals_its_twin(text: str, spans: list[tuple[int, int]]) -> None:
    """On any stretches, inside of the text or not, the same one several times too."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    start, end = (np.array([span[side] for span in spans], np.int64) for side in (0, 1))
    made = look_up_names(codes, start, end, TABLE.keys, TABLE.numbers)
    assert made.tolist() == plain.look_up_names(text, spans, WORDS)


def test_names_that_share_a_place_of_memory() -> None:
    """Two names a multiple of the remembered ones apart are told apart."""
    text = "番号".ljust(256) + "記号" + "番号".rjust(254)
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    start = np.array([0, 256, 0, 510, 256, 0])
    assert look_up_names(codes, start, start + 2, TABLE.keys, TABLE.numbers).tolist() == [2, 1, 2, 2, 1, 2]


def test_wrong_arrays_are_refused() -> None:
    """A name without an end."""
    with pytest.raises(ValueError, match="end"):
        look_up_names(np.zeros(1, np.uint32), np.zeros(1, np.int64), np.zeros(0, np.int64), TABLE.keys, TABLE.numbers)
