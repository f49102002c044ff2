"""Sensitive data of a person: 要配慮個人情報 and 機微情報, as a record and not as a topic.

Law: Act on the Protection of Personal Information art. 2(3), Cabinet Order art. 2, Rules art. 5 (race, creed, social
status, medical history, criminal record, harm by a crime, disability, results of health checks, treatment, criminal and
juvenile procedure); guideline for the financial sector art. 5 adds unions, family register, descent, sexual life. A leak
is reported whatever the number of people (Rules art. 7, item 1).
Format: none; the finding is the answer in a field named 診断名, 障害等級, 信仰 ..., or a known word in a field of remarks.
Spellings: the cell below or right of the name, the rest of the line behind ``：`` or a blank, a value of JSON or XML.
Check: somebody is named in the same record; in a document with a title such as 診療情報提供書 shortly before is enough.
False friends: articles, regulations, training, statistics, blank forms, denials (既往歴　なし), faults of machines (障害).

>>> normalise("Ｃ型肝炎 "), normalise("胃がん（ステージII）")
('c型肝炎', '胃がん(ステージii)')
>>> DETECTOR.show("てんかん", 1)
'medical-history'
"""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.answers import is_answered, trim_answers
from meibo_detectors.character_tables import LAST_CODE, make_code_table
from meibo_detectors.dictionaries.word_table import table_of_words
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.japan.sensitive_documents import find_documents, is_inside
from meibo_detectors.japan.sensitive_surroundings import has_only_authors, is_of_machine
from meibo_detectors.japan.sensitive_terms import CATEGORIES, DENIALS, FREE_NAMES
from meibo_detectors.japan.sensitive_words import HEALTH_CHECK, LONGEST_CELL_CHARS, Words, find_words, has_ending
from meibo_detectors.masks import hide
from meibo_detectors.model import CANDIDATE, Context, Detector, Kind, join_candidates, make_candidates
from meibo_detectors.normalise import Offsets, Truth, is_digit, table_of, without_blanks
from meibo_detectors.text import Text
from meibo_detectors.windows import window
from meibo_detectors.words_at import ends_with

ID: Final = "sensitive"
NAMED_SCORE: Final = 95
WEAKLY_NAMED_SCORE: Final = 80
WORD_SCORE: Final = 75
MEASURE_SCORE: Final = 35
_SHORT_CHARS: Final = 20
EXPLANATIONS: Final = (
    "未満", "以上", "以下", "目標", "を目標に", "を目安に", "が目安", "望ましい", "ましょう", "でしょう", "場合がある", "ことがある", "とする",
    "により異なる", "問いません", "不問", "どおり", "どおりに", "のとおり", "通りに",
)  # fmt: skip
"""What values end with that say nothing of one person."""
_WORD_ENDS: Final = [ord(sign) for sign in "箋書票表欄歴名録帳証別等区"]
_SIGN_CHARS: Final = 6
_SIGNS: Final = table_of(b" ()+-0123456789/")
_COUNTS: Final = "人名件例"


def find(text: Text) -> npt.NDArray[np.void]:
    """Answers in fields of sensitive data; words in remarks and in documents about one person's health or hardship.

    STRONG_FORM: the answer is a known word or a disease by its ending. NEEDS_LABEL: it is a sentence. PARTIAL: a word, whatever the field's name.
    WEAK_FORM: the value of a test in running text. SEPARATED: the only person of the record is an author or a clerk.
    """
    documents = find_documents(text)
    found = [_find_answers(text), _find_in_remarks(text)]
    if len(documents[0]):
        found.append(_find_in_documents(text, *documents))
    candidates = join_candidates(found)
    if not len(candidates):
        return candidates
    if len(documents[0]):
        mark(candidates["evidence"], is_inside(candidates["start"], *documents), Evidence.DOCUMENT_CLASS)
    mark(candidates["evidence"], has_only_authors(text, candidates["start"]), Note.SEPARATED)
    return candidates


def _find_answers(text: Text) -> npt.NDArray[np.void]:
    """All of a field that is named as sensitive."""
    fields = text.fields
    named = fields.named(ID)
    named = named[fields.end[named] - fields.start[named] <= LONGEST_CELL_CHARS]
    if not len(named):
        return np.zeros(0, CANDIDATE)
    start = fields.start[named]
    end = trim_answers(text, start, fields.end[named])
    words = find_words(text, start, end)
    kind = np.zeros(len(start), np.uint8)
    kind[words.stretch[::-1]] = np.where(words.is_measure, 0, words.kind)[::-1]  # of several words the first
    known = kind > 0
    denied = ~known & (end - start <= _SHORT_CHARS) & ends_with(text, start, end, DENIALS)
    denied |= is_of_machine(text, named)
    denied |= _is_explained(text, start, end, fields.column[named] < 0) | _is_cut_word(text, start, end)
    silent = ~is_answered(text, start, end) & ~_is_positive(text, start, end)
    evidence = np.zeros(len(start), np.uint64)
    mark(evidence, known | has_ending(text, start, end), Note.STRONG_FORM)
    ends_sentence = text.folded.letter_codes.take(np.maximum(end - 1, 0), mode="clip") == ord("。")
    mark(evidence, ends_sentence & (fields.column[named] < 0), Note.NEEDS_LABEL)
    # A denial is no finding, yet it fits the column: most people have no history of a disease.
    mark(evidence, silent | denied | _is_count(text, start, end), Evidence.PLACEHOLDER)
    return make_candidates(start, end, evidence, kind=kind)


def _is_explained(text: Text, start: Offsets, end: Offsets, in_form: Truth) -> Truth:
    """Whether a value outside of tables tells readers what is so in general: a bound, an aim, a polite sentence."""
    codes = text.folded.letter_codes
    end = end - (codes.take(np.maximum(end - 1, 0), mode="clip") == ord("。"))
    return np.asarray(in_form & ends_with(text, start, end, EXPLANATIONS))


def _is_cut_word(text: Text, start: Offsets, end: Offsets) -> Truth:
    """Whether the value is a single kanji that ends the word of its name: ``処 方 箋``."""
    last = text.folded.letter_codes.take(start, mode="clip")
    return np.asarray((end - start == 1) & np.isin(last, _WORD_ENDS))


def _is_positive(text: Text, start: Offsets, end: Offsets) -> Truth:
    """Whether the value is the sign of a positive test: ``(+)``, ``2+``."""
    shown = window(text.folded.chars, start, _SIGN_CHARS)
    shown[np.arange(_SIGN_CHARS) >= (end - start)[:, None]] = ord(" ")
    return np.asarray((end - start < _SIGN_CHARS) & (shown == ord("+")).any(axis=1) & _SIGNS[shown].all(axis=1))


def _find_in_remarks(text: Text) -> npt.NDArray[np.void]:
    """Known words in fields where anything may stand."""
    fields = text.fields
    free = text.fields_named(table_of_words(FREE_NAMES))
    free = free[fields.label[free] < 0]
    if not len(free):
        return np.zeros(0, CANDIDATE)
    words = find_words(text, fields.start[free], fields.end[free])
    return _read_words(words)


def _find_in_documents(text: Text, start: Offsets, end: Offsets) -> npt.NDArray[np.void]:
    """Known words in documents about one person; those that name a field say nothing about its answer."""
    found = _read_words(find_words(text, start, end))
    return found[~np.isin(found["start"], text.fields.cells.name_start)]


def _read_words(words: Words) -> npt.NDArray[np.void]:
    evidence = np.full(len(words.start), int(Note.PARTIAL), np.uint64)
    mark(evidence, words.is_measure | words.is_vague, Note.WEAK_FORM)
    return make_candidates(words.start, words.end, evidence, kind=words.kind)


def _is_count(text: Text, start: Offsets, end: Offsets) -> Truth:
    """A number of people or cases: a statistic (specification 6.3, R5)."""
    last = np.minimum(text.folded.letter_codes.take(np.maximum(end - 1, 0), mode="clip"), LAST_CODE)
    begins = is_digit(text.folded.chars.take(start, mode="clip"))
    return np.asarray(_counts()[last] & begins & (end - start <= _SHORT_CHARS))


@functools.cache
def _counts() -> Truth:
    return make_code_table(_COUNTS)


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High under its name, medium under a vague one with a known word; the record lowers it where nobody is named."""
    evidence = candidates["evidence"]
    partial = has(evidence, Note.PARTIAL)
    named = context.is_named & ~partial
    prose = has(evidence, Note.NEEDS_LABEL) & ~has(evidence, Note.STRONG_FORM | Evidence.DOCUMENT_CLASS)
    scores = np.select(
        [
            has(evidence, Evidence.PLACEHOLDER),
            named & prose,
            named & ~context.is_weak,
            named & has(evidence, Note.STRONG_FORM),
            partial & has(evidence, Note.WEAK_FORM),
            partial,
        ],
        [0, 0, NAMED_SCORE, WEAKLY_NAMED_SCORE, MEASURE_SCORE, WORD_SCORE],
        0,
    )
    others = has(evidence, Note.SEPARATED) & ~has(evidence, Evidence.DOCUMENT_CLASS)
    return np.where(others, np.minimum(scores, MEASURE_SCORE), scores).astype(np.uint8)


def normalise(value: str) -> str:
    """Without blanks, in half-width lower-case letters."""
    return without_blanks(value)


def mask(value: str) -> str:
    """Nothing shown, not even its length."""
    return hide(value)


DETECTOR: Final = Detector(
    id=ID,
    title_ja="要配慮個人情報・機微情報",
    title_en="Sensitive data of a person",
    risk_class="C5",
    rules_ja=(
        "項目名が病歴・健診結果・障害・信条・犯罪歴などで値があり、同じ記録に個人のデータがある",
        "備考・休職理由などの項目に既知の病名などがあり、同じ記録に個人のデータがある。または、個人を記した診断書・相談記録などの文書にある",
        "同じ記録に個人のデータがない。または、文中の検査値",
    ),
    rules_en=(
        "an answer in a field named as medical history, health check, disability, creed, criminal record ... beside other data of a person",
        "a known disease in remarks or a vaguely named field, beside other data of a person; or in a medical certificate or the like that names somebody shortly before",
        "nobody is named in the same record; or the value of a test in running text",
    ),
    labels=tuple(label for one in CATEGORIES for label in one.labels),
    weak_labels=tuple(label for one in CATEGORIES for label in one.weak_labels),
    other_labels=(
        "システム障害", "障害番号", "障害管理番号", "障害件数", "障害対応", "障害報告", "通信障害", "合否判定", "与信判定", "品質判定", "信用判定", "可否判定", "検査結果番号", "宗教法人", "障害復旧",
        "信条別", "檀家番号", "檀家コード", "宗教コード", "障害区分コード", "相談件数", "診断件数", "病床数", "病院名", "傷病手当金", "傷病手当", "健康診断日", "健康診断受診日", "健診日", "受診日", "診断日", "発病日", "処方日", "判定日", "手帳交付日", "妊娠届出日",
    ),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    refuses_reference_numbers=False,
    score_alone=35,
    kinds=tuple(
        Kind(one.id, one.title_ja, one.title_en, (*one.labels, *one.weak_labels), one.risk_class) for one in CATEGORIES
    ),
    ends_before_others=True,
    hides_value=True,
)  # fmt: skip
assert DETECTOR.kinds[HEALTH_CHECK - 1].id == "health-check"  # noqa: S101
