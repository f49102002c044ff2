"""Dates of birth: 生年月日, 誕生日, date of birth.

Format: any date, of the common era or of a Japanese one; a date says nothing by itself, so what names it decides.
Spellings: ``1985年1月2日``, ``1985/1/2``, ``1985-01-02``, ``1985.1.2``, ``19850102``, ``昭和60年1月2日``, ``昭60.1.2``,
``S60.1.2``, ``s600102``, ``平成元年2月3日``, ``㍼60.1.2``, kanji numerals, ``2 Jan 1985``, ``Jan 2, 1985``; under a name also
``01/02/1985``, spreadsheet serials and ``3600102`` (code of the era first); an era, or its code, in a column of its own.
Check: the calendar, the limits of the era, an age of 0 to 120 today.
False friends: every other date: issue, contract, expiry, log lines.

>>> normalise("昭和６０年１月２日"), normalise("Jan 2, 1985"), normalise("S60.1.2")
('1985-01-02', '1985-01-02', '1985-01-02')
>>> mask("昭和60年1月2日"), mask("1985/01/02"), mask("2 Jan 1985")
('昭和60年*月*日', '1985/**/**', '* *** 1985')
"""

from __future__ import annotations

import re
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.columns import is_counted, is_pure
from meibo_detectors.dates import TODAY
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.kanji_anchors import find_anchors, find_anchors_in
from meibo_detectors.kernels.dates import find_birth_dates, read_day
from meibo_detectors.model import CANDIDATE, Context, Detector, PersonKey
from meibo_detectors.normalise import Folded
from meibo_detectors.number_runs import NumberRuns
from meibo_detectors.text import Text

ID: Final = "dob"
_ERA_OF_CODE: Final = np.array([0, 1, 2, 3, 4, 5, 0, 4, 0, 5])
"""Codes 1 to 5 as in official files; social insurance has 5 for 昭和, 7 for 平成 and 9 for 令和."""
_FORM_NOTES: Final = np.array(
    [
        Note.STRONG_FORM,  # year first: 1985/1/2
        Note.WEAK_FORM,  # year last: 01/02/1985
        Note.STRONG_FORM,  # 平成元年2月3日
        Note.WEAK_FORM,  # 19850102
        Note.WEAK_FORM,  # S600102
        Note.STRONG_FORM,  # 昭和六十年一月二日
        Note.STRONG_FORM,  # 2 Jan 1985
        Note.STRONG_FORM,  # Jan 2, 1985
        Note.PARTIAL,  # 1985年
        Note.WEAK_FORM,  # 3600102
        Note.WEAK_FORM,  # 31049
    ],
    np.uint64,
)
_BITS: Final = np.array(
    [Evidence.ERA, Evidence.ERA_OUT_OF_RANGE, Evidence.BORN, Note.NEEDS_LABEL, Evidence.DATE_TIME_READING], np.uint64
)
"""Dates of the last years are counted with those that have a time of day: a column with them is one of business."""


def find(text: Text) -> npt.NDArray[np.void]:
    """Dates that exist and that somebody alive can be born on, in every spelling."""
    folded, runs, fields = text.folded, text.runs, text.fields
    if not len(runs) and folded.is_ascii:
        return np.zeros(0, CANDIDATE)
    return find_birth_dates(
        folded.chars,
        None if folded.is_ascii else folded.letter_codes,
        find_anchors(text),
        np.ascontiguousarray(runs.start),
        np.ascontiguousarray(runs.end),
        fields.start,
        fields.end,
        fields.named(ID),
        (TODAY.year * 100 + TODAY.month) * 100 + TODAY.day,
        _ERA_OF_CODE,
        _FORM_NOTES,
        _BITS,
    )


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High where it is named; medium beside a word of birth or age; low alone in a cell."""
    evidence = candidates["evidence"]
    labelled = context.has_label
    beside = labelled & (context.is_named | (context.is_touching & ~context.is_weak))
    other = (context.is_other | context.is_named_other) & ~labelled
    mark(evidence, other, Evidence.OTHER_LABEL)
    evidence[labelled] &= ~np.uint64(Evidence.DATE_TIME_READING)
    born = has(evidence, Evidence.BORN) & ~context.is_named_other
    usual = ~has(evidence, Note.NEEDS_LABEL)
    in_pure_column = is_pure(context)
    mixed = is_counted(context) & ~in_pure_column
    is_compact = has(evidence, Note.WEAK_FORM)
    scores = np.select(
        [
            beside,
            labelled & usual & ~is_compact,
            born & ~is_compact,
            ~labelled & ~other & usual & context.fills_field & ~mixed & (~is_compact | in_pure_column),
        ],
        [95, 70, 75, 35],
        0,
    )
    scores = np.where(has(evidence, Evidence.ERA_OUT_OF_RANGE), np.minimum(scores, 65), scores)
    year_alone = np.where(context.is_named & context.fills_field & ~context.is_weak, 65, 40)
    scores = np.where(has(evidence, Note.PARTIAL), np.minimum(scores, year_alone), scores)
    refuted = is_compact & context.has_unit
    mark(evidence, refuted, Evidence.UNIT)
    return np.where(refuted, 0, scores).astype(np.uint8)


def normalise(value: str) -> str:
    """The day as ``YYYY-MM-DD``, or the year alone; what is no written date stays as it is."""
    folded = Folded([value.encode()])
    runs = NumberRuns(folded)
    codes = None if folded.is_ascii else folded.letter_codes
    start, end = np.ascontiguousarray(runs.start), np.ascontiguousarray(runs.end)
    return read_day(folded.chars, codes, find_anchors_in(folded), start, end) or value


_YEARS: Final = (
    re.compile(r".*年"),
    re.compile(
        r"^[MTSHRmtshrＭＴＳＨＲｍｔｓｈｒ明大昭平令治正和成㍾㍽㍼㍻㋿]{1,2}[\s.．]*([0-9０-９]{2}(?=[0-9０-９]{4})|[0-9０-９]{1,2}(?![0-9０-９])|元)"
    ),
    re.compile(
        r"(?<![0-9０-９])[0-9０-９]{4}(?=[^0-9０-９]|[0-9０-９]{4}(?![0-9０-９]))|(?<=[^0-9０-９])[0-9０-９]{4}$"
    ),
)
"""What may be shown: all up to 年, the mark and year of an era, a year of four digits that is not all of the value."""
_HIDDEN: Final = re.compile(r"[0-9０-９〇零一二三四五六七八九十A-Za-zＡ-Ｚａ-ｚ]")


def mask(value: str) -> str:
    """The year as written; days, months and their names as asterisks; nothing of a number without a year in it.

    >>> mask("19850102"), mask("s600102"), mask("31049"), mask("平成元年二月三日")
    ('1985****', 's60****', '*****', '平成元年*月*日')
    """
    year = next((found for pattern in _YEARS if (found := pattern.search(value))), None)
    start, end = year.span() if year else (0, 0)
    return _HIDDEN.sub("*", value[:start]) + value[start:end] + _HIDDEN.sub("*", value[end:])


DETECTOR: Final = Detector(
    id=ID,
    title_ja="生年月日",
    title_en="Date of birth",
    risk_class="C3",
    rules_ja=(
        "暦にある日付で、項目名または見出しが生年月日などである",
        "「生まれ」「生」「○歳」がすぐ後にある、項目名が 40 字以内にある、元号の範囲外の年、または生年月日の欄にある年だけ",
        "項目名のない欄にある、15 歳から 100 歳に当たる日付、または項目名の近くにある年だけ",
    ),
    rules_en=(
        "a date of the calendar, named as a date of birth by its label or header",
        "a word of birth or an age directly behind, a label within 40 characters, a year beyond its era, or a year alone in a field so named",
        "alone in an unnamed cell and 15 to 100 years back, or a year alone near a label",
    ),
    labels=(
        "seinengappi", "seinen gappi",
        "生年月日", "誕生日", "誕生年月日", "お誕生日", "出生日", "出生年月日", "出生日期", "生まれた日", "date of birth", "birth date",
        "バースデー", "birthday date", "birthday", "birth day", "bday", "b-day", "dob", "d.o.b.", "birth ymd", "birth dt", "birthdt", "date birth", "born on",
        "seinengappi", "tanjobi", "tanjoubi",
    ),
    weak_labels=("生年", "生まれ年", "出生", "birth", "born", "birth year", "year of birth"),
    other_labels=(
        "発行日", "発行年月日", "発行", "作成日", "作成日時", "作成年月日", "更新日", "更新日時", "更新年月日", "最終更新", "契約日", "契約年月日",
        "契約開始日", "締結日", "施行", "施行日", "有効期限", "有効期間", "期限", "使用期限", "賞味期限", "消費期限", "入社", "入社日", "入社年月日",
        "採用日", "採用年月日", "退職", "退職日", "退職年月日", "異動日", "就任", "着任", "設立", "設立日", "設立年月日", "創立", "創業", "開業",
        "納期", "納品日", "納入日", "出荷日", "発送日", "到着日", "配達日", "登録日", "登録日時", "登録年月日", "登録", "交付", "交付日", "交付年月日",
        "受付日", "受付日時", "受付年月日", "注文日", "注文日時", "受注日", "発注日", "購入日", "支払日", "支払期限", "入金日", "振込日", "請求日",
        "申込日", "申請日", "申請年月日", "届出日", "届出年月日", "提出日", "提出期限", "記入日", "締切", "締切日", "満了日", "満期日", "開始日", "終了日",
        "利用日", "利用開始日", "処理日", "処理日時", "取得日", "取得年月日", "資格取得", "来院日", "来店日", "受診日", "初診日", "診察日", "診療日",
        "検査日", "採血日", "手術日", "入院日", "退院日", "接種日", "死亡日", "死亡年月日", "没年月日", "入会日", "入会年月日", "退会日", "加入日",
        "加入年月日", "認定日", "認定年月日", "在留期限", "在留期間", "許可年月日", "卒業", "卒業年月", "入学", "開催日", "実施日", "会議", "日時", "日付",
        "年月日", "基準日", "現在", "公開日", "公布", "制定", "改定", "改訂", "改正", "掲載日", "発表", "発売日", "撮影日", "測定日", "起算日", "適用日",
        "date", "date time", "datetime", "created", "created at", "create date", "updated", "updated at", "update date", "modified",
        "timestamp", "expires", "expires at", "expiry", "expiry date", "expiration", "expiration date", "valid until", "valid from",
        "due", "due date", "deadline", "issued", "issue date", "issued at", "date of issue", "hire date", "hired", "joined",
        "joined at", "join date", "start date", "end date", "published", "release date", "released", "last login", "registered",
        "registered at", "registration date", "order date", "ordered at", "ship date", "shipped at", "delivery date", "invoice date",
        "payment date", "paid at", "visit date", "admission date", "date of death", "copyright", "since", "last modified",
    ),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    refuses_reference_numbers=False,
    speaks_of_person=True,
    person_key=PersonKey.BIRTH,
)  # fmt: skip
