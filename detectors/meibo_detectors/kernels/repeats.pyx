"""Names of fields as hashes, and where records begin among them: wherever one comes again that the record has already."""

import numpy as np

from libc.stdint cimport int64_t, uint8_t, uint64_t

from meibo_detectors.kernels.characters cimport Characters
from meibo_detectors.kernels.seen_names cimport (
    HASHED_CHARS, Seen, begin_seen, begins_record, end_seen, hash_outer,
)


def hash_names(Characters text not None, const int64_t[::1] start, const int64_t[::1] end):
    """A hash of each stretch of the text by its length and outer characters; an array of uint64.

    The same stretch may have another hash in another call, if the longest stretch there has not ten characters.
    """
    cdef Py_ssize_t count = start.shape[0], at
    cdef uint64_t[::1] hashes
    cdef uint64_t longest = 0, length
    if end.shape[0] != count:
        raise ValueError("starts and ends must be parallel")
    made = np.empty(count, np.uint64)
    hashes = made
    with nogil:
        for at in range(count):
            length = <uint64_t> end[at] - <uint64_t> start[at]
            longest = length if length > longest else longest
        longest = longest if longest < HASHED_CHARS else HASHED_CHARS
        for at in range(count):
            hashes[at] = hash_outer(&text.signs, start[at], end[at], <int> longest)
    return made


def begin_at_repeats(const uint64_t[::1] names, const int64_t[::1] region):
    """Where a record begins: at a new ``region``, and with a name that the record has; an array of bool."""
    cdef Py_ssize_t count = names.shape[0], at
    cdef uint8_t[::1] begins
    cdef Seen seen
    if region.shape[0] != count:
        raise ValueError("names and regions must be parallel")
    made = np.empty(count, np.uint8)
    begins = made
    with nogil:
        begin_seen(&seen)
        for at in range(count):
            begins[at] = begins_record(&seen, names[at], at == 0 or region[at] != region[at - 1])
        end_seen(&seen)
    if seen.is_full:
        raise MemoryError
    return made.view(np.bool_)
