"""Numbers that a spreadsheet rounded: ``1.23457E+11`` in a column of 12 digits. The values are lost, and were there."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.evidence import Evidence
from meibo_detectors.model import CANDIDATE, make_candidates
from meibo_detectors.normalise import is_digit
from meibo_detectors.text import Text
from meibo_detectors.windows import window

ROUNDED_SCORE: Final = 62
_LENGTHS: Final = (5, 18)
"""Of ``1E+11`` and of as many digits as a spreadsheet keeps."""
_EXPONENT_CHARS: Final = 4


def find_rounded(text: Text, detector_id: str, digits: int) -> npt.NDArray[np.void]:
    """The fields of this name that hold a rounded number of so many digits, marked PLACEHOLDER: they tell no person."""
    fields, chars = text.fields, text.folded.chars
    named = fields.named(detector_id)
    if not len(named):
        return np.zeros(0, CANDIDATE)
    length = fields.end[named] - fields.start[named]
    named = named[(length >= _LENGTHS[0]) & (length <= _LENGTHS[1])]
    named = named[(chars[fields.end[named] - _EXPONENT_CHARS] | np.uint8(32)) == ord("e")]
    if not len(named):
        return np.zeros(0, CANDIDATE)
    start, end = fields.start[named], fields.end[named]
    tail = window(chars, end - _EXPONENT_CHARS, _EXPONENT_CHARS) & np.array([0xDF, 0xFF, 0xFF, 0xFF], np.uint8)
    fits = (tail == np.frombuffer(f"E+{digits - 1}".encode(), np.uint8)).all(axis=1)
    start, end = start[fits], end[fits]
    head = window(chars, start, _LENGTHS[1])
    at = np.arange(_LENGTHS[1])
    inside = at < (end - start - _EXPONENT_CHARS)[:, None]
    is_point = (at == 1) & (head == ord("."))
    is_number = (is_digit(head) | is_point | ~inside).all(axis=1) & (head[:, 0] != ord("0"))
    start, end = start[is_number], end[is_number]
    return make_candidates(start, end, np.full(len(start), Evidence.PLACEHOLDER, np.uint64))
