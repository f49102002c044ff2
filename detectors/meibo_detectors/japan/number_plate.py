"""Number plates of cars: 自動車登録番号, 車両番号, ナンバープレート.

Issuer: transport branch offices, for light cars the inspection organisation. Law: Road Transport Vehicle Act
(道路運送車両法), article 9; who uses a car is in the register, so a plate beside a name leads to a person.
Format: place, class (one to three signs, the first a digit; the others digits or since 2018 one of ``ACFHKLMPXY``), a kana
or for cars of the US forces a letter, and a serial number of 1 to 9999. お, し, へ and ん are never used.
Spellings: ``品川 300 あ 12-34``, ``品川300あ1234``, ``横浜 530 さ ・・・1``, full width, two lines as on the plate, kana of half width.
Check digit: none.
False friends: sums by place (``大阪 500 と 300``): kana that are particles need the form of a plate or a label.

>>> normalise("品川３００あ１２－３４"), normalise("横浜 530 さ ・・・1")
('品川300あ1234', '横浜530さ1')
>>> mask("品川 300 あ 12-34")
'品川 *** あ **-34'
"""

from __future__ import annotations

import functools
import re
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.columns import cap_foreign
from meibo_detectors.dictionaries.word_table import table_of_words
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.japan.plate_regions import OTHER_SPELLINGS, REGIONS
from meibo_detectors.masks import mask_digits
from meibo_detectors.model import Context, Detector, make_candidates
from meibo_detectors.normalise import (
    KANJI,
    KATAKANA,
    Offsets,
    Truth,
    digits_of,
    fold_value,
    is_digit,
    is_letter,
    table_of,
)
from meibo_detectors.number_runs import HYPHEN, NumberRuns
from meibo_detectors.scoring import restrain
from meibo_detectors.text import Text
from meibo_detectors.words_at import lengths_of

KANA: Final = "あいうえかきくけこさすせそたちつてとなにぬねのはひふほまみむめもやゆよらりるれろわを"
"""All that plates bear; お, し, へ and ん are left out by law."""
LETTERS: Final = b"EHKMTYAB"
"""Of cars of the US forces, and of light ones."""
PARTICLES: Final = "とにのはもやか"
"""Kana that often stand between two numbers of a sentence."""
CLASS_LETTERS: Final = b"ACFHKLMPXY"
CLASS_SIGNS: Final = 3
GAP_SIGNS: Final = 2
"""Blanks or a line break between two parts."""
SERIAL_DIGITS: Final = 4
_DOTS: Final = (ord("・"), ord("."), ord("･"))
_IS_GAP: Final = table_of(b" \t\r\n")
_IS_CLASS: Final = table_of(b"0123456789" + CLASS_LETTERS + CLASS_LETTERS.lower())
_NAMES: Final = (*REGIONS, *OTHER_SPELLINGS)
_HIRAGANA_STEP: Final = 0x60
"""From a hiragana to the katakana of the same sound."""


def find(text: Text) -> npt.NDArray[np.void]:
    """Kana with a serial number behind, and the class and place before it. PARTIAL: without them. GROUPING: as on plates.

    NEEDS_LABEL: the kana is a particle as well.
    """
    codes = text.folded.letter_codes
    start, end, padded, hyphened = _find_serials(text)
    at = start - 1
    for _ in range(GAP_SIGNS):
        at -= (at > 0) & _IS_GAP[text.folded.chars.take(at, mode="clip")]
    is_kana, is_particle = _kana_tables()
    code = np.minimum(codes.take(at, mode="clip").astype(np.int64), len(is_kana) - 1)
    lettered = is_letter(text.folded.chars.take(at, mode="clip"))
    kept = np.flatnonzero((at >= 0) & is_kana[code])
    at, code, lettered = at[kept], code[kept], lettered[kept]
    start, end, padded, hyphened = start[kept], end[kept], padded[kept], hyphened[kept]
    begin = _find_place(text, at)
    whole = begin >= 0
    bordered = ~whole & ~lettered & _has_border(text, at) & (end - start == SERIAL_DIGITS + hyphened)
    evidence = np.zeros(len(at), np.uint64)
    mark(evidence, ~whole, Note.PARTIAL)
    mark(evidence, whole & (padded | hyphened), Evidence.GROUPING)
    mark(evidence, is_particle[code] & ~padded, Note.NEEDS_LABEL)
    kept = whole | bordered
    return make_candidates(np.where(whole, begin, at)[kept], end[kept], evidence[kept])


def _find_serials(text: Text) -> tuple[Offsets, Offsets, Truth, Truth]:
    """Start and end of up to four digits, whether dots stand for their first ones, and whether a hyphen parts them."""
    runs, codes = text.runs, text.folded.letter_codes
    near = (runs.before >= KANJI) | table_of(b" \t\r\n." + LETTERS + LETTERS.lower())[runs.before]
    single = near & (runs.length <= SERIAL_DIGITS) & runs.open_right
    double = np.zeros(len(runs), np.bool_)
    if len(runs) > 1:
        double[:-1] = near[:-1] & (runs.length[:-1] == 2) & (runs.length[1:] == 2) & (runs.link[:-1] == HYPHEN)
        double[:-1] &= runs.open_right[1:]
    first = np.flatnonzero(single | double)
    hyphened = double[first]
    start, end = runs.start[first].copy(), runs.end[first + hyphened]
    dots = np.zeros(len(first), np.int64)
    rows = np.flatnonzero(~hyphened & (runs.length[first] < SERIAL_DIGITS))
    for _ in range(2 * SERIAL_DIGITS):
        sign = codes.take(start[rows] - 1, mode="clip")
        is_dot = np.isin(sign, _DOTS) & (start[rows] > 0)
        spaced = (sign == ord(" ")) & np.isin(codes.take(start[rows] - 2, mode="clip"), _DOTS) & (start[rows] > 1)
        start[rows] -= is_dot | spaced
        dots[rows] += is_dot
        rows = rows[is_dot | spaced]
        if not len(rows):
            break
    padded = dots > 0
    fits = ~padded | (dots + runs.length[first] == SERIAL_DIGITS)
    fits &= _is_number(runs, first, hyphened)
    return start[fits], end[fits], padded[fits], hyphened[fits]


def _is_number(runs: NumberRuns, first: Offsets, hyphened: Truth) -> Truth:
    """Whether a digit of the serial number is not zero."""
    digits = runs.matrix(first, SERIAL_DIGITS)
    length = np.where(hyphened, SERIAL_DIGITS, runs.length[first])
    return np.asarray(((digits != 0) & (np.arange(SERIAL_DIGITS) < length[:, None])).any(axis=1))


def _find_place(text: Text, kana: Offsets) -> Offsets:
    """Where the place begins whose class stands before each kana; -1 where there is none."""
    chars = text.folded.chars
    end = _skip_gap(text, kana)
    at = end.copy()
    for _ in range(CLASS_SIGNS):
        at -= (at > 0) & _IS_CLASS[chars.take(at - 1, mode="clip")]
    classed = (at < end) & is_digit(chars.take(at, mode="clip"))
    past = _skip_gap(text, at)
    table = table_of_words(_NAMES)
    begin = np.full(len(kana), -1)
    for length in lengths_of(_NAMES):
        start = np.maximum(past - length, 0)
        known = classed & (past - start == length) & table.holds(text.hashes.of(start, past))
        begin[known] = start[known]
    return begin


def _skip_gap(text: Text, end: Offsets) -> Offsets:
    """The offsets moved back over blanks or a line break before them."""
    end = end.copy()
    for _ in range(GAP_SIGNS):
        end -= (end > 0) & _IS_GAP[text.folded.chars.take(end - 1, mode="clip")]
    return end


def _has_border(text: Text, kana: Offsets) -> Truth:
    """Whether no word goes on before the kana."""
    before = text.folded.chars.take(kana - 1, mode="clip")
    return np.asarray(
        (kana == 0) | ~(is_letter(before) | is_digit(before) | ((before >= KANJI) & (before <= KATAKANA)))
    )


@functools.cache
def _kana_tables() -> tuple[Truth, Truth]:
    """For each code point whether it is a plate's kana or letter, and whether it is a particle as well."""
    tables = np.zeros((2, 0x3100), np.bool_)
    codes = np.array([ord(kana) for kana in KANA])
    tables[0, codes] = tables[0, codes + _HIRAGANA_STEP] = True
    tables[0, list(LETTERS.lower())] = True
    tables[1, [ord(kana) for kana in PARTICLES]] = True
    tables[1, list(LETTERS.lower())] = True
    tables[:, -1] = False
    return tables[0], tables[1]


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High with all four parts; medium without place and class in a field of this name; low without any."""
    evidence = candidates["evidence"]
    partial = has(evidence, Note.PARTIAL)
    doubtful = has(evidence, Note.NEEDS_LABEL) & ~context.is_near_keyword & ~context.has_label
    scores = np.select(
        [
            ~partial & ~doubtful,
            ~partial & has(evidence, Evidence.GROUPING),
            ~partial,
            context.has_label & (context.is_named | context.is_touching),
            ~doubtful,
        ],
        [95, 65, 45, 70, 35],
        0,
    )
    mark(evidence, ~partial & context.is_near_keyword & ~context.has_label, Evidence.KEYWORD_IN_DOCUMENT)
    return restrain(cap_foreign(scores, context), evidence, context, sure=~partial & ~doubtful)


def normalise(value: str) -> str:
    """Place, class, kana and serial number without blanks, hyphen and dots."""
    return re.sub(r"[\s.・-]", "", fold_value(value)).upper()


def mask(value: str) -> str:
    """The place, the kana and the last two digits shown, of a serial number of three digits or less at most one.

    >>> mask("品川 500 あ 12-34"), mask("品川 500 あ ・・・3")
    ('品川 *** あ **-34', '品川 *** あ ・・・*')
    """
    serial = digits_of(re.split(r"[^\d-]", fold_value(value))[-1])
    return mask_digits(value, tail=min(2, len(serial) // 2))


DETECTOR: Final = Detector(
    id="jp_plate",
    title_ja="自動車登録番号（ナンバープレート）",
    title_en="Number plate of a car",
    risk_class="C2",
    rules_ja=(
        "地名・分類番号・かな・一連番号がそろっている",
        "かなと一連番号だけで、項目名または見出しが車番・ナンバーである。四つそろうが、かなが助詞とも読める",
        "かなと 4 桁だけで項目名がない。または文の一部とも読める（「大阪 500 と 300」）",
    ),
    rules_en=(
        "place, class, kana and serial number",
        "kana and serial number in a field named as a plate's; or all four, but the kana is a particle as well",
        "kana and four digits without a label; or what may be part of a sentence",
    ),
    labels=(
        "車両番号", "車番", "自動車登録番号", "車両登録番号", "登録番号", "ナンバープレート", "車両ナンバー", "車のナンバー", "自動車番号", "登録ナンバー", "車ナンバー",
        "車検証", "自動車検査証", "license plate", "licence plate", "plate no", "plate number",
        "vehicle registration", "vehicle registration number", "vehicle no", "vehicle number", "car no", "car number",
        "number plate",
    ),
    weak_labels=("ナンバー",),
    other_labels=("車台番号", "車体番号", "フレーム番号", "型式指定番号", "類別区分番号", "vin", "chassis no"),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
)  # fmt: skip
