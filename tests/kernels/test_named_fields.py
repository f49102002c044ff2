"""Names of fields: the kernel and its plain twin say the same of any names."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.dictionaries.word_table import make_word_table
from meibo_detectors.kernels import named_fields as compiled
from reference import named_fields as plain

WORDS = ["備考", "備考1", "a", "7"]
ROWS = st.lists(st.tuples(st.integers(-2, 1100), st.integers(0, 6), st.integers(-1, 1)), max_size=40)


@given(st.text(alphabet="備考a17 ", max_size=30), ROWS, st.booleans())
def test_kernel_equals_its_twin(text: str, rows: list[tuple[int, int, int]], without_number: bool) -> None:
    """On names anywhere in a text that repeats itself, so that many names are alike and share a slot."""
    text = (text + "備考1") * 24
    names = [(start, start + size) for start, size, _ in rows] * 2
    label = [one for _, _, one in rows] * 2
    found = compiled.find_named(
        np.array([ord(sign) for sign in text], np.uint32),
        np.array([start for start, _ in names], np.int64),
        np.array([end for _, end in names], np.int64),
        np.array(label, np.int32),
        make_word_table(WORDS),
        without_number,
    )
    assert found.tolist() == plain.find_named(text, names, label, WORDS, without_number=without_number)
