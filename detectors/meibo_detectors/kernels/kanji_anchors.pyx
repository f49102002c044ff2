"""Characters by which something of a text is found that is not all ASCII: where a place or a company's word ends, 年."""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memcpy

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

cdef enum:
    LAST_CODE = 0xFFFF  # of the table; it stands for all code points above as well
    STRIDE = 32


cdef inline bint has_high(const uint8_t *chars) noexcept nogil:
    """Whether one of STRIDE characters is no ASCII."""
    cdef uint64_t words[4]
    memcpy(words, chars, STRIDE)
    return ((words[0] | words[1] | words[2] | words[3]) & <uint64_t> 0x8080808080808080) != 0


cdef inline bint has_candidate(const uint8_t *chars) noexcept nogil:
    """Whether one of eight characters is a kanji or another sign: of the classes 0x80 and 0x81."""
    cdef uint64_t word
    memcpy(&word, chars, 8)
    word = (word & <uint64_t> 0xFEFEFEFEFEFEFEFE) ^ <uint64_t> 0x8080808080808080  # 0 where one stands
    return ((word - <uint64_t> 0x0101010101010101) & ~word & <uint64_t> 0x8080808080808080) != 0


cdef inline void look(
    const uint32_t *codes, const uint8_t *wanted, int64_t start, int64_t end, Offsets *found
) noexcept nogil:
    """Note the wanted characters of a stretch."""
    cdef int64_t at
    for at in range(start, end):
        if wanted[codes[at] if codes[at] < LAST_CODE else LAST_CODE]:
            push(found, at)


def find_anchors(const uint8_t[::1] chars, const uint32_t[::1] codes, const uint8_t[::1] wanted):
    """Offsets of the kanji and other signs that ``wanted`` holds something for, by code point up to 0xFFFF; int64,
    ascending. Kana, marks and ASCII are passed over.
    """
    cdef Offsets found
    cdef int64_t at = 0, count = chars.shape[0], until
    if codes.shape[0] != count or wanted.shape[0] <= LAST_CODE:
        raise ValueError("one code a character, and a table of all code points of the first plane")
    with nogil:
        begin(&found, 0)
        while at + STRIDE <= count:
            until = at + STRIDE
            if not has_high(&chars[at]):
                at = until
            while at < until:
                if has_candidate(&chars[at]):
                    look(&codes[0], &wanted[0], at, at + 8, &found)
                at += 8
        if count:
            look(&codes[0], &wanted[0], at, count, &found)
    return take(&found)
