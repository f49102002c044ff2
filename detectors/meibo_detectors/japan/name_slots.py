"""Places in a text where a name is expected: behind a label, a title or a department, at a time of a chat, before a mail
address, before brackets that say where somebody works.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import numpy as np

from meibo_detectors.dictionaries.word_table import WordTable, make_word_table
from meibo_detectors.japan.name_words import HONORIFICS, LEADING_WORDS, PERSONAL_HONORIFICS, mark_characters
from meibo_detectors.normalise import KANJI, fold_label, is_digit
from meibo_detectors.windows import first_column, window

if TYPE_CHECKING:
    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text

LABELS: Final = (
    "作成", "確認", "承認", "審査", "査閲", "照査", "検図", "設計", "製図", "起票", "起案", "決裁", "文責", "校閲", "監修", "記録", "記", "司会", "進行",
    "議長", "書記", "座長", "主査", "副査", "担当", "担任", "幹事", "窓口", "受付", "講師", "講演", "発表", "報告", "出席", "欠席", "参加", "同席", "同行", "立会",
    "参加者", "対応", "応対", "代理人", "保証人", "立会人", "管理人", "引受人", "相続人", "連絡先", "宛先", "差出人", "リーダー", "マネージャー", "マネジャー",
    "メンバー", "ディレクター", "プロデューサー", "モデレーター", "パネリスト", "ファシリテーター", "レビュアー", "レビューア", "スタッフ", "コーディネーター",
    "チーフ", "取締役", "代表社員", "業務執行社員", "顧問", "当社", "先方", "弊社", "PM", "PL", "SE", "PMO",
)  # fmt: skip
"""What a word ends with that has a name behind it, a colon or blanks between: 資料作成：, 内容確認　, サブリーダー."""
PERSONS: Final = "者員師士長係役"
"""The same of one kanji: 来訪者, 警備員, 理学療法士, 製造係長, 記録係, 監査役."""
DEPARTMENTS: Final = "部課係室科局署"
KINSHIPS: Final = "妻夫父母子兄弟姉妹"
PARTIES: Final = ("弊社", "当社", "先方", "同社", "当方", "御社", "貴社")
TITLES: Final = tuple(word for word in HONORIFICS if len(word) > 1 and word not in PERSONAL_HONORIFICS)
LONGEST_LABEL: Final = 7
MOST_JOINTS: Final = 4
MAIL_CHARS: Final = 64
BRACKET_CHARS: Final = 12
_JOINTS: Final = " \t:*"
_COLON, _OPENING, _CLOSING = (ord(sign) for sign in ":()")


def is_labelled(text: Text, start: Offsets) -> Truth:
    """Whether a label or title, and a colon or blanks, stand before each offset: 資料作成：小暮智也, 製造係長　小暮智也."""
    found = np.zeros(len(start), np.bool_)
    rows, at = _before_joints(text, start)
    last = np.flatnonzero(_endings().take(text.look_up_codes.take(at - 1)))
    rows, at = rows[last], at[last]
    for length in range(1, LONGEST_LABEL + 1):
        left = np.flatnonzero((at >= length) & ~found[rows])
        words = text.hashes.of(at[left] - length, at[left])
        found[rows[left]] = _labels().holds(words) if length > 1 else _persons().holds(words)
    return found


def is_placed(text: Text, start: Offsets, end: Offsets) -> Truth:
    """Whether what stands around each stretch has a name there: see the module."""
    found = np.zeros(len(start), np.bool_)
    rows, at = _before_joints(text, start)
    chars, codes = text.folded.chars, text.look_up_codes
    last = codes.take(at - 1)
    work = np.flatnonzero(_departments().take(last) & (at > 1))
    found[rows[work]] = chars.take(at[work] - 2) == KANJI
    timed = np.flatnonzero(is_digit(chars.take(at - 1)) | (last == ord("]")))
    rows, at = rows[timed], at[timed]
    at = at - (chars.take(at - 1) == ord("]"))
    spoken = (at >= 4) & is_digit(chars.take(at - 1, mode="clip")) & is_digit(chars.take(at - 2, mode="clip"))
    spoken &= (chars.take(at - 3, mode="clip") == _COLON) & is_digit(chars.take(at - 4, mode="clip"))
    found[rows[spoken]] |= np.isin(_behind_blank(text, end[rows[spoken]])[0], [_COLON, ord(">"), ord("「")])
    found[_follows_company(text, start)] = True
    return found | _has_mail_behind(text, end) | _is_described(text, end)


def _follows_company(text: Text, start: Offsets) -> Offsets:
    """Which of these offsets stand directly behind a word for one of two parties: 弊社小暮智也."""
    rows = np.flatnonzero(_party_endings().take(text.look_up_codes.take(start - 1, mode="clip")) & (start > 1))
    return rows[_parties().holds(text.hashes.of(start[rows] - 2, start[rows]))]


def _before_joints(text: Text, start: Offsets) -> tuple[Offsets, Offsets]:
    """Which of these offsets have a colon or blanks before them, and where those begin."""
    chars, joints = text.folded.chars, _joint_table()
    rows = np.flatnonzero(joints.take(chars.take(start - 1, mode="clip")) & (start > 1))
    at = start[rows]
    for _ in range(MOST_JOINTS):
        at = at - (joints.take(chars.take(at - 1)) & (at > 1))
    return rows, at


def _behind_blank(text: Text, end: Offsets) -> tuple[Offsets, Offsets]:
    """The character behind each offset, or behind the blank there, and where it stands."""
    chars = text.folded.chars
    at = end + (chars.take(end, mode="clip") == ord(" "))
    codes = np.where(at < len(chars), text.folded.letter_codes.take(at, mode="clip"), 0)
    return codes.astype(np.int64), at


def _has_mail_behind(text: Text, end: Offsets) -> Truth:
    """Whether a mail address in angle brackets follows: 小暮 智也 <kogure@...>, "小暮 智也" <kogure@...>."""
    found = np.zeros(len(end), np.bool_)
    signs = np.flatnonzero(text.folded.chars == ord("@"))
    if not len(signs):
        return found
    behind = end + (text.folded.chars.take(end, mode="clip") == ord('"'))
    code, at = _behind_blank(text, behind)
    rows = np.flatnonzero(code == ord("<"))
    following = signs.take(np.searchsorted(signs, at[rows]), mode="clip")
    found[rows] = (following > at[rows]) & (following - at[rows] <= MAIL_CHARS)
    return found


def _is_described(text: Text, end: Offsets) -> Truth:
    """Whether brackets follow that hold a department, a title, or a kinship: 小暮智也（総務部）, 小暮智也（妻）."""
    found = np.zeros(len(end), np.bool_)
    chars, codes = text.folded.chars, text.look_up_codes
    rows = np.flatnonzero((chars.take(end, mode="clip") == _OPENING) & (end < len(chars)))
    if not len(rows):
        return found
    inside = end[rows] + 1
    size = first_column(window(chars, inside, BRACKET_CHARS) == _CLOSING)
    closed = np.flatnonzero((size >= 1) & (size < BRACKET_CHARS))
    rows, inside, size = rows[closed], inside[closed], size[closed]
    words = text.hashes.of(inside, inside + size)
    ends = codes.take(inside + size - 1)
    found[rows] = ((size == 1) & _kinships().take(ends)) | ((size > 1) & _departments().take(ends))
    found[rows] |= _titles().holds(words)
    return found


@functools.cache
def _joint_table() -> Truth:
    table = np.zeros(256, np.bool_)
    table[[ord(sign) for sign in _JOINTS]] = True
    return table


def _fold(words: tuple[str, ...]) -> list[str]:
    return [fold_label(word) for word in words]


@functools.cache
def _endings() -> Truth:
    """For each code point whether a label, title or calling ends with it."""
    return mark_characters((*_fold((*LABELS, *LEADING_WORDS, *TITLES)), *PERSONS), -1)


@functools.cache
def _labels() -> WordTable:
    return make_word_table(_fold((*LABELS, *LEADING_WORDS, *TITLES)))


@functools.cache
def _persons() -> WordTable:
    return make_word_table(tuple(PERSONS))


@functools.cache
def _parties() -> WordTable:
    return make_word_table(PARTIES)


@functools.cache
def _party_endings() -> Truth:
    return mark_characters(PARTIES, -1)


@functools.cache
def _titles() -> WordTable:
    return make_word_table(_fold((*HONORIFICS, *LABELS)))


@functools.cache
def _departments() -> Truth:
    return mark_characters(tuple(DEPARTMENTS), 0)


@functools.cache
def _kinships() -> Truth:
    return mark_characters(tuple(KINSHIPS), 0)
