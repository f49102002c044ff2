"""Calibration: shares by level and their intervals."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.aims import ask_of_levels
from scoring.confidence import Tally, calibrate, compute_wilson
from scoring.figures import compare


@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (97, 100, 0.9155, 0.9897)],
)
def test_wilson_interval(right: int, count: int, low: float, high: float) -> None:
    """Published values of the score interval, and nothing known where nothing was counted."""
    assert compute_wilson(right, count) == pytest.approx((low, high), abs=1e-4)


def test_tallies_by_detector_and_level(label: Any, report: Any) -> None:
    """Right and reported of each level; optional values, pieces and kinds without labels count neither way."""
    truths = [label("NAME", "架空花子"), label("NAME", "見本太郎", "optional"), label("NAME", "例田一郎", "hard")]
    findings = [
        report("NAME", "架空花子", detector="jp_name"),
        report("NAME", "例田一郎", "medium", detector="jp_name"),
        report("NAME", "見本太郎", "medium", detector="jp_name"),
        report("NAME", "架空", "medium", detector="jp_name"),
        report("NAME", "仮名商事", "medium", detector="jp_name"),
        report("PHONE", "0312345678", detector="jp_phone"),
    ]
    tallies = calibrate([compare(truths, findings)])
    high, medium = Tally(1, 1), Tally(1, 2)
    assert tallies == {("", "high"): high, ("", "medium"): medium,
                       ("jp_name", "high"): high, ("jp_name", "medium"): medium}  # fmt: skip


def test_few_findings_do_not_prove_a_level() -> None:
    """A level is reached with 200 findings or more only."""
    few = ask_of_levels({("", "high"): Tally(199, 199), ("", "medium"): Tally(180, 200)})
    assert [aim.is_met for aim in few] == [False, True]
