"""Postal codes in use: the kernel and its plain twin find the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.dictionaries.word_table import make_word_table
from meibo_detectors.kernels.postal_codes import find_codes
from meibo_detectors.normalise import Folded
from meibo_detectors.number_runs import NumberRuns
from reference import postal_codes as plain

IN_USE = {"1500043": 13, "1500044": 0, "0600000": 1, "0000001": 1, "1234567": 13, "9071751": 47}
TABLE = make_word_table([f"{code}\t{number}" for code, number in IN_USE.items()])
NUMBERS = st.lists(st.sampled_from(sorted(IN_USE)) | st.text("0123456789", min_size=7, max_size=7), max_size=20)


@given(NUMBERS, st.booleans())
def test_kernel_equals_its_twin(numbers: list[str], in_groups: bool) -> None:
    """Codes in use, others, and what nobody has; unbroken and in two runs each."""
    shown = [f"{number[:3]}-{number[3:]}" if in_groups else number for number in numbers]
    runs = NumberRuns(Folded(["\n".join(shown).encode()]))
    first = np.arange(0, len(runs), 1 + in_groups)
    known, prefecture, digits = find_codes(runs.columns, first, TABLE.keys, TABLE.numbers)
    expected = plain.find_codes(numbers, IN_USE)
    assert known.tolist() == [at * (1 + in_groups) for at, _ in expected]
    assert prefecture.tolist() == [number for _, number in expected]
    assert ["".join(map(str, row)) for row in digits.tolist()] == [numbers[at] for at, _ in expected]


def test_wrong_runs_are_refused() -> None:
    """A run that the text does not have."""
    runs = NumberRuns(Folded([b"1500043"]))
    with pytest.raises(ValueError, match="run"):
        find_codes(runs.columns, np.ones(1, np.int64), TABLE.keys, TABLE.numbers)
