"""What marks say of detectors: shares with their uncertainty, and settings that do not go further than that."""

from __future__ import annotations

import pytest

from meibo.assessment.calibration import Proposal, find_interval, propose, tally
from meibo.inventory.marks import Found, MarkKind
from meibo.inventory.model import Counts

LOW, MEDIUM, HIGH = Counts(low=1), Counts(medium=3), Counts(high=2)


def marked(right: int, wrong: int, found: Found) -> list[tuple[MarkKind, Found]]:
    """So many files that hold the same."""
    return [(MarkKind.DELETE, found)] * right + [(MarkKind.FALSE_POSITIVE, found)] * wrong


@pytest.mark.parametrize(
    ("right", "total", "least", "most"),
    [(0, 0, 0.0, 1.0), (0, 20, 0.0, 0.161), (8, 10, 0.490, 0.943), (50, 100, 0.404, 0.596), (20, 20, 0.839, 1.0)],
)
def test_intervals_are_those_of_wilson(right: int, total: int, least: float, most: float) -> None:
    """As published tables give them to three digits."""
    assert [round(end, 3) for end in find_interval(right, total)] == [least, most]


def test_a_file_counts_once_for_each_level() -> None:
    """Whatever the number of its findings; those of kinds are not counted beside their detector."""
    both = {"sensitive": Counts(low=9, high=4), "sensitive/health": Counts(high=4)}
    levels = tally([(MarkKind.NEEDED, both), (MarkKind.MOVE, both), (MarkKind.FALSE_POSITIVE, both)])
    assert [(level.detector, level.confidence, level.right, level.wrong) for level in levels] == [
        ("sensitive", "low", 2, 1),
        ("sensitive", "high", 2, 1),
    ]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (marked(2, 18, {"email": LOW}), "medium"),
        (marked(2, 17, {"email": LOW}), None),  # too few
        (marked(9, 11, {"email": LOW}), None),  # mostly wrong, but that may be chance
        (marked(2, 18, {"email": MEDIUM}), "high"),
        (marked(2, 18, {"email": MEDIUM}) + marked(18, 2, {"email": LOW}), None),  # marks speak for the lower level
        (marked(2, 18, {"email": MEDIUM}) + marked(2, 1, {"email": LOW}), "high"),
        (marked(2, 18, {"email": HIGH}), ""),  # nothing is left to set
        (marked(20, 0, {"email": HIGH}), None),
    ],
)
def test_what_is_surely_wrong_too_often_is_left_out(files: list[tuple[MarkKind, Found]], expected: str | None) -> None:
    """With twenty files or more, and only together with lower levels that nothing speaks for."""
    proposals = propose(tally(files), 0.5)
    assert proposals == ([] if expected is None else [Proposal("email", expected)])


def test_the_bound_decides() -> None:
    """The more wrong files are borne, the less is left out."""
    levels = tally(marked(6, 34, {"email": LOW}))
    assert [bool(propose(levels, bound)) for bound in (0.1, 0.5, 0.7, 0.9)] == [True, True, True, False]
