"""A finding as one JSON object: the same for stored findings and for those that are only printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from meibo.inventory.model import StoredPosition
from meibo.inventory.rows import PositionRow
from meibo_detectors.model import Confidence

CONFIDENCE_WORDS: Final = tuple(Confidence.of_score(score).word if score else "none" for score in range(101))
"""What is said of each score; 0 is a near miss."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """The keys of the public interface, in its order."""

    path: str
    target: str
    container: tuple[str, ...]
    location: dict[str, int | str]
    detector: str
    confidence: str
    score: int
    evidence: tuple[str, ...]
    masked: str
    fingerprint: str
    value: str | msgspec.UnsetType = msgspec.UNSET
    """Only where it was asked for; the key is left out otherwise."""
    start: int
    end: int

    @classmethod
    def of(cls, target: str, path: str, position: StoredPosition, value: str | None = None) -> Finding:
        """The finding at a position of a file, with its value where one is given."""
        return cls(
            path=path,
            target=target,
            container=position.container,
            location=position.location,
            detector=position.detector,
            confidence=CONFIDENCE_WORDS[position.score],
            score=position.score,
            evidence=position.evidence,
            masked=position.masked,
            fingerprint=position.fingerprint.hex(),
            value=msgspec.UNSET if value is None else value,
            start=position.start,
            end=position.end,
        )

    @classmethod
    def of_row(cls, row: PositionRow) -> Finding:
        """The finding of a stored position, which has no value."""
        return cls(
            path=row.path,
            target=row.target,
            container=tuple(row.container),
            location=row.location,
            detector=row.detector,
            confidence=CONFIDENCE_WORDS[row.score],
            score=row.score,
            evidence=tuple(row.evidence),
            masked=row.masked,
            fingerprint=row.fingerprint,
            start=row.start,
            end=row.end,
        )


_ENCODER: Final = msgspec.json.Encoder()


def encode_finding(finding: Finding, more: Mapping[str, object] | None = None) -> bytes:
    """The object in UTF-8, without a line end; ``more`` are keys behind those of the finding."""
    if not more:
        return _ENCODER.encode(finding)
    return _ENCODER.encode({**msgspec.to_builtins(finding), **more})
