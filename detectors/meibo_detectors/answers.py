"""Answers in the fields of a form: what somebody filled in, and what only says that there is nothing to say."""

from __future__ import annotations

from typing import Final

import numpy as np

from meibo_detectors.dictionaries.word_table import table_of_words
from meibo_detectors.normalise import KANJI, KATAKANA, Offsets, Truth, is_digit, is_letter, table_of
from meibo_detectors.text import Text
from meibo_detectors.windows import window_within
from meibo_detectors.words_at import ends_with

NOTHING_TO_SAY: Final = (
    "なし", "無し", "ナシ", "無", "ない", "特になし", "特に無し", "特にない", "特にありません", "ありません", "ございません", "特記なし", "特記事項なし",
    "特記事項無し", "特記すべき事項なし", "特記すべきことなし", "該当なし", "該当無し", "該当せず", "該当しない", "非該当", "なし(本人申告)", "いいえ", "否",
    "未記入", "未入力", "未回答", "無回答", "記入なし", "無記入", "回答なし", "記載なし", "空欄", "不明", "不詳", "未定", "未確認", "未検査", "未実施", "未受診",
    "未登録", "未取得", "未提出", "対象外", "省略", "同上", "同左", "別紙", "別紙参照", "別紙のとおり", "非公開", "非開示", "マスキング済", "削除済",
    "0", "0人", "0名", "no", "none", "nothing", "nil", "null", "n/a", "na", "n.a.", "nan", "not applicable", "unknown", "undefined", "false", "tbd", "x",
    "有・無", "有無", "有 ・ 無", "有/無", "有 / 無", "有り・無し", "あり・なし", "あり ・ なし", "あり/なし", "無・有", "無 ・ 有", "なし・あり",
    "はい・いいえ", "はい/いいえ", "該当・非該当", "可・否", "yes/no", "男・女", "男 ・ 女", "男/女", "(なし)", "(無)", "(特になし)",
    "別途", "別途支給", "別途相談", "応相談", "要相談", "委細面談", "当社規定", "当社規定による", "規定による", "別途記載",
    "既往なし", "既往歴なし", "病歴なし", "犯罪歴なし", "アレルギーなし", "服薬なし", "扶養なし", "賞罰なし", "信仰なし", "無宗教", "支持政党なし",
)  # fmt: skip
"""Whole values of a field that nobody answered, denied, or left to be ticked on paper."""
INSTRUCTIONS: Final = ("ください", "下さい", "すること", "のこと", "を入力", "記入", "記載", "欄", "選択")
"""What a value ends with that tells how the form is to be filled in."""
_SHOWN_CHARS: Final = 12
_TAIL: Final = table_of(b' ",;}')
_TAIL_CHARS: Final = 4
_OPENS_STRUCTURE: Final = table_of(b"<{[")
_FULL_STOPS: Final = (ord("。"), ord("."))


def trim_answers(text: Text, start: Offsets, end: Offsets) -> Offsets:
    """The ends of values without what follows them where an object or a list is quoted in running text."""
    end = end.copy()
    rows = np.arange(len(end))
    for _ in range(_TAIL_CHARS):
        rows = rows[(end[rows] > start[rows] + 1) & _TAIL[text.folded.chars.take(end[rows] - 1, mode="clip")]]
        end[rows] -= 1
    return end


def is_answered(text: Text, start: Offsets, end: Offsets) -> Truth:
    """Whether each stretch, all of a field's value, tells something: a denial, a dash, a choice to tick do not."""
    codes = text.folded.letter_codes
    last = np.maximum(end - 1, 0)
    bare = end - np.isin(codes.take(last, mode="clip"), _FULL_STOPS)
    shown = window_within(text.folded.chars, start, end, _SHOWN_CHARS)
    written = is_digit(shown) | is_letter(shown) | ((shown >= KANJI) & (shown <= KATAKANA))
    silent = _OPENS_STRUCTURE[shown[:, 0]] if len(start) else np.zeros(0, np.bool_)
    silent |= ~written.any(axis=1) | table_of_words(NOTHING_TO_SAY).holds(text.hashes.of(start, bare))
    return np.asarray(~(silent | ends_with(text, start, bare, INSTRUCTIONS)))
