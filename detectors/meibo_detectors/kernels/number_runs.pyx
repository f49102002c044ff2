"""Runs of ASCII digits in a folded text, how they are linked, and which of them have a shape that numbers have.

One pass finds the runs, 64 characters at a time; one more over the runs tells what stands beside each; a last one
sorts them by shape, so that who looks for 4-4-4 need not look at every run.
"""

from libc.stdint cimport int64_t, uint8_t, uint64_t

import numpy as np

from meibo_detectors.kernels.bit_masks cimport changes_in, count_bits, lowest_bit
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

cdef enum:
    SPACE = 32
    TAB = 9
    OPEN = 40
    CLOSE = 41
    STAR = 42
    HYPHEN = 45
    DOT = 46
    UNDERSCORE = 95
    SHORTEST_ALONE = 6
    LONGEST_ALONE = 19
    MOST_GROUPS = 8
    KIND_BITS = 6  # a shape's number takes so many bits


cdef inline bint is_letter(uint8_t char) noexcept nogil:
    return <uint8_t> ((char | 32) - 97) < 26


cdef inline bint is_separator(uint8_t char) noexcept nogil:
    return char == HYPHEN or char == SPACE or char == DOT


cdef inline bint is_tie(uint8_t char) noexcept nogil:
    return char == HYPHEN or char == DOT


cdef extern from *:
    """
    /* In C, since the sums and products are meant to run over, which the builds with checks refuse. */
    static uint64_t digits_of_block(const uint8_t *block) {
        uint64_t mask = 0, word;
        int part;
        for (part = 0; part < 8; part++) {
            const uint8_t *eight = block + 8 * part;
            word = (uint64_t)eight[0] | (uint64_t)eight[1] << 8 | (uint64_t)eight[2] << 16 | (uint64_t)eight[3] << 24
                | (uint64_t)eight[4] << 32 | (uint64_t)eight[5] << 40 | (uint64_t)eight[6] << 48
                | (uint64_t)eight[7] << 56;
            word ^= 0x3030303030303030ULL; /* digits are now 0 to 9 */
            word |= (word & 0x7F7F7F7F7F7F7F7FULL) + 0x7676767676767676ULL; /* the highest bit: no digit */
            word = (~word & 0x8080808080808080ULL) >> 7;
            mask |= ((word * 0x0102040810204080ULL) >> 56) << (8 * part); /* the eight bits side by side */
        }
        return mask;
    }
    """
    uint64_t digits_of_block(const uint8_t *block) noexcept nogil  # of 64 characters, the first one the lowest bit


def find_runs(const uint8_t[::1] chars):
    """Start and end of each run of digits, ascending; two arrays of int64."""
    cdef Py_ssize_t count = chars.shape[0], blocks = chars.shape[0] // 64, block, at, edges = 0, edge = 0
    cdef uint64_t changes, last = 0
    masks = np.empty(blocks, np.uint64)
    cdef uint64_t[::1] mask = masks
    with nogil:  # how many there are is known before room is taken for them
        for block in range(blocks):
            mask[block] = digits_of_block(&chars[64 * block])
            edges += count_bits(changes_in(mask[block], last))
            last = mask[block] >> 63
        for at in range(64 * blocks, count):
            edges += (<uint8_t> (chars[at] - 48) < 10) != last
            last = <uint8_t> (chars[at] - 48) < 10
        edges += last
    starts, ends = np.empty(edges // 2 + 1, np.int64), np.empty(edges // 2 + 1, np.int64)
    cdef int64_t[::1] start = starts, end = ends
    with nogil:
        last = 0
        for block in range(blocks):
            changes = changes_in(mask[block], last)
            last = mask[block] >> 63
            while changes:  # bit by bit, the lowest first
                at = 64 * block + lowest_bit(changes)
                start[(edge + 1) >> 1], end[edge >> 1] = at, at  # what is not meant is written over
                edge += 1
                changes &= changes - 1
        for at in range(64 * blocks, count + 1):
            if (at < count and <uint8_t> (chars[at] - 48) < 10) != last:
                start[(edge + 1) >> 1], end[edge >> 1] = at, at
                edge += 1
                last ^= 1
    return starts[: edges // 2], ends[: edges // 2]


def describe_runs(const uint8_t[::1] chars, const int64_t[::1] start, const int64_t[::1] end):
    """What stands beside each run; seven arrays parallel to ``start`` and ``end``, as ``find_runs`` gives them.

    Length (int64); the separator to the next run, 0 where none links them; the character before and the one after,
    0 outside of the text; whether a letter stands to the left, and whether nothing ties the run to what stands left or
    right of it (all uint8).
    """
    cdef Py_ssize_t at, count = start.shape[0], size = chars.shape[0]
    if end.shape[0] != count:
        raise ValueError("each run must have an end")
    lengths = np.empty(count, np.int64)
    bytes_of = np.empty((6, count), np.uint8)
    cdef int64_t[::1] length = lengths
    cdef uint8_t[:, ::1] columns = bytes_of
    cdef uint8_t *link
    cdef uint8_t *before
    cdef uint8_t *after
    cdef uint8_t *letter
    cdef uint8_t *left
    cdef uint8_t *right
    cdef int64_t begins, ends, gap
    cdef uint8_t first, second
    if count:
        link, before, after = &columns[0, 0], &columns[1, 0], &columns[2, 0]
        letter, left, right = &columns[3, 0], &columns[4, 0], &columns[5, 0]
        with nogil:
            for at in range(count):
                begins, ends = start[at], end[at]
                if begins < 0 or begins >= ends or ends > size:
                    begins = ends = 0  # no run of this text
                length[at] = ends - begins
                first = chars[ends] if ends < size else 0
                after[at] = first
                link[at] = 0
                if at + 1 < count:
                    gap = start[at + 1] - ends
                    if gap == 1:
                        if is_separator(first) or first == TAB or first == OPEN or first == CLOSE:
                            link[at] = first
                    elif gap == 2 and ends + 1 < size:
                        second = chars[ends + 1]
                        if first == CLOSE and (second == SPACE or second == HYPHEN):
                            link[at] = CLOSE
                        elif second == OPEN and (first == SPACE or first == HYPHEN):
                            link[at] = OPEN
                right[at] = not (is_tie(link[at]) or is_letter(first) or first == UNDERSCORE or first == STAR)
                first = chars[begins - 1] if begins > 0 else 0
                before[at] = first
                left[at] = first != STAR and not (at > 0 and is_tie(link[at - 1]))
                letter[at] = is_letter(first) or (
                    (is_tie(first) or first == UNDERSCORE) and begins > 1 and is_letter(chars[begins - 2])
                )
    return lengths, *bytes_of


cdef class RunColumns:
    """The runs of a text for other kernels."""

    def __init__(
        self,
        const uint8_t[::1] chars,
        const int64_t[::1] start,
        const int64_t[::1] end,
        const uint8_t[::1] link,
        const uint8_t[::1] before,
        const uint8_t[::1] after,
        const uint8_t[::1] letter_left,
        const uint8_t[::1] open_left,
        const uint8_t[::1] open_right,
    ):
        """The columns of ``find_runs`` and ``describe_runs``; runs outside of the text are refused."""
        cdef Py_ssize_t at, count = start.shape[0]
        cdef int64_t behind = 0
        cdef bint is_right = min(
            end.shape[0], link.shape[0], before.shape[0], after.shape[0], letter_left.shape[0], open_left.shape[0],
            open_right.shape[0],
        ) >= count
        with nogil:
            for at in range(count if is_right else 0):
                is_right = is_right and behind <= start[at] < end[at] <= chars.shape[0]
                behind = end[at]
        if not is_right:
            raise ValueError("runs must ascend inside of the text, and their columns be parallel")
        self.chars, self.count = chars, count
        self.start, self.end, self.link, self.before, self.after = start, end, link, before, after
        self.letter_left, self.open_left, self.open_right = letter_left, open_left, open_right


def copy_digits(const uint8_t[::1] chars, const int64_t[::1] start, const int64_t[::1] end):
    """The digits of all runs, 0 to 9, one after the other (uint8)."""
    cdef Py_ssize_t at, total = 0, count = start.shape[0], place = 0
    cdef int64_t char
    if end.shape[0] != count:
        raise ValueError("each run must have an end")
    for at in range(count):
        if start[at] < 0 or start[at] > end[at] or end[at] > chars.shape[0]:
            raise ValueError("a run outside of the text")
        total += end[at] - start[at]
    taken = np.empty(total, np.uint8)
    cdef uint8_t[::1] digits = taken
    with nogil:
        for at in range(count):
            for char in range(start[at], end[at]):
                digits[place] = chars[char] - 48
                place += 1
    return taken


def read_rows(RunColumns runs, const int64_t[::1] first, Py_ssize_t total):
    """The ``total`` digits from each run on, across what stands between runs, zeros behind the last of the text.

    A matrix of uint8, one row for each run.
    """
    cdef Py_ssize_t row
    if total < 1:
        raise ValueError("a number has a digit")
    for row in range(first.shape[0]):
        if not 0 <= first[row] < runs.count:
            raise ValueError("no such run")
    rows = np.empty((first.shape[0], total), np.uint8)
    cdef uint8_t[:, ::1] digits = rows
    with nogil:
        for row in range(first.shape[0]):
            read_digits(runs, first[row], &digits[row, 0], total)
    return rows


cdef inline bint has_groups(
    const int64_t[::1] length, const uint8_t[::1] link, const uint8_t[::1] open_right, const int64_t *groups, Py_ssize_t at
) noexcept nogil:
    """Whether the groups of a shape begin at a run that nothing ties to the left; the last group ends with a 0."""
    cdef Py_ssize_t step = 0, count = length.shape[0], last
    cdef uint8_t separator = link[at]
    while step < MOST_GROUPS and groups[step] > 0:
        if at + step >= count or length[at + step] != groups[step]:
            return False
        if step and link[at + step - 1] != separator:
            return False
        step += 1
    if step < 2:
        return False
    last = at + step - 1
    if not open_right[last]:
        return False
    if separator != SPACE:
        return True
    if at > 0 and link[at - 1] == SPACE and length[at - 1] == groups[0]:
        return False
    return not (link[last] == SPACE and last + 1 < count and length[last + 1] == groups[step - 1])


cdef inline bint leads_abroad(
    const uint8_t[::1] chars, const int64_t[::1] start, const int64_t[::1] length, const uint8_t[::1] link,
    const uint8_t[::1] before, Py_ssize_t at
) noexcept nogil:
    """Whether a run is the 81 of ``+81`` or ``010-81`` or a linked 0081, or begins with the 81 of ``+8190...``.

    Each run lies inside of the text: ``length`` characters from ``start`` on.
    """
    cdef int64_t begins = start[at]
    cdef int64_t code
    if length[at] == 4:
        if before[at] == HYPHEN or not link[at]:
            return False
        return (chars[begins] == 48 and chars[begins + 1] == 48 and chars[begins + 2] == 56 and chars[begins + 3] == 49)
    if length[at] < 2 or chars[begins] != 56 or chars[begins + 1] != 49:
        return False
    if before[at] == 43:
        return (length[at] == 2 and link[at] != 0) or length[at] == 11 or length[at] == 12
    if length[at] != 2 or not link[at] or at == 0 or length[at - 1] != 3 or not link[at - 1]:
        return False
    code = start[at - 1]
    return chars[code] == 48 and chars[code + 1] == 49 and chars[code + 2] == 48


cdef inline bint is_post_bank_symbol(const uint8_t *five, uint8_t before) noexcept nogil:
    """Whether five digits are ``1ddd0``, or 0 and four digits of which the first three are not all 0."""
    if is_letter(before):
        return False
    if five[0] == 49:
        return five[4] == 48
    return five[0] == 48 and not (five[1] == 48 and five[2] == 48 and five[3] == 48)


cdef inline bint may_go_on(const uint64_t *seconds, int64_t first, int64_t second) noexcept nogil:
    """Whether a shape has so many digits in its first and second group; ``seconds``: a bit for the latter by the former."""
    return 0 <= first < 64 and 0 <= second < 64 and seconds[first] >> second & 1


def sort_shapes(
    const uint8_t[::1] chars,
    const int64_t[::1] start,
    const int64_t[::1] length,
    const uint8_t[::1] link,
    const uint8_t[::1] before,
    const uint8_t[::1] open_left,
    const uint8_t[::1] open_right,
    const int64_t[:, ::1] shapes,
):
    """The runs with which numbers of known shapes begin, sorted by shape; the arrays are those of ``describe_runs``.

    ``shapes`` has the lengths (below 64) of the groups of one shape in each row, zeros behind them. The result is the runs, the
    border of each shape among them (int64), and first run and length of each chain of single digits with a blank
    between. Shapes are numbered: runs that stand alone by their length from 6 to 19; then those of ``shapes``; then
    linked runs of up to five digits that begin with 0; codes of Japan behind which a telephone number may follow; last,
    symbols of the Post Bank.
    """
    cdef Offsets found, firsts, counts
    cdef Py_ssize_t at, row, chain = 0
    cdef Py_ssize_t count = start.shape[0], rows = shapes.shape[0], alone = LONGEST_ALONE - SHORTEST_ALONE + 1
    cdef int64_t kind, digits
    cdef uint64_t seconds[64]  # of those with so many digits in their first group, bit n: the second one has n
    if shapes.shape[1] != MOST_GROUPS or alone + rows + 3 > 1 << KIND_BITS:
        raise ValueError("each shape must have room for 8 groups, and there may be 47 of them")
    if min(length.shape[0], link.shape[0], before.shape[0], open_left.shape[0], open_right.shape[0]) < count:
        raise ValueError("columns must be parallel")
    with nogil:
        begin(&found, count // 8)  # a run and the number of its shape in one
        begin(&firsts, 0)
        begin(&counts, 0)
        for row in range(64):
            seconds[row] = 0
        for row in range(rows):
            if 0 < shapes[row, 0] < 64 and 0 < shapes[row, 1] < 64:
                seconds[shapes[row, 0]] |= <uint64_t> 1 << shapes[row, 1]
        for at in range(count):
            digits = length[at]
            if digits == 1 and at + 1 < count and length[at + 1] == 1 and (link[at] == SPACE or link[at] == TAB):
                chain += 1
            elif chain:
                push(&firsts, at - chain)
                push(&counts, chain + 1)
                chain = 0
            if digits <= 0 or start[at] < 0 or start[at] + digits > chars.shape[0]:
                continue
            if open_left[at]:
                if digits >= SHORTEST_ALONE and digits <= LONGEST_ALONE and open_right[at]:
                    push(&found, at << KIND_BITS | (digits - SHORTEST_ALONE))
                if digits == 5 and is_post_bank_symbol(&chars[start[at]], before[at]):
                    push(&found, at << KIND_BITS | (alone + rows + 2))
                if link[at]:
                    if is_separator(link[at]) and may_go_on(seconds, digits, length[at + 1] if at + 1 < count else 0):
                        for row in range(rows):
                            if shapes[row, 0] == digits and has_groups(length, link, open_right, &shapes[row, 0], at):
                                push(&found, at << KIND_BITS | (alone + row))
                    if digits <= 5 and chars[start[at]] == 48:
                        push(&found, at << KIND_BITS | (alone + rows))
            if (before[at] == 43 or link[at]) and leads_abroad(chars, start, length, link, before, at):
                push(&found, at << KIND_BITS | (alone + rows + 1))
    taken, first_of_chains, chain_lengths = take(&found), take(&firsts), take(&counts)
    sorted_runs = np.empty(len(taken), np.int64)
    borders = np.zeros(alone + rows + 4, np.int64)
    cdef const int64_t[::1] packed = taken
    cdef int64_t[::1] ordered = sorted_runs
    cdef int64_t[::1] border = borders
    with nogil:
        for at in range(packed.shape[0]):
            border[(packed[at] & ((1 << KIND_BITS) - 1)) + 1] += 1
        for row in range(alone + rows + 3):
            border[row + 1] += border[row]
        for at in range(packed.shape[0]):
            kind = packed[at] & ((1 << KIND_BITS) - 1)
            ordered[border[kind]] = packed[at] >> KIND_BITS
            border[kind] += 1  # now the border of the next
        for row in range(alone + rows + 3, 0, -1):
            border[row] = border[row - 1]
        border[0] = 0
    return sorted_runs, borders, first_of_chains, chain_lengths
