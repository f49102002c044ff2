"""Compensation by the JNSA's model: the worked examples of the specification, section 7.4."""

from __future__ import annotations

import pytest

from meibo.assessment.damage import estimate
from meibo.assessment.risk_rules import RiskRules

CONTACT = {"jp_name": 1, "jp_address": 1}


@pytest.mark.parametrize(
    ("found", "sensitivity", "yen"),
    [
        (CONTACT, 2, 6_000),
        ({**CONTACT, "sensitive": 1, "sensitive/health-check": 1}, 11, 33_000),
        ({**CONTACT, "payment_card": 1}, 26, 78_000),
        ({**CONTACT, "sensitive": 1, "sensitive/treatment": 1}, 101, 303_000),
        ({**CONTACT, "personal_attribute": 1, "personal_attribute/income": 1}, 15, 45_000),
        ({**CONTACT, "sensitive": 1, "sensitive/criminal-record": 1}, 125, 375_000),
        ({"jp_name": 1}, 2, 3_000),
        ({"jp_address": 1, "jp_phone": 1}, 2, 3_000),
        ({"jp_address": 1}, 2, 1_000),
        ({"email": 9}, 2, 1_000),
        ({"face_photo": 2, "face_photo/portrait": 1, "face_photo/id-card": 1}, 2, 1_000),
        ({"of_a_users_rule": 1}, 2, 1_000),
    ],
)
def test_yen_for_each_person(found: dict[str, int], sensitivity: int, yen: int) -> None:
    """500 x sensitivity x 6 with name and address, 3 with a name or address and telephone, else 1."""
    damage = estimate(found)
    assert damage is not None
    assert (damage.sensitivity, damage.yen_per_person) == (sensitivity, yen)


def test_factors_and_sums_can_be_configured() -> None:
    """A hospital answers twice, a poor response doubles, and a company may know its own sums."""
    rules = RiskRules(responsibility=2, response=2, base_yen=600)
    assert estimate(CONTACT, rules).yen_per_person == 6_000 * 2 * 2 * 600 // 500  # type: ignore[union-attr]
    own = estimate({**CONTACT, "jp_my_number": 1}, RiskRules(yen_per_person={"jp_my_number": 50_000}))
    assert own is not None
    assert (own.gravest, own.yen_per_person, own.is_own) == ("jp_my_number", 50_000, True)


def test_nothing_found_costs_nothing() -> None:
    """There is no estimate."""
    assert estimate({}) is None
