"""Counts of the scorer on invented labels and findings."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.figures import Row, Verdict, compare
from scoring.findings import keep_surest


def test_counts_of_one_kind(label: Any, report: Any) -> None:
    """Core values count in recall, hard ones apart, optional ones not; what is not labelled is false."""
    truths = [
        label("PHONE", "090-5555-0001"),
        label("PHONE", "090-5555-0002"),
        label("PHONE", "090-5555-0003", "hard"),
        label("PHONE", "090-5555-0004", "optional"),
    ]
    findings = [report("PHONE", f"0905555000{digit}") for digit in (1, 3, 4, 9)]
    outcome = compare(truths, findings)
    assert outcome.rows["PHONE"] == Row(2, 1, 1, 1, right=3, wrong=1)
    assert [truth.written for truth in outcome.missed] == ["090-5555-0002"]
    assert [verdict for _, verdict in outcome.verdicts] == [
        Verdict.RIGHT, Verdict.RIGHT, Verdict.OPTIONAL, Verdict.WRONG,
    ]  # fmt: skip
    row = outcome.rows["PHONE"]
    assert (row.precision, row.recall) == (0.75, 0.5)
    assert row.f1 == pytest.approx(0.6)


def test_a_value_counts_once_a_file(label: Any, report: Any) -> None:
    """The unit is a distinct value of a file, in the tier that counts most, reported at its surest level."""
    truths = [label("PHONE", "090-5555-0001", "optional"), label("PHONE", "09055550001"),
              label("PHONE", "09055550001", path="csv/b.csv")]  # fmt: skip
    findings = keep_surest([report("PHONE", "09055550001", "medium"), report("PHONE", "090 5555 0001", "high")])
    assert [finding.level for finding in findings] == ["high"]
    assert compare(truths, findings).rows["PHONE"] == Row(2, 1, right=1)


def test_readings_are_names(label: Any, report: Any) -> None:
    """A reading is labelled apart and reported as a name; the reports of the family are counted once."""
    truths = [label("NAME", "架空 花子"), label("NAME_KANA", "カクウ ハナコ")]
    findings = [report("NAME", value) for value in ("架空花子", "ｶｸｳ ﾊﾅｺ", "見本商事")]
    outcome = compare(truths, findings)
    assert outcome.rows == {"NAME": Row(1, 1, right=2, wrong=1), "NAME_KANA": Row(1, 1, right=2, wrong=1)}
    assert outcome.micro == Row(2, 2, right=2, wrong=1)


def test_a_piece_counts_neither_way(label: Any, report: Any) -> None:
    """A surname alone of a full name is neither found nor false."""
    outcome = compare([label("NAME", "架空 花子")], [report("NAME", "架空")])
    assert outcome.rows["NAME"] == Row(1, 0, pieces=1)
    assert outcome.rows["NAME"].f1 == 0


def test_means(label: Any, report: Any) -> None:
    """The macro mean is over kinds with core values, the micro mean over all values and all reports."""
    truths = [label("PHONE", "090-5555-0001"), label("EMAIL", "a@kakuu.jp"), label("DOB", "1985-01-02", "optional")]
    outcome = compare(truths, [report("PHONE", "090-5555-0001"), report("CREDIT_CARD", "5555000055550000")])
    assert outcome.macro_f1 == 0.5
    assert (outcome.micro.recall, outcome.micro.precision) == (0.5, 0.5)


def test_nothing_labelled_and_nothing_found() -> None:
    """An empty set has no mistakes."""
    outcome = compare([], [])
    assert (outcome.rows, outcome.macro_f1, outcome.micro) == ({}, 0.0, Row())
