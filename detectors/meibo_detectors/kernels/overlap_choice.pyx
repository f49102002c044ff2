"""Findings that overlap: the better score stays, then the longer, then the earlier; and rows that are left out."""

from libc.stdint cimport int32_t, int64_t, uint8_t
from libc.stdlib cimport free, malloc, qsort
from libc.string cimport memchr, memcpy, memset

from meibo_detectors.kernels.radix cimport sort_rows
from meibo_detectors.kernels.rows cimport Finding

import numpy as np


cdef struct Rank:
    uint8_t score
    int64_t length
    Py_ssize_t row


cdef int compare(const void *left, const void *right) noexcept nogil:
    """Below 0 where the left one is better."""
    cdef const Rank *one = <const Rank *> left
    cdef const Rank *other = <const Rank *> right
    if one.score != other.score:
        return 1 if one.score < other.score else -1
    if one.length != other.length:
        return 1 if one.length < other.length else -1
    return -1 if one.row < other.row else 1


cdef int choose(const Finding *rows, Py_ssize_t first, Py_ssize_t last, uint8_t *kept) noexcept nogil:
    """Decide about rows of one heap of overlaps, ``first`` to ``last``; -1 without memory."""
    cdef Rank *ranks
    cdef uint8_t *taken
    cdef Py_ssize_t at, row
    cdef int64_t floor = rows[first].start, roof = rows[first].end
    if last - first == 2 and rows[first + 1].start < rows[first].end:  # by far the most heaps
        if rows[first + 1].score != rows[first].score:
            row = first + 1 if rows[first + 1].score > rows[first].score else first
        else:
            row = first + 1 if rows[first + 1].end - rows[first + 1].start > rows[first].end - rows[first].start else first
        kept[first] = row == first
        kept[first + 1] = row != first
        return 0
    for at in range(first, last):
        if rows[at].end > roof:
            roof = rows[at].end
    ranks = <Rank *> malloc((last - first) * sizeof(Rank))
    taken = <uint8_t *> malloc(roof - floor + 1)
    if ranks == NULL or taken == NULL:
        free(ranks)
        free(taken)
        return -1
    memset(taken, 0, roof - floor + 1)
    for at in range(first, last):
        ranks[at - first].score = rows[at].score
        ranks[at - first].length = rows[at].end - rows[at].start
        ranks[at - first].row = at
    qsort(ranks, last - first, sizeof(Rank), &compare)
    for at in range(last - first):
        row = ranks[at].row
        kept[row] = memchr(&taken[rows[row].start - floor], 1, ranks[at].length) == NULL
        if kept[row] != 0:
            memset(&taken[rows[row].start - floor], 1, ranks[at].length)
    free(ranks)
    free(taken)
    return 0


def order_rows(const uint8_t[::1] findings):
    """The order of rows by start, then end, as they stand among equals (int32); None where they ascend by start."""
    cdef Py_ssize_t at, count = findings.shape[0] // <Py_ssize_t> sizeof(Finding)
    cdef const Finding *rows = NULL
    cdef int64_t *keys = NULL
    cdef int32_t[::1] order
    cdef bint ascends = True, is_full = False
    if count > 0:
        rows = <const Finding *> &findings[0]
    with nogil:
        for at in range(1, count):
            if rows[at].start < rows[at - 1].start:
                ascends = False
                break
    if ascends:
        return None
    made = np.arange(count, dtype=np.int32)
    order = made
    with nogil:
        keys = <int64_t *> malloc(count * sizeof(int64_t))
        is_full = keys == NULL
        if not is_full:
            for at in range(count):
                keys[at] = rows[at].end
            is_full = sort_rows(&order[0], keys, count) != 0
            for at in range(count):
                keys[at] = rows[at].start
            is_full = sort_rows(&order[0], keys, count) != 0 or is_full
        free(keys)
    if is_full:
        raise MemoryError
    return made


def keep_best(uint8_t[::1] findings, const int64_t[::1] core_starts, const int64_t[::1] core_ends):
    """Move the rows that stay to the front, in order, and return how many they are.

    ``findings`` are the bytes of rows of FINDING that ascend by start and are not empty. Those that overlap a better one
    go, and then those that do not begin in the core of their block.
    """
    cdef Py_ssize_t at, first, last, left = 0, count = findings.shape[0] // <Py_ssize_t> sizeof(Finding)
    cdef Finding *rows = NULL
    cdef uint8_t *kept = NULL
    cdef int64_t reach
    cdef bint is_full = False
    if count == 0:
        return 0
    rows = <Finding *> &findings[0]
    with nogil:
        kept = <uint8_t *> malloc(count)
        is_full = kept == NULL
        if not is_full:
            memset(kept, 1, count)
            first = 0
            while first < count and not is_full:
                reach = rows[first].end
                last = first + 1
                while last < count and rows[last].start < reach:
                    if rows[last].end > reach:
                        reach = rows[last].end
                    last += 1
                if last - first > 1:
                    is_full = choose(rows, first, last, kept) != 0
                first = last
            for at in range(count):
                if (
                    kept[at] == 0
                    or rows[at].start < core_starts[rows[at].block]
                    or rows[at].start >= core_ends[rows[at].block]
                ):
                    continue
                if left != at:
                    memcpy(&rows[left], &rows[at], sizeof(Finding))
                left += 1
        free(kept)
    if is_full:
        raise MemoryError
    return left
