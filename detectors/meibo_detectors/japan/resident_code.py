"""Resident register codes: 住民票コード.

Issuer: municipalities, through J-LIS. Law: Basic Resident Registration Act (住民基本台帳法), article 7; nobody may ask for
one outside that law, so they are seldom written.
Format: 11 digits: ten random ones and a check digit.
Spellings: ``24846016224``, full width, one digit a box.
Check digit: not official here (see ``checksums``), so it supports a number and never refutes one.
False friends: mobile telephone numbers, employment insurance numbers, receipt numbers; a label is therefore needed.

>>> normalise("２４８４６０１６２２４")
'24846016224'
>>> mask("24846016224")
'*********24'
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.checksums import has_resident_check
from meibo_detectors.columns import cap_foreign
from meibo_detectors.evidence import Evidence, has, mark
from meibo_detectors.masks import mask_digits
from meibo_detectors.model import CANDIDATE, Context, Detector, PersonKey
from meibo_detectors.normalise import digits_of
from meibo_detectors.plain_numbers import digits_of_keys, find_numbers, find_without_zeros
from meibo_detectors.scoring import restrain
from meibo_detectors.text import Text

ID: Final = "jp_resident_code"
DIGITS: Final = 11
LEAST_DIGITS: Final = 9
"""What a spreadsheet leaves of a code with two zeros in front."""


def find(text: Text) -> npt.NDArray[np.void]:
    """Eleven digits alone or one a box."""
    if not len(text.runs):
        return np.zeros(0, CANDIDATE)
    found = np.concatenate([find_numbers(text, ID, DIGITS), find_without_zeros(text, ID, DIGITS, LEAST_DIGITS)])
    if not len(found):
        return found
    checked = has_resident_check(digits_of_keys(found["key"], DIGITS))
    mark(found["evidence"], checked, Evidence.CHECK_DIGIT)
    return found


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High with a label and the check digit; medium with a label; nothing without."""
    evidence = candidates["evidence"]
    checked = has(evidence, Evidence.CHECK_DIGIT)
    boxed = has(evidence, Evidence.BOXES)
    clear = context.has_label & ~context.is_weak
    vague = context.has_label & context.is_weak
    restored = has(evidence, Evidence.ZERO_RESTORED)
    glued = has(evidence, Evidence.LETTER_BEFORE) & context.is_named
    scores = np.select(
        [
            glued | (restored & ~checked),
            clear & checked & ~restored,
            clear & (context.is_touching | ~boxed),
            vague & checked & ~boxed,
        ],
        [0, 95, 75, 45],
        0,
    )
    return restrain(cap_foreign(scores, context), evidence, context)


def normalise(value: str) -> str:
    """The eleven digits, zeros in front restored."""
    return digits_of(value).zfill(DIGITS)


def mask(value: str) -> str:
    """Only the last two digits shown."""
    return mask_digits(value)


DETECTOR: Final = Detector(
    id=ID,
    title_ja="住民票コード",
    title_en="Resident register code",
    risk_class="C3",
    rules_ja=(
        "11 桁で検査数字が正しく、項目名がある",
        "11 桁で項目名があるが、検査数字が合わない",
        "検査数字は正しいが、項目名があいまい",
    ),
    rules_en=(
        "eleven digits with a right check digit, and a label",
        "eleven digits with a label that fail the check digit",
        "a right check digit, but a vague label",
    ),
    labels=(
        "住民票コード", "住民票code", "住民票コード番号", "住民コード", "住基コード", "住基番号", "住基ネット番号", "住民票番号", "住民基本台帳コード",
        "juminhyo code", "juki code", "jumin code", "jumin hyo code", "resident register code", "resident code",
        "resident registration code", "basic resident register code", "juminhyou code",
    ),
    weak_labels=("住民票の写し", "住民票", "住基ネット", "住基カード", "住民基本台帳", "juki", "juminhyo"),
    other_labels=("住民票発行番号", "世帯番号", "宛名番号", "住民番号", "交付番号", "発行番号"),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    speaks_of_person=True,
    person_key=PersonKey.ID,
)  # fmt: skip
