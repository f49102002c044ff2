"""Gender: 性別, sex.

Law: no identifier and no sensitive data by itself; one of the four basic data of the resident register.
Format: a word, a letter, or the code of ISO/IEC 5218 (0 unknown, 1 male, 2 female, 9 not applicable).
Spellings: ``男``, ``女性``, ``male``, ``M``, ``1``, ``その他``, ``回答しない``, a code with its word (``1:男``).
Check: none; such words are everywhere, so only a field named 性別 holds one; ``（女）`` behind a name is a hint.
False friends: statistics by sex (男女比), fashion (メンズ), tables of codes, a choice that nobody has ticked (男・女);
性自認 and 性的指向 are sensitive.

>>> normalise("女性"), normalise("Ｍ"), normalise("1:男")
('女', '男', '男')
>>> mask("女")
'***'
"""

from __future__ import annotations

import unicodedata
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.word_table import table_of_words
from meibo_detectors.evidence import Note, has
from meibo_detectors.masks import hide
from meibo_detectors.model import CANDIDATE, Context, Detector, join_candidates, make_candidates
from meibo_detectors.text import Text

ID: Final = "gender"
MALE: Final = (
    "男",
    "男性",
    "男子",
    "男児",
    "おとこ",
    "オトコ",
    "m",
    "male",
    "man",
    "boy",
    "1",
    "1:男",
    "1:男性",
    "1.男",
    "01",
)
FEMALE: Final = (
    "女",
    "女性",
    "女子",
    "女児",
    "おんな",
    "オンナ",
    "f",
    "female",
    "woman",
    "girl",
    "2",
    "2:女",
    "2:女性",
    "2.女",
    "02",
)
OTHERS: Final = (
    "その他", "無回答", "回答しない", "答えたくない", "回答したくない", "ノンバイナリー", "xジェンダー", "どちらでもない", "中性",
    "9", "0", "x", "other", "unknown", "non-binary", "nonbinary", "prefer not to say", "not specified", "unspecified",
)  # fmt: skip


NAMED_BESIDE: Final = ("jp_name", "dob")
NAMED_SCORE: Final = 95
BRACKET_SCORE: Final = 35
IN_BRACKETS: Final = ("男", "女", "男性", "女性")


def find(text: Text) -> npt.NDArray[np.void]:
    """Whole values of fields named 性別. PARTIAL: in brackets behind a name or a birth in a field named so."""
    fields = text.fields
    named = fields.named(ID)
    if not len(named):
        return _find_in_brackets(text)
    known = table_of_words((*MALE, *FEMALE, *OTHERS)).holds(text.hashes.of(fields.start[named], fields.end[named]))
    found = make_candidates(fields.start[named[known]], fields.end[named[known]], np.zeros(int(known.sum()), np.uint64))
    return join_candidates([found, _find_in_brackets(text)])


def _find_in_brackets(text: Text) -> npt.NDArray[np.void]:
    """``（女）`` at the end of such a field, with one sign or two in the brackets."""
    fields, chars = text.fields, text.folded.chars
    beside = np.concatenate([fields.named(other) for other in NAMED_BESIDE])
    end = fields.end[beside] - 1
    closed = chars.take(np.maximum(end, 0), mode="clip") == ord(")")
    beside, end = beside[closed], end[closed]
    if not len(beside):
        return np.zeros(0, CANDIDATE)
    found = []
    for length in (1, 2):
        start = np.maximum(end - length, 0)
        opened = (start > fields.start[beside] + 1) & (chars.take(start - 1, mode="clip") == ord("("))
        opened &= table_of_words(IN_BRACKETS).holds(text.hashes.of(start, end))
        marks = np.full(int(opened.sum()), int(Note.PARTIAL), np.uint64)
        found.append(make_candidates(start[opened], end[opened], marks))
    return join_candidates(found)


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High under its name, which the record lowers where nobody is named beside it; low in brackets."""
    in_brackets = has(candidates["evidence"], Note.PARTIAL)
    return np.select([in_brackets, context.is_named], [BRACKET_SCORE, NAMED_SCORE], 0).astype(np.uint8)


def normalise(value: str) -> str:
    """``男``, ``女``, or the word in lower case."""
    word = unicodedata.normalize("NFKC", value).strip().lower()
    return "男" if word in MALE else "女" if word in FEMALE else word


def mask(value: str) -> str:
    """Nothing shown, not even its length."""
    return hide(value)


DETECTOR: Final = Detector(
    id=ID,
    title_ja="性別",
    title_en="Gender",
    risk_class="C1",
    rules_ja=(
        "項目名が性別で、値が性別の語または符号であり、同じ記録に個人のデータがある",
        "（なし）",
        "項目名が性別で、値が性別の語または符号である。または、氏名・生年月日の後ろの括弧にある",
    ),
    rules_en=(
        "a word or code of gender in a field named as gender, beside other data of a person",
        "(none)",
        "a word or code of gender in a field named as gender; or in brackets behind a name or a birth",
    ),
    labels=(
        "性別", "性別区分", "性別コード", "男女別", "男女の別", "男女区分", "戸籍上の性別", "性", "sex", "gender", "sex code", "gender code",
        "seibetsu", "gender type",
    ),
    other_labels=("男女比", "性別比", "性別構成", "性別割合", "性別集計"),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    refuses_reference_numbers=False,
    score_alone=35,
)  # fmt: skip
