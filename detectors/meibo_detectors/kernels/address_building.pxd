"""Building and room behind a house number: ``メゾン山下 301号室``, ``　サンハイツ駅前３０５``, ``19階``."""

from libc.stdint cimport int64_t, uint32_t

from meibo_detectors.kernels.address_number cimport GO
from meibo_detectors.kernels.address_signs cimport (
    BLANK, BUILDING, BUILDING_END, DIGIT, HIRAGANA, KATAKANA, LATIN, PARTICLE, UNIT, WORD, Signs, code_at, count_kind,
    ends_in_word, kind_at,
)
from meibo_detectors.kernels.word_hash cimport Words

cdef enum:
    LONGEST_WORD = 32
    MOST_WORDS = 4
    MOST_ROOM_DIGITS = 5  # of rooms and floors in one word; more are another number
    NO = 0x306E  # の


cdef struct BuildingWords:
    # How the words of buildings end, and what begins another datum.
    Words endings
    int64_t least, most  # characters of an ending
    const uint32_t *contacts  # words one behind the other, a 0 behind each
    int64_t contacts_count


cdef inline int64_t end_of_word(const Signs *signs, int64_t start) noexcept nogil:
    """Where a word ends: at a sign, a blank, or a particle behind anything but hiragana."""
    cdef int64_t at
    cdef uint32_t kind, before = kind_at(signs, start - 1)
    for at in range(start, start + LONGEST_WORD):
        kind = kind_at(signs, at)
        if not kind & BUILDING or (kind & PARTICLE and not before & HIRAGANA):
            return at
        before = kind
    return start + LONGEST_WORD


cdef inline bint begins_contact(const Signs *signs, const BuildingWords *words, int64_t start) noexcept nogil:
    """Whether a word of telephone or mail begins here."""
    cdef int64_t at, offset = 0
    cdef bint fits = True
    for at in range(words.contacts_count):
        if words.contacts[at] == 0:
            if fits:
                return True
            fits, offset = True, 0
        else:
            fits = fits and code_at(signs, start + offset) == words.contacts[at]
            offset += 1
    return False


cdef inline bint is_building(
    const Signs *signs, const BuildingWords *words, int64_t start, int64_t end, bint is_field, bint spaced
) noexcept nogil:
    """Whether a word belongs to a building: it holds a few digits, katakana, or ends as buildings do.

    Behind a blank katakana alone may be a name, and counts in fields named as an address only.
    """
    cdef int64_t at, figures = 0, katakana = 0
    cdef uint32_t kind, first = code_at(signs, start), behind = code_at(signs, end)
    cdef bint other = False, foreign = False, good
    for at in range(start, end):
        kind = kind_at(signs, at)
        figures += (kind & DIGIT) != 0
        katakana += (kind & KATAKANA) != 0
        foreign = foreign or (kind & (KATAKANA | LATIN)) != 0
        other = other or ((kind & WORD) != 0 and (kind & (KATAKANA | HIRAGANA)) == 0)
    good = 0 < figures <= MOST_ROOM_DIGITS or (kind_at(signs, end - 1) & BUILDING_END) != 0
    good = good or (katakana > 1 and other) or (foreign and (is_field or not spaced))
    if not (good or ends_in_word(signs, &words.endings, start, end, words.least, words.most)):
        return False
    if first == NO or first == c"0" or kind_at(signs, start) & PARTICLE:
        return False
    if behind == c":" or behind == c"/" or behind == c"@":
        return False
    figures = count_kind(signs, start, DIGIT, MOST_ROOM_DIGITS + 1)
    if figures > MOST_ROOM_DIGITS - 1:
        return False
    if figures > 0 and kind_at(signs, start + figures) & UNIT and code_at(signs, start + figures) != GO:
        return False
    return not begins_contact(signs, words, start)


cdef inline int64_t end_of_building(
    const Signs *signs, const BuildingWords *words, int64_t number_end, bint is_field, bint is_street
) noexcept nogil:
    """Where building and room behind a number end, the number's own end where none follows.

    Words are parted by one blank each. ``is_street`` tells that the first word goes on with the way to the house.
    """
    cdef int64_t end = number_end, start = number_end, word_end
    cdef int turn
    cdef bint good
    if not kind_at(signs, end) & (BUILDING | BLANK):
        return end
    for turn in range(MOST_WORDS):
        word_end = end_of_word(signs, start)
        good = word_end > start and (
            (is_street and turn == 0) or is_building(signs, words, start, word_end, is_field, turn > 0)
        )
        if good:
            end = word_end
        if not (good or (word_end == start and turn == 0)) or not kind_at(signs, word_end) & BLANK:
            break
        start = word_end + 1
    return end
