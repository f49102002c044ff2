"""Smaller copies of pictures."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2", reason="needs OpenCV")

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extraction.pictures.drawing import UPRIGHT, draw_quarters, name_quarters
from meibo.extraction.pictures.decoding import LONGEST_SIDE
from meibo.extraction.pictures.one_page import LEAST_SIDE
from meibo.extraction.pictures.shrinking import shrink


def test_a_copy_has_its_longest_side() -> None:
    pixels = np.asarray(draw_quarters(1000, 400))[:, :, ::-1]
    small, share = shrink(pixels, 250)
    assert (small.shape, share) == ((100, 250, 3), 0.25)
    assert name_quarters(small) == UPRIGHT


def test_what_is_small_enough_is_no_copy() -> None:
    pixels = np.zeros((64, 96, 3), np.uint8)
    assert shrink(pixels, 96) == (pixels, 1.0)
    assert shrink(pixels, 97)[0] is pixels


sides = st.integers(LEAST_SIDE, LONGEST_SIDE)


@given(width=sides, height=sides, side=st.integers(640, 1280))
def test_whatever_its_form(width: int, height: int, side: int) -> None:
    """Never empty, never larger; of what is read, nothing is narrower than LEAST_SIDE."""
    small, share = shrink(np.zeros((height, width, 3), np.uint8), side)
    assert 1 <= min(small.shape[:2]) <= max(small.shape[:2]) <= max(side, 1)
    assert 0 < share <= 1
