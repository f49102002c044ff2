"""Numbers of a fixed count of digits as candidates: what their digits alone tell."""

from __future__ import annotations

import enum
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.evidence import Evidence, Note
from meibo_detectors.kernels.fixed_numbers import weigh_numbers
from meibo_detectors.normalise import Bytes, Offsets
from meibo_detectors.number_runs import NumberRuns, Shape

NO_SAMPLES: Final = np.zeros((0, 20), np.uint8)
NO_RANGES: Final = np.zeros((0, 2), np.int64)
_NONE_WANTED: Final = np.zeros(0, np.uint8)
_BITS: Final = np.array(
    [
        Evidence.CHECK_DIGIT,
        Evidence.CHECK_DIGIT_FAILED,
        Evidence.DATE_TIME_READING,
        Evidence.SAMPLE,
        Evidence.LETTER_BEFORE,
        Note.NEEDS_LABEL,
        Note.IN_PATH,
        Note.STRONG_FORM,
    ],
    np.uint64,
)


class Owner(enum.IntEnum):
    """Whose numbers they are, as the kernel knows them."""

    PLAIN = 0
    """No check digit protects them: a sample stays one even if nobody can have it."""
    MY_NUMBER = 1
    LICENCE = 2
    CARD = 3


class Rules:
    """What a detector knows of its numbers."""

    def __init__(
        self,
        owner: Owner,
        samples: Bytes = NO_SAMPLES,
        ranges: Offsets = NO_RANGES,
        issued: Evidence = Evidence.ISSUER_PREFIX,
    ) -> None:
        """The tables of the kernel, and the evidence of digits that are issued.

        ``samples``: see ``as_rows``. ``ranges``: of cards, the first six digits from and to; of licences, a row for
        each pair of digits: whether it may stand first, and whether second.
        """
        self.owner, self.samples, self.ranges = owner, samples, ranges
        self.bits = np.append(_BITS, np.array([issued, Note.PARTIAL], np.uint64))

    def weigh(
        self,
        runs: NumberRuns,
        shape: Shape,
        total: int,
        wanted: Bytes = _NONE_WANTED,
        *,
        keeps_failures: bool = False,
    ) -> tuple[npt.NDArray[np.void], Offsets]:
        """Rows of CANDIDATE of what may be such a number, and the first run of each.

        ``wanted``: of licences, which are kept with any first digits, marked PARTIAL; ``keeps_failures``: of cards,
        those too that fail the check.
        """
        return weigh_numbers(
            runs.columns,
            shape.first,
            shape.runs,
            total,
            int(shape.evidence),
            self.owner,
            self.samples,
            self.ranges,
            self.bits,
            wanted,
            keeps_failures,
        )


def as_rows(keys: npt.NDArray[np.bytes_]) -> Bytes:
    """Keys of 20 bytes as rows of bytes."""
    return keys.view(np.uint8).reshape(len(keys), keys.dtype.itemsize)
