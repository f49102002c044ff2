"""Compensation that a leak may cost, by the JNSA's model (identifier specification, section 7.4).

Per person: base value x sensitivity x ease of identification x social responsibility x response. Sensitivity is the
largest 10^(x-1) + 5^(y-1) over what is lost, x being mental distress and y economic loss, 1 to 3 each. The levels are
those of the JNSA's table of 2003; where that names nothing (My Number, keys, tokens) they are this program's own.
"""

from __future__ import annotations

from typing import Final

import msgspec

from meibo.assessment.found import Found
from meibo.assessment.risk_rules import DEFAULT_RULES, RiskRules

_LEVELS: Final[dict[str, tuple[int, int]]] = {
    "jp_name": (1, 1), "jp_address": (1, 1), "jp_postal": (1, 1), "jp_phone": (1, 1), "email": (1, 1), "dob": (1, 1),
    "gender": (1, 1), "org_id": (1, 1), "ip_address": (1, 1), "jp_plate": (1, 1), "jp_drivers_license": (1, 1),
    "jp_health_insurance": (1, 1), "jp_pension": (1, 1), "jp_employment_insurance": (1, 1), "jp_kaigo": (1, 1),
    "jp_resident_code": (1, 1), "jp_residence_card": (1, 1), "jp_sprc": (1, 1), "face_photo": (1, 1),
    "jp_passport": (1, 2), "mrz_td3": (1, 2), "jp_my_number": (1, 2), "jp_bank_account": (1, 2), "jp_yucho": (1, 2),
    "credential": (1, 2), "credential/pin": (1, 3), "payment_card": (1, 3),
    "personal_attribute": (1, 1), "personal_attribute/income": (2, 2), "personal_attribute/tax": (2, 2),
    "personal_attribute/education": (2, 1), "personal_attribute/biometric": (2, 1), "sensitive/health-check": (2, 1),
    "sensitive/race": (2, 1), "sensitive/union": (2, 1), "sensitive": (3, 1), "sensitive/criminal-record": (3, 3),
}  # fmt: skip
"""Mental distress and economic loss by detector or ``detector/kind``; a kind that is not named is like its detector."""

_OF_OTHERS: Final = (1, 1)
"""Of the findings of users' own rules."""


class Damage(msgspec.Struct, frozen=True, array_like=True):
    """The factors of an estimate, and what they come to for each person."""

    gravest: str
    """The detector or ``detector/kind`` that decides."""
    base_yen: int
    sensitivity: int
    identifiability: int
    responsibility: float
    response: float
    yen_per_person: int
    is_own: bool = False
    """The sum was configured, and no factor counts."""


def estimate(found: Found, rules: RiskRules = DEFAULT_RULES) -> Damage | None:
    """The damage to each person whose data are among the findings; None where there are none."""
    ease = _find_ease(found)
    items = [_value(name, ease, rules) for name in found if "/" in name or not _has_kinds(name, found)]
    return max(items, key=lambda item: (item.yen_per_person, item.gravest), default=None)


def _value(name: str, ease: int, rules: RiskRules) -> Damage:
    distress, loss = _LEVELS.get(name) or _LEVELS.get(name.partition("/")[0], _OF_OTHERS)
    sensitivity = 10 ** (distress - 1) + 5 ** (loss - 1)
    own = rules.yen_per_person.get(name, rules.yen_per_person.get(name.partition("/")[0]))
    factors = (rules.base_yen, sensitivity, ease, rules.responsibility, rules.response)
    model = round(rules.base_yen * sensitivity * ease * rules.responsibility * rules.response)
    return Damage(name, *factors, model if own is None else own, own is not None)


def _has_kinds(name: str, found: Found) -> bool:
    """Whether the findings of a detector are there by their kinds, too."""
    return any(other.startswith(f"{name}/") for other in found)


def _find_ease(found: Found) -> int:
    """本人特定容易度: 6 with name and address, 3 with a name, or with address and telephone, else 1."""
    has_name, has_address = "jp_name" in found, "jp_address" in found
    if has_name and has_address:
        return 6
    return 3 if has_name or (has_address and "jp_phone" in found) else 1
