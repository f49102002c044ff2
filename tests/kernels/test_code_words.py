"""Words of code points: the kernel and its plain twin say the same of any text."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from meibo_detectors.code_words import CodeWords
from meibo_detectors.general.credential_pairs import WORDS
from reference import code_words as plain

SETS = (list(WORDS), ["アア", "アアアイ", "イア"], ["暗証番号を忘れました", "パスワードを忘れました"])


@given(words=st.sampled_from(SETS), data=st.data())
@settings(max_examples=len(SETS) * settings().max_examples)  # as many for each
def test_kernel_equals_its_twin(words: list[str], data: st.DataObject) -> None:
    """On words, on their signs and on any characters."""
    signs = "".join(words)
    pieces = st.one_of(st.sampled_from(words), st.text(alphabet=signs, max_size=3), st.text(max_size=2))
    text = "".join(data.draw(st.lists(pieces, max_size=8)))
    codes = np.array([ord(sign) for sign in text], np.uint32)
    assert CodeWords(words).find_ends(codes).tolist() == plain.find_ends(words, text)
