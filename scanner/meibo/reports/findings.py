"""A finding as one JSON object: the same for stored findings and for those that are only printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from meibo.inventory.model import Location, StoredPosition
from meibo.inventory.rows import PositionRow
from meibo_detectors.model import Confidence

CONFIDENCE_WORDS: Final = tuple(Confidence.of_score(score).word if score else "none" for score in range(101))
"""What is said of each score; 0 is a near miss."""


_COUNT: Final = {"type": "integer", "minimum": 1}
_TEXT: Final = {"type": "string"}
_EDGE: Final = {"type": "integer", "minimum": 0, "maximum": 1000}
_BOX: Final = {"type": "array", "items": _EDGE, "minItems": 4, "maxItems": 4}
_LOCATIONS: Final = (
    {"line": _COUNT, "column": _COUNT},
    {"row": _COUNT, "column": _COUNT},
    {"sheet": _TEXT, "cell": {"type": "string", "pattern": "^[A-Z]{1,3}[1-9][0-9]*$"}},
    {"page": _COUNT},
    {"page": _COUNT, "box": _BOX},
    {"table": {"type": ["integer", "string"]}, "row": _COUNT, "column": _COUNT},
    {"offset": {"type": "integer", "minimum": 0}},
)
"""The forms of a location, as JSON Schema has them."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A place where personal data was found: one JSON object a line."""

    path: Annotated[str, Meta(description="as the target lists it, /-separated, relative to the target")]
    target: Annotated[str, Meta(description="URI of what was scanned; stdin: for standard input")]
    container: Annotated[
        tuple[str, ...], Meta(description="names of members inside the file, outermost first; empty for a plain file")
    ]
    location: Annotated[
        Location,
        Meta(
            description="one of these forms; lines, rows, pages and columns from 1, columns of lines in code points;"
            " box: left, top, right and bottom of what was recognised in a picture, in thousandths of its page",
            extra_json_schema={
                "oneOf": [
                    {"properties": form, "required": list(form), "additionalProperties": False} for form in _LOCATIONS
                ]
            },
        ),
    ]
    detector: Annotated[str, Meta(description="id of the identifier, or of a user's rule", min_length=1)]
    confidence: Annotated[
        str,
        Meta(
            description="the level of the score; none is a near miss, which only detect --near prints",
            extra_json_schema={"enum": ["high", "medium", "low", "none"]},
        ),
    ]
    score: Annotated[int, Meta(ge=0, le=100)]
    evidence: Annotated[tuple[str, ...], Meta(description="what speaks for it and against it")]
    masked: Annotated[str, Meta(description="what may be shown of the value")]
    fingerprint: Annotated[
        str,
        Meta(
            description="HMAC-SHA-256 of the normalised value with the inventory's key, in hex",
            pattern="^[0-9a-f]{64}$",
        ),
    ]
    value: Annotated[str, Meta(description="only of detect --reveal")] | msgspec.UnsetType = msgspec.UNSET
    start: Annotated[int, Meta(description="code points within the line or cell, from 0", ge=0)]
    end: Annotated[int, Meta(description="where the value ends, itself left out", ge=0)]

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
