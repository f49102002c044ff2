"""Check digits: the kernel and its plain twin say the same of any digits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meibo_detectors.kernels.check_digits import LEAST_DIGITS, pass_check
from reference import check_digits as plain


@given(check=st.sampled_from(range(len(plain.CHECKS))), data=st.data())
@settings(max_examples=len(plain.CHECKS) * settings().max_examples)  # as many for each
def test_kernel_equals_its_twin(check: int, data: st.DataObject) -> None:
    """On numbers of any length that the check reads; the last digit is tried with each value."""
    width = data.draw(st.integers(LEAST_DIGITS[check], 24))
    kinds = (
        st.lists(st.integers(0, 9), min_size=width, max_size=width),
        st.integers(0, 9).map(lambda one: [(one + at) % 10 for at in range(width)]),
    )
    digits = data.draw(
        st.one_of(*kinds)
        | st.just([0] * width)
        | st.just([2, 0, 3, 1, 1, 2, 3, 1, 2, 3, 5, 9] * 2).map(lambda one: one[:width])
    )
    rows = [
        [*digits[:at], value, *digits[at + 1 :]] for at in (0, 3, 10, width - 1) if at < width for value in range(10)
    ]
    made = pass_check(np.array(rows, np.uint8), check)
    np.testing.assert_array_equal(made, [plain.CHECKS[check](row) for row in rows])


def test_wrong_checks_are_refused() -> None:
    """Too few digits, and checks that there are not."""
    with pytest.raises(ValueError, match="few"):
        pass_check(np.zeros((1, 11), np.uint8), 0)
    with pytest.raises(ValueError, match="such"):
        pass_check(np.zeros((1, 11), np.uint8), len(LEAST_DIGITS))
