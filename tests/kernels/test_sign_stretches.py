"""Stretches of signs: the kernel and its plain twin say the same of any text."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.general.mrz_lines import _CLOSES_TAG, _IS_SIGN
from meibo_detectors.kernels import sign_stretches as compiled
from reference import sign_stretches as plain

PIECES = st.sampled_from([b"P<JPN", b"<<<<", b"<", b"A1", b"a", b"/", b"!", b" ", b"0" * 7, b"\x81"])
TEXTS = st.one_of(st.binary(max_size=40), st.lists(PIECES, max_size=20).map(b"".join))


@given(TEXTS, st.integers(1, 9), st.integers(0, 12))
def test_kernel_equals_its_twin(text: bytes, least: int, more: int) -> None:
    """On signs and tags in any order, for any length."""
    tables = _IS_SIGN, _CLOSES_TAG
    columns = compiled.find_stretches(np.frombuffer(text, np.uint8), *tables, least, least + more)
    found = list(zip(*(column.tolist() for column in columns), strict=True))
    assert found == plain.find_stretches(text, least, least + more)
