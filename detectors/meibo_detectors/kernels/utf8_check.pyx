"""Whether bytes are UTF-8."""

from libc.stdint cimport uint8_t, uint64_t
from libc.string cimport memcpy


def find_flaw(const uint8_t[::1] raw):
    """The byte where the first character begins that is not UTF-8, one cut at the end included; -1 where none is."""
    cdef Py_ssize_t count = raw.shape[0], at = 0
    with nogil:
        if count:
            at = check(&raw[0], count)
    return at if at < count else -1


cdef Py_ssize_t check(const uint8_t *raw, Py_ssize_t count) noexcept nogil:
    cdef Py_ssize_t at = 0
    cdef uint8_t lead, second
    cdef uint64_t eight
    while at < count:
        lead = raw[at]
        if lead < 0x80:
            while count - at >= 8:
                memcpy(&eight, raw + at, 8)
                if eight & <uint64_t> 0x8080808080808080ULL:
                    break
                at += 8
            while at < count and raw[at] < 0x80:
                at += 1
        elif lead & 0xF0 == 0xE0:
            if count - at < 3 or (raw[at + 1] & 0xC0) != 0x80 or (raw[at + 2] & 0xC0) != 0x80:
                return at
            second = raw[at + 1]
            if (lead == 0xE0 and second < 0xA0) or (lead == 0xED and second >= 0xA0):  # too long, or half a pair
                return at
            at += 3
        elif lead < 0xE0:
            if lead < 0xC2 or count - at < 2 or (raw[at + 1] & 0xC0) != 0x80:
                return at
            at += 2
        else:
            if lead > 0xF4 or count - at < 4 or (raw[at + 2] & 0xC0) != 0x80 or (raw[at + 3] & 0xC0) != 0x80:
                return at
            second = raw[at + 1]
            if (second & 0xC0) != 0x80 or (lead == 0xF0 and second < 0x90) or (lead == 0xF4 and second >= 0x90):
                return at
            at += 4
    return at
