"""Health insurance symbols and numbers: 被保険者等記号・番号, of 健康保険証, 資格確認書 and 資格情報のお知らせ.

Issuer: the health insurer (協会けんぽ, company schemes, mutual aid, municipalities). Law: Health Insurance Act (健康保険法),
article 194-2, and its sisters: nobody may ask for them but for the work of insurance.
Format: a symbol (記号: up to 8 digits, of municipal schemes kanji, kana and digits too) and a number (番号: up to 7 digits)
with a branch of two digits (枝番) for each person since 2021; people of 75 and more have 8 digits and no symbol.
Spellings: ``記号 262 番号 3327``, ``記号・番号 262・3327``, ``262-3327``, ``国-12・345``, two columns, full width.
Check digit: none; the insurer's number beside has one (see ``insurer_number``).
False friends: 記号 and 番号 of the post bank, of pension handbooks, of securities and of drawings; insurers' numbers.

>>> normalise("記号：２６２　番号：３３２７")
'262-3327'
>>> mask("国-12・3327")
'*-**・**27'
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.checksums import is_counter_or_run
from meibo_detectors.columns import cap_foreign
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.japan.insured_fields import find_apart, find_in_fields, find_together
from meibo_detectors.japan.insured_symbols import SYMBOL_CHARS, Written, find_behind, find_pairs
from meibo_detectors.japan.insurer_number import find_insurers
from meibo_detectors.masks import mask_digits
from meibo_detectors.model import CANDIDATE, Context, Detector, PersonKey, make_candidates
from meibo_detectors.normalise import Bytes, Truth, is_digit, is_letter
from meibo_detectors.scoring import restrain
from meibo_detectors.text import Text
from meibo_detectors.windows import window
from meibo_detectors.words_near import find_nearer, is_near_word

ID: Final = "jp_health_insurance"
LONGEST_DIGITS: Final = 10
LEAST_DIGITS: Final = 4
"""Of a number that stands without a symbol and without an insurer."""
LEAST_BEHIND_SYMBOL: Final = 3
"""Of a number behind a symbol whose label is vague: 2024-04 is a month."""
LEAST_RUN: Final = 7
"""Of fewer digits in a row each is somebody's number."""
NAMES_CHARS: Final = 80
"""How far before a symbol a word tells whose it is."""
INSURER_CHARS: Final = 120
"""How far an insurer's number may stand from a symbol outside of its record."""
OF_INSURANCE: Final = (
    "康保", "被保", "険証", "険者", "健保", "国保", "社保", "会保", "共済", "組合", "入者", "格確", "格情", "後期", "けん",
)  # fmt: skip
OF_OTHERS: Final = (
    "ゆう", "郵便", "貯金", "銀行", "口座", "通帳", "振替", "図面", "証券", "年金", "生命", "損害", "火災", "自動", "車検", "部品",
    "型式", "規格", "製造", "債券", "株券", "介護", "雇用", "労災", "回路", "路線",
)  # fmt: skip
"""Two signs of words that tell what a 記号 belongs to, such as 健康保険 or 加入者; the nearest before it decides."""
CARE: Final = ("介護",)
ENDINGS: Final = "者証保療員の険"
"""What stands before 番号 in the labels of this number."""
_LABEL: Final = re.compile(r"(?:被保険者|保険|組合員|加入者|等|証|の)*(?:記号|番号|枝番|及び|No\.?)", re.IGNORECASE)
_PART: Final = re.compile(r"[^\W_の]+")


def find(text: Text) -> npt.NDArray[np.void]:
    """Pairs of 記号 and 番号, values behind the labels of this number and in fields of its names.

    STRONG_FORM: a pair whose surroundings are judged here; WEAK_FORM: a pair that nothing says the owner of;
    NEEDS_LABEL: a number alone; PARTIAL: too short to stand alone.
    """
    if not len(text.runs):
        return np.zeros(0, CANDIDATE)
    pairs, (apart, is_named), together = find_pairs(text), find_apart(text, ID), find_together(text, ID)
    fields, loose = find_in_fields(text, ID), find_behind(text, ENDINGS)
    if not any(len(found.start) for found in (pairs, apart, together, fields, loose)):
        return np.zeros(0, CANDIDATE)
    kept = ~np.isin(apart.number, pairs.number)
    apart, is_named = apart.take(kept), is_named[kept]
    judged = Written.join([pairs, together, apart])
    # A symbol and a number in two lines or cells stand where the number does.
    whole = text.folded.line_of(judged.start) == text.folded.line_of(judged.number)
    whole[len(whole) - len(apart.start) :] = False
    known = np.concatenate([np.zeros(len(whole) - len(is_named), np.bool_), is_named])
    fields = fields.take(~np.isin(fields.number, judged.number))
    loose = loose.take(~np.isin(loose.number, np.concatenate([judged.number, fields.number])))
    return np.concatenate(
        [_weigh_pairs(text, judged, whole, known), _weigh_labelled(text, Written.join([fields, loose]))]
    )


def _weigh_pairs(text: Text, found: Written, whole: Truth, is_named: Truth) -> npt.NDArray[np.void]:
    """Candidates of symbols and numbers that have labels of their own; ``is_named``: these say whose they are."""
    side = find_nearer(text, found.anchor, OF_INSURANCE, OF_OTHERS, NAMES_CHARS)
    side[is_named] = 1
    real = (side >= 0) & _is_issued(text, found)
    found, side, whole = found.take(real), side[real], whole[real]
    insured = _is_by_insurer(text, found)
    evidence = np.zeros(len(side), np.uint64)
    mark(evidence, insured, Evidence.INSURER_NUMBER)
    mark(evidence, insured | (side > 0), Note.STRONG_FORM)
    mark(evidence, ~insured & (side == 0), Note.WEAK_FORM)
    start = np.where(whole, found.start, found.number)
    return make_candidates(start, found.end, evidence, _keys_of(text.folded.chars, found))


def _weigh_labelled(text: Text, found: Written) -> npt.NDArray[np.void]:
    """Candidates of what a label of this number names."""
    found = found.take(_is_issued(text, found))
    of_care = (found.end - found.start == LONGEST_DIGITS) & is_near_word(text, found.start, CARE)
    found = found.take(~of_care | (found.symbol_end > found.start))
    evidence = np.zeros(len(found.start), np.uint64)
    alone, length = found.symbol_end == found.start, found.end - found.number
    mark(evidence, _is_by_insurer(text, found), Evidence.INSURER_NUMBER)
    mark(evidence, alone, Note.NEEDS_LABEL)
    mark(evidence, length < np.where(alone, LEAST_DIGITS, LEAST_BEHIND_SYMBOL), Note.PARTIAL)
    return make_candidates(found.start, found.end, evidence, _keys_of(text.folded.chars, found))


def _is_issued(text: Text, found: Written) -> Truth:
    """Whether numbers are short enough, and none that nobody is given."""
    length = found.end - found.number
    digits = window(text.folded.chars, found.number, LONGEST_DIGITS) - np.uint8(48)
    issued: Truth = length <= LONGEST_DIGITS
    for count in range(LEAST_RUN, LONGEST_DIGITS + 1):
        rows = np.flatnonzero(length == count)
        issued[rows] = ~is_counter_or_run(digits[rows, :count])
    return issued


def _is_by_insurer(text: Text, found: Written) -> Truth:
    """Whether a valid number of an insurer stands in the same record, or near."""
    insurers = find_insurers(text) if len(found.start) else found.start
    beside = np.zeros(len(found.start), np.bool_)
    if not len(insurers):
        return beside
    floor, ceiling = text.folded.block_borders(found.start)
    floor, ceiling = np.maximum(floor, found.start - INSURER_CHARS), np.minimum(ceiling, found.end + INSURER_CHARS)
    inside = np.searchsorted(insurers, found.start) != np.searchsorted(insurers, found.end)
    beside |= np.searchsorted(insurers, floor) < np.searchsorted(insurers, ceiling) - inside
    if len(text.fields.start):
        record_of = text.fields.record_holding
        same = np.isin(record_of(found.start, found.start + 1), record_of(insurers, insurers + 1))
        beside |= same & ~inside
    return beside


def _keys_of(chars: Bytes, parts: Written) -> npt.NDArray[np.bytes_]:
    """Symbol, hyphen and number; empty where the symbol is not written in plain letters and digits, or too long."""
    length, digits = parts.symbol_end - parts.start, parts.end - parts.number
    symbol = window(chars, parts.start, SYMBOL_CHARS)
    plain = is_digit(symbol) | is_letter(symbol) | (np.arange(SYMBOL_CHARS) >= length[:, None])
    whole = plain.all(axis=1) & (length + digits < 20)
    symbol = np.where(is_letter(symbol), symbol & np.uint8(0xDF), symbol)
    signs = np.zeros((len(length), 20), np.uint8)
    column = np.arange(20)
    joint = length[:, None] - (length == 0)[:, None]
    before, behind = column < length[:, None], (column > joint) & (column <= joint + digits[:, None])
    source = np.clip(column - joint - 1, 0, LONGEST_DIGITS - 1)
    number = np.take_along_axis(window(chars, parts.number, LONGEST_DIGITS), source, axis=1)
    signs[behind] = number[behind]
    signs[column == joint] = ord("-")
    signs[before] = np.pad(symbol, ((0, 0), (0, 20 - SYMBOL_CHARS)))[before]
    signs[~whole] = 0
    return np.ascontiguousarray(signs).view("S20").ravel()


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High beside a valid insurer's number; medium with a label; low for a bare pair of 記号 and 番号."""
    evidence = candidates["evidence"]
    insured = has(evidence, Evidence.INSURER_NUMBER)
    pair, bare = has(evidence, Note.STRONG_FORM), has(evidence, Note.WEAK_FORM)
    alone, short = has(evidence, Note.NEEDS_LABEL), has(evidence, Note.PARTIAL)
    judged = pair | bare
    clear = context.has_label & ~context.is_weak & ~judged
    vague = context.has_label & context.is_weak & ~judged
    in_column = context.is_named & (context.column_cells > 0)
    scores = np.select(
        [pair & insured, pair, bare, clear & insured & (~short | in_column), clear & ~alone, clear & ~short,
         clear & in_column, clear, vague & insured & ~short, vague & ~alone & ~short & context.is_named, vague & ~short],
        [95, 75, 35, 92, 75, 70, 62, 40, 75, 65, 40],
        0,
    )  # fmt: skip
    scores = restrain(cap_foreign(scores, context, ~judged), evidence, context, sure=judged)
    evidence[judged] &= ~np.uint64(Evidence.OTHER_LABEL)  # the words before a pair are weighed where it is found
    return scores


def normalise(value: str) -> str:
    """Symbol and number in capitals with a hyphen between, labels left out."""
    folded = _LABEL.sub(" ", unicodedata.normalize("NFKC", value)).upper()
    return "-".join(_PART.findall(folded))


def mask(value: str) -> str:
    """Only the last two digits shown, and the labels of symbol and number."""
    labels = [match.span() for match in _LABEL.finditer(value)]
    hidden = (
        sign if sign.isdigit() or not sign.isalnum() or any(start <= at < end for start, end in labels) else "*"
        for at, sign in enumerate(value)
    )
    last = re.findall(r"\d+", value)[-1:]  # the number, whose symbol may have digits too
    return mask_digits("".join(hidden), tail=min(2, len("".join(last)) // 2))


DETECTOR: Final = Detector(
    id=ID,
    title_ja="健康保険の被保険者等記号・番号",
    title_en="Health insurance symbol and number",
    risk_class="C4",
    rules_ja=(
        "記号と番号、または項目名のある番号があり、検査数字の正しい保険者番号が同じ記録または近くにある",
        "被保険者証などの語のある記号と番号。項目名のある 4～10 桁の番号",
        "何の記号・番号か分からない、または項目名があいまい",
    ),
    rules_en=(
        "symbol and number, or a labelled number, and a valid insurer's number in the record or near",
        "symbol and number with a word of health insurance before; a labelled number of 4 to 10 digits",
        "symbol and number of which nothing says the issuer, or a vague label",
    ),
    labels=(
        "被保険者番号", "被保険者no", "被保険者証番号", "被保険者証no", "被保険者等番号", "被保険者記号番号", "被保険者記号・番号", "被保険者証記号番号",
        "被保険者証記号・番号", "被保険者証の記号番号", "被保険者証の記号・番号", "被保険者等記号番号", "被保険者等記号・番号", "被保険者証等記号・番号", "保険証番号",
        "保険証no", "保険証の番号", "保険証記号番号", "保険証記号・番号", "保険証の記号番号", "保険証の記号・番号", "健康保険証番号", "健康保険証の番号", "健康保険証no",
        "健康保険証記号番号", "健康保険証記号・番号", "健康保険記号番号", "健康保険記号・番号", "健康保険番号", "健康保険no", "健康保険被保険者番号", "健康保険被保険者証番号",
        "健康保険被保険者証記号番号", "健康保険被保険者証記号・番号", "健康保険 被保険者番号", "健保証番号", "被保険者整理番号", "健康保険整理番号", "健保整理番号", "健康保険被保険者整理番号", "社会保険番号", "社保番号", "健保被保番", "健保被保番号", "協会けんぽ番号", "保険者証番号", "健保番号", "健保no", "健保記号番号", "健保記号・番号", "健保被保険者番号", "国保番号", "国保記号番号",
        "国保記号・番号", "国民健康保険番号", "国民健康保険証番号", "国民健康保険被保険者証番号", "国民健康保険被保険者番号", "後期高齢者医療被保険者番号", "後期高齢者被保険者番号",
        "後期高齢被保険者番号", "後期高齢者医療番号", "組合員証番号", "組合員証記号番号", "組合員証記号・番号", "加入者証番号", "加入者証記号番号", "資格確認書番号",
        "資格確認書記号番号", "資格確認書の番号", "保険記号番号", "保険記号・番号", "health insurance number", "health insurance no",
        "health insurance id", "health insurance card number", "health insurance card no", "insured number", "insured no", "insured person number",
        "insurance card number", "insurance card no", "insured id", "hokensho no", "hokensho bango", "hokensho number", "kenpo no", "kenpo bango",
        "kenko hoken no", "kenko hoken bango", "kenkou hoken no", "kenkou hoken bango", "hihokensha no", "hihokensha bango",
    ),
    weak_labels=(
        "保険証", "健康保険証", "被保険者証", "健康保険被保険者証", "資格確認書", "資格情報のお知らせ", "健康保険", "被保番号", "hoken bango", "被保険者記号", "被保険者等記号",
        "被保険者証記号", "保険証記号", "health insurance", "insurance number", "insurance no", "insurance id", "kenko hoken", "kenkou hoken",
    ),
    other_labels=(
        "保険者番号", "保険者no", "保険者番号等", "公費負担者番号", "公費受給者番号", "公費負担医療の受給者番号", "受給者番号", "負担者番号", "医療機関コード", "医療機関番号", "証券番号",
        "保険証券番号", "生命保険証券番号", "雇用保険被保険者番号", "雇用保険 被保険者番号", "雇用保険番号", "介護保険被保険者番号", "介護保険 被保険者番号", "労働保険番号",
        "年金手帳", "事業所番号", "事業所記号", "健康保険組合番号", "健康保険料", "健保組合コード", "insurer number", "insurer no", "hokensha no",
        "hokensha bango", "policy number", "policy no",
    ),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    speaks_of_person=True,
    person_key=PersonKey.ID,
)  # fmt: skip
