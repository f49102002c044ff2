"""Hashes of many stretches, and what a word table knows of many hashes."""

from libc.stdint cimport int64_t, uint32_t, uint64_t

from meibo_detectors.kernels.word_hash cimport HASH_BASE, Words, find_word, mix_hash, sum_stretch, words_of

import numpy as np

cdef enum:
    STEP = 64
    LONG = 128  # code points that are summed up each time they are asked for


cdef inline int64_t clip(int64_t at, int64_t last) noexcept nogil:
    return 0 if at < 0 else last if at > last else at


cdef inline uint64_t power_of_base(int64_t exponent) noexcept nogil:
    cdef uint64_t power = 1, square = HASH_BASE
    while exponent > 0:
        if exponent & 1:
            power *= square
        square *= square
        exponent >>= 1
    return power


cdef inline uint64_t sum_long(
    const uint32_t *codes, const uint64_t[::1] marks, int64_t start, int64_t end
) noexcept nogil:
    """``sum_stretch`` in a time that does not depend on the length: between two marks the sums are known."""
    cdef int64_t first = start // STEP + 1, last = end // STEP
    if first >= last or last >= marks.shape[0]:
        return sum_stretch(codes, start, end)
    cdef uint64_t raw = sum_stretch(codes, last * STEP, end)
    raw = marks[first] + power_of_base((last - first) * STEP) * (raw - marks[last])
    return sum_stretch(codes, start, first * STEP) + power_of_base(first * STEP - start) * raw


def sum_behind_marks(const uint32_t[::1] codes):
    """The sum of all code points from each multiple of STEP on, for ``hash_stretches``; uint64."""
    cdef Py_ssize_t count = codes.shape[0], mark = count // STEP
    cdef uint64_t step_power = power_of_base(STEP)
    made = np.empty(mark + 1, np.uint64)
    cdef uint64_t[::1] marks = made
    with nogil:
        marks[mark] = sum_stretch(&codes[0], mark * STEP, count) if count else 0
        while mark > 0:
            mark -= 1
            marks[mark] = sum_stretch(&codes[0], mark * STEP, (mark + 1) * STEP) + step_power * marks[mark + 1]
    return made


def hash_stretches(
    const uint32_t[::1] codes,
    const uint64_t[::1] marks,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const uint32_t[:, ::1] behind,
):
    """The hash of each stretch as if the code points of its row in ``behind`` followed it; uint64.

    What reaches beyond the text is read at its edge. ``marks`` are from ``sum_behind_marks``; where they are empty, the
    answer is None as soon as a stretch is long, so that many long ones cannot take a time that grows with their length.
    """
    cdef Py_ssize_t row, count = start.shape[0], place, signs = behind.shape[1]
    cdef int64_t last = codes.shape[0], first, stop
    cdef uint64_t raw, follow
    cdef bint is_long = False, has_marks = marks.shape[0] > 0
    made = np.empty(count, np.uint64)
    cdef uint64_t[::1] hashes = made
    if end.shape[0] != count or (signs and behind.shape[0] != count):
        raise ValueError("starts, ends and what follows of one length")
    if has_marks and marks.shape[0] != last // STEP + 1:
        raise ValueError("the marks of this text")
    with nogil:
        for row in range(count):
            first, stop = clip(start[row], last), clip(end[row], last)
            if first >= stop:
                raw = 0
            elif stop - first <= LONG:
                raw = sum_stretch(&codes[0], first, stop)
            elif has_marks:
                raw = sum_long(&codes[0], marks, first, stop)
            else:
                is_long = True
                break
            if signs:
                follow = 0
                for place in range(signs - 1, -1, -1):
                    follow = follow * HASH_BASE + behind[row, place] + 1
                raw += follow * power_of_base(end[row] - start[row])
            hashes[row] = mix_hash(raw, end[row] - start[row] + signs)
    return None if is_long else made


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
