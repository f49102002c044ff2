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
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.columns import cap_foreign
from meibo_detectors.dictionaries.word_table import WordTable, table_of_words
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.japan.plate_regions import OTHER_SPELLINGS, REGIONS
from meibo_detectors.kernels import plates
from meibo_detectors.masks import mask_digits
from meibo_detectors.model import CANDIDATE, Context, Detector, make_candidates
from meibo_detectors.normalise import KANJI, Bytes, digits_of, fold_value
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
_DOTS: Final = "・."
_NAMES: Final = (*REGIONS, *OTHER_SPELLINGS)
_HIRAGANA_STEP: Final = 0x60
"""From a hiragana to the katakana of the same sound."""


class _Tables(NamedTuple):
    traits: Bytes
    code_traits: Bytes
    places: WordTable
    is_length: Bytes


@functools.cache
def _tables() -> _Tables:
    """What the kernel asks for of characters, of code points and of places."""
    traits = np.zeros(256, np.uint8)
    traits[list(b" \t\r\n." + LETTERS + LETTERS.lower())] = plates.IS_NEAR
    traits[KANJI:] = plates.IS_NEAR
    traits[list(b" \t\r\n")] |= plates.IS_GAP
    traits[list(b"0123456789" + CLASS_LETTERS + CLASS_LETTERS.lower())] |= plates.IN_CLASS
    kana, particles = ([ord(sign) for sign in signs] for signs in (KANA, PARTICLES))
    code_traits = np.zeros(0x3100, np.uint8)
    code_traits[kana] = code_traits[np.add(kana, _HIRAGANA_STEP)] = plates.IS_KANA
    code_traits[list(LETTERS.lower())] = plates.IS_KANA | plates.IS_PARTICLE
    code_traits[particles] |= plates.IS_PARTICLE
    code_traits[[ord(dot) for dot in _DOTS]] |= plates.IS_DOT
    is_length = np.zeros(max(lengths_of(_NAMES)) + 1, np.uint8)
    is_length[list(lengths_of(_NAMES))] = 1
    return _Tables(traits, code_traits, table_of_words(_NAMES), is_length)


@functools.cache
def _evidence() -> npt.NDArray[np.uint64]:
    """What each sum of the kernel's marks means."""
    sums = np.arange(8)
    evidence = np.zeros(8, np.uint64)
    mark(evidence, (sums & plates.BARE) > 0, Note.PARTIAL)
    mark(evidence, (sums & plates.GROUPED) > 0, Evidence.GROUPING)
    mark(evidence, (sums & plates.DOUBTFUL) > 0, Note.NEEDS_LABEL)
    return evidence


def find(text: Text) -> npt.NDArray[np.void]:
    """Kana with a serial number behind, and the class and place before it. PARTIAL: without them. GROUPING: as on plates.

    NEEDS_LABEL: the kana is a particle as well.
    """
    folded = text.folded
    if folded.is_ascii or not len(text.runs):
        return np.zeros(0, CANDIDATE)
    runs = text.runs
    where = runs.start, runs.end, runs.link, runs.open_right.view(np.uint8)
    start, end, marks = plates.find_plates(folded.chars, text.look_up_codes, *where, *_tables())
    return make_candidates(start, end, _evidence().take(marks))


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
