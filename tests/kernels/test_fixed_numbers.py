"""Numbers of a fixed count of digits: the kernel and its plain twin say the same of any number of any text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meibo.samples.roster_stream import dense_roster
from meibo_detectors import fixed_numbers
from meibo_detectors.evidence import Evidence, Note
from meibo_detectors.fixed_numbers import Owner, Rules, as_rows
from meibo_detectors.general import payment_card
from meibo_detectors.japan import drivers_license, my_number
from meibo_detectors.kernels.fixed_numbers import weigh_numbers
from meibo_detectors.normalise import Folded
from meibo_detectors.number_runs import NumberRuns, Shape
from meibo_detectors.plain_numbers import SAMPLES
from reference import fixed_numbers as plain

RULES = {
    (Owner.PLAIN, 10): Rules(Owner.PLAIN, as_rows(SAMPLES[10])),
    (Owner.PLAIN, 14): Rules(Owner.PLAIN, as_rows(SAMPLES[14])),
    (Owner.MY_NUMBER, 12): my_number._RULES,
    (Owner.LICENCE, 12): drivers_license._RULES,
    **{(Owner.CARD, total): rules for total, rules in payment_card._RULES.items()},
}
MARKS = dict(zip(plain.BITS, RULES[Owner.MY_NUMBER, 12].bits.tolist(), strict=True))
NUMBERS = st.sampled_from(
    ["123456789018", "621498320257", "309012345620", "203108121530", "4111111111111111", "378282246310005",
     "1234567890", "1234567891", "000000000001", "8-7001-1000-5901", "87001-1000 5901", "9 7881-0000-0000",
     "38520000023237"]
)  # fmt: skip
PIECES = st.one_of(
    NUMBERS,
    st.text("0123456789", min_size=1, max_size=16),
    st.sampled_from(["-", "-", " ", ".", "/", "a", "\n", "a-", "; "]),
)
TEXT = st.lists(PIECES, min_size=1, max_size=6).map("".join)


def check(text: bytes, owner: Owner, total: int, *, keeps: bool, wants: bool) -> None:
    """Ask both of every run, whatever its length."""
    runs, rules = NumberRuns(Folded([text])), RULES[owner, total]
    text = runs.chars.tobytes()
    told = plain.Rules(owner, {row.tobytes().rstrip(b"\0") for row in rules.samples}, rules.ranges.tolist(), keeps)
    for count in (1, 3):
        first = np.arange(max(len(runs) - count + 1, 0))
        wanted = np.full(len(first), wants, np.uint8)
        found, kept = rules.weigh(runs, Shape(first, count, Evidence.BOXES), total, wanted, keeps_failures=keeps)
        expected = [(at, plain.weigh(text, at, count, total, told, is_wanted=wants)) for at in first.tolist()]
        known = [(at, words) for at, words in expected if words is not None]
        marks = {**MARKS, "ISSUED": int(rules.bits[8]), "PARTIAL": int(Note.PARTIAL)}
        assert kept.tolist() == [at for at, _ in known]
        assert found["evidence"].tolist() == [
            int(Evidence.BOXES) + sum(marks[word] for word in words) for _, words in known
        ]
        digits = b"".join(bytes(text[begin:end]) for begin, end in zip(runs.start, runs.end, strict=True))
        keys = [digits[runs.offset[at] : runs.offset[at] + total].ljust(total, b"0") for at, _ in known]
        assert found["key"].tolist() == keys
        assert found["start"].tolist() == runs.start[kept].tolist()
        assert found["end"].tolist() == runs.end[kept + count - 1].tolist()


@given(TEXT, st.sampled_from(sorted(RULES)), st.booleans(), st.booleans())
@example("8-7001-1000-5901", (Owner.MY_NUMBER, 12), False, False)
@example("8-7001-1000-5901", (Owner.LICENCE, 12), False, True)
def test_kernel_equals_its_twin(text: str, rules: tuple[Owner, int], keeps: bool, wants: bool) -> None:
    """On numbers that pass checks, others, and signs between."""
    check(text.encode(), *rules, keeps=keeps, wants=wants)


@pytest.mark.parametrize("rules", sorted(RULES))
def test_rosters(rules: tuple[Owner, int]) -> None:
    """On business text."""
    check(b"".join(dense_roster(3, seed=6)), *rules, keeps=True, wants=False)


def test_wrong_tables_are_refused() -> None:
    """No place is read that is not there."""
    runs = NumberRuns(Folded([b"123456 1"]))
    one, bits, none = np.zeros(1, np.int64), RULES[Owner.PLAIN, 10].bits, np.zeros(0, np.uint8)
    tables = fixed_numbers.NO_SAMPLES, fixed_numbers.NO_RANGES
    for changed in (
        (one + 2, 1, 10, 0, *tables, bits, none),
        (one - 1, 1, 10, 0, *tables, bits, none),
        (one, 1, 20, 0, *tables, bits, none),
        (one, 1, 11, 1, *tables, bits, none),
        (one, 1, 12, 2, *tables, bits, none),
        (one, 1, 10, 4, *tables, bits, none),
        (one, 1, 10, 0, *tables, bits[1:], none),
        (one, 1, 10, 0, *tables, bits, np.zeros(2, np.uint8)),
    ):
        first, count, total, owner, *others = changed
        with pytest.raises(ValueError, match=r"number|run|size"):
            weigh_numbers(runs.columns, first, count, total, 0, owner, *others, False)
