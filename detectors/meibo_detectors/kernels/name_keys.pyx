"""One number for the name of a field as it is written, capitals and all, so that it is known again in the next text."""

import numpy as np

from libc.stdint cimport int64_t, uint64_t

from meibo_detectors.kernels.characters cimport Characters, Signs
from meibo_detectors.kernels.mixing cimport chain


def make_keys(
    Characters text not None,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const int64_t[::1] above,
    const int64_t[::1] until,
    const int64_t[::1] place,
    uint64_t seed,
):
    """The number of each name: its code points, those of its upper name, and its place; an array of uint64.

    Stretches are cut at the ends of the text. Whoever writes the names does not know ``seed``, so that nobody can make
    up two of one number.
    """
    cdef Py_ssize_t row, count = start.shape[0]
    cdef uint64_t key
    cdef uint64_t[::1] keys
    if end.shape[0] != count or above.shape[0] != count or until.shape[0] != count or place.shape[0] != count:
        raise ValueError("names must be parallel")
    made = np.empty(count, np.uint64)
    keys = made
    with nogil:
        for row in range(count):
            key = chain_stretch(&text.signs, start[row], end[row], seed)
            key = chain_stretch(&text.signs, above[row], until[row], key)
            keys[row] = chain(key, <uint64_t> place[row])
    return made


cdef inline uint64_t chain_stretch(const Signs *text, int64_t start, int64_t end, uint64_t key) noexcept nogil:
    cdef int64_t at, first = start if start > 0 else 0, past = end if end < text.count else text.count
    for at in range(first, past):
        key = chain(key, text.codes[at] if text.codes != NULL else text.chars[at])
    return chain(key, <uint64_t> (past - first if past > first else 0) | <uint64_t> 1 << 63)
