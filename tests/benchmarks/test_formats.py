"""The benchmark of formats reads what it times: both sides give the planted values."""

from __future__ import annotations

import pytest

import formats
from format_inputs import LARGE, SMALL, make_small
from format_readers import find_readers


def test_each_format_has_a_large_and_a_small_file() -> None:
    assert SMALL.keys() == LARGE.keys()


@pytest.mark.parametrize("suffix", SMALL)
def test_values_are_in_the_text_of_both(suffix: str) -> None:
    """Of a small file: all in ours, and more than half in that of each library."""
    (small,) = make_small(suffix, 1)
    assert len(small.values) >= 2
    assert formats._count(formats.read(small.content, suffix), small) >= formats.LEAST_OURS
    for reader in find_readers(suffix):
        assert formats._count(reader.read(small.content, suffix), small) >= formats.LEAST_THEIRS, reader.name


def test_a_value_that_is_missing_is_counted() -> None:
    """Half of the values makes a half, however their dates and numbers are written."""
    (small,) = make_small("gz", 1)
    pair = formats.Input("two.gz", b"", ("1998/12/10", small.values[0]))
    assert formats._count("受付 1998-12-10 00:00:00", pair) == 0.5
