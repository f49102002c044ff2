"""Passport numbers: 旅券番号, パスポート番号.

Issuer: Ministry of Foreign Affairs. Law: Passport Act (旅券法).
Format: two letters and 7 digits; the first letter is usually T (ten years) or M (five years). A new one at each renewal.
Spellings: ``TK1234567``, ``TK 1234567``, full width, lower case. Passports of other states: 6 to 9 letters and digits.
Check digit: none, but for the machine-readable zone (``general.mrz``): a number that a zone near
repeats with its check digit is sure.
False friends: part numbers, flight numbers, order numbers; a label is therefore needed.

>>> normalise("ｔｋ １２３４５６７")
'TK1234567'
>>> mask("TK 1234567")
'TK *****67'
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.beside import is_behind_value, is_beside, is_beside_named, stand_beside
from meibo_detectors.checksums import is_counter_or_run
from meibo_detectors.columns import cap_foreign, is_counted, is_pure
from meibo_detectors.dates import is_date
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.general.mrz import repeat_zones
from meibo_detectors.japan.names_in_romaji import find_romaji_in_text
from meibo_detectors.kernels import letter_numbers
from meibo_detectors.masks import mask_digits
from meibo_detectors.model import CANDIDATE, Context, Detector, PersonKey, join_candidates, make_candidates
from meibo_detectors.normalise import Bytes, Offsets, Truth, alphanumerics_of, is_digit, is_letter
from meibo_detectors.number_runs import is_one_of
from meibo_detectors.scoring import restrain
from meibo_detectors.text import Text
from meibo_detectors.windows import first_column, window

ID: Final = "jp_passport"
SAMPLES: Final = np.array([b"TK1234567", b"TR1234567", b"MU1234567", b"TZ1234567"], "S20")
"""Numbers that forms and manuals print."""
FOREIGN_LENGTHS: Final = (6, 9)
LEAST_FOREIGN_DIGITS: Final = 5
LEAST_BARE_DIGITS: Final = 8
"""Of numbers without any letter."""
NATIONALITY_WORDS: Final = (
    "国籍",
    "国籍・地域",
    "nationality",
    "citizenship",
    "japan",
    "jpn",
    "surname",
    "given name",
    "given names",
)
"""Beside one of these, or a name in Latin letters, a number without label is taken for a passport's."""
PAPER_WORDS: Final = ("パスポート", "旅券", "日本国旅券", "passport")
"""What a field of the kind of an identity paper holds."""
_SPACE: Final = ord(" ")


def find(text: Text) -> npt.NDArray[np.void]:
    """Two letters and seven digits; one or two letters with six to eight; in a field of this name whatever fits."""
    found = join_candidates((_find_lettered(text), _find_in_named_fields(text)))
    if not len(found):
        return found
    _, first = np.unique(found["start"], return_index=True)
    return found.take(first)


def _find_lettered(text: Text) -> npt.NDArray[np.void]:
    """Letters with digits behind. STRONG_FORM: as Japan issues them; WEAK_FORM: as others do; neither: other letters.

    PARTIAL: beside a person, and the record has no field of this name; SEPARATED: the field before names the paper.
    """
    runs, chars = text.runs, text.folded.chars
    at, marks = letter_numbers.find_passports(chars, runs.start, runs.end, runs.open_right.view(np.uint8))
    if not len(at):
        return np.zeros(0, CANDIDATE)
    is_spaced = (marks & letter_numbers.SPACED) != 0
    letters = 1 + ((marks & letter_numbers.TWO_LETTERS) != 0)
    start, end = runs.start[at] - letters - is_spaced, runs.end[at]
    key = _keys_of(chars, start, end)
    is_sample = is_one_of(key, SAMPLES)
    real = np.flatnonzero(is_sample | ~is_counter_or_run(runs.matrix(at, 6)))
    start, end, key, marks, is_sample = start[real], end[real], key[real], marks[real], is_sample[real]
    evidence = np.zeros(len(real), np.uint64)
    usual = (marks & letter_numbers.USUAL) != 0
    mark(evidence, (marks & letter_numbers.REGULAR) == 0, Note.WEAK_FORM)
    mark(evidence, (marks & letter_numbers.UPPER) == 0, Note.NEEDS_LABEL)
    mark(evidence, usual, Note.STRONG_FORM)
    mark(evidence, is_sample, Evidence.SAMPLE)
    mark(evidence, repeat_zones(text, start, end, key), Evidence.CHECK_DIGIT)
    person = _is_beside_person(text, start, end, usual) & ~is_beside_named(text, start, end, ID)
    mark(evidence, person, Note.PARTIAL)
    mark(evidence, is_behind_value(text, start, end, PAPER_WORDS), Note.SEPARATED)
    return make_candidates(start, end, evidence, key)


def _is_beside_person(text: Text, start: Offsets, end: Offsets, usual: Truth) -> Truth:
    """True where the record of a usual number speaks of a nationality or holds a name in Latin letters."""
    found = np.zeros(len(start), np.bool_)
    rows = np.flatnonzero(usual)
    if len(rows):
        names = find_romaji_in_text(text)
        where = (text, start[rows], end[rows])
        found[rows] = is_beside(*where, np.sort(names["start"])) | stand_beside(*where, NATIONALITY_WORDS)
    return found


def _find_in_named_fields(text: Text) -> npt.NDArray[np.void]:
    """Fields of this name that hold six to nine letters and digits, most of them digits, as other states write them."""
    fields, chars = text.fields, text.folded.chars
    named = fields.named(ID)
    length = fields.end[named] - fields.start[named]
    named = named[(length >= FOREIGN_LENGTHS[0]) & (length <= FOREIGN_LENGTHS[1])]
    if not len(named):
        return np.zeros(0, CANDIDATE)
    start, end = fields.start[named], fields.end[named]
    shown = window(chars, start, FOREIGN_LENGTHS[1])
    shown[np.arange(FOREIGN_LENGTHS[1]) >= (end - start)[:, None]] = 0
    digit, letter = is_digit(shown), is_letter(shown)
    digits, letters = digit.sum(axis=1), letter.sum(axis=1)
    leading = first_column(~letter)
    is_lettered = (leading == letters) & (leading >= 1) & (leading <= 2) & (digits >= 6)  # judged already
    fits = (digits + letters == end - start) & (digits >= LEAST_FOREIGN_DIGITS) & ~is_lettered
    fits &= (letters > 0) | ((digits >= LEAST_BARE_DIGITS) & ~_is_date_or_run(shown, digits))
    start, end = start[fits], end[fits]
    evidence = np.full(len(start), Note.WEAK_FORM, np.uint64)
    return make_candidates(start, end, evidence, _keys_of(chars, start, end))


def _is_date_or_run(shown: Bytes, length: Offsets) -> Truth:
    """True for eight or nine digits that read as ``YYYYMMDD`` or that nobody is given."""
    digits = (shown - np.uint8(48)).astype(np.int64)
    year = digits[:, :4] @ np.array([1000, 100, 10, 1])
    is_day = is_date(year, digits[:, 4] * 10 + digits[:, 5], digits[:, 6] * 10 + digits[:, 7])
    return np.asarray(((length == 8) & is_day & (year >= 1900) & (year < 2100)) | is_counter_or_run(shown[:, :8] - 48))


def _keys_of(chars: Bytes, start: Offsets, end: Offsets) -> npt.NDArray[np.bytes_]:
    """The letters and digits in capitals, without the blank between."""
    width = FOREIGN_LENGTHS[1] + 1
    shown = window(chars, start, width)
    shown[np.arange(width) >= (end - start)[:, None]] = 0
    shown = np.where(is_letter(shown), shown & np.uint8(0xDF), shown)
    blank = shown[:, 2] == _SPACE
    shown[blank, 2:-1] = shown[blank, 3:]
    shown[blank, -1] = 0
    return np.ascontiguousarray(shown).view(f"S{width}").ravel().astype("S20")


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High as Japan issues them with a label; medium of other states in a field of this name; low without label."""
    evidence = candidates["evidence"]
    foreign_form = has(evidence, Note.WEAK_FORM)
    is_capital = ~has(evidence, Note.NEEDS_LABEL)
    labelled = context.has_label
    clear = labelled & ~context.is_weak
    other = (context.is_other | context.is_named_other) & ~labelled
    beside = context.is_named | context.is_touching
    pure = is_pure(context)
    mark(evidence, pure & context.is_named, Evidence.COLUMN_SHARE)
    mixed = is_counted(context) & ~pure
    papers = has(evidence, Note.SEPARATED) & ~other & ~labelled
    confirmed = has(evidence, Evidence.CHECK_DIGIT) & ~foreign_form
    scores = np.select(
        [
            (clear & ~foreign_form & (is_capital | beside)) | (confirmed & ~other),
            labelled & ~foreign_form,
            clear & foreign_form & beside,
            papers & ~foreign_form,
            papers,
            clear & foreign_form & is_capital,
            has(evidence, Note.STRONG_FORM) & has(evidence, Note.PARTIAL) & ~other & ~labelled & ~mixed,
        ],
        [95, 70, 75, 80, 65, 40, 35],
        0,
    )
    return restrain(cap_foreign(scores, context, ~papers), evidence, context)


def normalise(value: str) -> str:
    """Letters and digits in capitals."""
    return alphanumerics_of(value)


def mask(value: str) -> str:
    """The letters and the last two digits shown."""
    return mask_digits(value)


DETECTOR: Final = Detector(
    id=ID,
    title_ja="旅券番号（パスポート）",
    title_en="Passport number",
    risk_class="C4",
    rules_ja=(
        "英字 2 字と数字 7 桁で、項目名がある。または同じ文書の機械読取領域に同じ番号がある",
        "外国の旅券の書式で、項目名または見出しが旅券番号である。項目名があいまい",
        "T または M で始まる英字 2 字と数字 7 桁で、項目名はないが、国籍またはローマ字の氏名が並ぶ",
    ),
    rules_en=(
        "two letters and seven digits with a label, or with the same number in a machine-readable zone",
        "written as other states do, in a field named as a passport's; or a vague label",
        "two letters, T or M first, and seven digits without a label beside a nationality or a name in Latin letters",
    ),
    labels=(
        "旅券番号", "旅券no", "旅券記号番号", "パスポートid", "旅券ナンバー", "旅券", "パスポート番号", "パスポートno", "パスポートナンバー", "パスポート", "passport", "passport no",
        "passport no.", "passport number", "passport num", "passport id", "ppt no", "ryoken bango",
    ),
    weak_labels=("査証", "渡航", "travel document", "travel document no"),
    other_labels=(
        "旅券有効期限", "旅券期限", "旅券発行日", "旅券の有効期間", "旅券種別", "旅券発行国", "パスポート有効期限", "パスポート期限", "パスポート発行日",
        "パスポート有効期間", "passport expiry", "passport expiration", "passport issue date", "passport expiry date",
        "passport expiration date", "passport country", "passport type", "型式", "部品番号", "機種", "便名", "フライト", "model", "part no", "flight",
        "flight no", "model number", "product no", "product code", "item no", "item code", "product id", "パーツ番号",
    ),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    speaks_of_person=True,
    person_key=PersonKey.ID,
)  # fmt: skip
