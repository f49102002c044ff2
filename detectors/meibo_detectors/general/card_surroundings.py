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
_PLACES: Final = 10 ** np.arange(5, -1, -1)


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
LONGEST_WORD: Final = 24
"""Of these words, however they are spelled: where one begins that ends before a number."""


class Surroundings:
    """The dates and codes around some cards, which reach from their first to their last run of digits."""

    def __init__(self, text: Text, first: Offsets, last: Offsets) -> None:
        self._text, self._first, self._last = text, first, last
        runs = text.runs
        steps = np.arange(1, RUNS + 1)
        self._after, self._before = last[:, None] + steps, first[:, None] - steps
        begins = np.bincount(np.maximum(first - RUNS, 0), minlength=len(runs) + 1)
        ends = np.bincount(np.minimum(last + RUNS + 1, len(runs)), minlength=len(runs) + 1)
        is_around = np.cumsum(begins - ends)[:-1] > 0
        rows = np.flatnonzero(is_around)
        self._row: Offsets = np.cumsum(is_around) - 1
        """Of each run the row in what follows, for runs that are looked at."""
        word = _word_before(text, rows)
        self._has_date = _find_dates(text.folded, runs, rows, word == Word.EXPIRY)
        self._needs_nearness = word != Word.EXPIRY
        length = runs.length[rows]
        self._has_code = (word == Word.CODE) & (length >= CODE_DIGITS) & (length <= CODE_DIGITS_AMEX)

    def find_expiry(self) -> Truth:
        """Beside which cards a date of expiry stands."""
        runs, start, end = self._text.runs, self._text.runs.start[self._first], self._text.runs.end[self._last]
        found = _find_in_record(self._text, Role.CARD_EXPIRY, EXPIRY_DIGITS, start, end)
        if not self._has_date.any():
            return found
        inside, row = self._locate(self._after)
        distance = runs.start.take(self._after, mode="clip") - end[:, None]
        reach = np.where(self._needs_nearness[row], BESIDE_CHARS, NEAR_CHARS)
        found |= (inside & self._has_date[row] & (distance <= reach)).any(axis=1)
        inside, row = self._locate(self._before)
        distance = start[:, None] - runs.end.take(np.maximum(self._before, 0))
        told = self._has_date[row] & ~self._needs_nearness[row]
        return np.asarray(found | (inside & told & (distance <= NEAR_CHARS)).any(axis=1))

    def find_security_code(self, is_amex: Truth) -> Truth:
        """Beside which cards a security code stands, named as such: three digits, of American Express four."""
        runs, start, end = self._text.runs, self._text.runs.start[self._first], self._text.runs.end[self._last]
        wanted = np.where(is_amex, CODE_DIGITS_AMEX, CODE_DIGITS)
        found = _find_in_record(self._text, Role.SECURITY_CODE, (wanted, wanted), start, end)
        if not self._has_code.any():
            return found
        for at in (self._after, self._before):
            inside, row = self._locate(at)
            held = np.clip(at, 0, len(runs) - 1)
            near = runs.start[held] - end[:, None] <= NEAR_CHARS
            near &= start[:, None] - runs.end[held] <= NEAR_CHARS
            found |= (inside & self._has_code[row] & near & (runs.length[held] == wanted[:, None])).any(axis=1)
        return found

    def _locate(self, at: Offsets) -> tuple[Truth, Offsets]:
        """Which of these runs there are, and the row of each; rows are only of use to those."""
        return (at >= 0) & (at < len(self._text.runs)), self._row.take(at, mode="clip")


def _word_before(text: Text, rows: Offsets) -> npt.NDArray[np.int64]:
    """What the word says that ends closely before each of these runs (ascending), 0 where there is none."""
    runs, word = text.runs, np.zeros(len(rows), np.int64)
    matcher, kinds = _make_matcher()
    start = runs.start[rows]
    number, _, end = find_words(matcher, text.folded, start - WORD_GAP - LONGEST_WORD, start)
    if not len(number):
        return word
    named = np.searchsorted(runs.start, end)  # the first run behind each word
    at = np.searchsorted(rows, named)
    near = (rows.take(at, mode="clip") == named) & (start.take(at, mode="clip") - end <= WORD_GAP)
    word[at[near]] = kinds[number[near]]
    return word


def _find_dates(folded: Folded, runs: NumberRuns, rows: Offsets, is_named: Truth) -> Truth:
    """With which of these runs a month and a year begin.

    09/28, 09/2028, 2028/09; behind a word also 0928, 092028 and 28年9月.
    """
    following = np.minimum(rows + 1, max(len(runs) - 1, 0))
    value, next_value = _values(runs, rows), _values(runs, following)
    end, next_end = runs.end[rows], runs.end[following]
    beside = runs.start[following] == end + 1
    after, before = runs.after[rows], runs.before[rows]
    slash, joint = beside & _IS_SLASH[after], beside & _IS_DATE_JOINT[after] & is_named
    goes_on = _IS_DATE_JOINT[runs.after[following]] & is_digit(window(folded.chars, next_end + 1, 1)[:, 0])
    goes_on |= _IS_DATE_JOINT[before] & is_digit(window(folded.chars, runs.start[rows] - 2, 1)[:, 0])
    is_month, is_next_month = _is_month(value), _is_month(next_value)
    length, next_length = runs.length[rows], runs.length[following]
    is_year, is_next_year = (
        (value >= 2000) & (value < 2100),
        (next_length == 2) | ((next_value >= 2000) & (next_value < 2100)),
    )
    month_first = (length <= 2) & is_month & ((next_length == 2) | (next_length == 4)) & is_next_year
    year_first = (length == 4) & is_year & (next_length <= 2) & is_next_month
    dated = (slash | joint) & (month_first | year_first) & ~goes_on
    if not is_named.any():
        return np.asarray(dated)
    written = beside & (folded.letter_codes.take(end, mode="clip") == _YEAR_SIGN) & (next_length <= 2) & is_next_month
    short = (length == 4) & (_is_month(value // 100) | _is_month(value % 100))
    short |= (length == 6) & ((_is_month(value // 10000) & (value % 10000 // 100 == 20)) | (value // 10000 == 20))
    return np.asarray(dated | (is_named & (written | (short & ~joint & ~slash))))


def _is_month(value: Offsets) -> Truth:
    return np.asarray((value >= 1) & (value <= 12))


def _values(runs: NumberRuns, rows: Offsets) -> Offsets:
    """The number that each of these runs of up to six digits is, -1 for longer ones."""
    length = runs.length[rows]
    value = runs.matrix(rows, 6).astype(np.int64) @ _PLACES // 10 ** np.maximum(6 - length, 0)
    return np.where(length <= 6, value, -1)


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
