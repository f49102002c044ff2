"""Values spread over cells and lines: the kernel and its plain twin find the same pieces."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels import split_values as compiled
from reference import split_values as plain

CHARS = st.one_of(st.binary(max_size=60), st.text(alphabet="0189- \r\n\na", max_size=60).map(str.encode))


def make_fields(data: st.DataObject, size: int, longest: int) -> list[tuple[int, int]]:
    """Fields that ascend and lie apart."""
    at, fields = 0, []
    while at < size:
        end = min(at + data.draw(st.integers(1, longest)), size)
        fields.append((at, end))
        at = end + data.draw(st.integers(0, 2))
    return fields


@given(st.data(), CHARS)
def test_single_digits_are_joined(data: st.DataObject, chars: bytes) -> None:
    """Whatever the records and places of the cells are."""
    fields = make_fields(data, len(chars), 2)
    record = np.cumsum([data.draw(st.booleans()) for _ in fields], dtype=np.int64)
    place = np.array([data.draw(st.sampled_from((row + 1, row + 1, row, 0))) for row in range(len(fields))], np.int64)
    start, end = np.array(fields, np.int64).reshape(-1, 2).T.copy()
    made = compiled.find_single_digits(np.frombuffer(chars, np.uint8), start, end, record, place, 3)
    expected = plain.find_single_digits(chars, fields, record.tolist(), place.tolist(), 3)
    assert list(zip(*(array.tolist() for array in made), strict=True)) == expected


@given(st.data(), CHARS)
def test_broken_and_short_fields_are_found(data: st.DataObject, chars: bytes) -> None:
    """Fields with line ends inside, and those with a digit less than their name says."""
    fields = make_fields(data, len(chars), 12)
    names = [data.draw(st.integers(0, 3)) for _ in fields]
    line_ends = [at for at, sign in enumerate(chars) if sign == 10]
    start, end = np.array(fields, np.int64).reshape(-1, 2).T.copy()
    masks = np.array(names, np.uint64)
    broken = compiled.find_broken_fields(start, end, masks, np.array(line_ends, np.int64))
    expected = plain.find_broken_fields(fields, names, line_ends)
    assert list(zip(*(array.tolist() for array in broken), strict=True)) == expected
    short = compiled.find_short_numbers(np.frombuffer(chars, np.uint8), start, end, masks, 2, 1 << 1 | 1 << 3)
    assert short.tolist() == plain.find_short_numbers(chars, fields, names, 2, (1, 3))


@given(CHARS)
def test_cut_numbers_are_found(chars: bytes) -> None:
    """With carriage returns, and with blanks before the second half."""
    line_ends = [at for at, sign in enumerate(chars) if sign == 10]
    made = compiled.find_cut_numbers(np.frombuffer(chars, np.uint8), np.array(line_ends, np.int64))
    expected = plain.find_cut_numbers(chars, line_ends)
    assert list(zip(*(array.tolist() for array in made), strict=True)) == expected
