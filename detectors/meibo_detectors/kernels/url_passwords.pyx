"""User and password before the at sign of a URL: ``scheme://user:password@host``."""

from libc.stdint cimport int64_t, uint8_t
from libc.string cimport memchr

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

cdef enum:
    USER_CHARS = 48
    LEAST_CHARS = 3
    PASSWORD_CHARS = 64


cdef inline bint is_alphanumeric(uint8_t sign) noexcept nogil:
    return 48 <= sign <= 57 or 97 <= (sign | 32) <= 122


cdef inline int64_t find_password(
    const uint8_t *chars, int64_t count, int64_t sign, const uint8_t *never
) noexcept nogil:
    """Where the password before an at sign begins, -1 where there is none.

    What may not stand in a user's name ends the way back, and so does a sign before: both slashes must be met there.
    """
    cdef int64_t at = sign, floor = sign - (USER_CHARS + PASSWORD_CHARS + 1), start
    if floor < 0:
        floor = 0
    while at > floor and not never[chars[at - 1]] and chars[at - 1] != c"@":
        at -= 1
    if at < 4 or chars[at - 1] != c"/" or chars[at - 2] != c"/" or chars[at - 3] != c":":
        return -1
    if not is_alphanumeric(chars[at - 4]):  # of the scheme
        return -1
    start = at
    while start < sign and chars[start] != c":":
        start += 1
    if start == sign or start - at > USER_CHARS:
        return -1
    start += 1
    if sign - start < LEAST_CHARS or sign - start > PASSWORD_CHARS:
        return -1
    if sign + 1 >= count or not (is_alphanumeric(chars[sign + 1]) or chars[sign + 1] == c"["):  # of the host
        return -1
    return start


def find_url_passwords(const uint8_t[::1] chars, const uint8_t[::1] never):
    """Start of each password and the at sign behind it, ascending; two arrays of int64.

    ``never`` has one element for each of 256 characters, not 0 where it cannot stand in user or password.
    """
    cdef Offsets starts, signs
    cdef int64_t at = 0, count = chars.shape[0], start
    cdef const void *found
    if never.shape[0] != 256:
        raise ValueError("never must say something of each of the 256 characters")
    with nogil:
        begin(&starts, 0)
        begin(&signs, 0)
        while at < count:
            found = memchr(&chars[at], c"@", count - at)
            if found == NULL:
                break
            at = <const uint8_t *> found - &chars[0]
            start = find_password(&chars[0], count, at, &never[0])
            if start >= 0:
                push(&starts, start)
                push(&signs, at)
            at += 1
    return take(&starts), take(&signs)
