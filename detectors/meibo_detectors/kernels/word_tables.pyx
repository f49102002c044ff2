"""Hashes of many stretches, and what a word table knows of many hashes."""

from libc.stdint cimport int64_t, uint32_t, uint64_t

from meibo_detectors.kernels.word_hash cimport Words, find_word, mix_hash, words_of

import numpy as np


cdef inline int64_t clip(int64_t at, int64_t last) noexcept nogil:
    return 0 if at < 0 else last if at > last else at


def hash_stretches(
    const uint64_t[::1] sums, const uint64_t[::1] inverse, const int64_t[::1] start, const int64_t[::1] end
):
    """The hash of each stretch by the prefix sums of its text; what reaches beyond the text is read at its edge."""
    cdef Py_ssize_t row, count = start.shape[0]
    cdef int64_t last_sum = sums.shape[0] - 1, last_power = inverse.shape[0] - 1
    cdef uint64_t raw
    made = np.empty(count, np.uint64)
    cdef uint64_t[::1] hashes = made
    if end.shape[0] != count or last_sum < 0 or last_power < 0:
        raise ValueError("starts and ends of one length, and the sums and powers of a text")
    with nogil:
        for row in range(count):
            raw = sums[clip(end[row], last_sum)] - sums[clip(start[row], last_sum)]
            raw *= inverse[clip(start[row], last_power)]
            hashes[row] = mix_hash(raw, end[row] - start[row])
    return made


def find_words(const uint64_t[::1] hashes, const uint64_t[::1] keys, const uint32_t[::1] numbers):
    """The number of each hashed word in a table, 0 in plain lists and -1 where the table does not hold it; int64."""
    cdef Words words = words_of(keys, numbers)
    cdef Py_ssize_t row, count = hashes.shape[0]
    made = np.empty(count, np.int64)
    cdef int64_t[::1] found = made
    with nogil:
        for row in range(count):
            found[row] = find_word(&words, hashes[row])
    return made
