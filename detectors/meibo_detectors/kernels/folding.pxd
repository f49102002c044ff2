"""What a packed entry of ``character_tables.fold_table`` holds: letter, flags and class of a code point."""

from libc.stdint cimport uint8_t, uint32_t

cdef enum:
    LETTER_BITS = 0x1FFFFF
    IS_RARE = 0x200000  # the class asks for a look at the neighbours
    IS_VARIANT = 0x400000  # words are looked up with another kanji in its place
    FLAGS = 0x600000
    CLASS_SHIFT = 24

    HIRAGANA = 0x82  # the classes are those of character_tables
    KATAKANA = 0x83
    PROLONGED = 0x84
    ZERO_WIDTH = 0x85
    BAR = 0x86
    SOUND_MARK = 0x87
    HALF_SOUND_MARK = 0x88
    OTHER = 0x80


cdef inline bint is_digit(uint8_t sign) noexcept nogil:
    """Whether a folded character is a digit."""
    return <uint8_t> (sign - 48) < 10


cdef inline uint8_t lower(uint8_t sign) noexcept nogil:
    """A Latin letter in lower case, anything else as it is."""
    return sign + 32 * (<uint8_t> (sign - 65) < 26)
