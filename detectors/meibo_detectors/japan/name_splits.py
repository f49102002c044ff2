"""Surname and given name in one stretch of kanji and kana: where the border lies, and how sure it is."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.person_names import (
    Flag,
    given_beginnings,
    given_endings,
    given_names,
    given_readings,
    ordinary_words,
    surnames,
)
from meibo_detectors.japan.name_words import GIVEN_TAILS, LONE_SURNAMES, LONE_TAILS, NAME_ENDINGS, PLACE_TAILS, SAMPLES
from meibo_detectors.text_hash import hash_word

if TYPE_CHECKING:
    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text
    from meibo_detectors.text_hash import Hashes

LONGEST_SURNAME: Final = 5
THING_TAILS: Final = "機器具品材料油薬菱堂楼業工製造電先季産券"
"""Kanji that firms, things and seasons end with, and given names hardly."""
LONGEST_GIVEN: Final = 5

NO_NAME, USUAL, LIKELY, LISTED, SOUND = range(5)
"""How sure a split is: nothing; a usual surname and a usual given name that are both ordinary words, too; a surname, and
kanji that given names end with; both in the dictionary; both in the dictionary, and neither of them rather an ordinary
word."""


class Splits(NamedTuple):
    """The best split of each stretch; arrays of one length."""

    grade: npt.NDArray[np.uint8]
    border: Offsets
    """Where the surname ends."""
    surname: npt.NDArray[np.uint8]
    """Flag of the surname, 0 where no dictionary has it."""
    given: npt.NDArray[np.uint8]
    is_sample: Truth

    def take(self, rows: Offsets) -> Splits:
        """The splits of these rows."""
        grade, border, surname, given, is_sample = self
        return Splits(grade[rows], border[rows], surname[rows], given[rows], is_sample[rows])

    @property
    def is_frequent(self) -> Truth:
        """The surname is one of the most frequent."""
        return np.asarray((self.surname & Flag.FREQUENT) != 0)

    @property
    def is_clear(self) -> Truth:
        """The careful source knows the given name, and neither part is an ordinary word."""
        ordinary = ((self.surname | self.given) & Flag.ORDINARY) != 0
        return np.asarray((self.grade >= LISTED) & ((self.given & Flag.RARE) == 0) & ~ordinary)


def split_names(text: Text, start: Offsets, end: Offsets, gap: Offsets, gap_end: Offsets | None = None) -> Splits:
    """Try every border, or the one at the blank ``gap`` (-1 where there is none).

    ``gap_end`` is where the given name begins, if more than one blank may stand before it.
    """
    given_start = gap + 1 if gap_end is None else gap_end
    count = len(start)
    flags = np.zeros((3, count), np.uint8)
    best = Splits(flags[0], start.copy(), flags[1], flags[2], np.zeros(count, np.bool_))
    whole = np.flatnonzero(gap < 0)
    for length in range(1, LONGEST_SURNAME + 1):
        rest = end[whole] - start[whole] - length
        rows = whole[(rest >= 1) & (rest <= LONGEST_GIVEN)]
        _improve(best, text, rows, (start[rows], start[rows] + length, start[rows] + length, end[rows]), gapped=False)
    rows = np.flatnonzero(gap >= 0)
    fits = (gap[rows] - start[rows] <= LONGEST_SURNAME) & (end[rows] - given_start[rows] <= LONGEST_GIVEN)
    rows = rows[fits & (gap[rows] > start[rows]) & (end[rows] > given_start[rows])]
    _improve(best, text, rows, (start[rows], gap[rows], given_start[rows], end[rows]), gapped=True)
    return best


def accept_usual(best: Splits, told: Truth) -> None:
    """Where something says that a name stands there, its parts may be ordinary words, too; elsewhere not."""
    usual = best.grade == USUAL
    best.grade[usual] = np.where(told[usual], LISTED, NO_NAME)


def guess_surnames(text: Text, best: Splits, start: Offsets, end: Offsets, where: Truth) -> None:
    """Where no split was found: two or three kanji that are no word, and a usual given name behind them."""
    for length in (2, 3):
        border = end - length
        rows = np.flatnonzero(where & (best.grade == NO_NAME) & (border - start >= 2) & (border - start <= 3))
        given = given_names().find(text.hashes.of(border[rows], end[rows]))
        usual = (given >= 0) & ((given & (Flag.FREQUENT | Flag.ORDINARY)) == Flag.FREQUENT)
        rows = rows[usual]
        rows = rows[~ordinary_words().holds(text.hashes.of(start[rows], border[rows]))]
        best.grade[rows], best.border[rows] = LIKELY, border[rows]


def guess_given_names(text: Text, best: Splits, start: Offsets, end: Offsets, where: Truth) -> None:
    """Where no split was found: a surname of two kanji or more, and one to three that are no word behind it."""
    for length in (2, 3):
        border = start + length
        rows = np.flatnonzero(where & (best.grade == NO_NAME) & (end - border >= 1) & (end - border <= 3))
        surname = surnames().find(text.hashes.of(start[rows], border[rows]))
        usual = (surname >= 0) & ((surname & (Flag.FREQUENT | Flag.ORDINARY)) != Flag.ORDINARY)
        codes = text.look_up_codes
        first, last = codes.take(border[rows]), codes.take(end[rows] - 1)
        usual &= (given_beginnings().take(first) > 0) & ~is_in(GIVEN_TAILS + THING_TAILS).take(last)
        usual &= (end[rows] - border[rows] >= 2) | (given_endings().take(last) > 0)
        rows, surname = rows[usual], surname[usual]
        free = ~ordinary_words().holds(text.hashes.of(border[rows], end[rows]))
        free &= ~surnames().holds(text.hashes.of(start[rows], end[rows]))
        rows, surname = rows[free], surname[free]
        best.grade[rows], best.border[rows], best.surname[rows] = LIKELY, border[rows], surname


def _improve(
    best: Splits, text: Text, rows: Offsets, parts: tuple[Offsets, Offsets, Offsets, Offsets], *, gapped: bool
) -> None:
    """Note the splits that are better than what was found before; ``parts`` are parallel to ``rows``."""
    start, border, given_start, end = parts
    surname_hash = text.hashes.of(start, border)
    surname = surnames().find(surname_hash)
    if gapped:
        _note_given_only(best, text, rows, parts, surname)
    known = np.flatnonzero(surname >= 0)
    if not len(known):
        return
    rows, surname, surname_hash = rows[known], surname[known], surname_hash[known]
    start, border, given_start, end = start[known], border[known], given_start[known], end[known]
    given_hash = text.hashes.of(given_start, end)
    given = given_names().find(given_hash)
    missing = np.flatnonzero(given < 0)
    spelled = missing[_is_kana(text, given_start[missing])]
    given[spelled[given_readings().holds(given_hash[spelled])]] = Flag.FREQUENT
    spelled = np.flatnonzero((given > 0) & (given_start < end - 1) & _is_kana(text, given_start))
    given[spelled[given_readings().holds(given_hash[spelled])]] |= Flag.FREQUENT
    grade = _grade(text, (start, border, given_start, end), surname, given, gapped=gapped)
    better = grade > best.grade[rows]
    rows = rows[better]
    best.grade[rows], best.border[rows] = grade[better], border[better]
    best.surname[rows], best.given[rows] = surname[better], np.maximum(given[better], 0)
    best.is_sample[rows] = is_sample(surname_hash[better], given_hash[better])


def _note_given_only(
    best: Splits,
    text: Text,
    rows: Offsets,
    parts: tuple[Offsets, Offsets, Offsets, Offsets],
    surname: npt.NDArray[np.int64],
) -> None:
    """A given name behind a blank, and a surname that no dictionary has."""
    start, border, given_start, end = parts
    given = given_names().find(text.hashes.of(given_start, end))
    likely = (surname < 0) & (given >= 0) & ((given & Flag.FREQUENT) != 0) & ((given & Flag.ORDINARY) == 0)
    likely &= (border - start >= 2) & (border - start <= 4) & (end - given_start >= 2)
    best.grade[rows[likely]], best.border[rows[likely]] = LIKELY, border[likely]


def _grade(
    text: Text,
    parts: tuple[Offsets, Offsets, Offsets, Offsets],
    surname: npt.NDArray[np.int64],
    given: npt.NDArray[np.int64],
    *,
    gapped: bool,
) -> npt.NDArray[np.uint8]:
    start, border, given_start, end = parts
    surname_length, given_length = border - start, end - given_start
    is_listed = given >= 0
    ordinary_surname = (surname & Flag.ORDINARY) != 0
    ordinary_given = (given & Flag.ORDINARY) != 0
    frequent = (surname & Flag.FREQUENT) != 0
    usual_given = (given & Flag.FREQUENT) != 0
    careful = (given & Flag.RARE) == 0
    codes = text.look_up_codes
    first, last = codes.take(given_start), codes.take(end - 1)
    lone = is_listed & (given_length == 2) & ~ordinary_given & careful  # 王健二: few surnames of one kanji are frequent
    lone &= (surname_length == 1) & (~ordinary_surname | is_in(LONE_SURNAMES).take(codes.take(start)))
    if gapped:
        lone |= is_listed & (given_length >= 2) & ~ordinary_given & careful
    else:
        lone &= ~is_in(LONE_TAILS).take(last)
    sound = is_listed & (~ordinary_surname | frequent | lone) & (~ordinary_given | usual_given) & (careful | frequent)
    usual = is_listed & frequent & usual_given
    likely = (given_length >= 2) & (given_length <= 3) & (surname_length >= 2)
    likely &= ~is_listed & (given_endings().take(last) > 0) & (given_beginnings().take(first) > 0)
    rows = np.flatnonzero(likely)
    likely[rows] = ~ordinary_words().holds(text.hashes.of(given_start[rows], end[rows]))
    if not gapped:
        is_kana = _is_kana(text, given_start)
        clear_given = ~ordinary_given | is_in(NAME_ENDINGS).take(last)
        is_listed &= (surname_length >= 2) | frequent | lone
        is_listed &= ~(ordinary_surname & ~clear_given)
        sound &= is_listed & (
            frequent | ~ordinary_given | (~ordinary_surname & (surname_length >= 2) & (given_length >= 2))
        )
        sound &= (surname_length >= 2) | lone | (usual_given & (given_length >= 2) & clear_given)
        sound &= (given_length >= 2) | ~is_in(GIVEN_TAILS).take(last)
        sound &= (given_length >= 3) | ~is_in(PLACE_TAILS).take(last)
        sound &= ~is_kana | ((surname_length >= 2) & (given_length >= 3) & frequent)
        is_listed &= ~is_kana | (surname_length >= 2)
        likely &= ~is_kana
    return np.select([sound, is_listed, likely, usual], [SOUND, LISTED, LIKELY, USUAL], NO_NAME).astype(np.uint8)


def _is_kana(text: Text, at: Offsets) -> Truth:
    codes = text.look_up_codes.take(at)
    return np.asarray((codes >= 0x3041) & (codes < 0x3100))


def is_sample(surname: Hashes, given: Hashes) -> Truth:
    """True for surnames and given names that manuals use together."""
    pair, samples = _combine(surname, given), _samples()
    return np.asarray(samples.take(np.searchsorted(samples, pair), mode="clip") == pair)


def _combine(surname: Hashes, given: Hashes) -> Hashes:
    return surname * np.uint64(3) + given


@functools.cache
def _samples() -> Hashes:
    pairs = np.array([[hash_word(word) for word in pair] for pair in SAMPLES], np.uint64)
    return np.sort(_combine(pairs[:, 0], pairs[:, 1]))


@functools.cache
def is_in(characters: str) -> Truth:
    """For each code point whether it is one of these."""
    table = np.zeros(0x110000, np.bool_)
    table[[ord(character) for character in characters]] = True
    return table
