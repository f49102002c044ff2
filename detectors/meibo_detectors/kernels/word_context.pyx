"""What the words around candidates say about them: the nearest label before or behind, and keywords of the document."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t

from meibo_detectors.kernels.rows cimport LABELLED, NAMED_OTHER, NEAR_KEYWORD, OTHER, TOUCHING, WEAK, Candidate
from meibo_detectors.kernels.search cimport last_at_most

cdef enum:
    BEFORE_CHARS = 40
    AFTER_CHARS = 20
    DOCUMENT_CHARS = 300
    JOINT_CHARS = 4
    BEHIND_CHARS = 3


cdef inline bint is_line_end(uint8_t char) noexcept nogil:
    return char == 10 or char == 13


cdef inline bint on_one_line(const uint8_t[::1] chars, int64_t start, int64_t end) noexcept nogil:
    """No line ends from one place up to another."""
    cdef int64_t at
    for at in range(start, end if end < chars.shape[0] else chars.shape[0]):
        if is_line_end(chars[at]):
            return False
    return True


cdef inline bint is_joint(const uint8_t[::1] chars, int64_t start, int64_t end) noexcept nogil:
    """Only a colon, an equals sign or blanks stand between a label and a value, and few of them."""
    cdef int64_t at
    if end - start > JOINT_CHARS:
        return False
    for at in range(start, end):
        if chars[at] != 32 and chars[at] != 58 and chars[at] != 61 and chars[at] != 9:
            return False
    return True


cdef inline bint names_next(const uint8_t[::1] chars, int64_t end) noexcept nogil:
    """A label is followed by its own value: a colon, an equals sign, or a digit close behind it on its line."""
    cdef int64_t at
    for at in range(end, end + BEHIND_CHARS if end + BEHIND_CHARS < chars.shape[0] else chars.shape[0]):
        if is_line_end(chars[at]):
            return False
        if <uint8_t> (chars[at] - 48) < 10 or (at == end and (chars[at] == 58 or chars[at] == 61)):
            return True
    return False


cdef inline bint is_alone_on_line(
    const uint8_t[::1] chars,
    const int32_t[::1] index,
    const int64_t[::1] start,
    const uint64_t[::1] positive,
    const uint64_t[::1] negative,
    uint64_t bit,
    Py_ssize_t label,
) noexcept nogil:
    """No label that the detector knows stands before a label on its line."""
    cdef Py_ssize_t at = label - 1
    while at >= 0 and on_one_line(chars, start[at], start[at + 1]):
        if ((positive[index[at]] | negative[index[at]]) & bit) != 0:
            return False
        at -= 1
    return True


cdef inline bint is_between(const int64_t[::1] places, int64_t start, int64_t end) noexcept nogil:
    """One of these ascending places lies from ``start`` up to ``end``."""
    cdef Py_ssize_t at = last_at_most(places, end - 1, 0)
    return at >= 0 and places[at] >= start


def weigh_words(
    const uint8_t[::1] candidates,
    const int64_t[::1] rows,
    const int32_t[::1] field,
    fields,
    const int64_t[::1] floor,
    const int64_t[::1] ceiling,
    labels,
    uint64_t bit,
    const uint64_t[::1] positive,
    const uint64_t[::1] negative,
    const uint64_t[::1] weak,
    const uint8_t[::1] chars,
    const int64_t[::1] runs,
    int32_t[::1] label,
    uint32_t[::1] flags,
):
    """Write into ``label`` and ``flags`` what the labels of a text say about the candidates of these rows, ascending.

    ``candidates`` are the bytes of rows of CANDIDATE and ``field`` the field of each; ``fields`` has start, end and
    column of each field. ``floor`` and ``ceiling``, parallel to ``rows``, are where the block of each begins and ends.
    ``labels`` has index, start and end of each label in the text, ascending; the masks tell by label the detectors that
    it speaks for, against, and weakly for. ``runs`` is where runs of digits begin.
    """
    cdef const int64_t[::1] field_start = fields[0]
    cdef const int64_t[::1] field_end = fields[1]
    cdef const int64_t[::1] field_column = fields[2]
    cdef const int32_t[::1] label_index = labels[0]
    cdef const int64_t[::1] label_start = labels[1]
    cdef const int64_t[::1] label_end = labels[2]
    cdef Py_ssize_t known, before = 0, ahead = 0, last_known = -1, last_own = -1, behind, at
    cdef Py_ssize_t count = label_index.shape[0], row
    cdef int64_t start, end, least, roof
    cdef uint32_t flag
    cdef bint is_on_line, is_for
    cdef const Candidate *found = NULL
    if rows.shape[0] == 0 or count == 0:
        return
    if candidates.shape[0] > 0:
        found = <const Candidate *> &candidates[0]
    with nogil:
        for at in range(rows.shape[0]):
            row = rows[at]
            start = found[row].start
            end = found[row].end
            flag = flags[row]
            least = floor[at]
            roof = ceiling[at]
            if field[row] >= 0 and field_column[field[row]] >= 0:  # inside a table only the words of its own cell name it
                least = field_start[field[row]]
                roof = field_end[field[row]]
            # Labels far before this candidate are passed over in one leap.
            known = last_at_most(label_end, start - DOCUMENT_CHARS - 1, before)
            if known >= before:
                before = known + 1
            while before < count and label_end[before] <= start:
                if (positive[label_index[before]] & bit) != 0:
                    last_own = before
                if ((positive[label_index[before]] | negative[label_index[before]]) & bit) != 0:
                    last_known = before
                before += 1
            is_for = False
            if last_known >= 0 and start - label_end[last_known] <= BEFORE_CHARS and label_start[last_known] >= least:
                is_on_line = on_one_line(chars, label_end[last_known], start)
                if (positive[label_index[last_known]] & bit) != 0:
                    is_for = is_on_line or (
                        not is_between(runs, label_end[last_known], start)
                        and is_alone_on_line(chars, label_index, label_start, positive, negative, bit, last_known)
                    )
                    if is_for:
                        label[row] = label_index[last_known]
                        if start - label_end[last_known] <= 1:
                            flag |= TOUCHING
                elif is_on_line:
                    flag |= OTHER
                    if is_joint(chars, label_end[last_known], start):
                        flag |= NAMED_OTHER
            known = last_at_most(label_start, start - 1, ahead)
            if known >= ahead:
                ahead = known + 1
            while (
                ahead < count
                and (positive[label_index[ahead]] & bit) == 0
                and label_start[ahead] <= end + DOCUMENT_CHARS
            ):
                ahead += 1
            behind = ahead
            while behind < count and (
                label_start[behind] < end
                or ((positive[label_index[behind]] & bit) == 0 and label_start[behind] <= end + DOCUMENT_CHARS)
            ):
                behind += 1
            if behind < count and (positive[label_index[behind]] & bit) == 0:
                behind = count  # none of ours within reach
            if (
                behind < count
                and not is_for
                and (flag & OTHER) == 0
                and label_start[behind] - end <= AFTER_CHARS
                and label_end[behind] <= roof
                and on_one_line(chars, end, label_start[behind])
                and not names_next(chars, label_end[behind])
            ):
                label[row] = label_index[behind]
            if last_own >= 0 and start - label_end[last_own] <= DOCUMENT_CHARS and label_start[last_own] >= floor[at]:
                flag |= NEAR_KEYWORD
            if (
                behind < count
                and label_start[behind] - end <= DOCUMENT_CHARS
                and label_start[behind] < ceiling[at]
            ):
                flag |= NEAR_KEYWORD
            if label[row] >= 0:
                flag |= LABELLED
                if (weak[label[row]] & bit) != 0:
                    flag |= WEAK
            flags[row] = flag
