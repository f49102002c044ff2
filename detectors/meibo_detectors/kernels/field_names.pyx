"""What a word table knows of the names of fields; the cells of a column share one name, so that few are hashed."""

from libc.stdint cimport int64_t, uint32_t, uint64_t

import numpy as np

from meibo_detectors.kernels.word_hash cimport Words, find_word, hash_stretch, words_of

cdef enum:
    REMEMBERED = 256


def look_up_names(
    const uint32_t[::1] codes,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const uint64_t[::1] keys,
    const uint32_t[::1] numbers,
):
    """The number that a table (``WordTable.keys`` and ``numbers``) has for each stretch, -1 where it has none (int64).

    ``codes`` are the characters as dictionaries are looked up. What is no stretch of them is in no table.
    """
    cdef Words words = words_of(keys, numbers)
    cdef int64_t begin_of[REMEMBERED]
    cdef int64_t end_of[REMEMBERED]
    cdef int64_t number_of[REMEMBERED]
    cdef Py_ssize_t row, slot, count = start.shape[0]
    cdef int64_t begins, ends
    if end.shape[0] != count:
        raise ValueError("each name must have an end")
    found = np.empty(count, np.int64)
    cdef int64_t[::1] known = found
    with nogil:
        for slot in range(REMEMBERED):
            begin_of[slot] = end_of[slot] = 0
            number_of[slot] = -1
        for row in range(count):
            begins, ends = start[row], end[row]
            if begins < 0 or ends <= begins or ends > codes.shape[0]:
                known[row] = -1
                continue
            slot = begins % REMEMBERED
            if begin_of[slot] != begins or end_of[slot] != ends:
                begin_of[slot], end_of[slot] = begins, ends
                number_of[slot] = find_word(&words, hash_stretch(&codes[0], begins, ends))
            known[row] = number_of[slot]
    return found
