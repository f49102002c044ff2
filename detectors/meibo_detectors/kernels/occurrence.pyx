"""What occurs in a text at all: how often each folded character, and which code points."""

from libc.stdint cimport int64_t, uint8_t, uint32_t

cdef enum:
    STRIDE = 32  # characters that are passed over together where all are ASCII


def count_chars(const uint8_t[::1] chars, int64_t[::1] counts):
    """Add to ``counts``, 256 numbers, how often each value occurs."""
    cdef int64_t odd[256]  # neighbours count apart: the same number twice in a row would wait for itself
    cdef int64_t third[256]
    cdef int64_t fourth[256]
    cdef Py_ssize_t at, count = chars.shape[0]
    if counts.shape[0] != 256:
        raise ValueError("counts must be 256 numbers")
    with nogil:
        for at in range(256):
            odd[at] = third[at] = fourth[at] = 0
        at = 0
        while at + 4 <= count:
            counts[chars[at]] += 1
            odd[chars[at + 1]] += 1
            third[chars[at + 2]] += 1
            fourth[chars[at + 3]] += 1
            at += 4
        while at < count:
            counts[chars[at]] += 1
            at += 1
        for at in range(256):
            counts[at] += odd[at] + third[at] + fourth[at]


def mark_codes(const uint32_t[::1] codes, uint8_t[::1] marks):
    """Set ``marks[code]`` to 1 for each code point that occurs; the last mark is that of all code points behind it.

    The first 128 marks say nothing: ASCII is looked at only where something else stands near.
    """
    cdef Py_ssize_t at = 0, until, place, count = codes.shape[0]
    cdef uint32_t code, last, together
    if not 128 < marks.shape[0] <= 0x110000:
        raise ValueError("there must be a mark for each code point")
    last = <uint32_t> (marks.shape[0] - 1)
    with nogil:
        while at < count:
            until = at + STRIDE
            if until <= count:
                together = 0
                for place in range(STRIDE):
                    together |= codes[at + place]
                if together < 128:
                    at = until
                    continue
            else:
                until = count
            while at < until:
                code = codes[at]
                marks[code if code < last else last] = 1
                at += 1
