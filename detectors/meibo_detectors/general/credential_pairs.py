"""Passwords and PINs by the word beside them: in fields of that name, and behind such a word in a sentence."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.code_words import CodeWords
from meibo_detectors.dictionaries.word_table import table_of_words
from meibo_detectors.evidence import Bits, Evidence, Note, mark
from meibo_detectors.general.credential_kinds import DOUBLE_WORDS, NUMBER_OF
from meibo_detectors.general.credential_values import is_placeholder, is_program, make_of
from meibo_detectors.kernels.alphabet_runs import find_run_ends
from meibo_detectors.model import CANDIDATE, make_candidates
from meibo_detectors.normalise import OTHER, Offsets, Truth, table_of
from meibo_detectors.text import Text
from meibo_detectors.windows import first_column, window

ID: Final = "credential"
VERDICTS: Final = ("pass",)
"""Names of fields that tell a result as often as a password."""
SHORTEST_CHARS: Final = 4
LONGEST_CHARS: Final = 256
LONGEST_DIGITS: Final = 12
STRING_CHARS: Final = 48
JOINT_CHARS: Final = 5
LOGIN_CHARS: Final = 48
"""Between a word and its value: ``初期パスワードは「abc」``."""
PERSON_IDS: Final = ("org_id", "email", "payment_card", "jp_bank_account", "jp_yucho")
"""Fields of a login, or of what a PIN opens, make the pair complete."""
WORDS: Final = ("パスワード", "パスコード", "パスフレーズ", "暗証番号")
_LAST_SIGNS: Final = (ord("ド"), ord("ズ"), ord("号"))
_JOINTS: Final = (ord("は"), ord("が"), ord("を"), ord("「"), ord("『"), ord("【"), ord("→"))
_IS_JOINT: Final = table_of(b" :=\t\"'([>-")
_GOES_ON: Final = (~table_of(b" \t\r\n\0" + bytes(range(OTHER, 256)))).view(np.uint8)
"""Characters of a word."""
_IS_END: Final = table_of(b"\"'`)]}>,;.:!?")
_COUNTERS: Final = tuple(ord(sign) for sign in "桁文字回日か月年つ種分個件人名時秒")


def find_pairs(text: Text) -> npt.NDArray[np.void]:
    """Values of fields of this name, and what stands behind such a word in a sentence (PARTIAL: not all of a field).

    Note.NEEDS_LABEL on all; STRONG_FORM: of several sorts of signs, or drawn at random (SEPARATED); WEAK_FORM: letters only.
    """
    fields = text.fields
    named = fields.named(ID)
    start, end = (_skip_logins(text, named), fields.end[named]) if len(named) else (named, named)
    spoken = _find_spoken(text)
    if len(spoken):
        spoken = spoken[~np.isin(spoken, start)]
        start = np.concatenate([start, spoken])
        end = np.concatenate([end, np.minimum(spoken + LONGEST_CHARS, len(text.folded.chars))])
    if not len(start):
        return np.zeros(0, CANDIDATE)
    end, cut = _end_value(text, start, end)
    counted = np.isin(text.folded.letter_codes.take(end, mode="clip"), _COUNTERS) & cut  # ``8文字``, ``90日``
    return _judge(text, start[~counted], end[~counted], cut[~counted])


def _skip_logins(text: Text, named: Offsets) -> Offsets:
    """Where the passwords of these fields begin: behind the slash where a field holds the login as well."""
    fields, cells = text.fields, text.fields.cells
    start = fields.start[named]
    both = np.flatnonzero(
        table_of_words(DOUBLE_WORDS).holds(text.hashes.of(cells.name_start[named], cells.name_end[named]))
    )
    if not len(both):
        return start
    slash = start[both] + first_column(window(text.folded.chars, start[both], LOGIN_CHARS) == ord("/"))
    parted = (slash < fields.end[named[both]]) & (slash - start[both] < LOGIN_CHARS)
    start[both[parted]] = slash[parted] + 1
    for _ in range(2):
        start[both] += text.folded.chars.take(start[both], mode="clip") == ord(" ")
    return start


def _end_value(text: Text, start: Offsets, end: Offsets) -> tuple[Offsets, Truth]:
    """Where the first word of each stretch ends, and whether the stretch goes on."""
    chars = text.folded.chars
    word = np.empty(len(start), np.int64)
    find_run_ends(chars, np.ascontiguousarray(start), _GOES_ON, word)
    cut = word < end
    last = np.minimum(word, end)
    for _ in range(2):
        sign = chars.take(last - 1, mode="clip")
        last = last - (_IS_END[sign] & (cut | table_of(b";,:")[sign]) & (last > start))
    return last, cut


def _find_spoken(text: Text) -> Offsets:
    """Where values begin behind one of WORDS."""
    folded = text.folded
    if folded.is_ascii:
        return np.zeros(0, np.int64)
    start = _words().find_ends(text.look_up_codes)
    if not len(start):
        return start
    codes = folded.letter_codes
    first = codes.take(start, mode="clip")
    led = _IS_JOINT[folded.chars.take(start, mode="clip")] | np.isin(first, _JOINTS)
    start = start[(led | ((first > ord(" ")) & (first < OTHER))) & np.isin(codes[start - 1], _LAST_SIGNS)]
    for _ in range(JOINT_CHARS):
        joint = _IS_JOINT[folded.chars.take(start, mode="clip")] | np.isin(codes.take(start, mode="clip"), _JOINTS)
        start = start + joint
    begins = folded.chars.take(start, mode="clip")
    fresh: Offsets = start[(begins > ord(" ")) & (begins < OTHER) & (start < len(codes))]
    return fresh


@functools.cache
def _words() -> CodeWords:
    return CodeWords(WORDS)


def _judge(text: Text, start: Offsets, end: Offsets, cut: Truth) -> npt.NDArray[np.void]:
    """The stretches that are values, with what they are made of."""
    length = end - start
    fits = (length >= SHORTEST_CHARS) & (length <= LONGEST_CHARS)
    start, end, cut = start[fits], end[fits], cut[fits]
    real = ~is_program(text, start, end)  # of code most are: the other questions are asked of the rest
    start, end, cut = start[real], end[real], cut[real]
    if not len(start):
        return np.zeros(0, CANDIDATE)
    stands_in = is_placeholder(text, start, end)
    real = (~stands_in | text.keeps_failures) & ~_is_string(text, start)
    start, end, cut, stands_in = start[real], end[real], cut[real], stands_in[real]
    if not len(start):
        return np.zeros(0, CANDIDATE)
    made = make_of(text, start, end)
    evidence: Bits = np.full(len(start), Note.NEEDS_LABEL, np.uint64)
    mark(evidence, stands_in, Evidence.PLACEHOLDER)
    mark(evidence, cut, Note.PARTIAL)
    mark(evidence, made.is_strong | made.is_hash, Note.STRONG_FORM)
    mark(evidence, made.is_random, Note.SEPARATED)
    mark(evidence, made.is_letters, Note.WEAK_FORM)
    mark(evidence, _has_person_beside(text, start), Evidence.RECORD)
    usable = ~made.is_digits | (made.length <= LONGEST_DIGITS)
    usable &= ~cut | ~made.is_letters  # a sentence
    usable &= ~_is_verdict(text, start) | made.is_mixed
    kind = np.where(made.is_hash, NUMBER_OF["password-hash"], 0)
    kind = np.where(_is_in_string(text, start) & ~made.is_hash, NUMBER_OF["connection-string"], kind).astype(np.uint8)
    return make_candidates(start[usable], end[usable], evidence[usable], kind=kind[usable])


def _is_verdict(text: Text, start: Offsets) -> Truth:
    """Whether the field may tell that a test has passed (``PASS: base/stack.exp``): no column, no quote, and no login beside."""
    fields = text.fields
    if not len(fields.start):
        return np.zeros(len(start), np.bool_)
    field = fields.holding(start, start + 1)
    held = np.maximum(field, 0)
    name = text.hashes.of(fields.cells.name_start[held], fields.cells.name_end[held])
    quoted = table_of(b"\"'")[window(text.folded.chars, start - 1, 1)[:, 0]]
    verdict = ~quoted & (field >= 0) & (fields.column[held] < 0) & table_of_words(VERDICTS).holds(name)
    return np.asarray(verdict & ~_has_person_beside(text, start))


def _is_string(text: Text, start: Offsets) -> Truth:
    """Whether each value begins a connection string, of which only the password is one: ``Server=...;``."""
    shown = window(text.folded.chars, start, STRING_CHARS)
    equals, parted = first_column(shown == ord("=")), first_column(shown == ord(";"))
    return np.asarray((equals > 0) & (equals < parted) & (parted < STRING_CHARS))


def _has_person_beside(text: Text, start: Offsets) -> Truth:
    """Whether the record holds a field of a login, a card or an account."""
    fields = text.fields
    if not len(fields.start):
        return np.zeros(len(start), np.bool_)
    holds = np.zeros(len(fields.records) + 1, np.bool_)
    for name in PERSON_IDS:
        holds[fields.record[fields.named(name)]] = True
    field = fields.holding(start, start + 1)
    return np.asarray((field >= 0) & holds[fields.record[np.maximum(field, 0)]])


def _is_in_string(text: Text, start: Offsets) -> Truth:
    """Whether a semicolon stands before the value's name, as between the parts of a connection string."""
    fields, chars = text.fields, text.folded.chars
    if not len(fields.start):
        return np.zeros(len(start), np.bool_)
    field = fields.holding(start, start + 1)
    name = fields.cells.name_start[np.maximum(field, 0)]
    return np.asarray((field >= 0) & (name > 0) & (window(chars, name - 1, 1)[:, 0] == ord(";")))
