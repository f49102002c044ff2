"""Telephone numbers: the kernel and its plain twin find the same in any text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meibo.samples.business_text import business_text
from meibo.samples.roster_stream import dense_roster
from meibo_detectors.dictionaries.tables import area_code_lengths
from meibo_detectors.japan import phone
from meibo_detectors.kernels.phone_numbers import find_phones
from meibo_detectors.model import CANDIDATE
from meibo_detectors.normalise import Folded
from meibo_detectors.number_runs import NumberRuns
from meibo_detectors.text import Text
from reference import phone_numbers as plain

JOINTS = st.sampled_from(["", "-", "-", " ", ".", "(", ")", ") ", "-(", "*", "/", "a", ",", "(0)", "-0"])
PIECES = st.sampled_from(
    ["+81", "0081", "010", "81", "03", "090", "050", "0120", "0800", "020", "045", "0467", "1234", "5678", "3123",
     "4567", "012345678", "0901234567", "0312345678", "819023456781", "00819023456781", "010819023456781", "0000", "22"]
)  # fmt: skip
NUMBERS = st.lists(st.tuples(PIECES | st.text("0123456789", min_size=1, max_size=6), JOINTS).map("".join), max_size=9)
TEXT = st.one_of(NUMBERS.map("".join), st.text("0189-+() ", max_size=60), st.text(max_size=30)).map(str.encode)
MARKS = dict(zip(plain.BITS, phone._BITS.tolist(), strict=True))


def check(text: bytes) -> None:
    """Ask both."""
    folded = Folded([text])
    spelled = folded.chars.tobytes()
    made = phone.find(Text(folded, None))  # type: ignore[arg-type]
    dummies = set(phone.DUMMIES.tolist())
    expected = [
        (one.start, one.end, sum(MARKS[word] for word in one.words), one.kind, one.key)
        for one in plain.find_phones(spelled, area_code_lengths(), dummies)
    ]
    assert sorted(made.tolist()) == sorted(expected)


@given(TEXT)
@example(b"+81 (0)90-1234-5678 010-81-3-3123-4567")
@example(b"/00819023456781 x-09012345678")
def test_kernel_equals_its_twin(text: bytes) -> None:
    """On any text, and on pieces of numbers among the signs that link them."""
    check(text)


def test_business_text() -> None:
    """On a roster and on prose."""
    check(b"".join(dense_roster(20, seed=4)))
    check(business_text(8000, seed=4))


def test_wrong_tables_are_refused() -> None:
    """No place is read that is not there."""
    runs, none = NumberRuns(Folded([b"1"])), np.zeros(0, np.int64)
    tables = (area_code_lengths(), phone._DUMMY_KEYS, phone._BITS)
    assert find_phones(runs.columns, none, [], none, [], *tables).dtype == CANDIDATE
    with pytest.raises(ValueError, match="size"):
        find_phones(runs.columns, none, [], none, [], tables[0][1:], *tables[1:])
    with pytest.raises(ValueError, match="run"):
        find_phones(runs.columns, np.ones(1, np.int64), [], none, [], *tables)
