"""Where lines end: at a line feed, or at a carriage return with none behind it."""

from libc.stdint cimport int64_t, uint8_t
from libc.string cimport memchr

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take


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


cdef inline Py_ssize_t find_sign(const uint8_t *chars, Py_ssize_t at, Py_ssize_t count, int sign) noexcept nogil:
    """The next place of a sign from ``at`` on, ``count`` where there is none."""
    cdef const uint8_t *hit
    if at >= count:
        return count
    hit = <const uint8_t *> memchr(chars + at, sign, count - at)
    return hit - chars if hit != NULL else count
