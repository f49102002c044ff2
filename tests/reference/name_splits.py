"""The plain twin of kernels/name_splits.pxd: surname and given name in one stretch."""

from __future__ import annotations

from typing import NamedTuple

from reference.name_words import FREQUENT, ORDINARY, RARE, Names, Text

NO_NAME, USUAL, LIKELY, LISTED, SOUND = range(5)


class Split(NamedTuple):
    """A surname and a given name, and how sure they are."""

    grade: int
    border: int
    surname: int = 0
    given: int = 0
    is_sample: bool = False

    @property
    def is_frequent(self) -> bool:
        """A frequent surname."""
        return bool(self.surname & FREQUENT)

    @property
    def is_clear(self) -> bool:
        """Both parts are names and nothing else."""
        return self.grade >= LISTED and not self.given & RARE and not (self.surname | self.given) & ORDINARY


def is_kana(character: str) -> bool:
    """Of the blocks of hiragana and katakana."""
    return "\u3041" <= character < "\u3100"


def _grade(names: Names, surname_word: str, given_word: str, surname: int, given: int, *, has_gap: bool) -> int:
    """How sure two parts are, as the specification orders them."""
    first, last = given_word[0], given_word[-1]
    listed, long_surname, long_given = given >= 0, len(surname_word) >= 2, len(given_word) >= 2
    flags = max(given, 0)
    ordinary_surname, frequent = bool(surname & ORDINARY), bool(surname & FREQUENT)
    ordinary_given, usual_given = bool(flags & ORDINARY), bool(flags & FREQUENT)
    careful = listed and not flags & RARE
    lone = listed and len(given_word) == 2 and not ordinary_given and careful and not long_surname
    lone = lone and (not ordinary_surname or names.is_sign(surname_word[0], "lone_surname"))
    if has_gap:
        lone = lone or (listed and long_given and not ordinary_given and careful)
    else:
        lone = lone and not names.is_sign(last, "lone_tail")
    sound = listed and (not ordinary_surname or frequent or lone) and (not ordinary_given or usual_given)
    sound = sound and (careful or frequent)
    likely = not listed and len(given_word) in (2, 3) and long_surname and names.is_sign(last, "given_ending")
    likely = likely and names.is_sign(first, "given_beginning") and not names.holds("ordinary_words", given_word)
    sure = listed
    if not has_gap:
        clear = not ordinary_given or names.is_sign(last, "name_ending")
        sure = listed and (long_surname or frequent or lone) and not (ordinary_surname and not clear)
        sound = sound and sure
        sound = sound and (frequent or not ordinary_given or (not ordinary_surname and long_surname and long_given))
        sound = sound and (long_surname or lone or (usual_given and long_given and clear))
        sound = sound and (long_given or not names.is_sign(last, "given_tail"))
        sound = sound and (len(given_word) >= 3 or not names.is_sign(last, "place_tail"))
        if is_kana(first):
            sound = sound and long_surname and len(given_word) >= 3 and frequent
            sure, likely = sure and long_surname, False
    grades = [(sound, SOUND), (sure, LISTED), (likely, LIKELY), (frequent and usual_given, USUAL)]
    return next((grade for holds, grade in grades if holds), NO_NAME)


def _weigh(names: Names, surname_word: str, given_word: str, border: int, *, has_gap: bool) -> Split:
    surname, given = names.number("surnames", surname_word), names.number("given_names", given_word)
    if surname < 0:
        usual = given >= 0 and given & (FREQUENT | ORDINARY) == FREQUENT
        if has_gap and usual and 2 <= len(surname_word) <= 4 and len(given_word) >= 2:
            return Split(LIKELY, border)
        return Split(NO_NAME, border)
    if is_kana(given_word[0]) and names.holds("given_readings", given_word):
        if given < 0:
            given = FREQUENT
        elif given > 0 and len(given_word) > 1:
            given |= FREQUENT
    grade = _grade(names, surname_word, given_word, surname, given, has_gap=has_gap)
    return Split(grade, border, surname, max(given, 0), (surname_word, given_word) in names.samples)


def split_name(names: Names, text: Text, start: int, end: int, gap: int, given_start: int) -> Split:
    """The best split; of equal ones that with the shortest surname."""
    best = Split(NO_NAME, start)
    if gap < 0:
        borders = [start + length for length in range(1, 6) if 1 <= end - start - length <= 5]
        parts = [(text.codes[start:border], text.codes[border:end], border) for border in borders]
    else:
        fits = 0 < gap - start <= 5 and 0 < end - given_start <= 5
        parts = [(text.codes[start:gap], text.codes[given_start:end], gap)] if fits else []
    for surname, given, border in parts:
        split = _weigh(names, surname, given, border, has_gap=gap >= 0)
        if split.grade > best.grade:
            best = split
    return best


def accept_usual(split: Split, *, is_told: bool) -> Split:
    """Ordinary words are a name only where something says so."""
    return split._replace(grade=LISTED if is_told else NO_NAME) if split.grade == USUAL else split


def guess_surname(split: Split, names: Names, text: Text, start: int, end: int) -> Split:
    """Two or three kanji that are no word, and a usual given name."""
    for border in (end - 2, end - 3):
        if split.grade == NO_NAME and 2 <= border - start <= 3:
            given = names.number("given_names", text.codes[border:end])
            usual = given >= 0 and given & (FREQUENT | ORDINARY) == FREQUENT
            if usual and not names.holds("ordinary_words", text.codes[start:border]):
                split = split._replace(grade=LIKELY, border=border)
    return split


def guess_given_name(split: Split, names: Names, text: Text, start: int, end: int) -> Split:
    """A surname of two kanji or more, and one to three that are no word."""
    for border in (start + 2, start + 3):
        if split.grade != NO_NAME or not 1 <= end - border <= 3:
            continue
        surname_word, given_word = text.codes[start:border], text.codes[border:end]
        surname = names.number("surnames", surname_word)
        good = surname >= 0 and surname & (FREQUENT | ORDINARY) != ORDINARY
        good = good and names.is_sign(given_word[0], "given_beginning")
        good = good and not names.is_sign(given_word[-1], "given_tail", "thing_tail")
        good = good and (len(given_word) >= 2 or names.is_sign(given_word, "given_ending"))
        good = good and not names.holds("ordinary_words", given_word)
        if good and not names.holds("surnames", surname_word + given_word):
            split = split._replace(grade=LIKELY, border=border, surname=surname)
    return split
