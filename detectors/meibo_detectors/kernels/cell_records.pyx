"""The records of a text in its blocks, the record of each cell, and names without those that are empty."""

import numpy as np

from libc.stdint cimport int64_t

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take


def complete_records(const int64_t[::1] records, const int64_t[::1] block_start, const int64_t[::1] block_end):
    """Beginnings of records, one at each start of a block, none in what stands between blocks; ascending, each once.

    All arrays ascend; a block's end may lie before the next one's start.
    """
    cdef Py_ssize_t count = records.shape[0], blocks = block_start.shape[0], row = 0, block
    cdef int64_t next_start, last
    cdef Offsets found
    if block_end.shape[0] != blocks:
        raise ValueError("starts and ends of blocks must be parallel")
    with nogil:
        begin(&found, count + blocks)
        for block in range(blocks):
            last = block_start[block]
            push(&found, last)
            next_start = block_start[block + 1] if block + 1 < blocks else 0
            while row < count and (block + 1 == blocks or records[row] < next_start):
                if last < records[row] < block_end[block]:
                    last = records[row]
                    push(&found, last)
                row += 1
    return take(&found)


def find_records(const int64_t[::1] start, const int64_t[::1] records):
    """The number of the record that each cell begins in; both ascend, and the first record begins before all cells."""
    cdef Py_ssize_t cells = start.shape[0], count = records.shape[0], cell, record = 0
    cdef int64_t[::1] of_cell
    made = np.empty(cells, np.int64)
    of_cell = made
    with nogil:
        for cell in range(cells):
            while record + 1 < count and records[record + 1] <= start[cell]:
                record += 1
            of_cell[cell] = record
    return made


def clear_empty(const int64_t[::1] start, const int64_t[::1] end):
    """Starts and ends of names, both 0 where there is none: the end is not behind the start."""
    cdef Py_ssize_t count = start.shape[0], at
    cdef int64_t[::1] first, past
    if end.shape[0] != count:
        raise ValueError("starts and ends must be parallel")
    starts, ends = np.empty(count, np.int64), np.empty(count, np.int64)
    first, past = starts, ends
    with nogil:
        for at in range(count):
            first[at] = start[at] if end[at] > start[at] else 0
            past[at] = end[at] if end[at] > start[at] else 0
    return starts, ends
