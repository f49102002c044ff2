"""Words that stand around account numbers: kinds of deposit, banks, branches, holders, and the paper they are printed on.

One pass finds them all; the detectors of accounts then ask which stand in the record of a number, and how near.
"""

from __future__ import annotations

import enum
import functools
from typing import Final, NamedTuple

import numpy as np

from meibo_detectors.kernels.word_matches import WordTrie
from meibo_detectors.normalise import KANJI, Offsets, Truth, is_digit
from meibo_detectors.text import Text
from meibo_detectors.word_search import find_words, make_matcher_of_kinds


class Word(enum.IntFlag):
    """What a word says; one may say several things."""

    NOTHING = 0
    """It only hides a shorter word: 銀行印 names no bank."""
    DEPOSIT = 1
    BANK = 2
    BRANCH = 4
    ACCOUNT = 8
    COMPANY = 16
    HOLDER = 32
    PAPER = 64
    """Of an invoice or an estimate, on which a company prints its own account."""
    POST = 128
    """The Japan Post Bank."""
    COMPANY_IN_KANA = 256
    """As payees are written to banks: ``カ)``."""
    INSURANCE = 512
    """Of health insurance, whose 記号 and 番号 are another's."""


WORDS: Final = {
    Word.DEPOSIT: (
        "普通預金口座", "普通預金", "普通口座", "普通", "普", "当座預金口座", "当座預金", "当座", "当", "貯蓄預金口座", "貯蓄預金", "貯蓄", "定期預金",
        "定期", "総合口座", "総合", "フツウ", "トウザ", "futsu", "futsuu", "futsu yokin", "touza",
    ),
    Word.BANK: (
        "銀行", "信用金庫", "信金", "信用組合", "信組", "農協", "農業協同組合", "労働金庫", "労金", "漁協", "漁業協同組合", "信連", "ギンコウ", "シンキン",
        "bank",
    ),
    Word.BRANCH: (
        "支店", "営業部", "出張所", "本店", "支所", "本所", "店番号", "店番", "支店番号", "支店コード", "支店名", "branch", "shiten",
        *(f"{ten}{kind}店" for ten in "〇一二三四五六七八九" for kind in "八九"),
    ),
    Word.ACCOUNT: (
        "口座番号", "口座", "口座no", "お口座", "振込先", "振り込み先", "振込み先", "返金先", "銀行口座", "銀行振込", "送金先", "account", "acct", "kouza", "koza",
        "bank account", "account no", "account number",
    ),
    Word.COMPANY: (
        "株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "(株)", "(有)", "(同)", "㈱", "㈲", "法人", "協会", "組合", "事務所", "商店",
        "co.,ltd", "inc.", "llc", "corporation",
    ),
    Word.COMPANY | Word.COMPANY_IN_KANA: ("カ)", "(カ", "ユ)", "(ユ", "ド)", "(ド", "イ)", "フク)", "ザイ)", "シヤ)", "ガク)", "カブシキガイシャ", "カブシキガイシヤ"),
    Word.HOLDER: ("口座名義人", "口座名義", "名義人", "名義", "口座名", "受取人名", "受取人", "account holder", "account name", "payee"),
    Word.PAPER: (
        "請求書", "御請求", "ご請求", "請求金額", "見積書", "御見積", "納品書", "注文請書", "支払期限", "invoice",
    ),
    Word.BANK | Word.POST: ("ゆうちょ銀行", "ゆうちょ", "ユウチヨ", "ユウチョ", "郵便貯金", "japan post bank", "yucho"),
    Word.POST: ("通常貯金", "貯金", "郵便振替", "振替口座", "郵貯"),
    Word.INSURANCE: ("保険者番号", "被保険者", "健康保険", "保険証", "資格確認", "insurance"),
    Word.NOTHING: (
        "銀行員", "銀行印", "銀行業", "銀行法", "銀行名", "銀行コード", "銀行番号", "銀行側", "ノートバンク", "本店営業", "当店", "当社", "普通郵便", "bank name",
        "bank code", "branch name", "branch code",
    ),
}  # fmt: skip
HOLDER_NAMES: Final = WORDS[Word.HOLDER]
NEAR_CHARS: Final = 300
"""How far a word may stand from a number that it speaks of; within this text is cut into blocks without harm."""
_DEPOSIT_SIGNS: Final = "口番"
"""Kanji that may follow a kind of deposit: 普通口座番号."""
_ALONE: Final = ("普", "当")


class Marks(NamedTuple):
    """Stretches of a text, ascending, and the record of each (see ``loose_records_of``); arrays are parallel."""

    start: Offsets
    end: Offsets
    record: Offsets

    def take(self, where: Truth) -> Marks:
        """The marks where a condition holds."""
        return Marks(self.start[where], self.end[where], self.record[where])

    def are_near(self, start: Offsets, end: Offsets, before: int, after: int) -> Truth:
        """Whether a mark ends at most so far before each stretch, or begins so far behind it; in any record."""
        if not len(self.start):
            return np.zeros(len(start), np.bool_)
        at = np.searchsorted(self.end, start, "right") - 1
        near = (at >= 0) & (start - self.end.take(at, mode="clip") <= before)
        at = np.searchsorted(self.start, end)
        return np.asarray(near | ((at < len(self.start)) & (self.start.take(at, mode="clip") - end <= after)))

    def find_before(self, start: Offsets, record: Offsets, reach: int = NEAR_CHARS, lines: int = 0) -> Offsets:
        """The last mark that ends before each place, in its record and within reach; -1 where none does.

        Loose marks, of negative record, also count for loose places up to so many lines below.
        """
        at = np.searchsorted(self.end, start, "right") - 1
        return self._check(at, start - self.end.take(at, mode="clip"), record, reach, lines) if len(self.end) else at

    def find_beside(
        self, start: Offsets, end: Offsets, record: Offsets, reach: int = NEAR_CHARS, lines: int = 0
    ) -> Offsets:
        """The last mark before each stretch or else the first behind it, in its record and within reach; or -1."""
        before = self.find_before(start, record, reach, lines)
        if not len(self.start):
            return before
        at = np.searchsorted(self.start, end)
        behind = self._check(at, self.start.take(at, mode="clip") - end, record, reach)
        return np.where(before >= 0, before, behind)

    def _check(self, at: Offsets, distance: Offsets, record: Offsets, reach: int, lines: int = 0) -> Offsets:
        inside = (at >= 0) & (at < len(self.start)) & (distance >= 0) & (distance <= reach)
        other = self.record.take(at, mode="clip")
        together = (whole_record(other) == whole_record(record)) | (
            (other < 0) & (record < 0) & (other >= record) & (other - record <= lines)
        )
        return np.where(inside & together, at, -1)


def whole_record(record: Offsets) -> Offsets:
    """The number of a record, loose or not."""
    return np.where(record < 0, -1 - record, record)


class BankWords:
    """The words of one text."""

    def __init__(self, kind: Offsets, marks: Marks) -> None:
        self._kind, self._marks = kind, marks

    def of(self, kind: Word) -> Marks:
        """The words that say at least one of these things."""
        return self._marks.take((self._kind & int(kind)) != 0)


def find_bank_words(text: Text) -> BankWords:
    """All words around account numbers; to be asked for through ``Text.once``."""
    kind, start, end = _find_in(text)
    return BankWords(kind, Marks(start, end, loose_records_of(text, start, end)))


def are_near(text: Text, start: Offsets, end: Offsets, kind: Word, before: int, after: int) -> Truth:
    """Whether a word of one of these kinds ends at most so far before each stretch, or begins so far behind it.

    The stretches ascend. Only what stands around them is looked at.
    """
    kinds, begins, ends = _find_in(text, start - before - 1, end + after + 1)
    spoken = (kinds & int(kind)) != 0
    begins, ends = begins[spoken], ends[spoken]
    return Marks(begins, ends, begins).are_near(start, end, before, after)


def _find_in(text: Text, floor: Offsets | None = None, roof: Offsets | None = None) -> tuple[Offsets, Offsets, Offsets]:
    """What each word says, its start and end; of all of a text, or of these stretches and what reaches into them."""
    matcher, kinds = _make_matcher()
    number, start, end = find_words(matcher, text.folded, floor, roof)
    kind = kinds[number]
    chars, codes = text.folded.chars, text.folded.letter_codes
    last = len(chars) - 1
    behind = chars.take(end, mode="clip")
    goes_on = (behind == KANJI) & ~np.isin(codes.take(end, mode="clip"), [ord(sign) for sign in _DEPOSIT_SIGNS])
    alone = np.isin(codes.take(start, mode="clip"), [ord(sign) for sign in _ALONE]) & (end - start == 1)
    inside = alone & ((chars.take(np.maximum(start - 1, 0), mode="clip") == KANJI) & (start > 0))
    inside |= alone & ~(is_digit(behind) | (behind == ord(" ")) | (behind == ord(")")))
    is_word = (kind != 0) & ~(((kind & Word.DEPOSIT) != 0) & ((goes_on & (end <= last)) | inside))
    return kind[is_word], start[is_word], end[is_word]


def loose_records_of(text: Text, start: Offsets, end: Offsets) -> Offsets:
    """``Fields.record_holding``, but ``-1 - record`` outside of fields, where each line is a record of its own."""
    fields = text.fields
    field = fields.holding(start, end)
    loose = -1 - fields.record_of(start)
    return np.where(field >= 0, fields.record.take(field, mode="clip"), loose) if len(fields.record) else loose


@functools.cache
def _make_matcher() -> tuple[WordTrie, Offsets]:
    return make_matcher_of_kinds(WORDS)
