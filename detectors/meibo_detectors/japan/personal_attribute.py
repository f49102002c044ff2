"""What a field says about a person's money, family, schooling or body: 年収, 課税額, 扶養親族, 最終学歴, 指紋.

Law: plain personal data; leaked with a name they weigh more (assets and family in the customary scale of damages), and
biometric data are identification codes (APPI Cabinet Order art. 1).
Format: any; only the name of the field tells what a value is, so nothing is found without one.
Spellings: amounts with and without a unit, words, codes, hexadecimal templates.
Check: none; a field that is empty, denied (なし, 無) or not ticked holds nothing.
False friends: amounts of business (売上, 消費税額), results of sales (営業成績), fingerprints of certificates, names of schools
and employers. A family's names are names, and win.

>>> normalise("4,500,000 円"), normalise("妻・子２人")
('4,500,000円', '妻・子2人')
>>> mask("大学院修了")
'***'
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.answers import is_answered, trim_answers
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.japan.family_fields import find_family_fields
from meibo_detectors.japan.sensitive_documents import PAY_TITLES, find_documents, is_inside
from meibo_detectors.masks import hide
from meibo_detectors.model import CANDIDATE, Context, Detector, Kind, make_candidates
from meibo_detectors.normalise import without_blanks
from meibo_detectors.text import Text

ID: Final = "personal_attribute"
LONGEST_CHARS: Final = 120
"""A longer value is a text."""
NAMED_SCORE: Final = 75
FAMILY_SCORE: Final = 60
"""Where names of the family may stand: less than a name is worth, which is the better answer for the same cell."""

KINDS: Final = (
    Kind(
        "income",
        "収入",
        "Income",
        (
            "年収", "月収", "収入", "年収額", "世帯年収", "現在年収", "希望年収", "前職年収", "年間収入", "給与", "給与額", "給与所得", "給料", "給与総額",
            "月給", "月額給与", "日給", "時給", "年俸", "基本給", "本給", "職能給", "役職手当", "通勤手当", "住宅手当", "残業手当", "時間外手当", "家族手当", "扶養手当",
            "総支給額", "支給額", "支給総額", "支給合計", "差引支給額", "手取り額", "手取額", "賞与", "賞与額", "夏季賞与", "冬季賞与", "退職金", "退職金額", "退職手当",
            "報酬月額", "標準報酬月額", "役員報酬", "所得", "所得金額", "総所得", "総所得金額", "合計所得金額", "年金受給額", "金融資産", "保有資産", "資産額", "借入額",
            "借入残高", "負債額", "annual income", "income", "salary", "base salary", "monthly salary", "annual salary", "base pay", "net pay", "gross pay",
            "wage", "hourly wage", "nenshu", "kyuyo", "yearly income", "household income",
        ),
    ),
    Kind(
        "tax",
        "税",
        "Tax",
        (
            "源泉徴収税額", "源泉所得税", "源泉徴収額", "所得税", "所得税額", "住民税", "住民税額", "市民税", "県民税", "市県民税", "市町村民税", "特別徴収税額",
            "納税額", "年税額", "課税所得", "課税所得金額", "課税標準額", "課税状況", "課税額", "滞納額", "滞納税額", "納税状況", "固定資産税", "固定資産税額", "年調所得税",
            "所得控除額", "income tax", "resident tax", "withholding tax", "withheld tax", "tax withheld",
        ),
    ),
    Kind(
        "family",
        "家族",
        "Family",
        (
            "続柄", "配偶者の有無", "配偶者有無", "婚姻状況", "婚姻区分", "婚姻歴", "結婚歴", "既婚未婚", "未既婚", "婚姻", "扶養人数", "扶養親族数", "扶養親族の数", "扶養家族数",
            "扶養親族等の数", "控除対象扶養親族の数", "控除対象扶養親族数", "扶養家族数(配偶者を除く)", "扶養親族人数", "扶養家族の有無", "扶養の有無", "扶養有無", "扶養区分", "子の数", "子供の数", "子どもの数", "子ども人数", "子供人数", "子の人数", "子の有無", "世帯人数",
            "家族人数", "家族数", "同居家族数", "同居人数", "同居の有無", "世帯構成", "世帯員数", "marital status", "relationship to head", "number of children",
            "number of dependents", "dependents count", "zokugara",
        ),
    ),
    Kind(
        "education",
        "学歴・成績",
        "Education",
        (
            "学歴", "最終学歴", "学歴区分", "出身校", "出身大学", "出身学校", "出身高校", "最終学校", "最終学校名", "卒業校", "卒業学校", "卒業大学", "卒業年", "卒業年度", "卒業年月", "卒業年次",
            "学位", "成績", "成績評価", "成績評定", "学業成績", "評定平均", "偏差値", "内申点", "gpa", "education", "final education", "education level",
            "academic background", "academic record", "academic degree", "alma mater", "graduation year", "gakureki",
        ),
    ),
    Kind(
        "biometric",
        "生体情報",
        "Biometric data",
        (
            "指紋", "指紋データ", "指紋情報", "指紋特徴量", "顔特徴量", "顔特徴データ", "顔認証データ", "顔認識データ", "顔画像特徴量", "静脈", "静脈データ", "静脈パターン", "指静脈", "手のひら静脈",
            "掌紋", "声紋", "声紋データ", "虹彩", "虹彩データ", "歩容", "生体情報", "生体認証データ", "fingerprint template", "fingerprint data", "face embedding",
            "face vector", "face template", "face encoding", "faceprint", "voiceprint", "iris template", "iris code", "vein pattern", "biometric",
            "biometric data", "biometric template",
        ),
    ),
)  # fmt: skip
FAMILY: Final = 3


def find(text: Text) -> npt.NDArray[np.void]:
    """Answers in fields named as an attribute. STRONG_FORM: names of the family may stand there; NEEDS_LABEL: prose."""
    fields = text.fields
    named = fields.named(ID)
    free = find_family_fields(text)
    rows = np.concatenate([named, free])
    if not len(rows):
        return np.zeros(0, CANDIDATE)
    start = fields.start[rows]
    end = trim_answers(text, start, fields.end[rows])
    kind = np.where(np.arange(len(rows)) < len(named), 0, FAMILY).astype(np.uint8)
    short = (end - start <= LONGEST_CHARS) & (end > start)
    start, end, kind = start[short], end[short], kind[short]
    evidence = np.zeros(len(start), np.uint64)
    mark(evidence, kind > 0, Note.STRONG_FORM)
    ends_sentence = text.folded.letter_codes.take(np.maximum(end - 1, 0), mode="clip") == ord("。")
    mark(evidence, ends_sentence & (fields.column[rows][short] < 0), Note.NEEDS_LABEL)
    # What says nothing is no finding, but it fits the column: most people have no children to support.
    mark(evidence, ~is_answered(text, start, end), Evidence.PLACEHOLDER)
    if len(start):
        documents = find_documents(text, PAY_TITLES)
        mark(evidence, is_inside(start, *documents), Evidence.DOCUMENT_CLASS)
    return make_candidates(start, end, evidence, kind=kind)


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """Medium under its name; the record lowers it where nobody is named beside it."""
    evidence = candidates["evidence"]
    silent = has(evidence, Evidence.PLACEHOLDER | Note.NEEDS_LABEL)
    family = has(evidence, Note.STRONG_FORM) & context.fills_field
    scores = np.select([silent, context.is_named, family], [0, NAMED_SCORE, FAMILY_SCORE], 0)
    return scores.astype(np.uint8)


def normalise(value: str) -> str:
    """Without blanks, in half-width letters and digits."""
    return without_blanks(value)


def mask(value: str) -> str:
    """Nothing shown, not even its length."""
    return hide(value)


DETECTOR: Final = Detector(
    id=ID,
    title_ja="個人の属性（収入・税・家族・学歴・生体情報）",
    title_en="Personal attribute (income, tax, family, education, biometric data)",
    risk_class="C2",
    rules_ja=(
        "（なし）",
        "項目名が収入・税・家族・学歴・生体情報を表し、同じ記録に個人のデータがある。または、個人を記した給与明細書・履歴書などの文書にある",
        "項目名が収入・税・家族・学歴・生体情報を表す",
    ),
    rules_en=(
        "(none)",
        "a field named as income, tax, family, education or biometric data, beside other data of a person; or in a payslip, a CV or the like that names somebody shortly before",
        "a field named as income, tax, family, education or biometric data",
    ),
    labels=tuple(label for kind in KINDS for label in kind.labels),
    other_labels=(
        "営業成績", "売上成績", "販売成績", "運用成績", "試合成績", "戦績", "営業収入", "事業収入", "売上収入", "収入印紙", "工事支給額", "基本給付", "給付金額", "消費税額",
        "学校名", "勤務先", "証明書の指紋", "鍵の指紋", "静脈認証", "指紋認証", "生体認証", "時給換算", "法人所得", "雑収入", "予定年収", "想定年収", "モデル年収", "給与例", "給与形態", "給与条件", "給与体系", "給与規程",
    ),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    refuses_reference_numbers=False,
    score_alone=35,
    kinds=KINDS,
)  # fmt: skip
