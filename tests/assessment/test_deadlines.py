"""When reports are due, by the guideline's way of counting: the day on which a leak became known is the first."""

from __future__ import annotations

from datetime import date

import pytest

from meibo.assessment.law import find_deadlines


@pytest.mark.parametrize(
    ("known", "preliminary", "final", "wrongful"),
    [
        ("2026-11-23", ("2026-11-25", "2026-11-27"), "2026-12-22", "2027-01-21"),
        ("2026-04-01", ("2026-04-03", "2026-04-05"), "2026-04-30", "2026-05-30"),  # a month of 30 days: its last day
        ("2028-02-01", ("2028-02-03", "2028-02-05"), "2028-03-01", "2028-03-31"),  # a leap year
        ("2027-02-01", ("2027-02-03", "2027-02-05"), "2027-03-02", "2027-04-01"),
        ("2026-12-30", ("2027-01-01", "2027-01-03"), "2027-01-28", "2027-02-27"),  # holidays count like any day
    ],
)
def test_days(known: str, preliminary: tuple[str, str], final: str, wrongful: str) -> None:
    """Three to five days, 30 days, and 60 where a wrongful purpose is possible."""
    found = find_deadlines(date.fromisoformat(known))
    assert tuple(map(str, found.preliminary)) == preliminary
    assert (str(found.final), str(found.wrongful_final)) == (final, wrongful)
