"""Lines of the machine-readable zone of passports (TD3): where they stand, and whether their check digits pass.

A line is 44 signs of ``A``-``Z``, ``0``-``9`` and ``<``. Of the second line (ICAO Doc 9303-4): number 1-9 and its check
digit 10, nationality 11-13, birth 14-19 and 20, sex 21, expiry 22-27 and 28, optional data 29-42 and 43, and 44 over
1-10, 14-20 and 22-43.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.checksums import MRZ_WEIGHTS, mrz_digits
from meibo_detectors.kernels.sign_stretches import find_stretches
from meibo_detectors.normalise import Bytes, Folded, Offsets, Truth, is_digit, table_of

LINE_CHARS: Final = 44
FILLER: Final = ord("<")
_ALPHABET: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
_IS_SIGN: Final = table_of(_ALPHABET).view(np.uint8)
_CLOSES_TAG: Final = table_of(b"/!?").view(np.uint8)
_NUMBER_CHARS: Final = 9
_NATIONALITY: Final = slice(10, 13)
_DIGITS_AT: Final = np.array([9, *range(13, 20), *range(21, 28), 43])
_LETTERS_AT: Final = np.array([10, 11, 12])
_MAY_BE_UNKNOWN: Final = np.array([*range(13, 19), *range(21, 27), 42])
"""An unknown date is filled up, and so may be the check digit of optional data that are not there."""
_COMPOSITE: Final = np.array([*range(10), *range(13, 20), *range(21, 43)])
_FIELDS: Final = ((slice(0, 9), 9), (slice(13, 19), 19), (slice(21, 27), 27), (slice(28, 42), 42))
_SEXES: Final = table_of(b"MFX<")
_SWAPS: Final = ((b"O", b"0"), (b"I", b"1"), (b"B", b"8"), (b"S", b"5"))
"""What reading by machine takes for each other."""


class SecondLines(NamedTuple):
    """Second lines as they are read; arrays are parallel to the lines asked for."""

    signs: Bytes
    """With the mistakes of machine reading put right where all check digits then pass."""
    has_form: Truth
    """Every sign is of the kind that its place wants, such mistakes allowed."""
    is_checked: Truth
    """All check digits pass."""


def find_lines(folded: Folded, least: int) -> tuple[Offsets, Offsets]:
    """Start and length of stretches of these signs that may be lines; a ``<`` that closes a tag ends one."""
    if not folded.counts[FILLER]:  # no zone is without
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    start, end = find_stretches(folded.chars, _IS_SIGN, _CLOSES_TAG, least, LINE_CHARS)
    return start, end - start


def read_first_lines(lines: Bytes) -> tuple[Truth, Truth]:
    """Whether each row of 44 signs is a first line, and whether it would be if digits in its name were misread letters.

    ``P``, a kind, the state, then surname, ``<<`` and given names.
    """
    right = _to_letters(lines)
    states, names = right[:, 2:5], right[:, 5:]
    is_letter = (right - np.uint8(65)) < 26
    fits = (lines[:, 0] == ord("P")) & (is_letter[:, 1] | (right[:, 1] == FILLER))
    fits &= is_letter[:, 2] & (is_letter[:, 2:5] | (states == FILLER)).all(axis=1)
    fits &= is_letter[:, 5] & (is_letter[:, 5:] | (names == FILLER) | (names == 0)).all(axis=1)
    fits &= ((names[:, :-1] == FILLER) & (names[:, 1:] == FILLER)).any(axis=1)
    return fits & ~is_digit(lines).any(axis=1), fits


def read_second_lines(lines: Bytes) -> SecondLines:
    """Rows of 44 signs read as second lines."""
    signs = lines.copy()
    signs[:, _DIGITS_AT] = _to_digits(lines[:, _DIGITS_AT])
    signs[:, _LETTERS_AT] = _to_letters(lines[:, _LETTERS_AT])
    signs[:, 42] = _to_digits(lines[:, 42:43])[:, 0]
    has_form = _has_form(signs)
    is_ours = (signs[:, _NATIONALITY] == np.frombuffer(b"JPN", np.uint8)).all(axis=1)
    ours = _spell_japanese_numbers(signs)
    passes = is_ours & _find_checks(ours).all(axis=1)
    signs[passes] = ours[passes]
    checks = _find_checks(signs)
    rows = np.flatnonzero(has_form & ~is_ours & ~checks[:, 0] & checks[:, 1:4].all(axis=1))
    if len(rows):  # few: only the number fails, in which letters and digits may be taken for each other
        signs[rows] = _repair_numbers(signs[rows])
        checks[rows] = _find_checks(signs[rows])
    return SecondLines(signs, has_form, has_form & checks.all(axis=1))


def _has_form(signs: Bytes) -> Truth:
    digit = is_digit(signs)
    letter = (signs - np.uint8(65)) < 26
    filler = signs == FILLER
    fits = (digit[:, _DIGITS_AT] | (filler[:, _DIGITS_AT] & np.isin(_DIGITS_AT, _MAY_BE_UNKNOWN))).all(axis=1)
    fits &= (letter[:, _LETTERS_AT] | filler[:, _LETTERS_AT]).all(axis=1) & letter[:, 10] & _SEXES[signs[:, 20]]
    fits &= (digit | letter | filler).all(axis=1) & (digit[:, 42] | filler[:, 42]) & ~filler[:, 0]
    for at in (13, 21):
        month = (signs[:, at + 2] - 48) * 10 + signs[:, at + 3] - 48
        day = (signs[:, at + 4] - 48) * 10 + signs[:, at + 5] - 48
        is_date = (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
        fits &= is_date | filler[:, at : at + 6].any(axis=1)
    return np.asarray(fits)


def _find_checks(signs: Bytes) -> Truth:
    """Which of the five check digits pass: number, birth, expiry, optional data, all; shape (rows, 5)."""
    values = _values_of(signs)
    checks = [mrz_digits(values[:, part]) == values[:, at] for part, at in _FIELDS]
    checks.append(mrz_digits(values[:, _COMPOSITE]) == values[:, 43])
    return np.stack(checks, axis=1)


def _values_of(signs: Bytes) -> npt.NDArray[np.int64]:
    values = np.where(is_digit(signs), signs - np.uint8(48), signs - np.uint8(55)).astype(np.int64)
    return np.where(signs == FILLER, 0, values)


def _spell_japanese_numbers(signs: Bytes) -> Bytes:
    """The lines with their numbers as Japan writes them: two letters and seven digits."""
    spelled = signs.copy()
    spelled[:, :2] = _to_letters(signs[:, :2])
    spelled[:, 2:_NUMBER_CHARS] = _to_digits(signs[:, 2:_NUMBER_CHARS])
    return spelled


def _repair_numbers(signs: Bytes) -> Bytes:
    """The lines with as few letters of their number taken for digits as make its check digit pass, where any do.

    Were digits taken for letters too, one wrong digit could be made up for by another.
    """
    number = signs[:, :_NUMBER_CHARS]
    other = _to_digits(number)
    gain = (_values_of(other) - _values_of(number)) * np.resize(MRZ_WEIGHTS, _NUMBER_CHARS)
    choices = (np.arange(1 << _NUMBER_CHARS)[:, None] >> np.arange(_NUMBER_CHARS)) & 1
    choices = choices[np.argsort(choices.sum(axis=1), kind="stable")]
    missing = np.mod(_values_of(signs)[:, _NUMBER_CHARS] - mrz_digits(_values_of(number)), 10)
    fits = np.mod(gain @ choices.T - missing[:, None], 10) == 0
    fits &= ((other == number).astype(np.int64) @ choices.T) == 0
    chosen = choices[fits.argmax(axis=1)].astype(np.bool_) & fits.any(axis=1)[:, None]
    repaired = signs.copy()
    repaired[:, :_NUMBER_CHARS] = np.where(chosen, other, number)
    return repaired


def _to_digits(signs: Bytes) -> Bytes:
    return _replace(signs, _SWAPS)


def _to_letters(signs: Bytes) -> Bytes:
    return _replace(signs, tuple((digit, letter) for letter, digit in _SWAPS))


def _replace(signs: Bytes, pairs: tuple[tuple[bytes, bytes], ...]) -> Bytes:
    table = np.arange(256, dtype=np.uint8)
    for one, other in pairs:
        table[ord(one)] = ord(other)
    return table[signs]
