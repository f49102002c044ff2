"""Runs of digits: the kernel and its plain twin say the same of any text."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels import digit_runs as compiled
from reference import digit_runs as plain

CHARS = st.one_of(st.binary(max_size=60), st.text(alphabet="019 -a:/", max_size=60).map(str.encode))


@given(CHARS)
def test_kernel_equals_its_twin(text: bytes) -> None:
    """On arbitrary bytes, and on digits among separators."""
    chars = np.frombuffer(text, np.uint8)
    for made, expected in zip(compiled.find_digit_runs(chars), plain.find_digit_runs(chars), strict=True):
        np.testing.assert_array_equal(made, expected, strict=True)
