"""What a word table knows of the names of fields."""

from libc.stdint cimport int64_t, uint32_t, uint64_t

import numpy as np

from meibo_detectors.kernels.characters cimport Characters, hash_letters, letter_at
from meibo_detectors.kernels.word_hash cimport Words, find_word, words_of

cdef enum:
    NAME_CHARS = 60  # longer ones are no word of a list


def look_up_names(
    Characters text not None,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const uint64_t[::1] keys,
    const uint32_t[::1] numbers,
    bint without_number,
):
    """The number that a table (``WordTable.keys`` and ``numbers``) has for each stretch, -1 where it has none (int64).

    What is no stretch of the text is in no table. ``without_number``: a digit behind a name is none of it.
    """
    cdef Words words = words_of(keys, numbers)
    cdef Py_ssize_t row, count = start.shape[0]
    cdef int64_t begins, ends
    if end.shape[0] != count:
        raise ValueError("each name must have an end")
    found = np.full(count, -1, np.int64)
    cdef int64_t[::1] known = found
    with nogil:
        for row in range(count):
            begins, ends = start[row], end[row]
            if begins < 0 or ends <= begins or ends > text.signs.count or ends - begins > NAME_CHARS:
                continue
            if without_number and ends - begins > 1 and 48 <= letter_at(&text.signs, ends - 1) <= 57:
                ends -= 1
            known[row] = find_word(&words, hash_letters(&text.signs, begins, ends))
    return found
