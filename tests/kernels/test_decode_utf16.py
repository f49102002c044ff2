"""UTF-16: the kernel and Python's own codecs say the same of any bytes."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels import decode_utf16 as compiled
from reference import decode_utf16 as plain

CODES = [0, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000, 0xFFFF]


@given(st.lists(st.integers(0, 0xFFFF) | st.sampled_from(CODES), max_size=20), st.binary(max_size=3), st.booleans())
def test_utf16_equals_its_twin(units: list[int], rest: bytes, is_big: bool) -> None:
    """Any units, halves of pairs in any order, and a text cut amid one."""
    raw = np.array(units, ">u2" if is_big else "<u2").tobytes() + rest
    assert compiled.decode_utf16(raw, is_big) == plain.decode_utf16(raw, is_big=is_big)
