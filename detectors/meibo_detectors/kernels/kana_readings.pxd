"""Kana that read as a surname and a given name."""

from libc.stdint cimport int64_t, uint64_t

from meibo_detectors.kernels.name_context cimport holds
from meibo_detectors.kernels.name_tables cimport Names, Text, is_sample
from meibo_detectors.kernels.word_hash cimport hash_stretch, holds_word


cdef enum Reading:
    NO_READING
    READING
    SAMPLE_READING  # that manuals use


cdef enum ReadingLimit:
    SHORTEST_PART = 2
    LONGEST_READING = 8


cdef inline int read_parts(
    const Names *names, const Text *text, int64_t start, int64_t border, int64_t given_start, int64_t end
) noexcept nogil:
    """Whether two parts are readings of Japanese names."""
    cdef uint64_t surname = hash_stretch(text.codes, start, border), given
    if not holds_word(&names.surname_readings, surname):
        return NO_READING
    given = hash_stretch(text.codes, given_start, end)
    if not holds_word(&names.given_readings, given):
        return NO_READING
    return SAMPLE_READING if is_sample(names, surname, given) else READING


cdef inline int read_whole(const Names *names, const Text *text, int64_t start, int64_t end) noexcept nogil:
    """The same of a stretch without a blank inside, at the first border that fits."""
    cdef int64_t length
    cdef int found
    if not 2 * SHORTEST_PART <= end - start <= 2 * LONGEST_READING:
        return NO_READING
    for length in range(SHORTEST_PART, LONGEST_READING):
        if end - start < length + SHORTEST_PART:
            break
        found = read_parts(names, text, start, start + length, start + length, end)
        if found != NO_READING:
            return found
    return NO_READING
