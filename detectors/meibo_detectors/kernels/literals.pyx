"""Some hundred short literals in a text at once: the leftmost, of several the longest, none within another.

Every second pair of characters is looked up in a table. Each literal is known by two pairs that overlap, so that one of
them is looked at wherever it stands; its whole is compared only there.
"""

from libc.stdint cimport int64_t, uint8_t, uint16_t
from libc.string cimport memcmp, memcpy

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

cdef enum:
    MOST_MET = 256  # places that are looked at together


cdef inline void settle(Offsets *starts, Offsets *ends, Offsets *numbers) noexcept nogil:
    """Bring the last occurrence to its place: ascending, at one place the longest first.

    They are met nearly in order: none stands more places too late than literals begin within the length of one.
    """
    cdef Py_ssize_t at = numbers.count - 1
    cdef int64_t start, end, number
    if starts.is_full or ends.is_full or numbers.is_full:
        return
    start, end, number = starts.items[at], ends.items[at], numbers.items[at]
    while at > 0 and (
        starts.items[at - 1] > start or (starts.items[at - 1] == start and ends.items[at - 1] < end)
    ):
        starts.items[at] = starts.items[at - 1]
        ends.items[at] = ends.items[at - 1]
        numbers.items[at] = numbers.items[at - 1]
        at -= 1
    starts.items[at], ends.items[at], numbers.items[at] = start, end, number


cdef inline void drop_overlapping(Offsets *starts, Offsets *ends, Offsets *numbers) noexcept nogil:
    """Of literals that share characters keep the first."""
    cdef Py_ssize_t at, kept = 0
    cdef int64_t floor = 0
    if starts.is_full or ends.is_full or numbers.is_full:
        return
    for at in range(starts.count):
        if starts.items[at] >= floor:
            starts.items[kept] = starts.items[at]
            ends.items[kept] = floor = ends.items[at]
            numbers.items[kept] = numbers.items[at]
            kept += 1
    starts.count = ends.count = numbers.count = kept


def find_literals(
    const uint8_t[::1] chars,
    const uint16_t[::1] groups,
    const int64_t[::1] first,
    const int64_t[::1] members,
    const int64_t[::1] shifts,
    const uint8_t[::1] signs,
    const int64_t[::1] borders,
):
    """Number, start and end of each literal found, ascending; arrays of int64. ``general.literals`` makes the tables.

    ``groups`` has for each pair of characters, as uint16 has it that is read from their two bytes, the number of its
    group, from 1 on, or 0. The members of group g stand at ``first[g - 1]`` to ``first[g]``: literals, and how far behind a literal's first
    character the pair stands. Literal n is ``signs[borders[n]:borders[n + 1]]``.
    """
    cdef Offsets starts, ends, numbers
    cdef int64_t at = 0, count = chars.shape[0], member, literal, start, size
    cdef int64_t met[MOST_MET]
    cdef uint16_t pairs[4]
    cdef Py_ssize_t number = 0, place
    if groups.shape[0] != 65536:
        raise ValueError("groups must say something of each pair of characters")
    with nogil:
        begin(&starts, 0)
        begin(&ends, 0)
        begin(&numbers, 0)
        while at + 1 < count or number:
            while count - at >= 8 and number <= MOST_MET - 4:  # four pairs at once: most are of no literal
                memcpy(pairs, &chars[at], 8)
                if groups[pairs[0]] | groups[pairs[1]] | groups[pairs[2]] | groups[pairs[3]]:
                    for place in range(4):  # without a branch, which would go the unforeseen way every other time
                        met[number] = at + 2 * place
                        number += groups[pairs[place]] != 0
                at += 8
            while count - at < 8 and at + 1 < count and number < MOST_MET:
                met[number] = at
                memcpy(pairs, &chars[at], 2)
                number += groups[pairs[0]] != 0
                at += 2
            for place in range(number):
                memcpy(pairs, &chars[met[place]], 2)
                for member in range(first[groups[pairs[0]] - 1], first[groups[pairs[0]]]):
                    literal = members[member]
                    start, size = met[place] - shifts[member], borders[literal + 1] - borders[literal]
                    if start < 0 or start + size > count or chars[start] != signs[borders[literal]]:
                        continue
                    if memcmp(&chars[start], &signs[borders[literal]], size) == 0:
                        push(&starts, start)
                        push(&ends, start + size)
                        push(&numbers, literal)
                        settle(&starts, &ends, &numbers)
            number = 0
        drop_overlapping(&starts, &ends, &numbers)
    return take(&numbers), take(&starts), take(&ends)
