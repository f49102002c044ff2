"""Symbols and numbers of insured people as they are written: ``記号 12 番号 345``, ``記号・番号 318・4410926``, ``12-345``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.character_tables import HIRAGANA, KANJI, KATAKANA, LAST_CODE, PROLONGED, make_code_table
from meibo_detectors.normalise import Offsets, Truth, is_digit, is_letter
from meibo_detectors.text import Text
from meibo_detectors.windows import first_column, window
from meibo_detectors.words_near import find_word

SYMBOL_CHARS: Final = 12
NUMBER_DIGITS: Final = 8
BRANCH_DIGITS: Final = 2
_GAP_CHARS: Final = 8
_SYMBOL: Final = "記号"
_NUMBER: Final = "番号"
_BRANCH: Final = "枝番"
_INSURER: Final = "保険者"
_INSURED: Final = ord("被")
_HYPHEN: Final = ord("-")


Codes = npt.NDArray[np.uint32]


_BETWEEN_LABELS: Final = make_code_table("・/､、,&-及びと")
_BLANKS: Final = make_code_table(" \t:=「」『』[]【】()<>は第|")
_BLANKS_AND_BREAKS: Final = _BLANKS | make_code_table("\r\n")
_APART: Final = _BLANKS_AND_BREAKS | make_code_table("・、,/")
_JOINTS: Final = make_code_table("・-の _")
_SPACE: Final = make_code_table(" ")
_TIGHT: Final = make_code_table("・-_")
_IS_WIDE: Final = np.isin(np.arange(256), (KANJI, HIRAGANA, KATAKANA, PROLONGED))
_DATE_SIGNS: Final = make_code_table("/年")
_NO_SYMBOL: Final = make_code_table("・の番第は")


class Written(NamedTuple):
    """Symbols and numbers in order; arrays are parallel."""

    anchor: Offsets
    """Where the label ends that they stand behind."""
    start: Offsets
    symbol_end: Offsets
    """Equal to ``start`` where no symbol is written."""
    number: Offsets
    end: Offsets

    @staticmethod
    def join(parts: Sequence[Written]) -> Written:
        """All of them, one part after the other."""
        return Written(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    @staticmethod
    def none() -> Written:
        """Nothing."""
        return Written(*(np.zeros(0, np.int64) for _ in Written._fields))

    def take(self, rows: Offsets | Truth) -> Written:
        """Some of them."""
        return Written(*(part[rows] for part in self))


def find_pairs(text: Text) -> Written:
    """Every ``記号 ... 番号 ...`` and ``記号・番号 ...`` of a text, whoever issues them."""
    codes = text.folded.letter_codes
    anchor = find_word(text, _SYMBOL) + len(_SYMBOL)
    if not len(anchor):
        return Written.none()
    begin = anchor + _count(codes, anchor, _BETWEEN_LABELS, 4)
    joint = _stands(codes, begin, _NUMBER)
    together = _skip_branch_label(codes, begin[joint] + len(_NUMBER))
    value = together + _count(codes, together, _BLANKS_AND_BREAKS, _GAP_CHARS)
    found = Written.join([read_value(text, anchor[joint], value), _read_apart(text, anchor[~joint])])
    return found.take(text.folded.block_of(found.anchor) == text.folded.block_of(found.end - 1))


def find_behind(text: Text, label_endings: str) -> Written:
    """Values directly behind ``番号`` with one of these signs before it, but 保険者番号; a symbol may be written or not."""
    codes = text.folded.letter_codes
    at = find_word(text, _NUMBER)
    if not len(at):
        return Written.none()
    at = at[_is_one(codes.take(at - 1, mode="clip"), make_code_table(label_endings)) & (at > 0)]
    at = at[~_stands(codes, at - len(_INSURER), _INSURER) | (codes.take(at - 4, mode="clip") == _INSURED)]
    anchor = at + len(_NUMBER)
    behind = _skip_branch_label(codes, anchor)
    return read_value_or_number(text, anchor, behind + _count(codes, behind, _BLANKS, _GAP_CHARS))


def read_value_or_number(text: Text, anchor: Offsets, at: Offsets) -> Written:
    """A symbol and a number, or else a number alone, at each place; places that hold neither are left out."""
    if not len(at):
        return Written.none()
    both = read_value(text, anchor, at)
    rest = ~np.isin(at, both.start)
    alone = _read_number(text, anchor[rest], at[rest])
    return Written.join([both, alone])


def _read_number(text: Text, anchor: Offsets, at: Offsets) -> Written:
    """Digits that stand alone and begin no date."""
    runs = text.runs
    run = np.minimum(np.searchsorted(runs.start, at), max(len(runs) - 1, 0))
    if not len(runs):
        return Written.none()
    fits = (runs.start[run] == at) & runs.open_right[run]
    fits &= ~_is_one(text.folded.letter_codes.take(runs.end[run], mode="clip"), _DATE_SIGNS)
    at, run = at[fits], run[fits]
    return Written(anchor[fits], at, at, at, runs.end[run])


def read_value(text: Text, anchor: Offsets, at: Offsets) -> Written:
    """A symbol, a joint and a number at each place, where all three stand there.

    Two groups are symbol and number, with two digits behind them a branch; of three groups with letters first the last is
    the number: ``国-12・345``.
    """
    if not len(at):
        return Written.none()
    codes = text.folded.letter_codes
    first = _count_symbol(text, at)
    joint = at + first
    second = joint + _count(codes, joint, _JOINTS, 2)
    end = second + _count_digits(text, second)
    third = end + _is_one(codes.take(end, mode="clip"), _TIGHT)
    last = third + _count_digits(text, third)
    is_plain = _count_digits(text, at) == first
    goes_on = (third > end) & (last > third)
    is_branch = goes_on & is_plain & (last - third == BRANCH_DIGITS)
    has_third = goes_on & ~is_plain & ~is_branch
    symbol_end = np.where(has_third, end, joint)
    number, past = np.where(has_third, third, second), np.where(has_third, last, end)
    spaced = _is_one(codes.take(joint, mode="clip"), _SPACE)
    is_ascii = _is_ascii(text, at, first)
    fits = (first > 0) & (first < SYMBOL_CHARS) & (second > joint) & (end > second) & (is_ascii | ~spaced)
    fits &= (past - number <= NUMBER_DIGITS) & ~(goes_on & ~is_branch & ~has_third)
    fits &= ~is_letter(text.folded.chars.take(past, mode="clip"))
    return Written(anchor, at, symbol_end, number, past).take(fits)


def _read_apart(text: Text, anchor: Offsets) -> Written:
    """``記号 12 番号 345``: each behind its own label, on one line or two."""
    if not len(anchor):
        return Written.none()
    codes = text.folded.letter_codes
    start = anchor + _count(codes, anchor, _APART, _GAP_CHARS)
    length = _count_symbol(text, start, with_hyphen=True)
    symbol_end = start + length
    label = symbol_end + _count(codes, symbol_end, _APART, _GAP_CHARS)
    behind = _skip_branch_label(codes, label + len(_NUMBER))
    number = behind + _count(codes, behind, _APART, _GAP_CHARS)
    digits = _count_digits(text, number)
    fits = (length > 0) & (length < SYMBOL_CHARS) & _stands(codes, label, _NUMBER)
    fits &= (digits > 0) & (digits <= NUMBER_DIGITS) & ~is_letter(text.folded.chars.take(number + digits, mode="clip"))
    return Written(anchor, start, symbol_end, number, number + digits).take(fits)


def _skip_branch_label(codes: Codes, at: Offsets) -> Offsets:
    """Behind ``・枝番`` or ``（枝番）`` where it stands there."""
    inner = at + _count(codes, at, _BETWEEN_LABELS | make_code_table("("), 2)
    return np.where(_stands(codes, inner, _BRANCH), inner + len(_BRANCH), at)


def _is_one(codes: Codes, signs: Truth) -> Truth:
    return np.asarray(signs.take(np.minimum(codes, LAST_CODE)))


def _count(codes: Codes, at: Offsets, allowed: Truth, most: int) -> Offsets:
    """How many of these signs follow each place, ``most`` at the most."""
    return first_column(~_is_one(window(codes, at, most), allowed))


def _count_digits(text: Text, at: Offsets) -> Offsets:
    return first_column(~is_digit(window(text.folded.chars, at, SYMBOL_CHARS)))


def _count_symbol(text: Text, at: Offsets, *, with_hyphen: bool = False) -> Offsets:
    """How many letters, digits, kanji and kana follow each place."""
    shown = window(text.folded.chars, at, SYMBOL_CHARS)
    fits = is_digit(shown) | is_letter(shown) | _IS_WIDE[shown]
    fits &= ~_is_one(window(text.folded.letter_codes, at, SYMBOL_CHARS), _NO_SYMBOL)
    return first_column(~(fits | (shown == _HYPHEN) if with_hyphen else fits))


def _is_ascii(text: Text, at: Offsets, length: Offsets) -> Truth:
    shown = window(text.folded.chars, at, SYMBOL_CHARS)
    return np.asarray(((shown < 128) | (np.arange(SYMBOL_CHARS) >= length[:, None])).all(axis=1))


def _stands(codes: Codes, at: Offsets, word: str) -> Truth:
    """Whether a word stands at each place."""
    return np.asarray((window(codes, at, len(word)) == [ord(sign) for sign in word]).all(axis=1))
