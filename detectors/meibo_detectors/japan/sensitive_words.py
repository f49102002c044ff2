"""Words of sensitive data in chosen stretches of a text: names of diseases, disabilities, beliefs, test values."""

from __future__ import annotations

import functools
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.character_tables import LAST_CODE, make_code_table
from meibo_detectors.japan.sensitive_terms import CATEGORIES, DENIALS, ENDINGS, TOPICS
from meibo_detectors.kernels.word_matches import WordTrie, find_words_apart
from meibo_detectors.normalise import Offsets, Truth, fold_label, is_digit, is_letter, table_of
from meibo_detectors.text import Text
from meibo_detectors.word_search import codes_of, make_matcher
from meibo_detectors.words_at import begins_word, ends_with

MEASURES: Final = (
    "hba1c", "ヘモグロビンa1c", "血圧", "血糖値", "空腹時血糖", "随時血糖", "bmi", "γ-gtp", "egfr", "クレアチニン", "中性脂肪", "総コレステロール",
    "ldlコレステロール", "hdlコレステロール", "尿酸値",
)  # fmt: skip
"""Tests whose value follows directly."""
HEALTH_CHECK: Final = 1 + [category.id for category in CATEGORIES].index("health-check")
LONGEST_CELL_CHARS: Final = 300
_MEASURE_CHARS: Final = 14
_GRADE_CHARS: Final = 8
_HANDBOOK: Final = "手帳"
_GRADE_CODES: Final = "0123456789abc一二三四五六級判定種度重中軽最第()・の "
_GRADE_SIGNS: Final = "123456abc一二三四五六級度"
_HELD: Final = ("所持", "を所持", "取得", "を取得", "保有", "を保有", "交付", "の交付", "あり", "有", "有り")
"""Behind the name of a certificate: somebody holds it."""
_VALUE: Final = table_of(b"0123456789./% mghkldabc")
_JOINT: Final = table_of(b" :=(")


class Words(NamedTuple):
    """Words found, ascending; arrays are parallel."""

    start: Offsets
    end: Offsets
    """A test includes its value, the certificate of a disability its grade."""
    kind: npt.NDArray[np.uint8]
    """Number of the category, from 1 on."""
    is_measure: Truth
    is_vague: Truth
    """A certificate without grade, which nobody is said to hold."""
    stretch: Offsets
    """Index of the stretch that was searched."""


class _Table(NamedTuple):
    matcher: WordTrie
    kind: npt.NDArray[np.uint8]
    is_measure: Truth
    is_handbook: Truth


@functools.cache
def _table() -> _Table:
    kinds = {fold_label(word): number for number, one in enumerate(CATEGORIES, 1) for word in one.words}
    measures = {fold_label(word) for word in MEASURES}
    words = sorted({**kinds, **dict.fromkeys(measures, HEALTH_CHECK)})
    return _Table(
        make_matcher(words),
        np.array([kinds.get(word, HEALTH_CHECK) for word in words], np.uint8),
        np.array([word in measures for word in words]),
        np.array([word.endswith(_HANDBOOK) for word in words]),
    )


def find_words(text: Text, start: Offsets, end: Offsets) -> Words:
    """The words in these stretches, ascending and apart; none that is denied or a mere topic (R4, R5)."""
    if not len(start):
        return _no_words()
    end = np.minimum(end, start + LONGEST_CELL_CHARS * 2)
    table = _table()
    number, at, to, stretch = find_words_apart(table.matcher, codes_of(text.folded), start, end)
    if not len(number):
        return _no_words()
    roof = end[stretch]
    fits = _is_whole(text, at, to) & ~begins_word(text, to, roof, (*DENIALS, *TOPICS))
    number, at, to, roof, stretch = number[fits], at[fits], to[fits], roof[fits], stretch[fits]
    is_measure, is_handbook = table.is_measure[number], table.is_handbook[number]
    measured, to = _extend_measures(text, to, roof, is_measure)
    graded, to = _extend_grades(text, to, roof, is_handbook)
    held = begins_word(text, to, roof, _HELD)
    kept = ~is_measure | measured
    vague = is_handbook & ~graded & ~held
    return Words(at[kept], to[kept], table.kind[number[kept]], is_measure[kept], vague[kept], stretch[kept])


def _no_words() -> Words:
    nothing, never = np.zeros(0, np.int64), np.zeros(0, np.bool_)
    return Words(nothing, nothing, np.zeros(0, np.uint8), never, never, nothing)


def has_ending(text: Text, start: Offsets, end: Offsets) -> Truth:
    """Whether each stretch, all of a value, ends as names of diseases do."""
    return ends_with(text, start, end, ENDINGS)


def _is_whole(text: Text, start: Offsets, end: Offsets) -> Truth:
    """Not within a longer Latin word or number."""
    chars = text.folded.chars
    first, last = chars.take(start, mode="clip"), chars.take(np.maximum(end - 1, 0), mode="clip")
    before, behind = chars.take(np.maximum(start - 1, 0), mode="clip"), chars.take(end, mode="clip")
    cut = is_letter(first) & is_letter(before) & (start > 0)
    cut |= is_letter(last) & is_letter(behind)
    cut |= is_digit(last) & is_digit(behind)
    return np.asarray(~cut)


def _extend_measures(text: Text, end: Offsets, roof: Offsets, where: Truth) -> tuple[Truth, Offsets]:
    """Whether a number stands behind, and the ends with numbers and units included."""
    chars = text.folded.chars
    value = end + (_JOINT[chars.take(end, mode="clip")] & where)
    measured = where & is_digit(chars.take(value, mode="clip")) & (value < roof)
    rows = np.flatnonzero(measured)
    reach = value[rows]
    for _ in range(_MEASURE_CHARS):
        reach = reach + (_VALUE[chars.take(reach, mode="clip") | np.uint8(32)] & (reach < roof[rows]))
    reach = reach - (chars.take(reach - 1, mode="clip") == ord(" "))
    extended = end.copy()
    extended[rows] = reach
    return measured, extended


def _extend_grades(text: Text, end: Offsets, roof: Offsets, where: Truth) -> tuple[Truth, Offsets]:
    """Whether a grade stands behind, and the ends with it included."""
    allowed, signs = _grade_tables()
    codes = text.folded.letter_codes
    rows = np.flatnonzero(where)
    reach, graded = end[rows], np.zeros(len(rows), np.bool_)
    last = reach.copy()
    going = np.ones(len(rows), np.bool_)
    for _ in range(_GRADE_CHARS):
        code = np.minimum(codes.take(reach, mode="clip"), LAST_CODE)
        going &= allowed[code] & (reach < roof[rows])
        reach = reach + going
        graded |= going & signs[code]
        last = np.where(going & (allowed[code] & ~_is_loose(code)), reach, last)
    is_graded = np.zeros(len(end), np.bool_)
    is_graded[rows] = graded
    extended = end.copy()
    extended[rows] = np.where(graded, last, end[rows])
    return is_graded, extended


@functools.cache
def _grade_tables() -> tuple[Truth, Truth]:
    """What a grade is written with, and the signs of which it has one at least."""
    return make_code_table(_GRADE_CODES), make_code_table(_GRADE_SIGNS)


def _is_loose(code: npt.NDArray[np.uint32]) -> Truth:
    """Signs that no grade ends with."""
    return np.isin(code, [ord(sign) for sign in "第(・の "])
