"""Where one word stands in a text, and which stretches hold one of many places."""

from libc.stdint cimport int64_t, uint8_t, uint32_t

import numpy as np

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.search cimport last_at_most


cdef enum:
    TOGETHER = 64  # characters among which the word's first one is looked for at once


def find_word(const uint32_t[::1] codes, const uint32_t[::1] word):
    """Each place at which a word begins, ascending, also inside itself; int64. An empty word is nowhere."""
    cdef Offsets places
    cdef Py_ssize_t at, step, size = word.shape[0]
    cdef Py_ssize_t start = 0, end, stop = codes.shape[0] - size + 1 if size else 0
    cdef uint32_t first = word[0] if size else 0, met
    with nogil:
        begin(&places, 0)
        while start < stop:
            end = min(start + TOGETHER, stop)
            met = 0
            for at in range(start, end):  # the compiler makes few instructions of it
                met |= codes[at] == first
            for at in range(start, end if met else start):
                if codes[at] != first:
                    continue
                step = 1
                while step < size and codes[at + step] == word[step]:
                    step += 1
                if step == size:
                    push(&places, at)
            start = end
    return take(&places)


def find_word_at(const uint32_t[::1] codes, const int64_t[::1] anchors, const uint32_t[::1] word):
    """The places at which a word begins whose last sign stands at one of these offsets; int64, in their order."""
    cdef Offsets places
    cdef Py_ssize_t row, step, size = word.shape[0]
    cdef int64_t start
    with nogil:
        begin(&places, 0)
        for row in range(anchors.shape[0] if size else 0):
            start = anchors[row] - size + 1
            if start < 0 or anchors[row] >= codes.shape[0] or codes[anchors[row]] != word[size - 1]:
                continue
            step = 0
            while step < size and codes[start + step] == word[step]:
                step += 1
            if step == size:
                push(&places, start)
    return take(&places)


def hold_any(const int64_t[::1] places, const int64_t[::1] start, const int64_t[::1] end):
    """Whether one of these places, ascending, lies in each stretch, its start included and its end not."""
    cdef Py_ssize_t row, before = -1, count = places.shape[0]
    made = np.zeros(start.shape[0], np.bool_)
    cdef uint8_t[::1] held = made.view(np.uint8)
    if end.shape[0] != start.shape[0]:
        raise ValueError("each stretch needs its end")
    with nogil:
        for row in range(start.shape[0] if count else 0):
            before = last_at_most(places, start[row] - 1, before)  # the last place before the stretch, often as before
            held[row] = before + 1 < count and places[before + 1] < end[row]
    return made
