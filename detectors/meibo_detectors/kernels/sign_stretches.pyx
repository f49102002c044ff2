"""Stretches of the signs of machine-readable lines, of a length that a line may have."""

from libc.stdint cimport int64_t, uint8_t

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take


cdef inline bint is_inside(
    const uint8_t *chars, int64_t count, int64_t at, const uint8_t *signs, const uint8_t *closes
) noexcept nogil:
    """Whether a character is one of the signs, and no ``<`` that closes a tag."""
    if not signs[chars[at]]:
        return False
    return chars[at] != c"<" or at + 1 == count or not closes[chars[at + 1]]


def find_stretches(
    const uint8_t[::1] chars, const uint8_t[::1] signs, const uint8_t[::1] closes, int64_t least, int64_t most
):
    """Start and end of each stretch of ``least`` to ``most`` signs, ascending; two arrays of int64.

    ``signs`` and ``closes`` have one element for each of 256 characters: those of a stretch, and what makes a ``<``
    before it the end of a tag, which ends a stretch. Only one character in ``least`` is looked at where there is none.
    """
    cdef Offsets starts, ends
    cdef int64_t at = least - 1, start, end = 0, count = chars.shape[0]
    if signs.shape[0] != 256 or closes.shape[0] != 256 or least < 1:
        raise ValueError("tables have an element for each of 256 characters, and stretches a sign at least")
    with nogil:
        begin(&starts, 0)
        begin(&ends, 0)
        while at < count:
            if is_inside(&chars[0], count, at, &signs[0], &closes[0]):
                start = at
                while start > end and is_inside(&chars[0], count, start - 1, &signs[0], &closes[0]):
                    start -= 1
                end = at + 1
                while end < count and is_inside(&chars[0], count, end, &signs[0], &closes[0]):
                    end += 1
                if least <= end - start <= most:
                    push(&starts, start)
                    push(&ends, end)
                at = end
            at += least
    return take(&starts), take(&ends)
