"""Surname and given name in one stretch of kanji and kana: where the border lies, and how sure it is."""

from libc.stdint cimport int64_t, uint32_t, uint64_t

from meibo_detectors.kernels.name_context cimport has_flag, holds, is_code, number_of
from meibo_detectors.kernels.name_tables cimport (
    FREQUENT,
    GIVEN_BEGINNING,
    GIVEN_ENDING,
    GIVEN_TAIL,
    LONE_SURNAME,
    LONE_TAIL,
    NAME_ENDING,
    ORDINARY,
    PLACE_TAIL,
    RARE,
    THING_TAIL,
    Names,
    Text,
    is_kana,
    is_sample,
)
from meibo_detectors.kernels.word_hash cimport find_word, hash_stretch, holds_word


cdef enum Longest:
    LONGEST_SURNAME = 5
    LONGEST_GIVEN = 5


cdef enum Grade:
    # How sure a split is.
    NO_NAME
    USUAL  # a usual surname and a usual given name that are both ordinary words, too
    LIKELY  # a surname, and kanji that given names end with
    LISTED  # both in the dictionary
    SOUND  # both in the dictionary, and neither of them rather an ordinary word


cdef struct Split:
    int grade
    int64_t border  # where the surname ends
    int64_t surname  # Flag of the surname, 0 where no dictionary has it
    int64_t given
    bint is_sample


cdef inline bint is_frequent(const Split *split) noexcept nogil:
    """The surname is one of the most frequent."""
    return (split.surname & FREQUENT) != 0


cdef inline bint is_clear(const Split *split) noexcept nogil:
    """The careful source knows the given name, and neither part is an ordinary word."""
    return split.grade >= LISTED and not (split.given & RARE) and not ((split.surname | split.given) & ORDINARY)


cdef inline int grade_split(
    const Names *names, const Text *text, int64_t start, int64_t border, int64_t given_start, int64_t end,
    int64_t surname, int64_t given, bint has_gap
) noexcept nogil:
    """How sure two parts are, the surname listed; ``given`` is -1 where the given name is not."""
    cdef int64_t surname_length = border - start, given_length = end - given_start
    cdef bint is_listed = given >= 0, in_kana = is_kana(text.codes[given_start])
    cdef bint ordinary_surname = (surname & ORDINARY) != 0, frequent = (surname & FREQUENT) != 0
    cdef bint ordinary_given = is_listed and (given & ORDINARY) != 0
    cdef bint usual_given = is_listed and (given & FREQUENT) != 0
    cdef bint careful = is_listed and not (given & RARE)
    cdef bint usual = frequent and usual_given
    cdef bint lone, sound, likely, clear_given, is_sure
    cdef uint32_t end_signs = 0
    # 王健二: few surnames of one kanji are frequent
    lone = is_listed and given_length == 2 and not ordinary_given and careful and surname_length == 1
    lone = lone and (not ordinary_surname or is_code(names, text, start, LONE_SURNAME))
    if has_gap:
        lone = lone or (is_listed and given_length >= 2 and not ordinary_given and careful)
    else:
        lone = lone and not is_code(names, text, end - 1, LONE_TAIL)
    sound = is_listed and (not ordinary_surname or frequent or lone)
    sound = sound and (not ordinary_given or usual_given) and (careful or frequent)
    likely = not is_listed and 2 <= given_length <= 3 and surname_length >= 2
    likely = likely and is_code(names, text, end - 1, GIVEN_ENDING)
    likely = likely and is_code(names, text, given_start, GIVEN_BEGINNING)
    likely = likely and not holds(&names.ordinary_words, text, given_start, end)
    is_sure = is_listed
    if not has_gap:
        clear_given = not ordinary_given or is_code(names, text, end - 1, NAME_ENDING)
        is_sure = is_listed and (surname_length >= 2 or frequent or lone) and not (ordinary_surname and not clear_given)
        sound = sound and is_sure
        sound = sound and (
            frequent or not ordinary_given or (not ordinary_surname and surname_length >= 2 and given_length >= 2)
        )
        sound = sound and (surname_length >= 2 or lone or (usual_given and given_length >= 2 and clear_given))
        sound = sound and (given_length >= 2 or not is_code(names, text, end - 1, GIVEN_TAIL))
        sound = sound and (given_length >= 3 or not is_code(names, text, end - 1, PLACE_TAIL))
        sound = sound and (not in_kana or (surname_length >= 2 and given_length >= 3 and frequent))
        is_sure = is_sure and (not in_kana or surname_length >= 2)
        likely = likely and not in_kana
    return SOUND if sound else LISTED if is_sure else LIKELY if likely else USUAL if usual else NO_NAME


cdef inline void improve_split(
    Split *best, const Names *names, const Text *text,
    int64_t start, int64_t border, int64_t given_start, int64_t end, bint has_gap
) noexcept nogil:
    """Note a split if it is better than what was found before."""
    cdef uint64_t surname_hash = hash_stretch(text.codes, start, border), given_hash
    cdef int64_t surname = find_word(&names.surnames, surname_hash), given
    cdef int grade
    if surname < 0 and not has_gap:
        return
    given_hash = hash_stretch(text.codes, given_start, end)
    given = find_word(&names.given_names, given_hash)
    if surname < 0:  # a given name behind a blank, and a surname that no dictionary has
        if given >= 0 and (given & (FREQUENT | ORDINARY)) == FREQUENT:
            if 2 <= border - start <= 4 and end - given_start >= 2:
                best.grade, best.border = LIKELY, border
        return
    if is_kana(text.codes[given_start]) and (given < 0 or (given > 0 and end - given_start > 1)):
        if holds_word(&names.given_readings, given_hash):
            given = FREQUENT if given < 0 else given | FREQUENT
    grade = grade_split(names, text, start, border, given_start, end, surname, given, has_gap)
    if grade > best.grade:
        best.grade, best.border, best.surname = grade, border, surname
        best.given = given if given > 0 else 0
        best.is_sample = is_sample(names, surname_hash, given_hash)


cdef inline Split split_name(
    const Names *names, const Text *text, int64_t start, int64_t end, int64_t gap, int64_t given_start
) noexcept nogil:
    """Try every border, or the one at the blank ``gap`` (-1 where there is none) behind which ``given_start`` lies."""
    cdef Split best
    cdef int64_t length
    best.grade, best.border, best.surname, best.given, best.is_sample = NO_NAME, start, 0, 0, False
    if gap < 0:
        for length in range(1, LONGEST_SURNAME + 1):
            if 1 <= end - start - length <= LONGEST_GIVEN:
                improve_split(&best, names, text, start, start + length, start + length, end, False)
    elif 0 < gap - start <= LONGEST_SURNAME and 0 < end - given_start <= LONGEST_GIVEN:
        improve_split(&best, names, text, start, gap, given_start, end, True)
    return best


cdef inline void accept_usual(Split *split, bint is_told) noexcept nogil:
    """Where something says that a name stands there, its parts may be ordinary words, too; elsewhere not."""
    if split.grade == USUAL:
        split.grade = LISTED if is_told else NO_NAME


cdef inline void guess_surname(
    Split *split, const Names *names, const Text *text, int64_t start, int64_t end
) noexcept nogil:
    """Where no split was found: two or three kanji that are no word, and a usual given name behind them."""
    cdef int64_t length, border, given
    for length in range(2, 4):
        border = end - length
        if split.grade != NO_NAME or not 2 <= border - start <= 3:
            continue
        given = number_of(&names.given_names, text, border, end)
        if given < 0 or (given & (FREQUENT | ORDINARY)) != FREQUENT:
            continue
        if not holds(&names.ordinary_words, text, start, border):
            split.grade, split.border = LIKELY, border


cdef inline void guess_given_name(
    Split *split, const Names *names, const Text *text, int64_t start, int64_t end
) noexcept nogil:
    """Where no split was found: a surname of two kanji or more, and one to three that are no word behind it."""
    cdef int64_t length, border, surname
    for length in range(2, 4):
        border = start + length
        if split.grade != NO_NAME or not 1 <= end - border <= 3:
            continue
        surname = number_of(&names.surnames, text, start, border)
        if surname < 0 or (surname & (FREQUENT | ORDINARY)) == ORDINARY:
            continue
        if not is_code(names, text, border, GIVEN_BEGINNING) or is_code(names, text, end - 1, GIVEN_TAIL | THING_TAIL):
            continue
        if end - border < 2 and not is_code(names, text, end - 1, GIVEN_ENDING):
            continue
        if holds(&names.ordinary_words, text, border, end) or holds(&names.surnames, text, start, end):
            continue
        split.grade, split.border, split.surname = LIKELY, border, surname
