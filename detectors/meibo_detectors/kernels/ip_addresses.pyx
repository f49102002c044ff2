"""IP addresses: four numbers with dots between among the runs of digits, and hex groups around colons."""

from libc.stdint cimport int64_t, uint8_t
from libc.string cimport memchr

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

cdef enum:
    OCTETS = 4
    OCTET_DIGITS = 3
    GROUPS = 8
    GROUP_CHARS = 4
    LONGEST = 39  # characters of an address of version 6


cdef inline bint is_digit(uint8_t sign) noexcept nogil:
    return 48 <= sign <= 57


cdef inline bint is_letter(uint8_t sign) noexcept nogil:
    return 97 <= (sign | 32) <= 122


cdef inline bint is_alphanumeric(uint8_t sign) noexcept nogil:
    return is_digit(sign) or is_letter(sign)


cdef inline bint is_hex(uint8_t sign) noexcept nogil:
    return is_digit(sign) or 97 <= (sign | 32) <= 102


cdef inline int64_t hex_value(uint8_t sign) noexcept nogil:
    return sign - 48 if is_digit(sign) else (sign | 32) - 87


cdef inline bint is_tie(uint8_t sign) noexcept nogil:
    return sign == c"-" or sign == c"_" or sign == c"."


cdef inline uint8_t sign_at(const uint8_t[::1] chars, int64_t at) noexcept nogil:
    """The character there, 0 outside of the text."""
    return chars[at] if 0 <= at < chars.shape[0] else 0


def find_dotted(
    const uint8_t[::1] chars, const int64_t[:] run_start, const int64_t[:] run_end, const uint8_t[::1] link
):
    """First runs of exactly four groups of one to three digits with dots between, none with a leading zero; ascending.

    The last three are columns of NumberRuns; an array of int64.
    """
    cdef Offsets found
    cdef int64_t row = 0, at, first, rows = link.shape[0], size
    cdef bint fits
    if run_start.shape[0] != rows or run_end.shape[0] != rows:
        raise ValueError("the columns of the runs are not of one length")
    with nogil:
        begin(&found, 0)
        while row < rows:
            first = row
            while row < rows and link[row] == c".":
                row += 1
            if row - first == OCTETS - 1 and row < rows:
                fits = True
                for at in range(first, row + 1):
                    size = run_end[at] - run_start[at]
                    fits = fits and size <= OCTET_DIGITS and (size == 1 or sign_at(chars, run_start[at]) != c"0")
                if fits:
                    push(&found, first)
            row += 1
    return take(&found)


cdef inline bint is_tied(const uint8_t[::1] chars, int64_t start, int64_t end) noexcept nogil:
    """Whether something goes on beside an address, or a network's size stands behind it."""
    cdef uint8_t one = sign_at(chars, end), two = sign_at(chars, end + 1), before = sign_at(chars, start - 1)
    if is_letter(one) or is_letter(before):
        return True
    if is_tie(one) and is_alphanumeric(two):  # a host's name, a version
        return True
    if is_tie(before) and is_alphanumeric(sign_at(chars, start - 2)):
        return True
    return one == c"/" and is_digit(two) and not (two == c"3" and sign_at(chars, end + 2) == c"2")


cdef inline bint is_of(const int64_t[::1] networks, const int64_t[::1] masks, int64_t number) noexcept nogil:
    """Whether a number lies in one of the networks."""
    cdef int64_t row
    for row in range(networks.shape[0]):
        if number & masks[row] == networks[row]:
            return True
    return False


def read_version_4(
    const uint8_t[::1] chars,
    const int64_t[:] run_start,
    const int64_t[:] run_end,
    const int64_t[::1] first,
    const int64_t[::1] networks,
    const int64_t[::1] masks,
    int64_t least,
):
    """Start and end of the addresses that begin with the runs ``first``: none of the networks, nothing tied to them.

    The greatest of the four numbers is ``least`` or more. ``first`` is that of ``find_dotted``, ``networks`` and ``masks``
    are parallel, numbers of 32 bits. Two arrays of int64.
    """
    cdef Offsets starts, ends
    cdef int64_t row, run, at, number, value, greatest
    cdef bint is_octet
    if masks.shape[0] != networks.shape[0] or run_start.shape[0] != run_end.shape[0]:
        raise ValueError("parallel arrays are not of one length")
    with nogil:
        begin(&starts, 0)
        begin(&ends, 0)
        for row in range(first.shape[0]):
            if first[row] < 0 or first[row] + OCTETS > run_start.shape[0]:
                continue
            number, greatest, is_octet = 0, 0, True
            for run in range(first[row], first[row] + OCTETS):
                value = 0
                for at in range(run_start[run], min(run_end[run], run_start[run] + OCTET_DIGITS)):
                    value = value * 10 + sign_at(chars, at) - 48
                is_octet = is_octet and 0 <= value <= 255
                number = number * 256 + value
                greatest = max(greatest, value)
            if not is_octet or greatest < least or is_of(networks, masks, number):
                continue
            at = run_end[first[row] + OCTETS - 1]
            if not is_tied(chars, run_start[first[row]], at):
                push(&starts, run_start[first[row]])
                push(&ends, at)
    return take(&starts), take(&ends)


cdef inline int64_t measure_version_6(const uint8_t[::1] chars, int64_t start) noexcept nogil:
    """How long the address is that begins here, 0 where it is none: eight groups, or fewer with one ``::``."""
    cdef int64_t length = 0, groups = 0, gaps = 0, size = 0
    cdef uint8_t sign, behind
    while length <= LONGEST + 1:
        sign = sign_at(chars, start + length)
        if not (is_hex(sign) or sign == c":"):
            break
        length += 1
    if length < 2:
        return 0
    if sign_at(chars, start + length - 1) == c":" and sign_at(chars, start + length - 2) != c":":
        length -= 1  # a colon of the sentence
    behind = sign_at(chars, start + length)
    if length > LONGEST or is_letter(behind) or behind == c"_" or behind == c"/":
        return 0
    cdef int64_t at
    for at in range(start, start + length):
        if chars[at] == c":":
            gaps += at + 1 < start + length and chars[at + 1] == c":"
            size = 0
            continue
        groups += size == 0
        size += 1
        if size > GROUP_CHARS:
            return 0
    if (gaps == 0 and groups == GROUPS) or (gaps == 1 and 2 <= groups < GROUPS):
        return length
    return 0


def find_version_6(const uint8_t[::1] chars, const int64_t[::1] networks, const int64_t[::1] masks):
    """Start and end of addresses whose first group is whole and begins with 2 or 3, as all that are routed; ascending.

    None of the networks; ``networks`` and ``masks`` are parallel, the first 32 bits of each. Two arrays of int64.
    """
    cdef Offsets starts, ends
    cdef const void *found
    cdef int64_t colon = 0, start, length, at, number, second
    cdef uint8_t before
    if masks.shape[0] != networks.shape[0]:
        raise ValueError("parallel arrays are not of one length")
    with nogil:
        begin(&starts, 0)
        begin(&ends, 0)
        while colon < chars.shape[0]:
            found = memchr(&chars[colon], c":", chars.shape[0] - colon)
            if found == NULL:
                break
            colon = <const uint8_t *> found - &chars[0]
            start = colon - GROUP_CHARS
            colon += 1
            if start < 0 or (chars[start] != c"2" and chars[start] != c"3"):
                continue
            before = sign_at(chars, start - 1)
            if is_alphanumeric(before) or is_tie(before) or before == c":":
                continue
            number = 0
            for at in range(start, start + GROUP_CHARS):
                number = number * 16 + hex_value(chars[at]) if is_hex(chars[at]) and number >= 0 else -1
            if number < 0:
                continue
            length = measure_version_6(chars, start)
            if length == 0:
                continue
            second = 0
            for at in range(start + GROUP_CHARS + 1, start + 2 * GROUP_CHARS + 1):
                if not is_hex(sign_at(chars, at)):
                    break
                second = second * 16 + hex_value(chars[at])
            if not is_of(networks, masks, number << 16 | second):
                push(&starts, start)
                push(&ends, start + length)
    return take(&starts), take(&ends)
