"""Employment insurance numbers: 雇用保険被保険者番号.

Issuer: public employment offices (ハローワーク). Law: Employment Insurance Act (雇用保険法), article 7.
Format: 11 digits ``4-6-1``: the last is a check digit. Numbers of before 6 July 1981 had 16 digits in two rows; payroll
systems take the ten digits of the lower row and a 0.
Spellings: ``5231-904876-3``, ``52319048763``, full width, one digit a box.
Check digit: its formula is not published, so any 11 digits can be one.
False friends: the number of the office where the employer is insured (雇用保険適用事業所番号, also 4-6-1), the labour insurance
number (14 digits, 2-1-2-6-3), resident register codes, mobile telephone numbers.

>>> normalise("５２３１－９０４８７６－３")
'52319048763'
>>> mask("5231-904876-3")
'****-*****6-3'
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.columns import cap_foreign, is_pure
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.masks import mask_digits
from meibo_detectors.model import CANDIDATE, Context, Detector, PersonKey
from meibo_detectors.normalise import digits_of
from meibo_detectors.plain_numbers import find_numbers, find_without_zeros
from meibo_detectors.scoring import restrain
from meibo_detectors.text import Text
from meibo_detectors.words_near import is_near_word

ID: Final = "jp_employment_insurance"
DIGITS: Final = 11
LEAST_DIGITS: Final = 9
"""What a spreadsheet leaves of a number with two zeros in front."""
GROUPS: Final = (4, 6, 1)
SCHEME: Final = ("雇用", "離職")
"""Words that tell whose insured number a 被保険者番号 is."""


def find(text: Text) -> npt.NDArray[np.void]:
    """Eleven digits alone, as 4-6-1, or one a box. NEEDS_LABEL: no word of the scheme near."""
    if not len(text.runs):
        return np.zeros(0, CANDIDATE)
    found = np.concatenate([find_numbers(text, ID, DIGITS, GROUPS), find_without_zeros(text, ID, DIGITS, LEAST_DIGITS)])
    if not len(found):
        return found
    mark(found["evidence"], ~is_near_word(text, found["start"], SCHEME), Note.NEEDS_LABEL)
    return found


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High with a label in the form 4-6-1; medium with a label; low in the form 4-6-1 alone, medium beside a name."""
    evidence = candidates["evidence"]
    grouped = has(evidence, Evidence.GROUPING)
    hyphened = has(evidence, Note.STRONG_FORM)
    boxed = has(evidence, Evidence.BOXES)
    in_scheme = ~has(evidence, Note.NEEDS_LABEL)
    clear = context.has_label & ~context.is_weak
    vague = context.has_label & context.is_weak
    other = (context.is_other | context.is_named_other) & ~context.has_label
    bare = hyphened & ~other & ~context.has_label & ~has(evidence, Note.IN_PATH | Evidence.LETTER_BEFORE)
    near = bare & context.is_near_keyword & in_scheme
    mark(evidence, near, Evidence.KEYWORD_IN_DOCUMENT)
    restored = has(evidence, Evidence.ZERO_RESTORED)
    glued = has(evidence, Evidence.LETTER_BEFORE) & context.is_named
    pure = is_pure(context) & context.is_named & clear & ~restored
    mark(evidence, pure, Evidence.COLUMN_SHARE)
    scores = np.select(
        [glued | (restored & ~clear), clear & grouped, pure, clear & boxed & ~context.is_touching, clear,
         vague & grouped & in_scheme, vague & hyphened, vague & in_scheme & ~boxed, near, bare],
        [0, 95, 88, 65, 75, 88, 75, 65, 65, 40],
        0,
    )  # fmt: skip
    return restrain(cap_foreign(scores, context), evidence, context)


def normalise(value: str) -> str:
    """The eleven digits, zeros in front restored."""
    return digits_of(value).zfill(DIGITS)


def mask(value: str) -> str:
    """Only the last two digits shown."""
    return mask_digits(value)


DETECTOR: Final = Detector(
    id=ID,
    title_ja="雇用保険被保険者番号",
    title_en="Employment insurance number",
    risk_class="C3",
    rules_ja=(
        "4 桁-6 桁-1 桁で書かれ、項目名がある。または、項目名のある列の 7 割以上が 11 桁である",
        "項目名があり 11 桁である。項目名はないが 4 桁-6 桁-1 桁で、同じ行に氏名などがある",
        "4 桁-6 桁-1 桁だが項目名がない",
    ),
    rules_en=(
        "written 4-6-1 with a label; or eleven digits in a column of this name of which seven in ten fit",
        "eleven digits with a label; or written 4-6-1 beside a name or other data of a person",
        "written 4-6-1 without a label",
    ),
    labels=(
        "雇用保険被保険者番号", "雇用保険被保険者証番号", "雇用保険番号", "雇用保険no", "雇用保険の被保険者番号", "雇保被保番", "雇保被保番号", "雇用保険被保番", "雇用保険被保番号", "雇用保険者番号", "雇保者番号", "雇保番号", "雇保被保険者番号", "雇用保険証番号",
        "雇用保険被保険者no", "雇用保険被保険者証", "雇用保険 被保険者番号", "雇用保険", "employment insurance number",
        "employment insurance no", "employment ins no", "emp ins no", "emp insurance no", "koyo hoken hihokensha no", "employment insurance id", "employment insurance", "koyou hoken", "koyo hoken", "koyou hoken no", "koyou hoken number",
        "koyou hoken bango", "koyo hoken no", "koyo hoken bango", "unemployment insurance number",
    ),
    weak_labels=("被保険者番号", "被保険者no", "被保険者証番号", "雇用番号", "離職票", "資格取得等確認通知書", "ハローワーク"),
    other_labels=(
        "雇用保険適用事業所番号", "雇用保険適用事業所", "雇用保険事業所番号", "雇用保険 事業所番号", "雇用保険の事業所番号", "適用事業所番号",
        "事業所番号", "事業所no", "労働保険番号", "雇用保険料", "雇用保険料率", "office number", "labor insurance number", "labour insurance number",
    ),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    speaks_of_person=True,
    gains_from_record=True,
    person_key=PersonKey.ID,
)  # fmt: skip
