"""Bytes of UTF-8 and the code points that begin in them."""

from libc.stdint cimport uint8_t


cdef inline Py_ssize_t count_leads(const uint8_t *raw, Py_ssize_t count) noexcept nogil:
    """How many code points begin in these bytes; in stretches so short that a byte holds the count."""
    cdef Py_ssize_t at = 0, stop, place, leads = 0
    cdef uint8_t lanes[16]
    while count - at >= 16:
        for place in range(16):
            lanes[place] = 0
        stop = at + 16 * 255 if count - at >= 16 * 255 else count - 15
        while at < stop:
            for place in range(16):
                lanes[place] += raw[at + place] & 0xC0 != 0x80
            at += 16
        for place in range(16):
            leads += lanes[place]
    while at < count:
        leads += raw[at] & 0xC0 != 0x80
        at += 1
    return leads
