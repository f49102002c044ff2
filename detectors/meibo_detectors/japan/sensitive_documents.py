"""Documents about one person, told by their titles: 診療情報提供書, 健康診断個人票, 相談記録; 給与明細書, 源泉徴収票, 履歴書.

A title begins its line, or ends one: ``令和7年度　保健調査票``, ``合理的配慮に関する面談記録（控）``.
"""

from __future__ import annotations

import functools
from typing import Final, NamedTuple

import numpy as np

from meibo_detectors.character_tables import LAST_CODE
from meibo_detectors.dictionaries.tables import fold_for_look_up
from meibo_detectors.dictionaries.word_table import WordTable, make_word_table
from meibo_detectors.japan.sensitive_terms import DOCUMENT_TITLES
from meibo_detectors.kernels import titles
from meibo_detectors.normalise import OTHER, Bytes, Offsets, Truth, fold_label
from meibo_detectors.text import Text

PAY_TITLES: Final = (
    "給与明細書", "給与明細", "給与支給明細書", "給与支払明細書", "給料明細書", "給料支払明細書", "賞与明細書", "賞与明細", "賞与支給明細書", "源泉徴収票", "給与所得の源泉徴収票",
    "退職所得の源泉徴収票", "特別徴収税額決定通知書", "特別徴収税額の決定通知書", "特別徴収税額の決定・変更通知書", "税額決定通知書", "納税通知書", "住民税決定通知書", "課税証明書", "所得証明書",
    "所得課税証明書", "所得・課税証明書", "納税証明書", "履歴書", "職務経歴書", "身上書", "身上調書", "賃金台帳", "労働条件通知書", "雇用契約書", "内定通知書", "処遇通知書", "扶養控除等申告書",
    "扶養控除等(異動)申告書", "退職金計算書", "収入証明書", "給与証明書", "給与支払証明書", "家族調書", "家族状況届", "入居申込書", "借入申込書", "ローン申込書",
)  # fmt: skip
"""Titles of documents about one person's pay, taxes, family and schooling."""
REACH_CHARS: Final = 500
"""So far a title speaks; a block shows a little more than that of what stands before it."""
_MARKS: Final = "【「『《〈■□◆◇●○◎★☆※・"
_CLOSERS: Final = "】」』》〉"
_SIGNS: Final = {
    titles.OPENS: bytes((*b" \t[<(#*=-\"',|", OTHER)),
    titles.FOLLOWS: b" \t\r\n(),:|\"'>]*#=-/;",
    titles.IS_BLANK: b" \t\r",
    titles.PARTS_LINE: b":=,;|\t\"'<>",
    titles.IS_EDGE: b"\t,|;",
}
_STOPS: Final = "。、「」・：→"
_DATES: Final = "年度分月期号税季回次付援談"


class _Titles(NamedTuple):
    code_traits: Bytes
    words: WordTable
    is_length: Bytes


@functools.cache
def _titles(known: tuple[str, ...]) -> _Titles:
    """Titles as they are written, with blanks between their characters too, as the kernel asks for them."""
    words = {fold_for_look_up(fold_label(word)) for word in known}
    words |= {blank.join(word) for word in words if len(word) <= 7 for blank in (" ", "  ")}
    firsts, lasts = ("".join(sorted({word[at] for word in words})) for at in (0, -1))
    meanings = {
        titles.IS_FIRST: firsts,
        titles.IS_LAST: lasts + _CLOSERS + ") \t\r\u3000",
        titles.IS_MARK: _MARKS,
        titles.IS_CLOSER: _CLOSERS,
        titles.IS_STOP: _STOPS,
        titles.IS_DATE: _DATES,
        titles.ENDS_TITLE: lasts,
    }
    code_traits = np.zeros(LAST_CODE + 1, np.uint8)
    for trait, signs in meanings.items():
        code_traits[[ord(sign) for sign in signs]] |= np.uint8(trait)
    lengths = sorted({len(word) for word in words})
    is_length = np.zeros(lengths[-1] + 1, np.uint8)
    is_length[lengths] = 1
    return _Titles(code_traits, make_word_table(sorted(words)), is_length)


@functools.cache
def _traits() -> Bytes:
    traits = np.zeros(256, np.uint8)
    for trait, signs in _SIGNS.items():
        traits[list(signs)] |= np.uint8(trait)
    return traits


def find_documents(text: Text, known: tuple[str, ...] = DOCUMENT_TITLES) -> tuple[Offsets, Offsets]:
    """Stretches behind titles that stand alone on their line, ascending; they end with their block."""
    folded = text.folded
    nothing = np.zeros(0, np.int64)
    if folded.is_ascii or not len(folded.chars):
        return nothing, nothing
    roof = folded.joined_start
    starts, line_ends = folded.block_starts, folded.line_ends
    end = titles.find_titles(
        folded.chars[:roof],
        text.look_up_codes[:roof],
        starts[: np.searchsorted(starts, roof)],
        line_ends[: np.searchsorted(line_ends, roof)],
        _traits(),
        *_titles(known),
    )
    if not len(end):
        return nothing, nothing
    end = np.unique(end)
    block_end = np.append(folded.block_starts, roof)[np.searchsorted(folded.block_starts, end, "right")]
    reach = np.minimum(np.minimum(end + REACH_CHARS, block_end), roof)
    return end, np.minimum(reach, np.append(end[1:], len(folded.chars)))  # as far as the next title


def is_inside(offsets: Offsets, start: Offsets, end: Offsets) -> Truth:
    """Whether each offset lies in one of the stretches, which ascend by start and by end."""
    if not len(start):
        return np.zeros(len(offsets), np.bool_)
    at = np.searchsorted(start, offsets, "right") - 1
    return np.asarray((at >= 0) & (offsets < end[np.maximum(at, 0)]))
