"""Every detector, sorted by id. Adding one: its module, its case table, one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from meibo_detectors.general import (
    credential,
    email,
    face_photo,
    ip_address,
    mrz,
    payment_card,
)
from meibo_detectors.japan import (
    address,
    bank_account,
    birth_date,
    drivers_license,
    employment_insurance,
    gender,
    health_insurance,
    long_term_care,
    my_number,
    number_plate,
    organisation_id,
    passport,
    pension_number,
    permanent_resident,
    person_name,
    personal_attribute,
    phone,
    postal_bank,
    postal_code,
    residence_card,
    resident_code,
    sensitive,
)
from meibo_detectors.model import Detector

if TYPE_CHECKING:
    from meibo_detectors.user_rules.model import Rule

DETECTORS: Final[tuple[Detector, ...]] = (
    credential.DETECTOR,
    birth_date.DETECTOR,
    email.DETECTOR,
    face_photo.DETECTOR,
    gender.DETECTOR,
    ip_address.DETECTOR,
    address.DETECTOR,
    bank_account.DETECTOR,
    drivers_license.DETECTOR,
    employment_insurance.DETECTOR,
    health_insurance.DETECTOR,
    long_term_care.DETECTOR,
    my_number.DETECTOR,
    person_name.DETECTOR,
    passport.DETECTOR,
    pension_number.DETECTOR,
    phone.DETECTOR,
    number_plate.DETECTOR,
    postal_code.DETECTOR,
    residence_card.DETECTOR,
    resident_code.DETECTOR,
    permanent_resident.DETECTOR,
    postal_bank.DETECTOR,
    mrz.DETECTOR,
    organisation_id.DETECTOR,
    payment_card.DETECTOR,
    personal_attribute.DETECTOR,
    sensitive.DETECTOR,
)


def select(ids: tuple[str, ...], rules: tuple[Rule, ...] = ()) -> tuple[Detector, ...]:
    """The detectors of these ids, or all where none is named, those of user rules behind the built-in ones.

    Raises KeyError with the first unknown id.
    """
    known = {detector.id: detector for detector in DETECTORS}
    if not rules:
        return tuple(known[name] for name in sorted(set(ids))) if ids else DETECTORS
    from meibo_detectors.user_rules.detector import make_detector  # the package that matches patterns is heavy

    own = {rule.id: rule for rule in rules}
    wanted = sorted(set(ids)) if ids else [*known, *sorted(own)]
    built_in = [known[name] for name in wanted if name not in own]
    return (*built_in, *(make_detector(own[name]) for name in wanted if name in own))
