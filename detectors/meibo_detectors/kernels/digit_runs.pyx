"""Runs of ASCII digits in a folded text."""

from libc.stdint cimport uint8_t

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take


def find_digit_runs(const uint8_t[::1] chars):
    """Start and end of each run of ASCII digits, ascending; two arrays of int64."""
    cdef Offsets starts, ends
    cdef Py_ssize_t at = 0, count = chars.shape[0]
    with nogil:
        begin(&starts, count // 64)
        begin(&ends, count // 64)
        while at < count:
            if <uint8_t> (chars[at] - 48) >= 10:
                at += 1
                continue
            push(&starts, at)
            while at < count and <uint8_t> (chars[at] - 48) < 10:
                at += 1
            push(&ends, at)
    return take(&starts), take(&ends)
