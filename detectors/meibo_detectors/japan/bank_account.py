"""Bank accounts: 銀行口座, 口座番号.

Issuer: banks, credit associations, agricultural cooperatives. Law: an account alone is no property damage (PPC Q&A 14-8);
with the password of online banking it is.
Format: code of the bank 4, of the branch 3, kind of deposit, account 7 digits; leading zeros are often left out.
Spellings: ``0009-259-6412087``, ``みずほ 506 普通 6412087``, ``普通6412087``, ``（普）6412087``, ``口座番号：6412087``, columns of a table,
records of transfer files (全銀), full width.
Check digit: none; the pairs of bank and branch that exist are 0.29 % of all pairs.
False friends: any seven digits: postal codes, products, members; a company's own account on its invoices.

>>> normalise("普通 ６４１２０８")
'0641208'
>>> mask("0009-259-6412087")
'****-***-*****87'
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.checksums import is_run
from meibo_detectors.columns import cap_foreign, is_counted, is_pure
from meibo_detectors.dates import reads_as_day
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.japan.account_holders import is_of_company
from meibo_detectors.japan.account_places import Places, find_places
from meibo_detectors.japan.bank_words import Word, are_near, find_bank_words
from meibo_detectors.masks import mask_digits
from meibo_detectors.model import CANDIDATE, Context, Detector, PersonKey, make_candidates
from meibo_detectors.normalise import Bytes, Offsets, Truth, digits_of, is_digit, is_letter
from meibo_detectors.roles import Role
from meibo_detectors.scoring import OTHER_SCORE, restrain
from meibo_detectors.text import Text
from meibo_detectors.windows import pick, window

ID: Final = "jp_bank_account"
DIGITS: Final = 7
LEAST_DIGITS: Final = 4
LEAST_ALONE: Final = 6
"""Fewer digits may be any code, such as an account of a ledger."""
MOST_DIGITS: Final = 8
BEFORE_CHARS: Final = 60
AFTER_CHARS: Final = 20
"""Without a word of banking so near a number is not looked at."""
DEPOSIT_CHARS: Final = 16
"""From the kind of deposit to the account: ``普通預金 口座番号 No. 6412087``."""
OTHER_DIGITS: Final = 5
"""A number of so many digits between a label and a number takes the label for itself."""
COMPANY_SCORE: Final = 45


def find(text: Text) -> npt.NDArray[np.void]:
    """Seven digits near a word of banking or behind the codes of a branch; in fields of this name also four to eight."""
    if not len(text.runs):
        return np.zeros(0, CANDIDATE)
    runs = text.runs
    grouped = [(runs.find_groups(lengths), len(lengths)) for lengths in ((4, 3, 7), (3, 7))]
    alone = np.sort(np.concatenate([runs.find_single(digits) for digits in range(LEAST_ALONE, MOST_DIGITS + 1)]))
    boxes, cells = runs.find_boxes(DIGITS), _find_cells(text)
    if not len(alone) and not len(cells) and not len(boxes) and not any(len(first) for first, _ in grouped):
        return np.zeros(0, CANDIDATE)
    rows = [_weigh(text, runs.start[first], runs.end[first + count - 1], first + count - 1) for first, count in grouped]
    if len(cells):
        alone = alone[~np.isin(runs.start[alone], text.fields.start[cells])]
    rows.append(_weigh(text, runs.start[alone], runs.end[alone], alone))
    rows.append(_weigh(text, runs.start[boxes], runs.end.take(boxes + DIGITS - 1), boxes, boxed=True))
    start, end = text.fields.start[cells], text.fields.end[cells]
    rows.append(_weigh(text, start, end, np.searchsorted(runs.start, start)))
    return np.concatenate(rows)


def _find_cells(text: Text) -> Offsets:
    """Fields of this name that hold six to eight digits and nothing else, or four and five in a column of mostly such."""
    fields = text.fields
    named = fields.named(ID)
    if not len(named):
        return named
    length = fields.end[named] - fields.start[named]
    named = named[(length >= LEAST_DIGITS) & (length <= MOST_DIGITS)]
    length = fields.end[named] - fields.start[named]
    shown = window(text.folded.chars, fields.start[named], MOST_DIGITS)
    in_digits = (is_digit(shown) | (np.arange(MOST_DIGITS) >= length[:, None])).all(axis=1)
    named, length = named[in_digits], length[in_digits]
    column, is_long = fields.column[named], length >= LEAST_ALONE
    cells = np.bincount(column[column >= 0], minlength=1)
    long = np.bincount(column[(column >= 0) & is_long], minlength=len(cells))
    mostly = (column >= 0) & (long.take(column, mode="clip") * 2 >= cells.take(column, mode="clip"))
    chosen: Offsets = named[is_long | mostly]
    return chosen


def _weigh(text: Text, start: Offsets, end: Offsets, run: Offsets, *, boxed: bool = False) -> npt.NDArray[np.void]:
    """Candidates from numbers of one shape; ``run`` is the run of digits that holds the account itself.

    STRONG_FORM: a kind of deposit stands before; WEAK_FORM: the branch stands directly before; SEPARATED: a branch is told;
    PARTIAL: another number stands between it and the word that may name it; NEEDS_LABEL: not seven digits.
    """
    if not len(start):
        return np.zeros(0, CANDIDATE)
    free = ~_has_letter_before(text, start)
    start, end, run = start[free], end[free], run[free]
    near = _is_near(text, start, end, run)
    start, end, run = start[near], end[near], run[near]
    digits, length = _read_boxes(text, run) if boxed else _read_account(text, start, end)
    kept = ~((length == MOST_DIGITS) & reads_as_day(digits))
    start, end, run, digits, length = (each[kept] for each in (start, end, run, digits, length))
    if not len(start):
        return np.zeros(0, CANDIDATE)
    places = find_places(text, start, end, run)
    evidence = np.zeros(len(start), np.uint64)
    mark(evidence, end - start > MOST_DIGITS, Evidence.BOXES if boxed else Evidence.GROUPING)
    mark(evidence, places.has_codes | (places.exists & places.has_bank), Evidence.BANK_CODE)
    mark(evidence, places.has_bank, Evidence.BANK_NAME)
    mark(evidence, places.has_branch, Note.SEPARATED)
    mark(evidence, _has_deposit(text, start, end), Note.STRONG_FORM)
    mark(evidence, _stands_behind_another(text, start, end), Note.PARTIAL)
    mark(evidence, length != DIGITS, Note.NEEDS_LABEL)
    mark(evidence, length < DIGITS, Evidence.ZERO_RESTORED)
    mark(evidence, is_run(digits[:, 1:]), Evidence.SAMPLE)
    mark(evidence, places.is_branch_before, Note.WEAK_FORM)
    mark(evidence, is_of_company(text, start, end), Evidence.ORGANISATION)
    return make_candidates(start, end, evidence, make_keys(places, digits))


def _is_near(text: Text, start: Offsets, end: Offsets, first: Offsets) -> Truth:
    """Whether a word of banking stands near, the field is named, or two numbers of the lengths of codes stand before."""
    runs = text.runs
    near = np.zeros(len(start), np.bool_)
    near |= text.fields.is_in_named(ID, start, end)
    back = [runs.length.take(first - step, mode="clip") for step in (1, 2, 3, 4)] if len(runs) else None
    if back is not None:
        near |= ((back[0] == 4) | (back[1] == 4)) & (first >= 2) & ((back[0] == 3) | (back[1] == 3))
        near |= (back[0] == 1) & (((back[1] == 3) & (back[2] == 4)) | (back[3] == 4)) & (first >= 3)
    near |= end - start > MOST_DIGITS
    rest = np.flatnonzero(~near)
    spoken = Word.ACCOUNT | Word.DEPOSIT | Word.BANK
    if near.any():  # all of the words are needed in any case
        words = text.once(find_bank_words).of(spoken)
        near[rest] = words.are_near(start[rest], end[rest], BEFORE_CHARS, AFTER_CHARS)
    elif len(rest):
        near = are_near(text, start, end, spoken, BEFORE_CHARS, AFTER_CHARS)
    return near


def _has_letter_before(text: Text, start: Offsets) -> Truth:
    """A Latin letter stands directly before each number, but for ``No``; such a number is a code."""
    chars = text.folded.chars
    found = is_letter(pick(chars, start - 1))
    rows = np.flatnonzero(found)
    ahead = window(chars, start[rows] - 2, 2) | np.uint8(32)
    found[rows] = (ahead[:, 0] != ord("n")) | (ahead[:, 1] != ord("o"))
    return found


def _read_boxes(text: Text, first: Offsets) -> tuple[Bytes, Offsets]:
    """The digits of accounts written one digit a box, as ``_read_account`` gives them."""
    digits = np.zeros((len(first), MOST_DIGITS), np.uint8)
    digits[:, 1:] = text.runs.matrix(first, DIGITS)
    return digits, np.full(len(first), DIGITS)


def _read_account(text: Text, start: Offsets, end: Offsets) -> tuple[Bytes, Offsets]:
    """The last eight digits of each number, zeros in front; and how many it has, groups before the account not counted."""
    shown = window(text.folded.chars, end - MOST_DIGITS, MOST_DIGITS)
    length = np.minimum(end - start, np.where(end - start > MOST_DIGITS, DIGITS, MOST_DIGITS))
    digits = np.where(np.arange(MOST_DIGITS) >= MOST_DIGITS - length[:, None], shown - np.uint8(48), np.uint8(0))
    return digits, length


def _has_deposit(text: Text, start: Offsets, end: Offsets) -> Truth:
    """A kind of deposit stands closely before, without a number between, or in a field of its own in the record."""
    words = text.once(find_bank_words).of(Word.DEPOSIT)
    record = text.fields.record_holding(start, end)
    at = words.find_before(start, record, DEPOSIT_CHARS)
    fields, runs = text.fields, text.runs
    found = at >= 0
    if len(words.start):
        found &= np.searchsorted(runs.start, words.end.take(at, mode="clip")) == np.searchsorted(runs.start, start)
    cells = fields.record[fields.of_role(Role.DEPOSIT_TYPE)]
    return np.asarray(found | np.isin(record, cells))


def _stands_behind_another(text: Text, start: Offsets, end: Offsets) -> Truth:
    """A longer number stands between the number and the last word of banking before it."""
    words = text.once(find_bank_words).of(Word.ACCOUNT | Word.DEPOSIT | Word.BANK)
    if not len(words.start):
        return np.zeros(len(start), np.bool_)
    runs = text.runs
    long = runs.start[runs.length >= OTHER_DIGITS]
    at = np.maximum(np.searchsorted(words.end, start, "right") - 1, 0)
    return np.asarray(np.searchsorted(long, np.minimum(words.end[at], start)) != np.searchsorted(long, start))


def make_keys(places: Places, digits: Bytes) -> npt.NDArray[np.bytes_]:
    """Codes and account where the codes are known, else the account; digits without signs between."""
    known = (places.bank >= 0) & (places.branch >= 0)
    codes = np.where(known, places.bank * 1000 + places.branch, 0)
    place = (codes[:, None] // 10 ** np.arange(6, -1, -1)) % 10
    signs = np.zeros((len(digits), 20), np.uint8)
    long = digits[:, 0] > 0
    signs[:, 0:7] = np.where(known[:, None], place + 48, 0)
    signs[:, 7:15] = digits + 48
    signs[~long, 7:14], signs[~long, 14] = digits[~long, 1:] + 48, 0
    bare = ~known
    signs[bare, :8], signs[bare, 8:] = signs[bare, 7:15], 0
    return np.ascontiguousarray(signs).view("S20").ravel()


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High with bank and branch, or a label and one of them; medium with a label; low with the kind of deposit alone."""
    evidence = candidates["evidence"]
    bank, code = has(evidence, Evidence.BANK_NAME), has(evidence, Evidence.BANK_CODE)
    branch, deposit = has(evidence, Note.SEPARATED), has(evidence, Note.STRONG_FORM)
    seven = ~has(evidence, Note.NEEDS_LABEL)
    displaced = has(evidence, Note.PARTIAL) & ~context.is_named
    labelled = context.has_label & ~displaced
    clear = labelled & ~context.is_weak
    beside = context.is_named | context.is_touching
    pure = is_pure(context) & context.is_named
    mark(evidence, pure, Evidence.COLUMN_SHARE)
    is_amount = np.char.endswith(candidates["key"], b"000") & ~labelled & ~has(evidence, Evidence.GROUPING)
    told = bank & branch & seven & ~displaced & ~is_amount  # a ledger writes 普通預金 and the bank beside amounts
    placed = told & (deposit | code | labelled)
    spoken = deposit & branch & seven & ~displaced & ~is_amount & ~context.fills_field  # 渋谷支店の普通 6412087
    follows = told & has(evidence, Note.WEAK_FORM) & ~context.fills_field
    scores = np.select(
        [
            placed & (deposit | labelled | has(evidence, Evidence.GROUPING)),
            clear & seven & (bank | branch),
            placed & ~(is_counted(context) & ~is_pure(context)),
            clear & (seven | pure | (beside & (bank | branch))),
            labelled & seven & (deposit | bank),
            follows,
            clear & beside & (candidates["end"] - candidates["start"] >= 6),
            labelled & pure,
            spoken,
            deposit & seven & ~displaced,
            labelled & seven,
        ],
        [92, 90, 88, 75, 70, 86, 65, 60, 65, OTHER_SCORE, OTHER_SCORE],
        0,
    )
    scores = cap_foreign(scores, context, context.fills_field & ~placed)
    scores[has(evidence, Evidence.BOXES) & ~clear] = 0
    company = has(evidence, Evidence.ORGANISATION)
    scores = np.where(company, np.minimum(scores, COMPANY_SCORE), scores)
    return restrain(scores, evidence, context, sure=placed & ~context.is_named_other & ~context.has_unit)


def normalise(value: str) -> str:
    """The digits, zeros put back in front of a short account."""
    return digits_of(value).zfill(DIGITS)


def mask(value: str) -> str:
    """Only the last two digits shown."""
    return mask_digits(value)


DETECTOR: Final = Detector(
    id=ID,
    title_ja="銀行口座番号",
    title_en="Bank account number",
    risk_class="C3",
    rules_ja=(
        "実在する銀行・支店コード、または銀行名と支店が同じ記録にある 7 桁。項目名に加えて銀行名か支店がある",
        "項目名または見出しが口座番号である 6〜8 桁",
        "預金種目だけがある 7 桁、会社の口座（請求書の振込先など）",
    ),
    rules_en=(
        "seven digits with existing codes, or names, of bank and branch in one record; or a label with one of them",
        "six to eight digits with the label or header of an account number",
        "seven digits with the kind of deposit alone; or a company's account, as on an invoice",
    ),
    labels=(
        "口座番号", "銀行口座番号", "振込口座番号", "振込先口座番号", "預金口座番号", "普通預金口座番号", "口座no", "普通預金番号", "預金番号", "振替口座", "振替口座番号", "口座振替口座番号", "預貯金口座番号", "口座ナンバー", "口座", "銀行口座", "預金口座", "振込口座",
        "振込先口座", "お振込先口座", "給与振込口座", "給与振込先口座", "給与口座", "引落口座", "引き落とし口座", "引落し口座", "受取口座", "返金口座", "返金先口座", "入金口座",
        "登録口座", "指定口座", "口座情報", "口座番号7桁", "bank account", "bank account no", "bank account number", "bank acct", "bank acct no",
        "account no", "account number", "acct no", "acct number", "account num", "kouza bango", "koza bango", "kouza no", "koza no", "kouza number",
        "kouza", "koza", "savings account", "checking account",
    ),
    weak_labels=(
        "振込先", "振り込み先", "振込み先", "給与振込先", "返金先", "送金先", "入金先", "振替先", "振込先情報", "普通預金口座", "総合口座",
    ),
    other_labels=(
        "勘定科目", "科目コード", "会員番号", "内線", "内線番号", "会員no", "口座振替日", "口座残高", "口座開設日", "口座数", "振込金額", "振込手数料", "振込日",
        "account balance", "account id", "account title",
    ),
    find=find,
    score=score,
    scores_values=True,
    normalise=normalise,
    mask=mask,
    person_key=PersonKey.ID,
    speaks_of_person=True,
)  # fmt: skip
