"""How plausible bytes are as text in an encoding, as sums of weights, and the bytes that are worth weighing."""

from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport int8_t, uint8_t, uint32_t
from libc.stdlib cimport free, malloc
from libc.string cimport memcpy

cdef enum:
    UNITS = 0x10000
    REPLACED = 0xFFFD


cdef inline bint is_high(const uint8_t *raw, Py_ssize_t at, Py_ssize_t count) noexcept nogil:
    return 0 <= at < count and raw[at] >= 0x80


cdef inline bint is_western_letter(uint8_t sign) noexcept nogil:
    """An accented letter of Windows-1252."""
    return 0xC0 <= sign <= 0xFE and sign != 0xD7 and sign != 0xF7


def weigh_utf8(const uint8_t[::1] raw, const int8_t[::1] weights):
    """The sum of the weights of all UTF-16 units of valid UTF-8."""
    cdef Py_ssize_t at = 0, count = raw.shape[0], total = 0
    cdef uint8_t lead
    cdef uint32_t code
    if weights.shape[0] != UNITS:
        raise ValueError("a weight for each unit")
    with nogil:
        while at < count:
            lead = raw[at]
            if lead < 0x80:
                total += weights[lead]
                at += 1
            elif lead < 0xE0:
                if count - at < 2:
                    break
                total += weights[<uint32_t> (lead & 0x1F) << 6 | raw[at + 1] & 0x3F]
                at += 2
            elif lead < 0xF0:
                if count - at < 3:
                    break
                total += weights[
                    <uint32_t> (lead & 0x0F) << 12 | <uint32_t> (raw[at + 1] & 0x3F) << 6 | raw[at + 2] & 0x3F
                ]
                at += 3
            else:
                if count - at < 4:
                    break
                code = (
                    <uint32_t> (lead & 0x07) << 18 | <uint32_t> (raw[at + 1] & 0x3F) << 12
                    | <uint32_t> (raw[at + 2] & 0x3F) << 6 | raw[at + 3] & 0x3F
                ) - 0x10000
                total += weights[0xD800 | code >> 10 & 0x3FF] + weights[0xDC00 | code & 0x3FF]
                at += 4
    return total


def weigh_utf16(const uint8_t[::1] raw, bint is_big, const int8_t[::1] weights):
    """The sum of the weights of all UTF-16 units, halves of pairs as U+FFFD, and how many are NUL.

    What is cut at the end, a unit or a pair, is left out.
    """
    cdef Py_ssize_t at = 0, units = raw.shape[0] // 2, total = 0, nothing = 0, low = 0 if not is_big else 1
    cdef uint32_t unit, follower
    if weights.shape[0] != UNITS:
        raise ValueError("a weight for each unit")
    with nogil:
        while at < units:
            unit = <uint32_t> raw[2 * at + 1 - low] << 8 | raw[2 * at + low]
            at += 1
            nothing += unit == 0
            if unit - 0xD800 >= 0x800:
                total += weights[unit]
                continue
            if unit >= 0xDC00:
                total += weights[REPLACED]
                continue
            if at == units:
                break
            follower = <uint32_t> raw[2 * at + 1 - low] << 8 | raw[2 * at + low]
            if follower - 0xDC00 < 0x400:
                total += weights[unit] + weights[follower]
                at += 1
            else:
                total += weights[REPLACED]
    return total, nothing


def count_western(const uint8_t[::1] raw):
    """Of bytes as Windows-1252: accented letters beside ASCII letters, lone signs, bytes beyond ASCII, undefined bytes.

    A letter counts behind an ASCII letter and before ASCII, or before a small letter and behind ASCII; so does an
    apostrophe behind a letter. A lone sign has ASCII on both sides.
    """
    cdef Py_ssize_t at, count = raw.shape[0], letters = 0, signs = 0, high = 0, undefined = 0
    cdef const uint8_t *text = NULL
    cdef uint8_t sign
    cdef bint is_letter, is_alone, is_behind
    with nogil:
        if count:
            text = &raw[0]
        for at in range(count):
            sign = text[at]
            if sign < 0x80:
                continue
            high += 1
            undefined += sign == 0x81 or sign == 0x8D or sign == 0x8F or sign == 0x90 or sign == 0x9D
            is_letter = is_western_letter(sign)
            is_behind, is_alone = is_high(text, at - 1, count), is_high(text, at + 1, count)
            if (
                (is_letter or sign == 0x92) and not is_alone and at > 0 and <uint8_t> ((text[at - 1] | 32) - 97) < 26
            ) or (is_letter and not is_behind and at + 1 < count and <uint8_t> (text[at + 1] - 97) < 26):
                letters += 1
            if not is_behind and not is_alone and (
                sign == 0x80 or sign == 0x85 or 0x91 <= sign <= 0x97 or 0xA0 <= sign <= 0xBF
            ):
                signs += 1
    return letters, signs, high, undefined


def count_controls(const uint8_t[::1] raw):
    """Control characters that text does not hold, but for NUL, and NULs."""
    cdef Py_ssize_t at = 0, stop, count = raw.shape[0], controls = 0, nothing = 0
    cdef uint8_t sign, some, none
    with nogil:
        while at < count:
            stop = at + 255 if count - at > 255 else count
            some = none = 0
            for at in range(at, stop):
                sign = raw[at]
                some += (<uint8_t> (sign - 1) < 7) | (<uint8_t> (sign - 14) < 12) | (<uint8_t> (sign - 28) < 4) | (
                    sign == 127
                )
                none += sign == 0
            controls += some
            nothing += none
            at = stop
    return controls, nothing


def count_halfwidth(const uint8_t[::1] raw):
    """Of bytes as CP932: sound marks, those behind a kana that takes them, other half-width kana, other high bytes."""
    cdef Py_ssize_t at, count = raw.shape[0], marks = 0, fitting = 0, kana = 0, others = 0
    cdef uint8_t sign, before = 0
    with nogil:
        for at in range(count):
            sign = raw[at]
            if sign == 0xDE or sign == 0xDF:
                marks += 1
                fitting += 0xCA <= before <= 0xCE or (sign == 0xDE and (before == 0xB3 or 0xB6 <= before <= 0xC4))
            elif 0xA6 <= sign < 0xE0:
                kana += 1
            elif sign >= 0x80:
                others += 1
            before = sign
    return marks, fitting, kana, others


def take_excerpt(const uint8_t[::1] raw, Py_ssize_t room, Py_ssize_t before):
    """Of each line with a byte beyond ASCII what stands from ``before`` bytes before it on, up to ``room`` in all."""
    cdef Py_ssize_t start = 0, at = 0, count = raw.shape[0], made = 0, high, size
    cdef uint8_t *taken = <uint8_t *> malloc(room + 1 if room > 0 else 1)
    if taken == NULL:
        raise MemoryError
    with nogil:
        while start < count and made < room:
            high, at = -1, start
            while at < count:
                if raw[at] >= 0x80 and high < 0:
                    high = at
                at += 1
                if raw[at - 1] == 10 or (raw[at - 1] == 13 and (at == count or raw[at] != 10)):
                    break
            if high >= 0:
                if high - start > before:
                    start = high - before
                size = at - start if at - start < room - made else room - made
                memcpy(taken + made, &raw[start], size)
                made += size
            start = at
    try:
        return PyBytes_FromStringAndSize(<char *> taken, made)
    finally:
        free(taken)
