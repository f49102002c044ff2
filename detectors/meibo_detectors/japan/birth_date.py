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

from meibo_detectors.birth_words import find_born_behind, has_time_behind
from meibo_detectors.columns import is_counted, is_pure
from meibo_detectors.date_signs import Written, join_dates
from meibo_detectors.dates import (
    TODAY,
    ages,
    from_serial,
    is_date,
    is_in_era,
    iso_keys,
    to_common_era,
    years_beyond_era,
)
from meibo_detectors.dates_in_digits import find_dates_in_digits, find_years, read_numbers
from meibo_detectors.dates_in_words import find_dates_in_words
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.model import Context, Detector, PersonKey, make_candidates
from meibo_detectors.normalise import Folded, Truth
from meibo_detectors.number_runs import NumberRuns
from meibo_detectors.text import Text

ID: Final = "dob"
OLDEST: Final = 120
USUAL_AGES: Final = (15, 100)
"""Of people in the lists of offices and schools; other dates need a name."""
ERA_SLACK_YEARS: Final = 10
"""So far behind its end an era is taken for a slip (S65); further it is no date."""
_SHOWA: Final = 3
_ERA_OF_CODE: Final = np.array([0, 1, 2, _SHOWA, 4, 5, 0, 4, 0, 5])
"""Codes 1 to 5 as in official files; social insurance has 5 for 昭和, 7 for 平成 and 9 for 令和."""
SERIALS: Final = (3000, 60000)
"""Days since 1900; smaller numbers are years."""


def find(text: Text) -> npt.NDArray[np.void]:
    """Dates that exist and that somebody alive can be born on, in every spelling."""
    dates = _read_all(text)
    dates = dates.take(_exists(dates))
    year = to_common_era(dates.era, dates.year)
    is_partial = has(dates.notes, Note.PARTIAL)
    age = ages(year, dates.month, dates.day)
    usual = (age >= USUAL_AGES[0]) & (age <= USUAL_AGES[1])
    timed = has_time_behind(text.folded, dates.end)
    evidence = dates.notes.copy()
    mark(evidence, dates.era > 0, Evidence.ERA)
    mark(evidence, ~is_partial & ~is_in_era(dates.era, year, dates.month, dates.day), Evidence.ERA_OUT_OF_RANGE)
    mark(evidence, find_born_behind(text.folded, dates.end), Evidence.BORN)
    mark(evidence, ~usual, Note.NEEDS_LABEL)
    # A column with dates of the last years is one of business: they count as failures there.
    mark(evidence, timed | ~usual, Evidence.DATE_TIME_READING)
    named = text.fields.is_in_named(ID, dates.start, dates.end)
    kept = (age >= 0) & (age <= OLDEST) & (named | ~(timed | (is_partial & ~has(evidence, Evidence.BORN))))
    key = iso_keys(year, dates.month, dates.day)
    return make_candidates(dates.start[kept], dates.end[kept], evidence[kept], key[kept])


def _read_all(text: Text) -> Written:
    """All dates as written, with the numbers that only the name of their field turns into dates."""
    folded, runs = text.folded, text.runs
    return join_dates([*_read(folded, runs), find_years(folded, runs), *_read_named_numbers(text)])


def _read(folded: Folded, runs: NumberRuns) -> list[Written]:
    return find_dates_in_digits(folded, runs) + find_dates_in_words(folded, runs)


def _read_named_numbers(text: Text) -> list[Written]:
    """Spreadsheet serials, and ``3600102`` with the code of the era first, that fill a field of this name."""
    fields, runs = text.fields, text.runs
    named = fields.named(ID)
    if not len(named) or not len(runs):
        return []
    at = np.minimum(np.searchsorted(runs.start, fields.start[named]), len(runs) - 1)
    at = at[(runs.start[at] == fields.start[named]) & (runs.end[at] == fields.end[named])]
    coded = at[runs.length[at] == 7]
    digits = runs.matrix(coded, 7).astype(np.int64)
    year, month, day = (digits[:, place] * 10 + digits[:, place + 1] for place in (1, 3, 5))
    era = _ERA_OF_CODE[digits[:, 0]]
    era = np.where((digits[:, 0] == 5) & (to_common_era(era, year) > TODAY.year), _SHOWA, era)
    notes = np.full(len(coded), Note.WEAK_FORM, np.uint64)
    by_code = Written(runs.start[coded], runs.end[coded], era, year, month, day, notes).take(era > 0)
    at = at[(runs.length[at] == 4) | (runs.length[at] == 5)]
    serial = read_numbers(runs, at, most=5)
    fits = (serial >= SERIALS[0]) & (serial <= SERIALS[1])
    at, serial = at[fits], serial[fits]
    notes = np.full(len(at), Note.WEAK_FORM, np.uint64)
    by_serial = Written(runs.start[at], runs.end[at], np.zeros(len(at), np.int64), *from_serial(serial), notes)
    return [by_code, by_serial]


def _exists(dates: Written) -> Truth:
    """The calendar has the day, and the era nearly had the year; of a year alone only the latter is asked."""
    is_partial = has(dates.notes, Note.PARTIAL)
    year = to_common_era(dates.era, dates.year)
    is_day = is_date(year, np.where(is_partial, 1, dates.month), np.where(is_partial, 1, dates.day))
    return np.asarray(is_day & (dates.year >= 1) & (years_beyond_era(dates.era, dates.year) <= ERA_SLACK_YEARS))


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
    dates = join_dates([*_read(folded, runs), find_years(folded, runs)])
    dates = dates.take(_exists(dates))
    if not len(dates.start):
        return value
    key = iso_keys(to_common_era(dates.era, dates.year), dates.month, dates.day)
    return str(key[0].decode())


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
