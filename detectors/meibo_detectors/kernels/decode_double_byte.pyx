"""Text of one and two bytes a character (CP932), or up to three (EUC-JP), to UTF-8 by tables."""

from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.stdlib cimport free, malloc
from libc.string cimport memcpy

cdef enum:
    LENGTH_SHIFT = 24
    MARK_SHIFT = 31
    TRIPLE = 0x8F  # what follows is looked up in the table of triples


def decode_double_byte(
    const uint8_t[::1] raw,
    const uint32_t[::1] singles,
    const uint32_t[::1] pairs,
    const uint32_t[::1] triples,
    bint may_be_cut=False,
):
    """The text as UTF-8 and how many marked characters it holds; None where anything is undecodable.

    A character cut at the end is left out where ``may_be_cut`` says so.

    An entry of a table is up to three bytes of UTF-8, the first one lowest, their number in bits 24 to 30, and bit 31
    for a marked character; 0 where there is none. ``singles`` has 256; ``pairs`` has 128 * 256, for a lead from 0x80 on
    and any byte behind it; ``triples``, of the same shape for the two bytes behind 0x8F, may be empty. ASCII is ASCII.
    """
    cdef Py_ssize_t at = 0, count = raw.shape[0], high = 0, made = 0, marks = 0, place
    cdef bint has_triples = triples.shape[0] > 0, is_cut = False
    cdef uint8_t *text
    cdef uint8_t lead
    cdef uint32_t entry
    cdef uint64_t eight
    if singles.shape[0] != 256 or pairs.shape[0] != 128 * 256 or (has_triples and triples.shape[0] != 128 * 256):
        raise ValueError("whole tables")
    with nogil:
        for place in range(count):
            high += raw[place] >= 0x80
        text = <uint8_t *> malloc(count + 2 * high + 8)  # three for a high byte, one for any other, and a last store
        if text != NULL:
            while at < count:
                lead = raw[at]
                if lead < 0x80:
                    while count - at >= 8:
                        memcpy(&eight, &raw[at], 8)
                        if eight & <uint64_t> 0x8080808080808080ULL:
                            break
                        memcpy(text + made, &eight, 8)
                        at += 8
                        made += 8
                    while at < count and raw[at] < 0x80:
                        text[made] = raw[at]
                        at += 1
                        made += 1
                    continue
                entry = singles[lead]
                if entry:
                    at += 1
                elif count - at < (3 if lead == TRIPLE and has_triples else 2):
                    is_cut = True
                    break
                elif lead == TRIPLE and has_triples:
                    if raw[at + 1] < 0x80:
                        break
                    entry = triples[(<Py_ssize_t> (raw[at + 1] & 0x7F)) << 8 | raw[at + 2]]
                    if not entry:
                        break
                    at += 3
                else:
                    entry = pairs[(<Py_ssize_t> (lead & 0x7F)) << 8 | raw[at + 1]]
                    if not entry:
                        break
                    at += 2
                text[made] = <uint8_t> entry
                text[made + 1] = <uint8_t> (entry >> 8)
                text[made + 2] = <uint8_t> (entry >> 16)
                made += entry >> LENGTH_SHIFT & 3
                marks += entry >> MARK_SHIFT
    if text == NULL:
        raise MemoryError
    try:
        return (PyBytes_FromStringAndSize(<char *> text, made), marks) if at == count or (is_cut and may_be_cut) else None
    finally:
        free(text)
