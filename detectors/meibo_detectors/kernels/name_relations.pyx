"""What names say of each other: a reading beside its kanji, lists of names, the same name near; and of their fields."""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

from meibo_detectors.kernels.name_tables cimport Marks, NameTables, Text, is_kana, letter_at, text_of
from meibo_detectors.kernels.word_hash cimport hash_stretch

import numpy as np


cdef enum Limit:
    BESIDE_CHARS = 30  # a reading this near to a name in kanji is its reading
    REPEAT_CHARS = 300  # as far as the words of a document reach: where a long text is cut must change nothing
    FIRST_KANJI = 0x3400


cdef enum Refusal:
    OPEN
    REFUSED  # the field is named as something else
    ORGANISATION  # and what it is named as is an organisation, or somebody else


cdef inline int64_t fields_before(const int64_t[::1] start, int64_t first, int64_t known) noexcept nogil:
    """How many fields, which ascend, begin at an offset or before; ``known`` did before another offset, often a near one."""
    cdef int64_t low = 0, high = start.shape[0], middle, step = 1
    if known > 0 and start[known - 1] <= first:
        low = known
        while low + step < high and start[low + step] <= first:
            low += step
            step *= 2
        if low + step < high:
            high = low + step
    while low < high:
        middle = (low + high) // 2
        if start[middle] <= first:
            low = middle + 1
        else:
            high = middle
    return low


def hold_stretches(
    const int64_t[::1] field_start, const int64_t[::1] field_end, const int64_t[::1] start, const int64_t[::1] end
):
    """The field that holds each stretch, -1 where none does; fields ascend. int64."""
    cdef Py_ssize_t row
    cdef int64_t before = 0
    made = np.empty(start.shape[0], np.int64)
    cdef int64_t[::1] held = made
    if end.shape[0] != start.shape[0] or field_end.shape[0] != field_start.shape[0]:
        raise ValueError("columns of one length")
    with nogil:
        for row in range(start.shape[0]):
            before = fields_before(field_start, start[row], before)
            held[row] = before - 1 if before > 0 and end[row] <= field_end[before - 1] else -1
    return made


def leave_doubtful(
    const int64_t[::1] field_start,
    const int64_t[::1] column,
    const uint8_t[::1] refusal,
    const int64_t[::1] held,
    const int64_t[::1] start,
    const uint64_t[::1] evidence,
    NameTables tables,
):
    """Whether each name stays: in fields that are named as something else only sure ones beside its value do; uint8.

    ``refusal`` is a number for each field: 0 open, 1 named as something else, 2 as an organisation or somebody else.
    """
    cdef const Marks *marks = &tables.names.marks
    cdef Py_ssize_t row
    cdef int64_t field
    cdef bint is_titled, is_sure
    made = np.ones(start.shape[0], np.uint8)
    cdef uint8_t[::1] kept = made
    if not field_start.shape[0] == column.shape[0] == refusal.shape[0]:
        raise ValueError("columns of one length")
    if not held.shape[0] == start.shape[0] == evidence.shape[0]:
        raise ValueError("columns of one length")
    with nogil:
        for row in range(start.shape[0]):
            field = held[row]
            if not 0 <= field < refusal.shape[0] or refusal[field] == OPEN:
                continue
            is_titled = (evidence[row] & marks.titled) != 0
            is_sure = is_titled or ((evidence[row] & marks.strong) != 0 and refusal[field] != ORGANISATION)
            kept[row] = is_sure and (start[row] > field_start[field] or (is_titled and column[field] < 0))
    return made


def relate_names(
    const uint32_t[::1] letters,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const int64_t[::1] record,
    const uint32_t[::1] commas,
    uint64_t[::1] evidence,
    uint64_t reading_beside,
    NameTables tables,
):
    """Mark names in kanji beside their reading in kana, and the names of lists that hold a sure one, in ``evidence``.

    Names ascend by start. ``record`` is that of the field which holds each, -1 where none does. Whether there are names
    in kanji of which some are sure and some are not.
    """
    cdef const Marks *marks = &tables.names.marks
    cdef Py_ssize_t row, other, count = start.shape[0]
    cdef int64_t last_kanji = -1, next_kanji = 0, text_end = letters.shape[0]
    cdef uint8_t[::1] noted = np.zeros(count, np.uint8)
    cdef bint has_sure = False, has_unsure = False
    if not count == end.shape[0] == record.shape[0] == evidence.shape[0]:
        raise ValueError("columns of one length")
    for row in range(count):
        if not 0 <= start[row] < end[row] <= text_end:
            raise ValueError("names inside of the text")
    with nogil:
        for row in range(count):
            if not is_reading(letters[start[row]], evidence[row], marks):
                continue
            while next_kanji < count and (
                start[next_kanji] < start[row] or not is_kanji(letters[start[next_kanji]], evidence[next_kanji], marks)
            ):
                if is_kanji(letters[start[next_kanji]], evidence[next_kanji], marks):
                    last_kanji = next_kanji
                next_kanji += 1
            other = nearest_name(start, end, row, last_kanji, next_kanji)
            if other >= 0 and (record[row] < 0 or record[other] < 0 or record[row] == record[other]):
                noted[row] = noted[other] = True
        for row in range(count):
            if noted[row]:
                evidence[row] |= reading_beside
            noted[row] = False
        for row in range(count - 1):
            if start[row + 1] - end[row] == 1 and holds_code(commas, letters[end[row]]):
                if evidence[row] & marks.strong:
                    noted[row + 1] = True
                if evidence[row + 1] & marks.strong:
                    noted[row] = True
        for row in range(count):
            if noted[row] and evidence[row] & (marks.listed | marks.shaped) and not evidence[row] & marks.needs_label:
                evidence[row] |= marks.strong
            if evidence[row] & marks.listed and letters[start[row]] >= FIRST_KANJI:
                if evidence[row] & marks.strong:
                    has_sure = True
                else:
                    has_unsure = True
    return has_sure and has_unsure


cdef inline bint is_reading(uint32_t first, uint64_t evidence, const Marks *marks) noexcept nogil:
    """In kana, of the dictionary; a foreigner's name is no reading."""
    return is_kana(first) and (evidence & marks.listed) != 0 and not (evidence & marks.needs_label)


cdef inline bint is_kanji(uint32_t first, uint64_t evidence, const Marks *marks) noexcept nogil:
    """In kanji or Latin letters of other scripts, and more than a part of a name."""
    return first >= FIRST_KANJI and (evidence & (marks.listed | marks.shaped)) != 0


cdef inline int64_t nearest_name(
    const int64_t[::1] start, const int64_t[::1] end, int64_t row, int64_t before, int64_t behind
) noexcept nogil:
    """The nearer of two names to a reading, the one before of two as near; -1 where neither is near."""
    cdef int64_t to_before = BESIDE_CHARS + 1, to_behind = BESIDE_CHARS + 1
    if before >= 0:
        to_before = start[row] - end[before]
    if behind < start.shape[0]:
        to_behind = start[behind] - end[row]
    if to_before <= to_behind:
        return before if to_before <= BESIDE_CHARS else -1
    return behind if to_behind <= BESIDE_CHARS else -1


cdef inline bint holds_code(const uint32_t[::1] codes, uint32_t code) noexcept nogil:
    cdef Py_ssize_t at
    for at in range(codes.shape[0]):
        if codes[at] == code:
            return True
    return False


def repeat_names(
    const uint32_t[::1] letters,
    const uint32_t[::1] codes,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const int64_t[::1] block,
    uint64_t[::1] evidence,
    NameTables tables,
):
    """Mark names in kanji as sure that stand near the same name, which is sure, in one block. Names ascend by start."""
    cdef const Marks *marks = &tables.names.marks
    cdef Py_ssize_t row, other, count = start.shape[0], first = 0
    cdef uint64_t[::1] word = np.zeros(count, np.uint64)
    cdef uint8_t[::1] noted = np.zeros(count, np.uint8)
    if not count == end.shape[0] == block.shape[0] == evidence.shape[0] or letters.shape[0] != codes.shape[0]:
        raise ValueError("columns of one length")
    for row in range(count):
        if not 0 <= start[row] < end[row] <= letters.shape[0]:
            raise ValueError("names inside of the text")
    with nogil:
        for row in range(count):
            if evidence[row] & marks.listed and letters[start[row]] >= FIRST_KANJI:
                word[row] = hash_stretch(&codes[0], start[row], end[row])
        for row in range(count):
            while start[row] - start[first] > REPEAT_CHARS:
                first += 1
            if word[row] == 0:
                continue
            for other in range(first, row):
                if word[other] == word[row] and block[other] == block[row]:
                    if evidence[other] & marks.strong:
                        noted[row] = True
                    if evidence[row] & marks.strong:
                        noted[other] = True
        for row in range(count):
            if noted[row]:
                evidence[row] |= marks.strong
