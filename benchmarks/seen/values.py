"""Which values of a drawn picture stand in its text, and which of them the detectors found."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

import msgspec

from meibo_detectors.model import Confidence
from meibo_detectors.registry import DETECTORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from meibo.samples.pictures.model import Field
    from seen.reading import Found

PORTRAIT: Final = "face_photo"
"""No text; counted among faces."""
NOT_COUNTED: Final = frozenset({PORTRAIT, "gender"})
"""A single character, which stands on the page anyhow."""
TOLD_BY: Final = {"jp_passport": "mrz_td3"}
"""A number that stands in a zone too is counted there only."""
IN_ANOTHER: Final = frozenset({"jp_health_insurance"})
"""The detector takes the symbol before the number with it."""
LEVELS: Final = ("medium", "low", "other", "not")
"""Of a value: found at medium or above, at low, another one in its place at medium or above, or nothing."""
_DETECTORS: Final = {detector.id: detector for detector in DETECTORS}
_BLANKS: Final = re.compile(r"[\s\"]")
_HYPHENS: Final = re.compile(r"[-‐‑‒–—―−ー－ｰ]|(?<=\d)一(?=\d)")
_LEAST_ALIKE: Final = 0.5


class Miss(msgspec.Struct, frozen=True):
    """A value that does not stand in the text."""

    detector: str
    value: str
    read: str
    """What stands there instead, as far as anything is like it."""


def fold(text: str) -> str:
    """A text without what readers write differently: widths, blanks, quotes of tables, kinds of hyphens."""
    return _HYPHENS.sub("", _BLANKS.sub("", unicodedata.normalize("NFKC", text)))


def find_misses(fields: Iterable[Field], text: str) -> list[Miss]:
    """Fields whose value is not in a text as often as on the page; gender and portraits do not count."""
    plain = fold(text)
    asked: Counter[str] = Counter()
    misses = []
    for field in fields:
        if field.detector in NOT_COUNTED:
            continue
        parts = name_parts(field)
        asked.update(parts)
        if any(plain.count(part) < asked[part] for part in parts):
            misses.append(Miss(field.detector, field.value, _find_alike(parts[-1], plain)))
    return misses


def name_parts(field: Field) -> tuple[str, ...]:
    """What must stand in the text: the second line of a machine-readable zone, both parts of a Latin name."""
    if field.detector == "mrz_td3":
        return (fold(field.value.splitlines()[-1]),)
    if field.detector == "jp_name" and field.value.isascii():
        return tuple(fold(part) for part in field.value.split())
    return (fold(field.value),)


def count_asked(fields: Iterable[Field]) -> int:
    """Fields that are looked for in the text."""
    return sum(field.detector not in NOT_COUNTED for field in fields)


def tell_levels(fields: Sequence[Field], found: Iterable[Found]) -> list[tuple[str, str]]:
    """Detector of each field, and how it was found; a finding serves one field only, the surest first."""
    every = sorted(found, key=lambda one: -one.score)
    left = list(every)
    told: dict[int, str] = {}
    asked = [at for at, field in enumerate(fields) if field.detector != PORTRAIT]
    for at in asked:
        own = next((one for one in left if _is_same(fields[at], one)), None)
        if own is not None:
            left.remove(own)
        elif other := TOLD_BY.get(fields[at].detector):
            own = next((one for one in every if (one.detector, one.normalised) == (other, fields[at].normalised)), None)
        if own is not None:
            told[at] = "medium" if own.score >= Confidence.MEDIUM else "low"
    for at in asked:
        if at not in told:
            other = next(
                (one for one in left if one.detector == fields[at].detector and one.score >= Confidence.MEDIUM), None
            )
            if other is not None:
                left.remove(other)
            told[at] = "not" if other is None else "other"
    return [(fields[at].detector, told[at]) for at in asked]


def normalise(detector: str, value: str) -> str:
    """As the detector does; of a machine-readable zone the number alone."""
    return _DETECTORS[detector].normalise(value)


def _is_same(field: Field, one: Found) -> bool:
    return one.detector == field.detector and (
        one.normalised in {field.normalised, normalise(field.detector, field.value)}
        or fold(one.value) == fold(field.value)
        or (one.detector in IN_ANOTHER and fold(one.value).endswith(fold(field.value)))
    )


def _find_alike(value: str, text: str) -> str:
    """The stretch of a text that is most like a value."""
    best, most = "", _LEAST_ALIKE
    matcher = difflib.SequenceMatcher(b=value, autojunk=False)
    for size in (len(value), len(value) - 1):
        for at in range(max(len(text) - size, 0) + 1 if size > 1 else 0):
            matcher.set_seq1(text[at : at + size])
            if matcher.real_quick_ratio() > most and matcher.quick_ratio() > most and matcher.ratio() > most:
                best, most = text[at : at + size], matcher.ratio()
    return best
