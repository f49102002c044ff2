"""How often findings were right in files that people have marked, and from which confidence on they are worth showing.

A file counts once for each detector and level, however many findings it holds: those of one file are right or wrong
together more often than not. The interval is Wilson's score interval, which holds for few files and for shares near 0
and 1 too (E. B. Wilson, Journal of the American Statistical Association 22, 1927, pages 209-212).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from meibo.inventory.marks import Found, MarkKind
from meibo_detectors.model import Confidence

LEAST_FILES: Final = 20
"""With fewer marked files nothing is said of a level."""
_Z: Final = 1.959963984540054
"""Of the normal distribution, for 95 %."""
_RISING: Final = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


class Level(msgspec.Struct, frozen=True):
    """The marked files in which one detector found something of one confidence."""

    detector: str
    confidence: str
    right: int
    """Marked as needed, to be deleted or to be moved."""
    wrong: int
    """Marked as false positives."""

    @property
    def files(self) -> int:
        """How many there are."""
        return self.right + self.wrong

    @property
    def is_enough(self) -> bool:
        """Whether they tell anything."""
        return self.files >= LEAST_FILES

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares of right ones the true one lies, with 95 % confidence."""
        return find_interval(self.right, self.files)

    def is_worse(self, most_wrong: float) -> bool:
        """Whether more than this share is wrong, even at the end of the interval that speaks for the detector."""
        return self.is_enough and 1 - self.interval[1] > most_wrong


class Proposal(msgspec.Struct, frozen=True):
    """What marks say of a detector's setting."""

    detector: str
    min_confidence: str
    """Empty where findings of high confidence are wrong too often as well: no setting of this kind helps."""


def find_interval(right: int, total: int) -> tuple[float, float]:
    """The lower and upper end of Wilson's 95 % interval of a share.

    >>> [round(end, 3) for end in find_interval(8, 10)]
    [0.49, 0.943]
    >>> [round(end, 3) for end in find_interval(0, 20)]
    [0.0, 0.161]
    """
    if not total:
        return 0.0, 1.0
    share, square = right / total, _Z * _Z
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = _Z / (1 + square / total) * math.sqrt(share * (1 - share) / total + square / (4 * total * total))
    return max(0.0, middle - half), min(1.0, middle + half)


def tally(marked: Iterable[tuple[MarkKind, Found]]) -> list[Level]:
    """Right and wrong files of each detector and level, from marks and what was found in each file when it was marked.

    By detector, the lowest level first; levels that no marked file holds are left out.
    """
    right: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for kind, seen in marked:
        counted = wrong if kind is MarkKind.FALSE_POSITIVE else right
        for detector, row in seen.items():
            if "/" not in detector:  # those of a kind are among them
                counted.update((detector, level.word) for level in _RISING if getattr(row, level.word))
    detectors = sorted({detector for detector, _ in {**right, **wrong}})
    levels = [
        Level(name, level.word, right[name, level.word], wrong[name, level.word])
        for name in detectors
        for level in _RISING
    ]
    return [level for level in levels if level.files]


def propose(levels: Sequence[Level], most_wrong: float) -> list[Proposal]:
    """Settings that leave out levels which are wrong more often than a bound, by detector.

    A level that marks speak for is never left out together with one that they speak against.
    """
    proposals = []
    for detector in dict.fromkeys(level.detector for level in levels):
        own = {level.confidence: level for level in levels if level.detector == detector}
        worse = [name for name in (level.word for level in _RISING) if name in own and own[name].is_worse(most_wrong)]
        if not worse:
            continue
        at = [level.word for level in _RISING].index(worse[-1])
        below = [own[level.word] for level in _RISING[:at] if level.word in own]
        if all(level.is_worse(most_wrong) or not level.is_enough for level in below):
            proposals.append(Proposal(detector, _RISING[at + 1].word if at + 1 < len(_RISING) else ""))
    return proposals
