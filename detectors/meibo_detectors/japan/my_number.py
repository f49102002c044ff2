"""My Number: 個人番号, マイナンバー, Individual Number.

Issuer: municipalities, through J-LIS. Law: My Number Act (番号法); with any personal information 特定個人情報.
Format: 12 digits, 11 and a check digit; a leading 0 is possible; holds no birth date, sex or region.
Spellings: ``123456789018``, ``1234 5678 9018`` (as on the card), ``1234-5678-9018``, full width, one digit a box.
Check digit: official (MIC Ordinance 85/2014, article 5); one in ten random numbers passes.
False friends: parcel numbers (4-4-4), order numbers, ``YYYYMMDDhhmm``, driver's licences, the first part of cards, the last 12
digits of corporate numbers (``8 7001 1000 5901``). ``3.98260E+11`` in a column of this name is one that a spreadsheet rounded.

>>> digits_of("１２３４－５６７８－９０１８")
'123456789018'
>>> mask("1234-5678-9018")
'****-****-**18'
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.columns import weigh_column
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.fixed_numbers import Owner, Rules, as_rows
from meibo_detectors.masks import mask_digits
from meibo_detectors.model import CANDIDATE, Context, Detector, PersonKey
from meibo_detectors.normalise import digits_of
from meibo_detectors.rounded_numbers import ROUNDED_SCORE, find_rounded
from meibo_detectors.scoring import restrain
from meibo_detectors.text import Text

ID: Final = "jp_my_number"
SAMPLES: Final = np.array([b"123456789018", b"023456789013", b"621498320257"], "S20")
"""Numbers that documentation prints."""
_RULES: Final = Rules(Owner.MY_NUMBER, as_rows(SAMPLES))


def find(text: Text) -> npt.NDArray[np.void]:
    """Twelve digits alone, in groups of four, or one a box; numbers that nobody is given are left out.

    NEEDS_LABEL: the end of a corporate number.
    """
    if not len(text.runs):
        return np.zeros(0, CANDIDATE)
    shapes = text.runs.find_shapes(12, (4, 4, 4))
    rows = [_RULES.weigh(text.runs, shape, 12)[0] for shape in shapes]
    return np.concatenate([find_rounded(text, ID, 12), *rows])


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High with check digit and label; medium in groups near a keyword; low with either alone."""
    evidence = candidates["evidence"]
    checked = has(evidence, Evidence.CHECK_DIGIT)
    grouped = has(evidence, Evidence.GROUPING)
    boxed = has(evidence, Evidence.BOXES)
    timed = has(evidence, Evidence.DATE_TIME_READING)
    labelled = context.has_label
    near = context.is_near_keyword & ~context.is_other
    mark(evidence, grouped & near & ~labelled, Evidence.KEYWORD_IN_DOCUMENT)
    scores = np.select(
        [labelled & checked, labelled & ~boxed, grouped & checked & near, checked & ~boxed & ~timed],
        [95, 45, 75, 40],
        0,
    )
    scores = weigh_column(scores, evidence, context)
    scores[context.is_other & ~grouped] = 0
    scores[has(evidence, Note.NEEDS_LABEL) & ~labelled] = 0
    scores[has(evidence, Evidence.PLACEHOLDER)] = ROUNDED_SCORE
    return restrain(scores, evidence, context)


def mask(value: str) -> str:
    """Only the last two digits shown."""
    return mask_digits(value)


DETECTOR: Final = Detector(
    id=ID,
    title_ja="個人番号（マイナンバー）",
    title_en="My Number (individual number)",
    risk_class="C5",
    rules_ja=(
        "検査数字が正しく、前 40 字または後 20 字以内に項目名がある",
        "検査数字が正しく、4-4-4 で書かれ、300 字以内に関連語がある。列の 7 割以上が正しい。先頭の 0 を補うと正しい。表計算で丸められた",
        "検査数字だけが正しい、項目名はあるが検査数字が合わない、または公表された見本",
    ),
    rules_en=(
        "check digit, and a label within 40 characters before or 20 after",
        (
            "check digit, written 4-4-4, and a keyword within 300 characters; or seven in ten of a column; in a field of this name "
            "also right once its leading 0 is back, or rounded by a spreadsheet"
        ),
        "check digit alone, or a label whose number fails the check, or a published sample",
    ),
    labels=(
        "マイナンバー", "個人番号", "マイナンバーカード番号", "個人番号カード", "マイナンバーカード", "通知カード", "個人番号通知書",
        "共通番号", "個人番号カード番号", "マイナ番号", "個人識別番号", "個人識別ナンバー", "特定個人情報", "番号確認", "扶養控除等申告書", "源泉徴収票", "支払調書",
        "法定調書", "本人番号", "個人番号又は基礎年金番号", "個人番号または基礎年金番号", "個人番号基礎年金番号", "my number", "myno", "mn", "individual number", "kojin bango",
        "social security and tax number",
    ),
    other_labels=("医師免許", "保険証", "免許", "追跡", "注文", "伝票"),
    find=find,
    score=score,
    normalise=digits_of,
    mask=mask,
    person_key=PersonKey.ID,
    speaks_of_person=True,
)  # fmt: skip
