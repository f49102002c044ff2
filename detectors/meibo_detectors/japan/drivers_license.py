"""Driver's licence numbers: 運転免許証番号, also of the 運転経歴証明書.

Issuer: the public safety commissions of the prefectures. Law: Road Traffic Act (道路交通法); unified nationally in 1966.
Format: 12 digits ``AA BB CCCCCC D E``: commission of first issue, year of first issue (AD, last two digits), serial, check
digit, count of re-issues.
Spellings: ``第 309012345620 号`` (as on the licence), ``309012345620``, ``3090-1234-5620``, full width, one digit a box.
Check digit: not official (see ``checksums``), so it supports a number and never refutes one: in a field of this name it does not
count. Commission and year must be possible; in a column that holds such numbers otherwise, a cell of 12 digits without them is a
slip, or of the years before 1966, and still one.
False friends: My Number, parcel numbers (4-4-4), ``YYYYMMDDhhmm`` (20 is Aomori), licences of doctors and teachers, the last 12
digits of corporate numbers.

>>> normalise("第 ３０９０−１２３４−５６２０ 号")
'309012345620'
>>> mask("3090-1234-5620")
'****-****-**20'
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.beside import is_behind_value, is_beside, is_beside_named, stand_beside
from meibo_detectors.columns import LEAST_CELLS, PURE_SHARE, cap_foreign, is_counted, is_pure
from meibo_detectors.dates import TODAY
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.fixed_numbers import Owner, Rules
from meibo_detectors.masks import mask_digits
from meibo_detectors.model import CANDIDATE, Context, Detector, PersonKey
from meibo_detectors.normalise import Folded, Offsets, Truth, digits_of
from meibo_detectors.number_runs import Shape
from meibo_detectors.rounded_numbers import ROUNDED_SCORE, find_rounded
from meibo_detectors.scoring import restrain
from meibo_detectors.text import Text

ID: Final = "jp_drivers_license"
COMMISSIONS: Final = (
    *range(10, 15), *range(20, 26), 30, *range(40, 50), *range(50, 56), *range(60, 66), *range(70, 75), *range(80, 84),
    *range(90, 98),
)  # fmt: skip
"""Codes of the 51 public safety commissions: five of Hokkaido, then by region to Okinawa."""
SLIP_SCORE: Final = 65
USUAL_PASSES: Final = 0.5
"""The share of a column of licences that passes the check digit at least, should the formula hold."""
OLDEST_YEAR: Final = 46
"""Licences of older years that were numbered anew may differ; nobody drives with them."""

PERSON_WORDS: Final = (
    "様",
    "殿",
    "さん",
    "氏名",
    "名前",
    "生年月日",
    "生まれ",
    "歳",
    "date of birth",
    "dob",
    "full name",
)
"""Beside one of these a number without label may be somebody's licence."""

PAPER_WORDS: Final = (
    "運転免許証", "免許証", "運転免許", "自動車運転免許証", "運転免許証(表)", "運転経歴証明書", "driver's license", "drivers license",
    "driver license", "driving licence",
)  # fmt: skip
"""What a field of the kind of an identity paper holds."""

OTHER_LICENCES: Final = "師士業員局猟者舶縦"
"""Last signs of what is licensed beside driving: doctors, teachers, broadcasters, hunters, businesses, boats."""

_PAIRS: Final = np.arange(100)
_RULES: Final = Rules(
    Owner.LICENCE,
    ranges=np.stack(
        [np.isin(_PAIRS, COMMISSIONS), (_PAIRS >= OLDEST_YEAR) | (TODAY.year % 100 >= _PAIRS)], axis=1
    ).astype(np.int64),
)
"""First a commission, then a year in which it issued licences."""
_ORDER: Final = ord("第")
_NUMBER: Final = ord("号")
_BLANK: Final = ord(" ")


def find(text: Text) -> npt.NDArray[np.void]:
    """Twelve digits alone, in groups of four, or one a box, that begin with a commission and a year.

    NEEDS_LABEL: without a person beside, or the end of a corporate number; PARTIAL: neither commission nor year, but in a
    field of this name; WEAK_FORM: beside a field of this name; SEPARATED: the field before names the paper.
    """
    if not len(text.runs):
        return np.zeros(0, CANDIDATE)
    rows = [_weigh(text, shape) for shape in text.runs.find_shapes(12, (4, 4, 4))]
    return np.concatenate([find_rounded(text, ID, 12), *rows])


def _weigh(text: Text, shape: Shape) -> npt.NDArray[np.void]:
    runs, ends = text.runs, shape.first + shape.runs - 1
    named = _begins_named_field(text, runs.start[shape.first], runs.end[ends])
    found, first = _RULES.weigh(runs, shape, 12, named.view(np.uint8))
    if not len(found):
        return found
    start, end, evidence = found["start"].copy(), found["end"].copy(), found["evidence"]
    checked, issued = has(evidence, Evidence.CHECK_DIGIT), has(evidence, Evidence.ISSUER_PREFIX)
    named = named[np.searchsorted(shape.first, first)]
    believed = named & issued & ~_is_in_doubtful_column(text, start, named, issued, checked)
    mark(evidence, ~checked & ~believed, Evidence.CHECK_DIGIT_FAILED)
    bare = np.flatnonzero(~named & checked)  # without the check digit it needs a label in any case
    lonely = ~named & ~checked
    lonely[bare] = ~_is_beside_person(text, start[bare], end[bare])
    mark(evidence, lonely, Note.NEEDS_LABEL)
    mark(evidence, is_beside_named(text, start, end, ID), Note.WEAK_FORM)
    mark(evidence, is_behind_value(text, start, end, PAPER_WORDS), Note.SEPARATED)
    mark(evidence, _is_numbered(text.folded, start, end), Note.STRONG_FORM)
    return found


def _begins_named_field(text: Text, start: Offsets, end: Offsets) -> Truth:
    """True for numbers with which a field of this name begins."""
    fields = text.fields
    if not len(fields.named(ID)):
        return np.zeros(len(start), np.bool_)
    return np.asarray(fields.is_in_named(ID, start, end) & np.isin(start, fields.start[fields.named(ID)]))


def _is_in_doubtful_column(text: Text, start: Offsets, named: Truth, issued: Truth, checked: Truth) -> Truth:
    """True in a column of this name whose figures are other ones: few begin like a licence, and few pass the check."""
    fields, found = text.fields, np.zeros(len(start), np.bool_)
    rows = np.flatnonzero(named)
    column = fields.column[np.searchsorted(fields.start, start[rows], "right") - 1]
    rows, column = rows[column >= 0], column[column >= 0]
    if len(rows):
        total = np.bincount(column)
        fitting, passing = (np.bincount(column, which[rows]) / np.maximum(total, 1) for which in (issued, checked))
        doubtful = (total >= LEAST_CELLS) & (fitting < PURE_SHARE) & (passing < USUAL_PASSES)
        found[rows] = doubtful[column]
    return found


def _is_beside_person(text: Text, start: Offsets, end: Offsets) -> Truth:
    """True where the record has a field of a name or birth date, or a word that speaks of a person."""
    fields = text.fields
    people = np.concatenate([fields.start[fields.named(name)] for name in ("jp_name", "dob")])
    people.sort(kind="stable")  # two rows that ascend are merged
    found = is_beside(text, start, end, people)
    rest = np.flatnonzero(~found)
    found[rest] = stand_beside(text, start[rest], end[rest], PERSON_WORDS)
    return found


def _is_numbered(folded: Folded, start: Offsets, end: Offsets) -> Truth:
    """True for ``第 ... 号``, up to two blanks between."""
    if not folded.holds([_ORDER]):
        return np.zeros(len(start), np.bool_)
    codes = folded.letter_codes
    before, behind = start - 1, end
    for _ in range(2):
        before = before - (codes.take(before, mode="clip") == _BLANK)
        behind = behind + (codes.take(behind, mode="clip") == _BLANK)
    is_first = (before >= 0) & (codes.take(before, mode="clip") == _ORDER)
    return np.asarray(is_first & (behind < len(codes)) & (codes.take(behind, mode="clip") == _NUMBER))


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High with a label and the check digit; medium with a label, or 第 ... 号 near one; low with the check digit alone."""
    evidence = candidates["evidence"]
    checked = has(evidence, Evidence.CHECK_DIGIT)
    timed = has(evidence, Evidence.DATE_TIME_READING)
    boxed = has(evidence, Evidence.BOXES)
    labelled = context.has_label
    clear = labelled & ~context.is_weak
    other = (context.is_other | context.is_named_other) & ~labelled
    slip = has(evidence, Note.PARTIAL)
    numbered = has(evidence, Note.STRONG_FORM) & context.is_near_keyword & ~other
    mark(evidence, numbered & ~labelled, Evidence.KEYWORD_IN_DOCUMENT)
    pure = is_pure(context)
    mark(evidence, pure, Evidence.COLUMN_SHARE)
    bare = checked & ~boxed & ~timed & ~other & ~labelled
    second = has(evidence, Note.WEAK_FORM)  # the record has its licence already
    papers = has(evidence, Note.SEPARATED) & ~other & ~labelled & ~second
    beside = bare & ~has(evidence, Note.NEEDS_LABEL)
    scores = np.select(
        [
            slip,
            clear & checked,
            labelled & checked & ~timed,
            numbered & checked,
            clear & context.is_named & (context.column_cells > 0),
            clear & ~boxed,
            labelled & pure,
            numbered,
            labelled,
            papers & checked,
            papers & ~boxed,
            bare & pure & ~second,
            beside & ~is_counted(context),
        ],
        [np.where((clear | context.is_named) & pure, SLIP_SCORE, 40), 95, 88, 90, 85, 75, 65, 65, 40, 88, 65, 65, 40],
        0,
    )
    scores[has(evidence, Evidence.PLACEHOLDER)] = ROUNDED_SCORE
    return restrain(cap_foreign(scores, context, ~papers), evidence, context)


def normalise(value: str) -> str:
    """The digits."""
    return digits_of(value)


def mask(value: str) -> str:
    """Only the last two digits shown."""
    return mask_digits(value)


DETECTOR: Final = Detector(
    id=ID,
    title_ja="運転免許証番号",
    title_en="Driver's licence number",
    risk_class="C4",
    rules_ja=(
        "都道府県と年の数字、検査数字が正しく、項目名がある。運転免許証の記載の近くに「第…号」と書かれている",
        "項目名はあるが検査数字が合わない、または見出しのない列の 7 割以上が正しい。7 割以上が合う免許証番号の列にある他の 12 桁、表計算で丸められた値",
        "検査数字まで正しく、項目名はないが氏名か生年月日が並ぶ。または項目名があいまい",
    ),
    rules_en=(
        "issuer, year and check digit, and a label; or written 第...号 near a mention of a licence",
        (
            "a label whose number fails the check digit, or a nameless column of which seven in ten pass; other 12 digits, or "
            "what a spreadsheet rounded, in a column of this name of which seven in ten fit"
        ),
        "issuer, year and check digit without a label beside a name or birth date, or with a vague label",
    ),
    labels=(
        "運転免許証番号", "運転免許番号", "免許証番号", "運転免許証", "運転者免許証", "運転者免許証番号", "運転免許", "運転経歴証明書番号", "運転経歴証明書", "免許証no",
        "免許証記号番号", "運転免許証記号番号", "運免番号", "dl番号", "免許証no.", "免許証ナンバー", "自動車免許証", "自動車運転免許", "免許no", "driver license", "drivers license", "driver's license",
        "driver licence", "drivers licence", "driver's licence", "driving license", "driving licence", "driver license no",
        "drivers license no", "driver's license no", "driver license number", "drivers license number", "driver's license number",
        "driving licence number", "driving license number", "dl no", "dl number", "driver lic no", "menkyo no", "menkyo bango",
        "menkyosho bango", "menkyo number", "license card no",
    ),
    weak_labels=(
        "免許番号", "免許証", "免許", "本人確認書類", "公安委員会", "license no", "license number", "licence no", "licence number", "license id",
        "license", "licence", "menkyo",
    ),
    other_labels=(
        *(f"{holder}免許{ending}" for holder in OTHER_LICENCES for ending in ("", "証", "証番号", "番号", "状番号", "登録番号")), "宅建", "免許状", "免許登録番号", "ライセンスキー",
        "ライセンス番号", "ライセンスコード", "software license", "license key", "licence key", "license code", "product key", "許可番号",
        "認可番号", "免許年月日", "免許取得", "免許の条件", "免許更新",
    ),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    speaks_of_person=True,
    person_key=PersonKey.ID,
)  # fmt: skip
