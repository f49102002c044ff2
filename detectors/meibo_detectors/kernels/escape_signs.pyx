"""Which signs that escapes begin with stand in a text at all: nearly always none does."""

from libc.stdint cimport uint8_t

from meibo_detectors.kernels.sign_search cimport find_sign


def hold_escape_signs(const uint8_t[::1] raw):
    """Whether a text holds a backslash, ``&``, ``%``, and ``<br`` or ``<BR``."""
    cdef Py_ssize_t count = raw.shape[0], at = 0
    cdef bint backslash = False, ampersand = False, percent = False, line_break = False
    with nogil:
        if count:
            backslash = find_sign(&raw[0], 0, count, 92) < count
            ampersand = find_sign(&raw[0], 0, count, 38) < count
            percent = find_sign(&raw[0], 0, count, 37) < count
            at = find_sign(&raw[0], 0, count, 60)
            while at + 2 < count and not line_break:
                line_break = (raw[at + 1] == 98 and raw[at + 2] == 114) or (raw[at + 1] == 66 and raw[at + 2] == 82)
                at = find_sign(&raw[0], at + 1, count, 60)
    return backslash, ampersand, percent, line_break
