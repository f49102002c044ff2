"""What is written beside a card's number: its date of expiry and its security code, in the text near or in its record.

Neither is a finding of its own: a month or three digits say nothing without the number.
"""

from __future__ import annotations

import enum
import functools
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.fields import Fields
from meibo_detectors.kernels.word_matches import WordTrie
from meibo_detectors.normalise import Bytes, Folded, Offsets, Truth, is_digit, table_of
from meibo_detectors.number_runs import NumberRuns
from meibo_detectors.roles import Role
from meibo_detectors.text import Text
from meibo_detectors.windows import window
from meibo_detectors.word_search import find_words, make_matcher_of_kinds

BESIDE_CHARS: Final = 24
"""A month and year need no word so near behind a number."""
NEAR_CHARS: Final = 60
RUNS: Final = 6
"""Numbers that are looked at on either side."""
CELL_CHARS: Final = 10
EXPIRY_DIGITS: Final = (3, 6)
CODE_DIGITS: Final = 3
CODE_DIGITS_AMEX: Final = 4
WORD_GAP: Final = 6
"""From a word to its number: ``EXP: 09/28``."""

_IS_SLASH: Final = table_of(b"/")
_IS_DATE_JOINT: Final = table_of(b"/-.")
_YEAR_SIGN: Final = ord("年")


class Word(enum.IntEnum):
    """What the word before a number names."""

    EXPIRY = 1
    CODE = 2


WORDS: Final = {
    Word.EXPIRY: (
        "有効期限", "有効期間", "期限", "有効", "exp", "exp date", "expiry", "expiry date", "expires", "expiration", "expiration date", "valid thru",
        "good thru", "valid until",
    ),
    Word.CODE: (
        "セキュリティコード", "セキュリティーコード", "セキュリティナンバー", "セキュリティ番号", "確認番号", "カード確認番号", "cvv", "cvv2", "cvc", "cvc2", "cid", "csc",
        "security code", "card verification",
    ),
}  # fmt: skip


class Surroundings:
    """The dates and codes of one text; made once, where it holds a card at all."""

    def __init__(self, text: Text) -> None:
        self._text = text
        folded, runs = text.folded, text.runs
        matcher, kinds = _make_matcher()
        number, _, end = find_words(matcher, folded)
        word = _word_before(runs, end, kinds[number])
        dates = _find_dates(folded, runs, word == Word.EXPIRY)
        self.has_date, self.needs_nearness = dates, word != Word.EXPIRY
        self.has_code = (word == Word.CODE) & (runs.length >= CODE_DIGITS) & (runs.length <= CODE_DIGITS_AMEX)


def find_expiry(text: Text, first: Offsets, last: Offsets) -> Truth:
    """Whether a date of expiry stands beside numbers that reach from their first to their last run of digits."""
    around, runs = text.once(Surroundings), text.runs
    found = _find_in_record(text, Role.CARD_EXPIRY, EXPIRY_DIGITS, runs.start[first], runs.end[last])
    for step in range(1, RUNS + 1):
        after, before = last + step, first - step
        distance = runs.start.take(after, mode="clip") - runs.end[last]
        reach = np.where(around.needs_nearness.take(after, mode="clip"), BESIDE_CHARS, NEAR_CHARS)
        found |= (after < len(runs)) & around.has_date.take(after, mode="clip") & (distance <= reach)
        distance = runs.start[first] - runs.end.take(np.maximum(before, 0))
        told = around.has_date[np.maximum(before, 0)] & ~around.needs_nearness[np.maximum(before, 0)]
        found |= (before >= 0) & told & (distance <= NEAR_CHARS)
    return found


def find_security_code(text: Text, first: Offsets, last: Offsets, is_amex: Truth) -> Truth:
    """Whether a security code, named as such, stands beside: three digits, of American Express four."""
    around, runs = text.once(Surroundings), text.runs
    wanted = np.where(is_amex, CODE_DIGITS_AMEX, CODE_DIGITS)
    found = _find_in_record(text, Role.SECURITY_CODE, (wanted, wanted), runs.start[first], runs.end[last])
    for step in range(1, RUNS + 1):
        for at, inside in ((last + step, last + step < len(runs)), (first - step, first - step >= 0)):
            held = np.clip(at, 0, len(runs) - 1)
            near = (runs.start[held] - runs.end[last] <= NEAR_CHARS) & (
                runs.start[first] - runs.end[held] <= NEAR_CHARS
            )
            found |= inside & around.has_code[held] & near & (runs.length[held] == wanted)
    return found


def _word_before(runs: NumberRuns, end: Offsets, said: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """What the word says that ends closely before each run, 0 where there is none."""
    word = np.zeros(len(runs), np.int64)
    at = np.searchsorted(runs.start, end)
    near = (at < len(runs)) & (runs.start.take(at, mode="clip") - end <= WORD_GAP) if len(runs) else at < 0
    word[at[near]] = said[near]
    return word


def _find_dates(folded: Folded, runs: NumberRuns, is_named: Truth) -> Truth:
    """Runs with which a month and a year begin: 09/28, 09/2028, 2028/09; behind a word also 0928, 092028 and 28年9月."""
    count = len(runs)
    following = np.minimum(np.arange(count) + 1, max(count - 1, 0))
    value, next_value = _values(runs), _values(runs)[following]
    beside = runs.start[following] == runs.end + 1
    slash, joint = beside & _IS_SLASH[runs.after], beside & _IS_DATE_JOINT[runs.after] & is_named
    goes_on = _IS_DATE_JOINT[runs.after[following]] & is_digit(window(folded.chars, runs.end[following] + 1, 1)[:, 0])
    goes_on |= _IS_DATE_JOINT[runs.before] & is_digit(window(folded.chars, runs.start - 2, 1)[:, 0])
    is_month, is_next_month = (value >= 1) & (value <= 12), (next_value >= 1) & (next_value <= 12)
    length, next_length = runs.length, runs.length[following]
    is_year, is_next_year = (
        (value >= 2000) & (value < 2100),
        (next_length == 2) | ((next_value >= 2000) & (next_value < 2100)),
    )
    month_first = (length <= 2) & is_month & np.isin(next_length, (2, 4)) & is_next_year
    year_first = (length == 4) & is_year & (next_length <= 2) & is_next_month
    written = (
        beside & (folded.letter_codes.take(runs.end, mode="clip") == _YEAR_SIGN) & (next_length <= 2) & is_next_month
    )
    short = (length == 4) & (_is_month(value // 100) | _is_month(value % 100))
    short |= (length == 6) & ((_is_month(value // 10000) & (value % 10000 // 100 == 20)) | (value // 10000 == 20))
    return np.asarray(
        ((slash | joint) & (month_first | year_first) & ~goes_on) | (is_named & (written | (short & ~joint & ~slash)))
    )


def _is_month(value: Offsets) -> Truth:
    return np.asarray((value >= 1) & (value <= 12))


def _values(runs: NumberRuns) -> Offsets:
    """The number that each run of up to six digits is, -1 for longer ones."""
    digits = runs.matrix(np.arange(len(runs)), 6).astype(np.int64)
    value = digits @ (10 ** np.arange(5, -1, -1)) // 10 ** np.maximum(6 - runs.length, 0)
    return np.where(runs.length <= 6, value, -1)


def _find_in_record(
    text: Text, role: Role, digits: tuple[int | Offsets, int | Offsets], start: Offsets, end: Offsets
) -> Truth:
    """Whether the record of each number has a field of this role with so many digits, from least to most."""
    fields = text.fields
    found = np.zeros(len(start), np.bool_)
    cells = fields.of_role(role)
    cells = cells[fields.end[cells] - fields.start[cells] <= CELL_CHARS]
    field = fields.holding(start, end)
    rows = np.flatnonzero(field >= 0)
    if not len(cells) or not len(rows):
        return found
    counts = _count_digits(text.folded.chars, fields, cells)
    record, first = np.unique(fields.record[cells], return_index=True)
    at = np.searchsorted(record, fields.record[field[rows]])
    same = record.take(at, mode="clip") == fields.record[field[rows]]
    held = counts[first.take(at, mode="clip")]
    least, most = (np.broadcast_to(limit, len(start))[rows] for limit in digits)
    found[rows] = same & (held >= least) & (held <= most)
    return found


def _count_digits(chars: Bytes, fields: Fields, cells: Offsets) -> Offsets:
    shown = window(chars, fields.start[cells], CELL_CHARS)
    inside = np.arange(CELL_CHARS) < (fields.end[cells] - fields.start[cells])[:, None]
    return np.asarray((is_digit(shown) & inside).sum(axis=1))


@functools.cache
def _make_matcher() -> tuple[WordTrie, Offsets]:
    return make_matcher_of_kinds(WORDS)
