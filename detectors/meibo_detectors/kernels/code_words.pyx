"""A few words of Japanese in an array of code points, each of at least as many signs as are stepped over at once."""

from libc.stdint cimport int64_t, uint8_t, uint32_t

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take


def find_code_words(
    const uint32_t[::1] codes, const uint32_t[::1] signs, const int64_t[::1] borders, const uint8_t[::1] endings
):
    """Where each of the words ends, ascending; an array of int64.

    Word n is ``signs[borders[n]:borders[n + 1]]``; ``endings`` has bit k for each code point below 65536 that stands k
    places before the end of one of them, for as many places (8 at most) as the shortest word has signs: only one sign in
    so many is looked at.
    """
    cdef Offsets ends
    cdef int64_t count = codes.shape[0], step = 8, at, end, word, size, place
    cdef uint8_t bits
    cdef uint32_t code
    if endings.shape[0] != 65536:
        raise ValueError("endings must say something of each code point below 65536")
    for word in range(borders.shape[0] - 1):
        step = min(step, borders[word + 1] - borders[word])
    if step < 1 or borders.shape[0] < 2:
        raise ValueError("there must be words, and no empty one")
    with nogil:
        begin(&ends, 0)
        at = step - 1
        while at < count:
            code = codes[at]
            bits = endings[code] if code < 65536 else 0
            if bits:
                for place in range(step):
                    if not bits >> place & 1:
                        continue
                    end = at + place + 1
                    if end > count:
                        continue
                    for word in range(borders.shape[0] - 1):
                        size = borders[word + 1] - borders[word]
                        if size <= end and equals(&codes[end - size], &signs[borders[word]], size):
                            push(&ends, end)
                            break
            at += step
    return take(&ends)


cdef inline bint equals(const uint32_t *codes, const uint32_t *signs, int64_t size) noexcept nogil:
    cdef int64_t at
    for at in range(size):
        if codes[at] != signs[at]:
            return False
    return True
