"""Where an account is held: the codes and names of bank and branch that stand in the record of an account number."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from meibo_detectors.dictionaries.banks import banks, branch_names, is_branch
from meibo_detectors.japan.bank_words import Marks, Word, find_bank_words, loose_records_of
from meibo_detectors.normalise import OTHER, Bytes, Offsets, Truth, is_digit
from meibo_detectors.roles import Role
from meibo_detectors.text import Text
from meibo_detectors.windows import window

BANK_DIGITS: Final = 4
BRANCH_DIGITS: Final = 3
CODE_PATTERNS: Final = ((4, 3), (4, 3, 1), (4, 3, 4, 1))
"""Lengths of the runs of digits before an account: bank, branch, the clearing house's code, kind of deposit."""
CODES_CHARS: Final = 120
"""From the bank's code to the account: both names may stand between."""
BRANCH_CHARS: Final = 24
JOINT_CHARS: Final = 4
LINES_ABOVE: Final = 2
"""In text without fields the bank may stand so many lines above its account."""
_BRANCH_SIGNS: Final = "支店"
_NAME_CHARS: Final = (2, 15)


class Places(NamedTuple):
    """Arrays parallel to the accounts."""

    bank: Offsets
    """Code, -1 where it is not known."""
    branch: Offsets
    exists: Truth
    """The bank has that branch."""
    has_codes: Truth
    """Both codes are written out, before the account or in fields of their own, and exist."""
    has_bank: Truth
    """A bank is named."""
    has_branch: Truth
    """A branch is named, or has its code there."""
    is_branch_before: Truth
    """Nothing but signs stands between the branch and the account."""


def find_places(text: Text, start: Offsets, end: Offsets, run: Offsets) -> Places:
    """The places of accounts; ``run`` is the run of digits that holds each, or the first behind it."""
    record = text.fields.record_holding(start, end)
    words = text.once(find_bank_words)
    bank, branch = _find_codes_before(text, start, record, run)
    written = is_branch(bank, branch)
    bank, branch = np.where(written, bank, -1), np.where(written, branch, -1)
    bank_cells, bank_codes = _read_codes(text, Role.BANK_CODE, BANK_DIGITS)
    branch_cells, branch_codes = _read_codes(text, Role.BRANCH_CODE, BRANCH_DIGITS)
    bank = _prefer(bank, bank_cells.find_beside(start, end, record), bank_codes)
    branch = _prefer(branch, branch_cells.find_beside(start, end, record), branch_codes)
    branch = np.where(branch >= 0, branch, _find_branch_before(text, start, record, run))
    written |= is_branch(bank, branch)
    named, bank = _find_bank_names(text, words.of(Word.BANK), bank, start, end)
    named |= bank_cells.find_beside(start, end, record) >= 0
    branch_named, code = _find_branch_names(text, words.of(Word.BRANCH), np.where(branch < 0, bank, -1), start, end)
    branch = np.where(branch >= 0, branch, code)
    at = words.of(Word.BRANCH).find_before(start, record, JOINT_CHARS)
    before = (at >= 0) | (_find_branch_before(text, start, record, run, JOINT_CHARS) >= 0)
    return Places(bank, branch, is_branch(bank, branch), written, named | written, branch_named | (branch >= 0), before)


def _prefer(known: Offsets, at: Offsets, codes: Offsets) -> Offsets:
    found = np.where(at >= 0, codes.take(at, mode="clip"), -1) if len(codes) else known
    return np.where(known >= 0, known, found)


def _find_codes_before(text: Text, start: Offsets, record: Offsets, first: Offsets) -> tuple[Offsets, Offsets]:
    """Bank and branch codes that stand before the accounts with no other number between."""
    runs = text.runs
    bank, branch = np.full(len(start), -1), np.full(len(start), -1)
    for lengths in CODE_PATTERNS:
        at = first - len(lengths)
        fits = at >= 0
        for step, length in enumerate(lengths):
            fits &= runs.length.take(at + step, mode="clip") == length
        rows = np.flatnonzero(fits)
        at = at[rows]
        near = (start[rows] - runs.start[at] <= CODES_CHARS) & (
            text.fields.record_holding(runs.start[at], runs.end[at]) == record[rows]
        )
        rows, at = rows[near], at[near]
        bank[rows], branch[rows] = _number(runs.matrix(at, BANK_DIGITS)), _number(runs.matrix(at + 1, BRANCH_DIGITS))
    return bank, branch


def _find_branch_before(
    text: Text, start: Offsets, record: Offsets, first: Offsets, reach: int = BRANCH_CHARS
) -> Offsets:
    """The code of three digits before each account, -1 where there is none."""
    runs = text.runs
    at = first - 1
    fits = (at >= 0) & (runs.length.take(at, mode="clip") == BRANCH_DIGITS) if len(runs) else at >= 0
    branch = np.full(len(start), -1)
    rows = np.flatnonzero(fits)
    at = at[rows]
    near = (start[rows] - runs.end[at] <= reach) & (
        text.fields.record_holding(runs.start[at], runs.end[at]) == record[rows]
    )
    branch[rows[near]] = _number(runs.matrix(at[near], BRANCH_DIGITS))
    return branch


def _cells_of(text: Text, role: Role) -> Marks:
    fields = text.fields
    rows = fields.of_role(role)
    rows = rows[(fields.end[rows] > fields.start[rows]) & (fields.start[rows] < text.folded.joined_start)]
    return Marks(fields.start[rows], fields.end[rows], fields.record[rows])


def _read_codes(text: Text, role: Role, width: int) -> tuple[Marks, Offsets]:
    """The cells of a role that hold a code, some of whose zeros may be lost, and the codes."""
    cells = _cells_of(text, role)
    length = cells.end - cells.start
    shown = window(text.folded.chars, cells.start, width)
    outside = np.arange(width) >= length[:, None]
    fits = (is_digit(shown) | outside).all(axis=1) & (length <= width)
    digits = np.where(outside, np.uint8(0), shown - np.uint8(ord("0")))
    codes = _number(digits) // 10 ** np.maximum(width - length, 0)
    return cells.take(fits), codes[fits]


def _find_bank_names(text: Text, words: Marks, bank: Offsets, start: Offsets, end: Offsets) -> tuple[Truth, Offsets]:
    """Whether a bank is named in the record of each account, and its code: the one known, or what the name tells, or -1."""
    code = bank.copy()
    at = words.find_beside(start, end, loose_records_of(text, start, end), lines=LINES_ABOVE)
    rows = np.flatnonzero((at >= 0) & (code < 0))
    code[rows] = _look_up_ending(text, words.end[at[rows]])
    cells = _cells_of(text, Role.BANK_NAME)
    cell = cells.find_beside(start, end, text.fields.record_holding(start, end))
    rows = np.flatnonzero((cell >= 0) & (code < 0))
    known = banks().find(text.hashes.of(cells.start[cell[rows]], cells.end[cell[rows]]))
    code[rows] = np.where(known > 0, known, -1)
    named = (at >= 0) | (cell >= 0)
    begin = _find_beginnings(text, start, end)
    rows = np.flatnonzero((code < 0) & (begin < start))
    begins, known = _look_up_beginning(text, begin[rows], start[rows])
    named[rows] |= begins
    code[rows] = np.where(known > 0, known, -1)
    return named, code


def _find_beginnings(text: Text, start: Offsets, end: Offsets) -> Offsets:
    """Where the field of each stretch begins, outside of fields its line."""
    folded, fields = text.folded, text.fields
    line = folded.line_of(start)
    ends = folded.line_ends
    begin = np.where(line > 0, ends.take(line - 1, mode="clip") + 1, 0) if len(ends) else start * 0
    field = fields.holding(start, end)
    return np.where(field >= 0, fields.start.take(field, mode="clip"), begin) if len(fields.start) else begin


def _look_up_ending(text: Text, end: Offsets) -> Offsets:
    """The code of the longest name of a bank that ends at each offset, or -1."""
    code = np.full(len(end), -1)
    for length in range(*_NAME_CHARS) if len(end) else ():
        begin = np.maximum(end - length, 0)
        known = banks().find(text.hashes.of(begin, end))
        code = np.where(known > 0, known, code)
    return code


def _look_up_beginning(text: Text, start: Offsets, limit: Offsets) -> tuple[Truth, Offsets]:
    """Whether a name of a bank, even a short one, is the first word from each offset on, and its code."""
    found, code = np.zeros(len(start), np.bool_), np.full(len(start), -1)
    for length in range(*_NAME_CHARS) if len(start) else ():
        end = start + length
        known = banks().find(text.hashes.of(start, end))
        whole = (text.folded.chars.take(end, mode="clip") < OTHER) & (end < limit) & (known >= 0)
        found |= whole
        code = np.where(whole, known, code)
    return found, code


def _find_branch_names(text: Text, words: Marks, bank: Offsets, start: Offsets, end: Offsets) -> tuple[Truth, Offsets]:
    """Whether a branch is named in the record of each account, and its code where the bank of this code has one so named."""
    record = loose_records_of(text, start, end)
    at = words.find_beside(start, end, record, lines=LINES_ABOVE)
    cells = _cells_of(text, Role.BRANCH_NAME)
    cell = cells.find_beside(start, end, text.fields.record_holding(start, end))
    code = np.full(len(start), -1)
    for marks, held in ((words, at), (cells, cell)):
        rows = np.flatnonzero((held >= 0) & (bank >= 0) & (code < 0))
        code[rows] = _look_up_branch(text, bank[rows], marks.end[held[rows]])
    return (at >= 0) | (cell >= 0), code


def _look_up_branch(text: Text, bank: Offsets, end: Offsets) -> Offsets:
    """The code of the branch whose name ends at each offset, with 支店 or without, or -1."""
    if not len(end):
        return end
    codes = text.folded.letter_codes
    for sign in reversed(_BRANCH_SIGNS):
        end = end - (codes.take(np.maximum(end - 1, 0), mode="clip") == ord(sign))
    signs = (bank[:, None] // 10 ** np.arange(BANK_DIGITS - 1, -1, -1) % 10 + ord("0")).astype(np.uint32)
    code = np.full(len(end), -1)
    for length in range(*_NAME_CHARS):
        begin = np.maximum(end - length, 0)
        known = branch_names().find(text.hashes.of_followed(begin, end, signs))
        code = np.where(known > 0, known - 1, code)
    return code


def _number(digits: Bytes) -> Offsets:
    """Rows of digits as numbers."""
    width = digits.shape[1]
    return np.asarray(digits.astype(np.int64) @ (10 ** np.arange(width - 1, -1, -1, dtype=np.int64)))
