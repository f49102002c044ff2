"""Keyed hashes of rows of words: lets the hash of the other kernels be compared with its authors' own."""

from libc.stdint cimport uint64_t

from meibo_detectors.kernels.siphash cimport sip

import numpy as np


def siphash(const uint64_t[:, ::1] words, uint64_t low, uint64_t high):
    """SipHash-2-4-128 of each row of 64-bit words under a key of two words, shape (n, 2).

    The same as of the row's bytes, little-endian; the two halves of a hash are its bytes in that order too.
    """
    cdef Py_ssize_t at, count = words.shape[0], width = words.shape[1]
    cdef const uint64_t *row
    cdef uint64_t nothing = 0
    made = np.empty((count, 2), np.uint64)
    cdef uint64_t[:, ::1] hashes = made
    with nogil:
        for at in range(count):
            row = &words[at, 0] if width > 0 else &nothing
            sip(row, width, low, high, &hashes[at, 0])
    return made

