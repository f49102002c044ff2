"""Basic pension numbers: 基礎年金番号, also as part of the number of a 年金証書.

Issuer: Japan Pension Service (日本年金機構). Law: National Pension Act (国民年金法), article 14.
Format: 10 digits ``4-6``: code of the office (symbol), serial number; one for life. A pension certificate (年金証書) adds
the four digits of its 年金コード: ``4-6-4``.
Spellings: ``3214-650927``, ``3214650927``, ``3214 650927``, ``3214-650927-1150``, full width, one digit a box.
Check digit: none is published.
False friends: telephone numbers, care insurance numbers, care providers, order numbers such as ``2024-000123``, Unix
seconds; a label is therefore needed, and the form 4-6 alone says little.

>>> normalise("３２１４－６５０９２７－１１５０")
'3214650927'
>>> mask("3214-650927")
'****-****27'
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.checksums import is_date_time
from meibo_detectors.columns import cap_foreign, is_pure
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.masks import mask_digits
from meibo_detectors.model import CANDIDATE, Context, Detector, PersonKey
from meibo_detectors.normalise import digits_of
from meibo_detectors.plain_numbers import digits_of_keys, find_numbers, find_without_zeros
from meibo_detectors.scoring import restrain
from meibo_detectors.text import Text

ID: Final = "jp_pension"
DIGITS: Final = 10
LEAST_DIGITS: Final = 8
"""What a spreadsheet leaves of a number with two zeros in front."""
CERTIFICATE_DIGITS: Final = 14


def find(text: Text) -> npt.NDArray[np.void]:
    """Ten digits alone, as 4-6, or one a box; fourteen alone or as 4-6-4, of which the first ten are the number.

    PARTIAL: of fourteen digits; WEAK_FORM: begins like a year.
    """
    if not len(text.runs):
        return np.zeros(0, CANDIDATE)
    numbers = find_numbers(text, ID, DIGITS, (4, 6))
    found = [numbers, find_without_zeros(text, ID, DIGITS, LEAST_DIGITS)]
    certificates = find_numbers(text, ID, CERTIFICATE_DIGITS, (4, 6, 4))
    if len(certificates):
        found.insert(1, _read_certificates(certificates))
    rows = np.concatenate(found)
    first, second = digits_of_keys(rows["key"], 2).T
    mark(rows["evidence"], ((first == 1) & (second == 9)) | ((first == 2) & (second == 0)), Note.WEAK_FORM)
    return rows


def _read_certificates(certificates: npt.NDArray[np.void]) -> npt.NDArray[np.void]:
    """Numbers of certificates with the digits of the person as key, without times of day."""
    timed = is_date_time(digits_of_keys(certificates["key"], CERTIFICATE_DIGITS))
    certificates = certificates[~timed | has(certificates["evidence"], Evidence.GROUPING)]
    mark(certificates["evidence"], np.ones(len(certificates), np.bool_), Note.PARTIAL)
    certificates["key"] = certificates["key"].astype(f"S{DIGITS}")
    return certificates


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High with a label in the form 4-6; medium with a label; low in the form 4-6 alone."""
    evidence = candidates["evidence"]
    grouped = has(evidence, Evidence.GROUPING)
    hyphened = has(evidence, Note.STRONG_FORM)
    boxed = has(evidence, Evidence.BOXES)
    certified = has(evidence, Note.PARTIAL)
    clear = context.has_label & ~context.is_weak
    vague = context.has_label & context.is_weak
    other = (context.is_other | context.is_named_other) & ~context.has_label
    bare = hyphened & ~other & ~context.has_label & ~certified & ~has(evidence, Note.IN_PATH | Evidence.LETTER_BEFORE)
    yearly = has(evidence, Note.WEAK_FORM)  # 2024-000123: a year and a serial number
    near = bare & context.is_near_keyword & ~yearly
    mark(evidence, near, Evidence.KEYWORD_IN_DOCUMENT)
    restored = has(evidence, Evidence.ZERO_RESTORED)
    glued = has(evidence, Evidence.LETTER_BEFORE) & context.is_named
    pure = is_pure(context) & context.is_named & clear & ~restored
    mark(evidence, pure, Evidence.COLUMN_SHARE)
    scores = np.select(
        [glued | (restored & ~clear), clear & grouped, pure, clear & boxed & ~context.is_touching, clear,
         vague & grouped, vague & ~boxed, near, bare],
        [0, 95, 88, 65, 75, 70, 40, 65, 35],
        0,
    )  # fmt: skip
    return restrain(cap_foreign(scores, context), evidence, context)


def normalise(value: str) -> str:
    """The ten digits of the person, zeros in front restored, without the code of a pension."""
    return digits_of(value)[:DIGITS].zfill(DIGITS)


def mask(value: str) -> str:
    """Only the last two digits shown."""
    return mask_digits(value)


DETECTOR: Final = Detector(
    id=ID,
    title_ja="基礎年金番号",
    title_en="Basic pension number",
    risk_class="C3",
    rules_ja=(
        "4 桁-6 桁で書かれ、項目名がある。または、項目名のある列の 7 割以上が 10 桁である",
        "項目名があり 10 桁である。4 桁-6 桁で、300 字以内に関連語がある",
        "4 桁-6 桁だが項目名がない、または項目名があいまい",
    ),
    rules_en=(
        "written 4-6 with a label; or ten digits in a column of this name of which seven in ten fit",
        "ten digits with a label; or written 4-6 with a keyword within 300 characters",
        "written 4-6 without a label, or a vague one",
    ),
    labels=(
        "基礎年金番号", "基礎年金no", "年金番号", "年金no", "年金手帳番号", "年金手帳記号番号", "年金手帳の記号番号", "年金記号番号", "年金手帳",
        "基礎年金番号通知書", "基礎年金", "年金証書番号", "年金証書の番号", "年金証書記号番号", "基礎年金番号・年金コード", "個人番号又は基礎年金番号", "個人番号または基礎年金番号", "個人番号基礎年金番号", "年金証書", "厚年番号", "厚年被保険者番号", "厚年記号番号", "国年番号", "国年記号番号", "基年番号", "年金基礎番号", "厚生年金保険番号", "厚生年金保険被保険者番号", "厚生年金番号", "国民年金番号",
        "厚生年金記号番号", "国民年金記号番号", "厚生年金被保険者番号", "国民年金手帳", "kiso nenkin", "nenkin bango", "nenkin no",
        "nenkin number", "kiso nenkin bango", "kiso nenkin no", "basic pension number", "basic pension no", "pension number", "pension no",
        "pension id", "pension handbook number",
    ),
    weak_labels=("厚生年金", "国民年金", "厚生年金保険", "日本年金機構", "年金", "年金コード", "nenkin", "pension"),
    other_labels=(
        "年金事務所", "年金事務所番号", "厚生年金事業所番号", "厚生年金整理番号", "厚年整理番号", "事業所整理記号", "事業所番号", "年金額", "年金受給額", "厚生年金基金番号",
        "厚生年金基金加入員番号", "ねんきんダイヤル", "企業年金番号", "個人年金", "pension amount", "pension fund",
    ),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    speaks_of_person=True,
    person_key=PersonKey.ID,
)  # fmt: skip
