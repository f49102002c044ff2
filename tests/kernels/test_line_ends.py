"""Ends of lines: the kernel and its plain twin say the same of any text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels import line_ends as compiled
from reference import line_ends as plain

CHARS = st.binary(max_size=40) | st.text("\r\na", max_size=30).map(str.encode)


@given(CHARS, st.booleans(), st.lists(st.integers(1, 2), min_size=40, max_size=40))
def test_kernel_equals_its_twin(text: bytes, has_origin: bool, steps: list[int]) -> None:
    """Where something vanished between two characters too."""
    origin = np.cumsum(steps)[: len(text)] if has_origin else np.zeros(0, np.int64)
    made = compiled.find_line_ends(np.frombuffer(text, np.uint8), origin)
    expected = np.array(plain.find_line_ends(text, origin.tolist()), np.int64)
    np.testing.assert_array_equal(made, expected, strict=True)


@given(CHARS)
def test_measure_equals_its_twin(text: bytes) -> None:
    """Any mixture of line ends, and none."""
    assert compiled.measure_lines(text) == plain.measure_lines(text)


def test_origin_must_be_whole() -> None:
    """No origin is read that is not there."""
    with pytest.raises(ValueError, match="origin"):
        compiled.find_line_ends(np.zeros(3, np.uint8), np.zeros(2, np.int64))
