"""The next place of one byte, by the C library, which compares many at a time."""

from libc.stdint cimport uint8_t
from libc.string cimport memchr


cdef inline Py_ssize_t find_sign(const uint8_t *chars, Py_ssize_t at, Py_ssize_t count, int sign) noexcept nogil:
    """The next place of a sign from ``at`` on, ``count`` where there is none."""
    cdef const uint8_t *hit
    if at >= count:
        return count
    hit = <const uint8_t *> memchr(chars + at, sign, count - at)
    return hit - chars if hit != NULL else count
