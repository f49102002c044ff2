"""Fields whose names are words of a list. Cells of one column share their name: it is looked up once for them."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.word_hash cimport Words, hash_stretch, holds_word, words_of

cdef enum:
    SLOTS = 256  # names that are remembered; of two that share a slot the later one
    NAME_CHARS = 64  # longer ones are no word of a list


def find_named(
    const uint32_t[::1] codes,
    const int64_t[::1] name_start,
    const int64_t[::1] name_end,
    const int32_t[::1] label,
    words,
    bint without_number,
):
    """Indices of the fields whose name is one of the words, ascending; an array of int64.

    The names lie at ``name_start`` to ``name_end`` in ``codes``, the look-up codes. Fields whose ``label`` is not less
    than 0 are left out. ``words`` is a WordTable; ``without_number``: a digit behind the name is none of it.
    """
    cdef Offsets found
    cdef Words known = words_of(words.keys, words.numbers)
    cdef int64_t row, start, end, count = name_start.shape[0]
    cdef int64_t starts[SLOTS]
    cdef int64_t ends[SLOTS]
    cdef uint8_t holds[SLOTS]
    cdef int slot
    if name_end.shape[0] != count or label.shape[0] != count:
        raise ValueError("each field has a start, an end and a label")
    with nogil:
        begin(&found, 0)
        for slot in range(SLOTS):
            starts[slot] = ends[slot] = -1
            holds[slot] = False
        for row in range(count):
            start, end = name_start[row], name_end[row]
            if label[row] >= 0 or start < 0 or end <= start or end > codes.shape[0]:
                continue
            slot = <int> ((start ^ start >> 8) & (SLOTS - 1))
            if starts[slot] != start or ends[slot] != end:
                starts[slot], ends[slot] = start, end
                if without_number and end - start > 1 and 48 <= codes[end - 1] <= 57:
                    end -= 1
                holds[slot] = end - start <= NAME_CHARS and holds_word(&known, hash_stretch(&codes[0], start, end))
            if holds[slot]:
                push(&found, row)
    return take(&found)
