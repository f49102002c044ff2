"""Long-term care insurance numbers: 介護保険被保険者番号.

Issuer: municipalities as insurers. Law: Long-Term Care Insurance Act (介護保険法), article 12.
Format: 10 digits, often with zeros in front; people on public assistance who are not insured have ``H`` and 9 digits. It is
shown with the six digits of the insurer (保険者番号).
Spellings: ``0004183927``, full width, one digit a box, zeros lost in a spreadsheet (``4183927``).
Check digit: each municipality decides whether it has one, so none is tested.
False friends: the number of a care provider (介護保険事業所番号, also 10 digits), telephone numbers, basic pension numbers,
insured numbers of health insurance.

>>> normalise("００４１８３９２７")
'0004183927'
>>> mask("0004183927")
'********27'
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.columns import cap_foreign, is_pure
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.masks import mask_digits
from meibo_detectors.model import CANDIDATE, Context, Detector, PersonKey, make_candidates
from meibo_detectors.normalise import digits_of
from meibo_detectors.number_runs import keys_of
from meibo_detectors.plain_numbers import find_numbers, find_without_zeros
from meibo_detectors.scoring import restrain
from meibo_detectors.text import Text
from meibo_detectors.windows import window
from meibo_detectors.words_near import is_near_word

ID: Final = "jp_kaigo"
DIGITS: Final = 10
ASSISTED_DIGITS: Final = 9
"""Digits behind the H of people on public assistance."""
LEAST_DIGITS: Final = 4
"""What a spreadsheet leaves of a number with six zeros in front."""
SCHEME: Final = ("介護", "要支援", "ケアマネ")
"""Words that tell whose insured number a 被保険者番号 is."""
OTHER_SIGNS: Final = 128
"""Folded characters from here on are no ASCII."""
_ASSISTED: Final = ord("h")


def find(text: Text) -> npt.NDArray[np.void]:
    """Ten digits alone or one a box, H and nine, or fewer in a field of this name.

    NEEDS_LABEL: no word of the scheme near. WEAK_FORM: reads as a telephone number.
    """
    if not len(text.runs):
        return np.zeros(0, CANDIDATE)
    found = find_numbers(text, ID, DIGITS)
    found = np.concatenate([found, _find_assisted(text), find_without_zeros(text, ID, DIGITS, LEAST_DIGITS)])
    if not len(found):
        return found
    evidence, key = found["evidence"], found["key"]
    mark(evidence, ~is_near_word(text, found["start"], SCHEME), Note.NEEDS_LABEL)
    mark(evidence, (key.astype("S1") == b"0") & (key.astype("S2") != b"00"), Note.WEAK_FORM)
    return found


def _find_assisted(text: Text) -> npt.NDArray[np.void]:
    """H and nine digits."""
    runs, codes = text.runs, text.folded.letter_codes
    first = runs.find_single(ASSISTED_DIGITS)
    before = runs.before[first]
    first = first[((before | np.uint8(32)) == _ASSISTED) | (before >= OTHER_SIGNS)]
    if not len(first):
        return np.zeros(0, CANDIDATE)
    ahead = window(codes, runs.start[first] - 2, 2)
    is_marked = (ahead[:, 1] == _ASSISTED) & ~((ahead[:, 0] < 128) & (ahead[:, 0] > 47))
    first = first[is_marked]
    key = np.char.add(b"H", keys_of(runs.matrix(first, ASSISTED_DIGITS))).astype("S20")
    return make_candidates(runs.start[first] - 1, runs.end[first], np.zeros(len(first), np.uint64), key)


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """Medium with a label, or with 被保険者番号 near a word of care; high beside data of a person or in a pure column."""
    evidence = candidates["evidence"]
    boxed = has(evidence, Evidence.BOXES)
    restored = has(evidence, Evidence.ZERO_RESTORED)
    in_scheme = ~has(evidence, Note.NEEDS_LABEL)
    dialled = has(evidence, Note.WEAK_FORM)
    clear = context.has_label & ~context.is_weak
    vague = context.has_label & context.is_weak & in_scheme
    pure = is_pure(context) & context.is_named & clear & ~restored
    mark(evidence, vague, Evidence.KEYWORD_IN_DOCUMENT)
    mark(evidence, pure, Evidence.COLUMN_SHARE)
    glued = has(evidence, Evidence.LETTER_BEFORE) & context.is_named
    scores = np.select(
        [glued | (restored & ~clear), pure, restored, clear & (context.is_touching | ~boxed), vague & dialled,
         vague & context.is_touching, vague & ~boxed],
        [0, 88, 70, 75, 40, 70, 65],
        0,
    )  # fmt: skip
    return restrain(cap_foreign(scores, context), evidence, context)


def normalise(value: str) -> str:
    """The ten signs, with the zeros in front and a capital H."""
    digits = digits_of(value)
    return f"H{digits}" if len(digits) == ASSISTED_DIGITS and value[:1] in "HhＨｈ" else digits.zfill(DIGITS)


def mask(value: str) -> str:
    """Only the last two digits shown."""
    return mask_digits(value)


DETECTOR: Final = Detector(
    id=ID,
    title_ja="介護保険被保険者番号",
    title_en="Long-term care insurance number",
    risk_class="C3",
    rules_ja=(
        "項目名があり 10 桁で、同じ行に氏名や生年月日がある。または、項目名のある列の 7 割以上が 10 桁である",
        "項目名があり 10 桁である。「被保険者番号」で、300 字以内に介護の語がある",
        "項目名があいまい",
    ),
    rules_en=(
        "ten digits with a label beside a name or birth date; or a column of this name of which seven in ten fit",
        "ten digits with a label; or named as an insured number with a word of care within 300 characters",
        "a vague label",
    ),
    labels=(
        "介護保険被保険者番号", "介護保険被保険者証番号", "介護保険被保険者no", "介護被保険者番号", "介護保険番号", "介護保険no", "介護保険証番号", "介護保険の被保険者番号",
        "介護保険 被保険者番号", "介護保険者証番号", "介護保険被保番", "介保番号", "介保被保険者番号", "介護被保番号", "介護保険被保番号", "介護番号", "kaigo hoken no", "kaigo hoken bango", "kaigo hoken number",
        "kaigo no", "kaigo number", "kaigo bango", "long term care insurance number", "long-term care insurance number",
        "long term care number", "kaigo hihokensha no", "kaigo hoken hihokensha no", "ltci no", "ltc insurance no", "ltc insurance number", "care insurance number", "care insurance no",
    ),
    weak_labels=("被保険者番号", "被保険者no", "被保険者証番号", "介護保険被保険者証", "介護保険証", "介護保険", "負担割合証", "kaigo hoken", "kaigo"),
    other_labels=(
        "介護保険事業所番号", "介護保険事業者番号", "介護保険事業所no", "介護保険指定事業所番号", "介護保険 事業所番号", "事業所番号", "事業者番号", "指定事業所番号",
        "介護事業所番号", "介護保険者番号", "保険者番号", "指定番号", "介護保険料", "介護支援専門員番号", "介護支援専門員登録番号", "provider number", "office number",
    ),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    speaks_of_person=True,
    person_key=PersonKey.ID,
)  # fmt: skip
