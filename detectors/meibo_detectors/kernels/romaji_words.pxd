"""Words in Latin letters, and whether two of them are a Japanese surname and given name in either order."""

from libc.stdint cimport int64_t, uint8_t, uint64_t

from meibo_detectors.kernels.name_tables cimport Names, Text, is_latin, is_sample, is_upper
from meibo_detectors.kernels.word_hash cimport HASH_BASE, holds_word, mix_hash


cdef enum RomajiLimit:
    LONGEST_WORD = 16
    MOST_WORDS = 5


cdef inline bint is_word_sign(uint8_t char) noexcept nogil:
    """A letter, or what words hold beside letters: O'Brien, J.-P."""
    return is_latin(char) or char == 39 or char == 45 or char == 46


cdef inline uint64_t hash_latin(const uint8_t *chars, int64_t start, int64_t end) noexcept nogil:
    """The hash of a Latin word in lower case, without the dot behind it; of a longer word than any name, its beginning."""
    cdef int64_t size = end - start - (chars[end - 1] == 46), at
    cdef uint64_t raw = 0
    cdef uint8_t char
    if size > LONGEST_WORD + 1:
        size = LONGEST_WORD + 1
    for at in range(start + size - 1, start - 1, -1):
        char = chars[at]
        raw = raw * HASH_BASE + (char | 32 if is_upper(char) else char) + 1
    return mix_hash(raw, size)


cdef inline bint is_listed_pair(const Names *names, uint64_t first, uint64_t last) noexcept nogil:
    """Surname and given name of the lists in either order."""
    if holds_word(&names.romaji_surnames, first) and holds_word(&names.romaji_given_names, last):
        return True
    return holds_word(&names.romaji_surnames, last) and holds_word(&names.romaji_given_names, first)


cdef inline bint is_sample_pair(const Names *names, uint64_t first, uint64_t last) noexcept nogil:
    """The name of a sample in either order."""
    return is_sample(names, first, last) or is_sample(names, last, first)
