"""Runs of digits and their shapes: the kernels and their plain twins say the same of any text."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meibo.samples.business_text import business_text
from meibo.samples.roster_stream import dense_roster
from meibo_detectors.kernels import number_runs as compiled
from meibo_detectors.normalise import Folded
from meibo_detectors.number_runs import GROUPS, NumberRuns
from reference import number_runs as plain

DIGITS = st.integers(1, 20).flatmap(lambda count: st.text("0189", min_size=count, max_size=count))
SIGNS = st.sampled_from(
    ["-", " ", ".", "\t", "(", ")", ") ", ")-", " (", "-(", "  ", "*", "_", "a", "a-", "+", "+81-", "010 81 "]
)
NUMBERS = st.lists(DIGITS | SIGNS | st.sampled_from(["0081", "81", "1234", "123", "1 2 3 "]), max_size=24).map("".join)
TEXT = st.one_of(st.binary(max_size=200), NUMBERS.map(str.encode), st.text("019 -.()a+*", max_size=90).map(str.encode))
SHAPES = np.array([[3, 4, 0, 0, 0, 0, 0, 0], [4, 4, 4, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1, 1, 1]], np.int64)


def check(text: bytes) -> None:
    """Ask both."""
    chars = np.frombuffer(text, np.uint8)
    start, end = compiled.find_runs(chars)
    same((start, end), plain.find_runs(chars))
    same([compiled.copy_digits(chars, start, end)], [plain.copy_digits(chars, start, end)])
    columns = compiled.describe_runs(chars, start, end)
    same(columns, plain.describe_runs(chars, start, end))
    length, link, before, _, _, left, right = columns
    told = (chars, start, length, link, before, left, right, SHAPES)
    same(compiled.sort_shapes(*told), plain.sort_shapes(*told))


def same(made: object, expected: object) -> None:
    """Equal in values, shapes and types."""
    for one, other in zip(made, expected, strict=True):  # type: ignore[call-overload]
        np.testing.assert_array_equal(one, other, strict=True)


@given(TEXT)
@example(b"1234-5678-9012 3456 7890 1234")
@example(b"+8190 010-81-90 0081-3")
def test_kernels_equal_their_twins(text: bytes) -> None:
    """On arbitrary bytes, and on digits among the signs that link them."""
    check(text)


@given(st.integers(0, 40), st.integers(0, 40))
def test_text_may_be_cut_anywhere(first: int, last: int) -> None:
    """No character outside of a stretch is looked at."""
    check((b"012-3456 (03)1234-5678\t1 2 3 4 010-81-90" * 2)[first : 80 - last])


def test_business_text() -> None:
    """On a roster and on prose."""
    check(b"".join(dense_roster(20, seed=4)))
    check(business_text(8000, seed=4))


def test_wrong_arrays_are_refused() -> None:
    """Columns of other lengths, and runs outside of the text."""
    chars, none, one = np.zeros(2, np.uint8), np.zeros(0, np.int64), np.zeros(1, np.int64)
    with pytest.raises(ValueError, match="end"):
        compiled.describe_runs(chars, none, one)
    with pytest.raises(ValueError, match="outside"):
        compiled.copy_digits(chars, one, one + 3)
    wide: npt.NDArray[np.int64] = np.zeros((1, 7), np.int64)
    flags = np.zeros(1, np.uint8)
    with pytest.raises(ValueError, match="groups"):
        compiled.sort_shapes(chars, one, one, flags, flags, flags, flags, wide)
    with pytest.raises(ValueError, match="parallel"):
        compiled.sort_shapes(chars, np.zeros(2, np.int64), one, flags, flags, flags, flags, SHAPES)


@pytest.mark.parametrize("lengths", GROUPS)
def test_every_group_is_found(lengths: tuple[int, ...]) -> None:
    """The shapes that detectors ask for, and the number unbroken."""
    numbers = ["123456789"[:digits] for digits in lengths]
    runs = NumberRuns(Folded(["-".join(numbers).encode()]))
    assert runs.find_groups(lengths).tolist() == [0]
    total = sum(lengths)
    unbroken = NumberRuns(Folded([f"x {'1' * total}".encode()]))
    assert unbroken.find_single(total).tolist() == [0]
