"""Code points of UTF-8 by number and by byte."""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memcpy

from meibo_detectors.kernels.utf8 cimport count_leads

import numpy as np


def count_characters(const uint8_t[::1] raw, const int64_t[::1] borders):
    """How many code points of UTF-8 begin before each of these ascending bytes; int64."""
    cdef Py_ssize_t row, at = 0, stop, leads = 0, count = raw.shape[0]
    made = np.empty(borders.shape[0], np.int64)
    cdef int64_t[::1] before = made
    with nogil:
        for row in range(borders.shape[0]):
            stop = <Py_ssize_t> borders[row] if borders[row] < count else count
            if at < stop:
                leads += count_leads(&raw[at], stop - at)
                at = stop
            before[row] = leads
    return made


def find_bytes(const uint8_t[::1] raw, const int64_t[::1] before, Py_ssize_t step, const int64_t[::1] offsets):
    """The byte where each code point of these begins, the length of ``raw`` for those behind the last; int64.

    ``before`` says how many code points begin before each multiple of ``step`` bytes, from 0 on.
    """
    cdef Py_ssize_t row, at, low, high, middle, marks = before.shape[0], count = raw.shape[0]
    cdef int64_t left
    made = np.empty(offsets.shape[0], np.int64)
    cdef int64_t[::1] bytes_at = made
    if step < 1 or (marks and before[0] != 0) or marks < (count + step - 1) // step:
        raise ValueError("a mark for each step")
    with nogil:
        for row in range(offsets.shape[0]):
            low, high = 0, marks  # the last mark with no more code points before it
            while high - low > 1:
                middle = (low + high) // 2
                if before[middle] <= offsets[row]:
                    low = middle
                else:
                    high = middle
            at = low * step
            left = offsets[row] - (before[low] if marks else 0)
            while at < count and raw[at] & 0xC0 == 0x80:
                at += 1
            while at < count and left > 0:
                at += 1
                left -= at < count and raw[at] & 0xC0 != 0x80
            bytes_at[row] = at if at < count else count
    return made


def read_code_points(const uint8_t[::1] raw):
    """The code points of valid UTF-8; uint32. What is none is read as something, within its bounds."""
    cdef Py_ssize_t count = raw.shape[0], at = 0, made = 0, place
    cdef Py_ssize_t room = count_leads(&raw[0], count) if count else 0
    cdef uint64_t eight
    cdef uint8_t lanes[8]
    cdef uint8_t lead
    codes_made = np.empty(room, np.uint32)
    cdef uint32_t[::1] codes = codes_made
    with nogil:
        while at < count and made < room:
            lead = raw[at]
            if lead < 0x80:
                while count - at >= 8 and room - made >= 8:
                    memcpy(&eight, &raw[at], 8)
                    if eight & <uint64_t> 0x8080808080808080ULL:
                        break
                    memcpy(lanes, &eight, 8)
                    for place in range(8):
                        codes[made + place] = lanes[place]
                    at += 8
                    made += 8
                while at < count and made < room and raw[at] < 0x80:
                    codes[made] = raw[at]
                    at += 1
                    made += 1
                continue
            if lead & 0xF0 == 0xE0 and count - at >= 3:
                codes[made] = (
                    <uint32_t> (lead & 0x0F) << 12 | <uint32_t> (raw[at + 1] & 0x3F) << 6 | <uint32_t> raw[at + 2] & 0x3F
                )
                at += 3
            elif lead >= 0xF0 and count - at >= 4:
                codes[made] = (
                    <uint32_t> (lead & 0x07) << 18 | <uint32_t> (raw[at + 1] & 0x3F) << 12
                    | <uint32_t> (raw[at + 2] & 0x3F) << 6 | <uint32_t> raw[at + 3] & 0x3F
                )
                at += 4
            elif count - at >= 2:
                codes[made] = <uint32_t> (lead & 0x1F) << 6 | <uint32_t> raw[at + 1] & 0x3F
                at += 2
            else:
                break
            made += 1
    return codes_made[:made]
