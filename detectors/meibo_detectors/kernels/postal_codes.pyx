"""Postal codes in use among numbers of seven digits."""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

from meibo_detectors.kernels.check_digits cimport is_counter_or_run
from meibo_detectors.kernels.number_runs cimport RunColumns, read_digits
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.word_hash cimport Words, find_word, hash_stretch, words_of

import numpy as np

cdef enum:
    DIGITS = 7
    TOGETHER = 64  # numbers that are hashed before the first is looked up, so that they wait for memory together


def find_codes(
    RunColumns runs,
    const int64_t[::1] first,
    const uint64_t[::1] keys,
    const uint32_t[::1] numbers,
):
    """The runs of ``first`` from which on seven digits are a code in use, its number in the table, and its digits.

    The table holds codes as words (``WordTable.keys`` and ``numbers``); those of number 0 are not in use, nor are
    counters and digits in a row. Two arrays of int64 and a matrix of uint8.
    """
    cdef Words words = words_of(keys, numbers)
    cdef Offsets kept, found
    cdef Py_ssize_t row, at, start = 0, end
    cdef int64_t number
    cdef int64_t[TOGETHER] begins
    cdef bint[TOGETHER] is_whole, may_be_known
    cdef uint64_t[TOGETHER] hashes
    cdef uint8_t[TOGETHER][DIGITS] digits
    cdef uint32_t codes[DIGITS]
    for row in range(first.shape[0]):
        if not 0 <= first[row] < runs.count:
            raise ValueError("no such run")
    with nogil:
        begin(&kept, 0)
        begin(&found, 0)
        while start < first.shape[0] and words.slots > 0:
            end = min(start + TOGETHER, first.shape[0])
            for row in range(end - start):
                begins[row] = runs.start[first[start + row]]
                is_whole[row] = runs.end[first[start + row]] - begins[row] >= DIGITS
            for row in range(end - start):
                if is_whole[row]:
                    for at in range(DIGITS):
                        digits[row][at] = runs.chars[begins[row] + at] - 48
                else:
                    read_digits(runs, first[start + row], digits[row], DIGITS)
                for at in range(DIGITS):
                    codes[at] = 48 + digits[row][at]
                hashes[row] = hash_stretch(codes, 0, DIGITS)
            for row in range(end - start):
                may_be_known[row] = words.keys[hashes[row] & <uint64_t> (words.slots - 1)] != 0
            for row in range(end - start):
                number = find_word(&words, hashes[row]) if may_be_known[row] else -1
                if number > 0 and not is_counter_or_run(digits[row], DIGITS):
                    push(&kept, first[start + row])
                    push(&found, number)
            start = end
    known, prefectures = take(&kept), take(&found)
    cdef const int64_t[::1] run = known
    rows = np.empty((len(known), DIGITS), np.uint8)
    cdef uint8_t[:, ::1] shown = rows
    with nogil:
        for row in range(run.shape[0]):
            read_digits(runs, run[row], &shown[row, 0], DIGITS)
    return known, prefectures, rows
