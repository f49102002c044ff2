"""Keyed hashes of rows of words, and of the values that tell persons apart."""

from libc.stdint cimport uint8_t, uint64_t

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


def hash_values(const uint64_t[::1] values, const uint8_t[::1] kinds, uint64_t low, uint64_t high, uint8_t name):
    """The hash of each value with its kind, shape (n, 2); the lowest four bits of the second half are the kind.

    A kind above ``name`` is hashed as that, to be compared with names.
    """
    cdef Py_ssize_t at, count = values.shape[0]
    cdef uint64_t words[2]
    if kinds.shape[0] != count:
        raise ValueError("one kind a value")
    made = np.empty((count, 2), np.uint64)
    cdef uint64_t[:, ::1] keys = made
    with nogil:
        for at in range(count):
            words[0] = values[at]
            words[1] = kinds[at] if kinds[at] < name else name
            sip(words, 2, low, high, &keys[at, 0])
            keys[at, 1] = (keys[at, 1] & ~<uint64_t> 15) | kinds[at]
    return made
