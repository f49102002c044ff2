"""Addresses in Latin letters: the kernel and its plain twin say the same of any text."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.dictionaries.word_table import make_word_table
from meibo_detectors.japan.address_romaji import PREFECTURE_SUFFIXES, PREFECTURES, SUFFIXES
from meibo_detectors.kernels import romaji_addresses as compiled
from reference import romaji_addresses as plain

SCRAPS = (
    *SUFFIXES,
    *PREFECTURES[:14],
    *"-,. '#\n\x81aZ09",
    "2-10-7 ",
    "Shibuya-ku, ",
    "Tokyo",
    "-to",
    "-ken",
    "-fu",
    " " * 30,
)
TEXTS = st.one_of(
    st.binary(max_size=80),
    st.lists(st.sampled_from(SCRAPS), max_size=14).map(lambda words: "".join(words).encode("latin-1")),
)
KEYS = [make_word_table(words).keys for words in (SUFFIXES, PREFECTURES, PREFECTURE_SUFFIXES)]


@given(TEXTS)
def test_kernel_equals_its_twin(text: bytes) -> None:
    """On arbitrary bytes, and on parts of addresses."""
    chars = np.frombuffer(text, np.uint8)
    made = compiled.find_romaji(chars, *KEYS)
    for array, expected in zip(made, plain.find_romaji(chars, SUFFIXES, PREFECTURES, PREFECTURE_SUFFIXES), strict=True):
        np.testing.assert_array_equal(array, expected, strict=True)


def test_an_address_is_found() -> None:
    """From its number to the suffix of its prefecture."""
    chars = np.frombuffer(b"at 2-10-7 Dogenzaka, Shibuya-ku, Tokyo-to 150", np.uint8)
    assert [array.tolist() for array in compiled.find_romaji(chars, *KEYS)] == [[3], [41]]
