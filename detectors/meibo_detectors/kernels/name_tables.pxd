"""What the kernels of names look things up in: word tables, signs by code point, and the text itself."""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

from meibo_detectors.kernels.word_hash cimport Words


cdef enum Class:
    # Classes of folded characters, of character_tables.py.
    KANJI = 0x81
    HIRAGANA = 0x82
    KATAKANA = 0x83
    PROLONGED = 0x84


cdef enum Flag:
    # The numbers of words in the lists of names, of dictionaries/person_names.py.
    ORDINARY = 1
    FREQUENT = 2
    RARE = 4
    NOUN = 8
    CALLING = 16


cdef enum Sign:
    # What a character is among those of names and of the words around them: bits of one number for each code point.
    SURNAME_BEGINNING = 0x1
    GIVEN_BEGINNING = 0x2
    GIVEN_ENDING = 0x4
    TITLE_BEGINNING = 0x8
    TITLE_ENDING = 0x10
    LEAD_BEGINNING = 0x20
    LEAD_ENDING = 0x40
    FOLLOWING_ENDING = 0x80
    ORGANISATION_ENDING = 0x100
    GIVEN_TAIL = 0x200
    THING_TAIL = 0x400
    LONE_TAIL = 0x800
    PLACE_TAIL = 0x1000
    LONE_SURNAME = 0x2000
    NAME_ENDING = 0x4000
    CALLING_ENDING = 0x8000
    LAST_KANJI = 0x10000
    GIVEN_PARTICLE = 0x20000
    PARTICLE = 0x40000
    INNER_KANA = 0x80000
    LABEL_ENDING = 0x100000
    PARTY_ENDING = 0x200000
    DEPARTMENT = 0x400000
    KINSHIP = 0x800000
    INTRODUCTION = 0x1000000
    AGE = 0x2000000
    DASH = 0x4000000
    SEPARATOR = 0x8000000
    JOINED = 0x10000000
    BEHIND_READING = 0x20000000


cdef struct Marks:
    # Bits of evidence.
    uint64_t listed
    uint64_t shaped
    uint64_t titled
    uint64_t sample
    uint64_t strong
    uint64_t weak
    uint64_t needs_label
    uint64_t partial


cdef struct Names:
    Words surnames
    Words given_names
    Words ordinary_words
    Words surname_readings
    Words given_readings
    Words romaji_surnames
    Words romaji_given_names
    Words foreign_names
    Words honorifics
    Words personal_honorifics
    Words honorific_compounds
    Words leading_words
    Words following_words
    Words organisations
    Words placeholders
    Words placeholder_endings
    Words place_beginnings
    Words firm_words
    Words particles
    Words latin_words
    Words labels
    Words persons
    Words parties
    Words titles
    Words trailing_words
    const uint32_t *signs
    int64_t sign_count
    const uint32_t *seconds  # pairs: a particle, and what may stand behind it
    Py_ssize_t second_count
    const uint64_t *samples  # ascending; see ``pair_names``
    Py_ssize_t sample_count
    Marks marks


cdef struct Text:
    const uint8_t *chars  # folded characters
    const uint32_t *codes  # as dictionaries are looked up
    const uint32_t *letters  # folded, variant kanji as written
    int64_t count


cdef class NameTables:
    cdef Names names
    cdef object held  # what the pointers lead to


cdef inline Text text_of(const uint8_t[::1] chars, const uint32_t[::1] codes, const uint32_t[::1] letters) except *:
    """A text for use without the GIL; the caller keeps the three arrays alive, and asks nothing of an empty one."""
    cdef Text text
    if codes.shape[0] != chars.shape[0] or letters.shape[0] != chars.shape[0]:
        raise ValueError("the characters of one text")
    text.count = chars.shape[0]
    text.chars = &chars[0] if text.count else NULL
    text.codes = &codes[0] if text.count else NULL
    text.letters = &letters[0] if text.count else NULL
    return text


cdef inline const uint8_t *marks_of(const uint8_t[::1] blocked, int64_t count) except? NULL:
    """A bit for each character of a text, the lowest first, for use without the GIL; NULL where there are none at all."""
    if blocked.shape[0] and blocked.shape[0] != (count + 7) // 8:
        raise ValueError("one bit for each character")
    return &blocked[0] if blocked.shape[0] else NULL


cdef inline bint is_blocked(const uint8_t *marks, int64_t at) noexcept nogil:
    """Whether a character is marked."""
    return marks != NULL and (marks[at >> 3] >> (at & 7)) & 1


cdef inline int64_t clip(const Text *text, int64_t at) noexcept nogil:
    """An offset, or the edge of the text that it lies beyond."""
    return 0 if at < 0 else text.count - 1 if at >= text.count else at


cdef inline uint8_t char_at(const Text *text, int64_t at) noexcept nogil:
    """The folded character at an offset; of the edge, where it lies outside of the text."""
    return text.chars[clip(text, at)]


cdef inline uint32_t code_at(const Text *text, int64_t at) noexcept nogil:
    """The same of the code that is looked up."""
    return text.codes[clip(text, at)]


cdef inline uint32_t letter_at(const Text *text, int64_t at) noexcept nogil:
    """The same of the letter as written."""
    return text.letters[clip(text, at)]


cdef inline uint8_t char_inside(const Text *text, int64_t at) noexcept nogil:
    """The folded character at an offset, 0 outside of the text."""
    return text.chars[at] if 0 <= at < text.count else 0


cdef inline uint32_t code_inside(const Text *text, int64_t at) noexcept nogil:
    """The same of the code that is looked up."""
    return text.codes[at] if 0 <= at < text.count else 0


cdef inline bint is_sign(const Names *names, uint32_t code, uint32_t signs) noexcept nogil:
    """Whether a character is one of these."""
    return code < names.sign_count and (names.signs[code] & signs) != 0


cdef inline bint is_digit(uint8_t char) noexcept nogil:
    return <uint8_t> (char - 48) < 10


cdef inline bint is_upper(uint8_t char) noexcept nogil:
    return <uint8_t> (char - 65) < 26


cdef inline bint is_latin(uint8_t char) noexcept nogil:
    return <uint8_t> ((char | 32) - 97) < 26


cdef inline bint is_kana(uint32_t code) noexcept nogil:
    return 0x3041 <= code < 0x3100


cdef inline bint is_dot(uint32_t letter) noexcept nogil:
    """A middle dot or a semicolon."""
    return letter == 0x30FB or letter == 0x3B


cdef inline uint64_t pair_names(uint64_t surname, uint64_t given) noexcept nogil:
    """One number for a surname and a given name, of their hashes."""
    return surname * 3 + given


cdef inline bint is_sample(const Names *names, uint64_t surname, uint64_t given) noexcept nogil:
    """Whether manuals use these two together."""
    cdef uint64_t pair = pair_names(surname, given)
    cdef Py_ssize_t row
    for row in range(names.sample_count):
        if names.samples[row] == pair:
            return True
    return False
