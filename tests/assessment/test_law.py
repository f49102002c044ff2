"""When a leak must be reported, as a table (specification, sections 7.1 and 7.2)."""

from __future__ import annotations

import pytest

from meibo.assessment.holding import Holding
from meibo.assessment.law import find_raised, is_reportable
from meibo.assessment.people import People
from meibo.assessment.risk_rules import RiskRules


def raise_triggers(
    found: dict[str, int], people: tuple[int, int] = (1, 1), audience: str = "", **rules: int
) -> list[str]:
    """Ids of triggers, those that are only possible with a question mark."""
    holding = Holding(found, People(*people), "groups", audience)
    return [one.trigger + "?" * (not one.is_sure) for one in find_raised(holding, RiskRules(**rules))]


@pytest.mark.parametrize(
    ("found", "people", "audience", "expected"),
    [
        ({}, (5000, 5000), "", []),
        ({"email": 5}, (5, 5), "", []),
        ({"sensitive": 1, "sensitive/medical-history": 1}, (1, 1), "", ["rule7-1"]),
        ({"sensitive": 1, "sensitive/union": 1}, (1, 1), "", []),
        ({"payment_card": 1}, (0, 0), "", ["rule7-2"]),
        ({"jp_bank_account": 90}, (90, 90), "", []),
        ({"face_photo": 2000, "face_photo/portrait": 1990, "face_photo/id-card": 10}, (0, 0), "", []),
        ({"jp_name": 1000}, (1000, 1000), "", []),
        ({"jp_name": 1001}, (1001, 1001), "", ["rule7-4"]),
        ({"jp_name": 1001}, (900, 1001), "", ["rule7-4?"]),
        ({"jp_my_number": 1}, (1, 1), "owner", ["mynumber-any"]),
        ({"jp_my_number": 100}, (100, 100), "groups", ["mynumber-any"]),
        ({"jp_my_number": 101}, (101, 101), "groups", ["mynumber-any", "mynumber-100"]),
        ({"jp_my_number": 150}, (80, 120), "groups", ["mynumber-any", "mynumber-100?"]),
        ({"jp_my_number": 150}, (1, 1), "groups", ["mynumber-any"]),
        ({"jp_my_number": 150}, (0, 0), "groups", ["mynumber-any", "mynumber-100"]),
        ({"jp_my_number": 1}, (1, 1), "public", ["mynumber-any", "mynumber-public"]),
        ({"jp_my_number": 1}, (1, 1), "everyone", ["mynumber-any", "mynumber-public?"]),
        ({"jp_my_number": 1}, (1, 1), "unknown", ["mynumber-any"]),
    ],
)
def test_triggers(found: dict[str, int], people: tuple[int, int], audience: str, expected: list[str]) -> None:
    """Special care, property damage, more than 1,000 people; My Numbers: any, more than 100, within reach of all."""
    assert raise_triggers(found, people, audience) == expected


def test_thresholds_can_be_configured() -> None:
    """A revision of the law may move them."""
    assert raise_triggers({"jp_name": 60}, (60, 60), reportable_persons=50) == ["rule7-4"]
    assert "mynumber-100" in raise_triggers({"jp_my_number": 11}, (11, 11), reportable_my_numbers=10)


def test_a_my_number_by_itself_is_no_reason_to_report() -> None:
    """It is one to look at: where may it be kept at all."""
    holding = Holding({"jp_my_number": 1}, People(1, 1), "owner", "owner")
    assert not is_reportable(find_raised(holding))
    assert is_reportable(find_raised(Holding({"payment_card": 1}, People(1, 1), "owner", "")))
