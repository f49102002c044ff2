"""Where lines end: at a line feed, or at a carriage return with none behind it."""

from libc.stdint cimport int64_t, uint8_t

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.sign_search cimport find_sign


def find_line_ends(const uint8_t[::1] chars, const int64_t[::1] origin):
    """The characters that end a line, ascending; int64.

    ``origin`` tells where each character stands in the text as written, so that what vanished parts a carriage return
    from a line feed; empty where nothing did.
    """
    cdef Py_ssize_t count = chars.shape[0], feed = -1, carriage = -1
    cdef bint has_origin = origin.shape[0] > 0, follows
    cdef Offsets found
    if has_origin and origin.shape[0] < count:
        raise ValueError("an origin for each character")
    with nogil:
        begin(&found, count // 64)
        if count:
            feed, carriage = find_sign(&chars[0], 0, count, 10), find_sign(&chars[0], 0, count, 13)
            while feed < count or carriage < count:
                if feed < carriage:
                    push(&found, feed)
                    feed = find_sign(&chars[0], feed + 1, count, 10)
                else:
                    follows = feed == carriage + 1 and feed < count
                    if not follows or (has_origin and origin[feed] != origin[carriage] + 1):
                        push(&found, carriage)
                    carriage = find_sign(&chars[0], carriage + 1, count, 13)
    return take(&found)


def measure_lines(const uint8_t[::1] raw):
    """How many lines end in a text, and where the last of these ends: behind its sign, 0 where none does."""
    cdef Py_ssize_t count = raw.shape[0], at = 0, ends = 0, last = 0
    with nogil:
        if count:
            at = find_sign(&raw[0], 0, count, 10)
            while at < count:
                ends += 1
                last = at + 1
                at = find_sign(&raw[0], at + 1, count, 10)
            at = find_sign(&raw[0], 0, count, 13)
            while at < count:
                if at + 1 == count or raw[at + 1] != 10:
                    ends += 1
                    if at + 1 > last:
                        last = at + 1
                at = find_sign(&raw[0], at + 1, count, 13)
    return ends, last
