"""Accounts at the Japan Post Bank: ゆうちょ銀行 記号・番号, and transfer accounts (振替口座).

Issuer: Japan Post Bank. Law: as other bank accounts.
Format: savings: symbol ``1ddd0`` and number of at most 8 digits that ends in 1; transfer: symbol ``0dddd`` and at most 6 digits.
A digit between the two, as in ``00190-5-31000``, counts re-issues or checks, and is no part of the account.
Spellings: ``記号 14030 番号 12345671``, ``14030-12345671``, ``14030-2-12345671``, two columns, two lines of a form, full width.
Check digit: the symbol's fourth (see ``checksums``), not published as a rule, so it supports an account and never refutes one.
As other banks write it: bank 9900, branch from the symbol, the number without its last digit; both have the same key.
False friends: 記号 and 番号 of health insurance, telephone numbers written 5-1-4.

>>> normalise("記号 １４０３０ 番号 １２３４５６７１")
'1403012345671'
>>> mask("14030-12345671")
'*****-******71'
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.checksums import has_post_bank_check, is_run
from meibo_detectors.columns import cap_foreign, is_counted, is_pure
from meibo_detectors.dates import reads_as_day
from meibo_detectors.dictionaries.banks import is_branch
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.japan.account_holders import is_of_company
from meibo_detectors.japan.bank_words import Marks, Word, find_bank_words
from meibo_detectors.masks import mask_digits
from meibo_detectors.model import CANDIDATE, Context, Detector, PersonKey, make_candidates
from meibo_detectors.normalise import Bytes, Offsets, Truth, digits_of, is_letter
from meibo_detectors.number_runs import HYPHEN, is_one_of
from meibo_detectors.scoring import restrain
from meibo_detectors.text import Text
from meibo_detectors.windows import window

ID: Final = "jp_yucho"
SYMBOL_DIGITS: Final = 5
SAVINGS_DIGITS: Final = 8
TRANSFER_DIGITS: Final = 6
APART_CHARS: Final = 24
"""From symbol to number: the number's own label may stand between."""
POST_BANK: Final = 9900
SAMPLES: Final = np.array([b"99000190031000"], "S20")
"""Accounts that documentation prints, in the form of other banks."""
COMPANY_SCORE: Final = 45
_LABEL_GAP: Final = 6
_NUMBER: Final = "番号"
_SYMBOL: Final = "記号"


class Pairs(NamedTuple):
    """Symbols with their numbers, as indices of runs of digits; arrays are parallel."""

    symbol: Offsets
    number: Offsets
    is_savings: Truth
    is_linked: Truth
    """Hyphens or single blanks stand between, and nothing else."""


def find(text: Text) -> npt.NDArray[np.void]:
    """Symbols with a number behind them, of savings and of transfer accounts."""
    if not len(text.runs):
        return np.zeros(0, CANDIDATE)
    pairs = _find_pairs(text)
    if not len(pairs.symbol):
        return np.zeros(0, CANDIDATE)
    runs = text.runs
    symbol_start, start, end = runs.start[pairs.symbol], runs.start[pairs.number], runs.end[pairs.number]
    digits = _read(text, pairs)
    key = _make_keys(digits, pairs.is_savings)
    labelled = _is_labelled(text, runs.start[pairs.symbol], runs.end[pairs.symbol], _SYMBOL)
    labelled &= _is_labelled(text, start, end, _NUMBER)
    words = text.once(find_bank_words)
    record = text.fields.record_holding(start, end)
    post = words.of(Word.POST).find_beside(symbol_start, end, record)
    insurance = words.of(Word.INSURANCE).find_before(symbol_start, record)
    evidence = np.zeros(len(start), np.uint64)
    checked = has_post_bank_check(digits)
    mark(evidence, checked, Evidence.CHECK_DIGIT)
    mark(evidence, ~checked, Evidence.CHECK_DIGIT_FAILED)
    mark(evidence, pairs.is_linked, Evidence.GROUPING)
    mark(evidence, (post >= 0) | _is_under_post_bank(text, words.of(Word.POST), start, end), Evidence.BANK_NAME)
    mark(evidence, _is_known_branch(digits, pairs.is_savings), Evidence.BANK_CODE)
    mark(evidence, reads_as_day(digits[:, SYMBOL_DIGITS:]), Evidence.DATE_TIME_READING)
    mark(evidence, labelled, Note.SEPARATED)
    mark(evidence, ~pairs.is_savings, Note.NEEDS_LABEL)
    mark(evidence, _is_of_insurance(words.of(Word.POST), words.of(Word.INSURANCE), post, insurance), Note.PARTIAL)
    mark(evidence, is_one_of(key, SAMPLES) | is_run(digits[:, SYMBOL_DIGITS:-1]), Evidence.SAMPLE)
    mark(evidence, is_of_company(text, symbol_start, end), Evidence.ORGANISATION)
    begin = np.where(pairs.is_linked, symbol_start, start)
    return make_candidates(begin, end, evidence, key)


def _find_pairs(text: Text) -> Pairs:
    runs = text.runs
    at = runs.post_bank_symbols
    is_savings = text.folded.chars.take(runs.start[at]) == ord("1")
    if not len(at):
        return Pairs(at, at, is_savings, is_savings)
    between = (runs.length.take(at + 1, mode="clip") == 1) & (runs.link[at] == HYPHEN)
    number = np.minimum(at + 1 + between, len(runs) - 1)
    length = runs.length[number]
    last = text.folded.chars[runs.end[number] - 1]
    fits = (number > at) & runs.open_right[number] & (length >= 2)
    fits &= np.where(is_savings, (length <= SAVINGS_DIGITS) & (last == ord("1")), length <= TRANSFER_DIGITS)
    fits &= runs.start[number] - runs.end[at] <= APART_CHARS
    linked = _is_linked(text, runs.end[at], runs.start[number])
    fits &= is_savings | linked
    at, number, is_savings, linked = at[fits], number[fits], is_savings[fits], linked[fits]
    same = linked | _belong_together(text, at, number)
    return Pairs(at[same], number[same], is_savings[same], linked[same])


def _belong_together(text: Text, symbol: Offsets, number: Offsets) -> Truth:
    """In one record, and the number behind its label, a slash, or in the next field."""
    runs, fields = text.runs, text.fields
    start, end = runs.start[number], runs.end[number]
    record = text.fields.record_holding(runs.start[symbol], runs.end[symbol])
    field, last = fields.holding(start, end), fields.holding(runs.start[symbol], runs.end[symbol])
    is_next = (field >= 0) & (last >= 0) & (field != last)
    slash = (runs.after[symbol] == ord("/")) & (start - runs.end[symbol] == 1)
    told = is_next | slash | _is_labelled(text, start, end, _NUMBER)
    return np.asarray(told & (text.fields.record_holding(start, end) == record))


def _is_linked(text: Text, start: Offsets, end: Offsets) -> Truth:
    """Whether nothing but one hyphen or blank, or a digit between two of them, stands between."""
    shown = window(text.folded.chars, start, 3)
    is_joint = (shown == HYPHEN) | (shown == ord(" "))
    width = end - start
    return np.asarray(is_joint[:, 0] & ((width == 1) | ((width == 3) & is_joint[:, 2])))


def _read(text: Text, pairs: Pairs) -> Bytes:
    """Five digits of the symbol and eight of the number, zeros in front; shape (n, 13)."""
    runs = text.runs
    symbol = runs.matrix(pairs.symbol, SYMBOL_DIGITS)
    length = runs.length[pairs.number]
    shown = window(text.folded.chars, runs.end[pairs.number] - SAVINGS_DIGITS, SAVINGS_DIGITS)
    outside = np.arange(SAVINGS_DIGITS) < SAVINGS_DIGITS - length[:, None]
    return np.hstack([symbol, np.where(outside, np.uint8(0), shown - np.uint8(ord("0")))])


def _make_keys(digits: Bytes, is_savings: Truth) -> npt.NDArray[np.bytes_]:
    """The account as other banks write it: 9900, branch, seven digits."""
    account = np.where(is_savings[:, None], digits[:, 5:12], digits[:, 6:13])
    kind = np.where(is_savings, np.uint8(8), np.uint8(9))
    bank = np.broadcast_to(np.array([9, 9, 0, 0], np.uint8), (len(digits), 4))
    signs = np.zeros((len(digits), 20), np.uint8)
    signs[:, :14] = np.hstack([bank, digits[:, 1:3], kind[:, None], account]) + np.uint8(ord("0"))
    return signs.view("S20").ravel()


def _is_known_branch(digits: Bytes, is_savings: Truth) -> Truth:
    branch = digits[:, 1].astype(np.int64) * 100 + digits[:, 2] * np.int64(10) + np.where(is_savings, 8, 9)
    return is_branch(np.full(len(digits), POST_BANK), branch)


def _is_labelled(text: Text, start: Offsets, end: Offsets, word: str) -> Truth:
    """Whether a word ends closely before each number with signs alone between, or the name of its field ends with it."""
    folded, fields = text.folded, text.fields
    codes = folded.letter_codes
    signs = [ord(sign) for sign in word]
    if not all(folded.holds([sign]) for sign in signs):
        return np.zeros(len(start), np.bool_)

    def ends_with(at: Offsets) -> Truth:
        held = at >= len(signs)
        last = codes.take(np.maximum(at - 1, 0), mode="clip") == signs[1]
        return np.asarray(held & last & (codes.take(np.maximum(at - 2, 0), mode="clip") == signs[0]))

    found, open_still = np.zeros(len(start), np.bool_), np.ones(len(start), np.bool_)
    at = start.copy()
    for _ in range(_LABEL_GAP):
        found |= open_still & ends_with(at)
        open_still &= ~_is_word_sign(folded.chars.take(np.maximum(at - 1, 0), mode="clip"))
        at -= 1
    field = fields.holding(start, end)
    rows = np.flatnonzero(field >= 0)
    rows = rows[fields.start[field[rows]] == start[rows]]
    found[rows] |= ends_with(fields.cells.name_end[field[rows]])
    return found


def _is_word_sign(chars: Bytes) -> Truth:
    """True for letters, digits and all that is not ASCII."""
    return np.asarray(is_letter(chars) | ((chars - np.uint8(48)) < 10) | (chars >= 0x80))


def _is_under_post_bank(text: Text, words: Marks, start: Offsets, end: Offsets) -> Truth:
    """Whether the name of the field, or the name above it, speaks of the Post Bank."""
    fields = text.fields
    field = fields.holding(start, end)
    found = np.zeros(len(start), np.bool_)
    rows = np.flatnonzero(field >= 0)
    cells, held = fields.cells, field[rows]
    for begin, until in ((cells.name_start, cells.name_end), (cells.upper_start, cells.upper_end)):
        first = np.searchsorted(words.start, begin[held])
        found[rows] |= first < np.searchsorted(words.start, until[held])
    return found


def _is_of_insurance(post: Marks, insurance: Marks, nearest_post: Offsets, nearest_insurance: Offsets) -> Truth:
    """Whether health insurance is spoken of, and later than the Post Bank."""
    told = nearest_insurance >= 0
    if not told.any():
        return told
    since = insurance.start.take(nearest_insurance, mode="clip")
    before = (
        np.where(nearest_post >= 0, post.start.take(nearest_post, mode="clip"), -1)
        if len(post.start)
        else since * 0 - 1
    )
    return np.asarray(told & (since > before))


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High with check digit and the bank's name or both labels; medium without the check; low without a word."""
    evidence = candidates["evidence"]
    checked, linked = has(evidence, Evidence.CHECK_DIGIT), has(evidence, Evidence.GROUPING)
    insurance, both = has(evidence, Note.PARTIAL), has(evidence, Note.SEPARATED)
    transfer, branch = has(evidence, Note.NEEDS_LABEL), has(evidence, Evidence.BANK_CODE)
    told = context.has_label | has(evidence, Evidence.BANK_NAME)
    mixed = is_counted(context) & ~is_pure(context)
    bare = ~told & ~both & (mixed | has(evidence, Evidence.DATE_TIME_READING))
    scores = np.select(
        [
            bare,
            insurance & checked,
            insurance,
            (told | both) & checked,
            told & (both | linked),
            checked & branch & ~transfer,
            checked & linked,
            both & branch,
            linked & branch,
        ],
        [0, 45, 0, 92, 75, 50, 40, 40, 35],
        0,
    )
    sure = told & (scores > 0) & ~context.has_unit
    company = has(evidence, Evidence.ORGANISATION)
    scores = np.where(company, np.minimum(scores, COMPANY_SCORE), scores)
    return restrain(cap_foreign(scores, context, context.fills_field & ~told), evidence, context, sure=sure)


def normalise(value: str) -> str:
    """The digits."""
    return digits_of(value)


def mask(value: str) -> str:
    """Only the last two digits shown."""
    return mask_digits(value)


DETECTOR: Final = Detector(
    id=ID,
    title_ja="ゆうちょ銀行 記号番号",
    title_en="Japan Post Bank account",
    risk_class="C3",
    rules_ja=(
        "記号と番号がそろい検査数字が正しく、ゆうちょ銀行の記載または「記号」「番号」の項目名がある",
        "記号と番号がそろい、ゆうちょ銀行の記載があるが検査数字が合わない。検査数字が正しく、同じ記録に氏名などがある",
        "記号と番号の形だけが合う、団体の口座、または公表された見本",
    ),
    rules_en=(
        "symbol and number with the check digit, and the bank's name or the labels 記号 and 番号",
        "symbol and number beside the bank's name that fail the check digit; or that pass it beside data of a person",
        "the form of symbol and number alone, an organisation's account, or a published sample",
    ),
    labels=(
        "ゆうちょ口座", "ゆうちょ口座番号", "ゆうちょ銀行口座", "ゆうちょ銀行口座番号", "ゆうちょ記号番号", "口座記号番号", "記号番号", "記号・番号", "記号/番号", "通帳記号番号", "通帳番号", "貯金口座", "貯金口座番号",
        "振替口座", "振替口座番号", "郵便振替口座", "郵便振替", "yucho account", "yucho bango",
    ),
    other_labels=("保険証記号番号", "被保険者証記号番号", "被保険者記号番号", "保険証記号", "製造番号", "品番"),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    person_key=PersonKey.ID,
    numbers_of="jp_bank_account",
    speaks_of_person=True,
    gains_from_record=True,
)  # fmt: skip
