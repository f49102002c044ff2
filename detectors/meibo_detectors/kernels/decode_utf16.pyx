"""UTF-16 of either byte order to UTF-8."""

from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport uint8_t, uint32_t
from libc.stdlib cimport free, malloc


cdef inline uint32_t read_unit(const uint8_t *raw, bint is_big) noexcept nogil:
    return <uint32_t> raw[0] << 8 | raw[1] if is_big else <uint32_t> raw[1] << 8 | raw[0]


cdef Py_ssize_t write_units(const uint8_t *raw, Py_ssize_t units, bint is_big, uint8_t *text) noexcept nogil:
    """Write each code point, three bytes a unit at most; how many bytes, -1 where half a pair stands alone."""
    cdef Py_ssize_t at = 0, made = 0
    cdef uint32_t code, low
    while at < units:
        code = read_unit(raw + 2 * at, is_big)
        at += 1
        if code < 0x80:
            text[made] = <uint8_t> code
            made += 1
        elif code < 0x800:
            text[made] = <uint8_t> (0xC0 | code >> 6)
            text[made + 1] = <uint8_t> (0x80 | code & 0x3F)
            made += 2
        elif code - 0xD800 >= 0x800:
            text[made] = <uint8_t> (0xE0 | code >> 12)
            text[made + 1] = <uint8_t> (0x80 | code >> 6 & 0x3F)
            text[made + 2] = <uint8_t> (0x80 | code & 0x3F)
            made += 3
        else:
            if code >= 0xDC00 or at == units:
                return -1
            low = read_unit(raw + 2 * at, is_big)
            if low - 0xDC00 >= 0x400:
                return -1
            at += 1
            code = 0x10000 + ((code & 0x3FF) << 10 | low & 0x3FF)
            text[made] = <uint8_t> (0xF0 | code >> 18)
            text[made + 1] = <uint8_t> (0x80 | code >> 12 & 0x3F)
            text[made + 2] = <uint8_t> (0x80 | code >> 6 & 0x3F)
            text[made + 3] = <uint8_t> (0x80 | code & 0x3F)
            made += 4
    return made


def decode_utf16(const uint8_t[::1] raw, bint is_big):
    """The text as UTF-8; None where it is cut amid a unit or holds half a surrogate pair."""
    cdef Py_ssize_t units = raw.shape[0] // 2, made = 0
    cdef uint8_t *text
    if raw.shape[0] % 2:
        return None
    text = <uint8_t *> malloc(3 * units + 1)
    if text == NULL:
        raise MemoryError
    with nogil:
        if units:
            made = write_units(&raw[0], units, is_big, text)
    try:
        return PyBytes_FromStringAndSize(<char *> text, made) if made >= 0 else None
    finally:
        free(text)
