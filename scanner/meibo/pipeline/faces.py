"""Portraits as stored positions."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Final

import msgspec

from meibo.inventory.model import StoredPosition

if TYPE_CHECKING:
    from meibo.extraction.model import Face
    from meibo_detectors.model import Detector

_PREFIX: Final = b"\0face\0"
"""Keeps what is hashed apart from values that are found in text."""


def store_face(face: Face, kind: int, detector: Detector, secret: bytes) -> StoredPosition:
    """A portrait in its storable form; ``kind`` is the number of the detector's kind.

    Its fingerprint is made of its place inside the file, since nothing of the picture may be kept. It tells the
    portraits of a file apart and stays the same where the file moves; the same person elsewhere has another one, and
    portraits that stand alike in two files share one.
    """
    page, container = face.position.page or 1, face.position.container
    place = msgspec.json.encode([container, page, face.box])
    return StoredPosition(
        detector=detector.id,
        location={"page": page, "box": list(face.box)},
        start=0,
        end=0,
        score=face.score,
        evidence=(f"kind:{detector.kinds[kind - 1].id}",),
        fingerprint=hmac.digest(secret, _PREFIX + place, "sha256"),
        masked=detector.show("", kind),
        container=container,
    )
