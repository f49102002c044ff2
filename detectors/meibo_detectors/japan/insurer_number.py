"""Numbers of health insurers: 保険者番号. They name an insurer and no person, so they are evidence and never a finding.

Issuer: Ministry of Health, Labour and Welfare. Law: Health Insurance Act (健康保険法) and its sisters.
Format: 8 digits: kind of insurance (法別番号) 2, prefecture 2, insurer 3, check digit 1; of national health insurance 6 digits,
without the kind.
Spellings: ``06139992``, full width, one digit a box.
Check digit: modulus 10, weights 2 and 1 from the right, digit sums (ministry notice 保険発 104 of 1974); the Luhn formula.
False friends: the numbers of public expense programmes (公費負担者番号), with the same check digit and other kinds; dates.

>>> import numpy as np
>>> is_insurer(np.array([[0, 6, 1, 3, 9, 9, 9, 2], [0, 6, 1, 3, 9, 9, 9, 3]], np.uint8)).tolist()
[True, False]
>>> is_insurer(np.array([[1, 3, 8, 0, 5, 7]], np.uint8)).tolist()
[True]
"""

from __future__ import annotations

from typing import Final

import numpy as np

from meibo_detectors.checksums import has_luhn_check
from meibo_detectors.normalise import Bytes, Offsets, Truth
from meibo_detectors.text import Text
from meibo_detectors.windows import window_within

KINDS: Final = (1, 2, 3, 4, 6, 7, 31, 32, 33, 34, 39, 63, 67, 72, 73, 74, 75)
"""法別番号: 協会けんぽ 01, seamen 02, day labourers 03 and 04, company schemes 06, defence 07, mutual aid of officials and
teachers 31 to 34, people of 75 and more 39, those who retired 63, 67 and 72 to 75."""
PREFECTURES: Final = 47
WHOLE_DIGITS: Final = 8
MUNICIPAL_DIGITS: Final = 6
LABEL: Final = "保険者"
LABEL_CHARS: Final = 14
"""How far before a number of six digits its label must begin: one in twenty of any six digits passes."""
_IS_KIND: Final = np.isin(np.arange(100), KINDS)


def is_insurer(digits: Bytes) -> Truth:
    """Which rows of 8 or 6 digits are numbers of insurers: kind, prefecture and check digit are right."""
    pairs = digits[:, 0:-1:2].astype(np.int64) * 10 + digits[:, 1::2]
    prefecture = pairs[:, -3]
    known = (prefecture >= 1) & (prefecture <= PREFECTURES) & has_luhn_check(digits)
    return np.asarray(known if digits.shape[1] == MUNICIPAL_DIGITS else known & _IS_KIND[pairs[:, 0]])


def find_insurers(text: Text) -> Offsets:
    """Where numbers of insurers begin, ascending; those of six digits only behind their label or under their name."""
    runs, found = text.runs, []
    for total in (WHOLE_DIGITS, MUNICIPAL_DIGITS):
        for first, _, _ in runs.find_shapes(total):
            first = first[is_insurer(runs.matrix(first, total))]
            start = runs.start[first]
            found.append(start if total == WHOLE_DIGITS else start[_is_labelled(text, start)])
    return np.sort(np.concatenate(found)) if found else np.zeros(0, np.int64)


def _is_labelled(text: Text, start: Offsets) -> Truth:
    """Whether the label stands directly before, or in the name of the field."""
    fields = text.fields
    labelled = _holds_label(text, start - LABEL_CHARS, start)
    if len(fields.start):
        field = fields.holding(start, start + 1)
        rows = np.flatnonzero((field >= 0) & (fields.start[field] == start))
        name_start, name_end = fields.cells.name_start[field[rows]], fields.cells.name_end[field[rows]]
        labelled[rows] |= _holds_label(text, np.maximum(name_start, name_end - LABEL_CHARS), name_end)
    return labelled


def _holds_label(text: Text, start: Offsets, end: Offsets) -> Truth:
    """Whether the stretches, of which at most LABEL_CHARS are looked at, hold the label."""
    shown = window_within(text.folded.letter_codes, start, end, LABEL_CHARS)
    holds = np.ones((len(start), LABEL_CHARS - len(LABEL) + 1), np.bool_)
    for at, sign in enumerate(LABEL):
        holds &= shown[:, at : at + holds.shape[1]] == ord(sign)
    return np.asarray(holds.any(axis=1))
