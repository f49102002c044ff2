"""Every detector, sorted by id. Adding one: its module, its case table, one line here."""

from __future__ import annotations

from typing import Final

from meibo_detectors.general import email, payment_card
from meibo_detectors.japan import my_number, phone
from meibo_detectors.model import Detector

DETECTORS: Final[tuple[Detector, ...]] = (
    email.DETECTOR,
    my_number.DETECTOR,
    phone.DETECTOR,
    payment_card.DETECTOR,
)


def select(ids: tuple[str, ...]) -> tuple[Detector, ...]:
    """The detectors of these ids, or all where none is named; raises KeyError with the first unknown id."""
    known = {detector.id: detector for detector in DETECTORS}
    return tuple(known[name] for name in sorted(set(ids))) if ids else DETECTORS
