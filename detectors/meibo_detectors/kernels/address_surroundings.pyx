"""What stands around addresses: their postal code, and words of companies and offices."""

from libc.stdint cimport int64_t, uint8_t, uint32_t

from meibo_detectors.kernels.cells_in cimport Cells, cells_of, holding
from meibo_detectors.kernels.places_in cimport lies_in
from meibo_detectors.kernels.search cimport last_until

import numpy as np

cdef enum:
    CODE_CHARS = 12  # a code that ends so near before an address belongs to it, over a line's end too
    LINE_CHARS = 40
    BEHIND_CHARS = 12  # a company that is named so near behind an address, on its line, sits there
    EMPLOYER = 0x5148  # 先 of 勤務先: the next word is not of this address
    OF_COMPANY = 1
    OF_PERSON = 2


cdef inline bint lies_there(int64_t prefecture, int64_t packed, int64_t wanted) noexcept nogil:
    """Whether a place may lie in a prefecture."""
    return prefecture == wanted if prefecture > 0 else packed >= 0 and lies_in(packed, wanted)


cdef inline bint is_in(const int64_t[::1] ascending, int64_t value, int64_t *hint) noexcept nogil:
    """Whether a value is in an ascending list."""
    if ascending.shape[0] == 0:
        return False
    hint[0] = last_until(&ascending[0], ascending.shape[0], value, hint[0])
    return hint[0] >= 0 and ascending[hint[0]] == value


def find_own_codes(
    const int64_t[::1] start,
    const int64_t[::1] field,
    const int64_t[::1] prefecture,
    const int64_t[::1] packed,
    const int64_t[::1] block,
    const int64_t[::1] code_start,
    const int64_t[::1] code_end,
    const int64_t[::1] code_prefecture,
    const int64_t[::1] code_block,
    const int64_t[::1] field_start,
    const int64_t[::1] field_end,
    const int64_t[::1] field_record,
    Py_ssize_t records,
):
    """Whether a postal code of each address's prefecture stands directly before it, or is the first or the last one in
    its record. The first five arrays are parallel to the addresses, the next four to the codes in use, ascending; then
    the columns of the fields, and the number of records.
    """
    cdef Cells cells = cells_of(field_start, field_end)
    cdef Py_ssize_t row, count = start.shape[0], codes = code_end.shape[0], code
    cdef int64_t at = -1, record, holder
    made = np.zeros(count, np.bool_)
    edges = np.full((2, records), -1, np.int64)
    cdef uint8_t[::1] found = made.view(np.uint8)
    cdef int64_t[:, ::1] edge = edges  # the first and the last code of each record
    if not (field.shape[0] == prefecture.shape[0] == packed.shape[0] == block.shape[0] == count):
        raise ValueError("columns of one length")
    if not (code_start.shape[0] == code_prefecture.shape[0] == code_block.shape[0] == codes):
        raise ValueError("columns of one length")
    if field_record.shape[0] != cells.count or codes == 0:
        raise ValueError("a record for each field, and a code")
    with nogil:
        for code in range(codes):
            holder = holding(&cells, code_start[code], code_end[code])
            record = field_record[holder] if holder >= 0 else -1
            if 0 <= record < records:
                edge[1, record] = code
                if edge[0, record] < 0:
                    edge[0, record] = code
        for row in range(count):
            at = last_until(&code_end[0], codes, start[row], at)
            if at >= 0 and start[row] - code_end[at] <= CODE_CHARS and block[row] == code_block[at]:
                found[row] = lies_there(prefecture[row], packed[row], code_prefecture[at])
            if found[row] or field[row] < 0 or field[row] >= cells.count:
                continue
            record = field_record[field[row]]
            if 0 <= record < records and edge[0, record] >= 0:
                found[row] = (
                    lies_there(prefecture[row], packed[row], code_prefecture[edge[0, record]])
                    or lies_there(prefecture[row], packed[row], code_prefecture[edge[1, record]])
                )
    return made


cdef void note_records(
    Cells *cells,
    const int64_t[::1] words,
    const int64_t[::1] record,
    const uint8_t[::1] role,
    const int64_t[::1] addresses,
    const int64_t[::1] names,
    const uint8_t[::1] roles,
    uint8_t[::1] of_record,
) noexcept nogil:
    """Which records hold a company outside of their address, and which a person's name."""
    cdef Py_ssize_t at
    cdef int64_t holder, hint = -1
    for at in range(cells.count):
        if role[at] == roles[0]:
            if 0 <= record[at] < of_record.shape[0] and not is_in(addresses, at, &hint):
                of_record[record[at]] |= OF_COMPANY
        elif <uint8_t> (role[at] - roles[2]) <= <uint8_t> (roles[3] - roles[2]):
            if 0 <= record[at] < of_record.shape[0]:
                of_record[record[at]] |= OF_PERSON
    for at in range(names.shape[0]):
        holder = names[at]
        if 0 <= holder < cells.count and role[holder] != roles[1] and 0 <= record[holder] < of_record.shape[0]:
            of_record[record[holder]] |= OF_PERSON
    hint = -1
    for at in range(words.shape[0]):
        holder = holding(cells, words[at] - 1, words[at])
        if holder >= 0 and not is_in(addresses, holder, &hint) and 0 <= record[holder] < of_record.shape[0]:
            of_record[record[holder]] |= OF_COMPANY


def find_organisations(
    const uint32_t[::1] codes,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const int64_t[::1] field,
    const int64_t[::1] words,
    const int64_t[::1] line_ends,
    const int64_t[::1] field_start,
    const int64_t[::1] field_end,
    const int64_t[::1] field_record,
    const uint8_t[::1] field_role,
    const int64_t[::1] name_start,
    const int64_t[::1] name_end,
    const int64_t[::1] addresses,
    const int64_t[::1] names,
    const uint8_t[::1] roles,
    Py_ssize_t records,
):
    """Whether the field of each address is named as a company's, or a company stands beside the address and no person in
    its record.

    ``words`` are the ends of words of companies. After the columns of the fields stand the fields named as an address
    and as a person's name, ascending; the roles: a company's, a clerk's, the first and the last of a person's name; and
    the number of records.
    """
    cdef Cells cells = cells_of(field_start, field_end)
    cdef Py_ssize_t row, count = start.shape[0], lines = line_ends.shape[0], word_count = words.shape[0]
    cdef int64_t before = -1, behind = -1, inner = -1, line = -1, held, word
    cdef bint is_found
    made = np.zeros(count, np.bool_)
    cdef uint8_t[::1] found = made.view(np.uint8)
    cdef uint8_t[::1] of_record = np.zeros(records, np.uint8)
    cdef const int64_t *word_ends = &words[0] if word_count else NULL
    cdef const int64_t *breaks = &line_ends[0] if lines else NULL
    if not (end.shape[0] == field.shape[0] == count):
        raise ValueError("columns of one length")
    if not (field_record.shape[0] == field_role.shape[0] == name_start.shape[0] == name_end.shape[0] == cells.count):
        raise ValueError("columns of one length")
    if roles.shape[0] != 4:
        raise ValueError("four roles")
    with nogil:
        note_records(&cells, words, field_record, field_role, addresses, names, roles, of_record)
        for row in range(count):
            is_found = False
            before = last_until(word_ends, word_count, start[row], before)
            if before >= 0 and start[row] - words[before] <= LINE_CHARS:
                line = last_until(breaks, lines, start[row] - 1, line)
                is_found = line < 0 or line_ends[line] < words[before]
            behind = last_until(word_ends, word_count, end[row], behind)
            if not is_found and behind + 1 < word_count and words[behind + 1] - end[row] <= BEHIND_CHARS:
                word = words[behind + 1]
                # without a blank the company gives a building its name
                if 0 <= end[row] < codes.shape[0] and codes[end[row]] == c" " and 0 < word <= codes.shape[0]:
                    line = last_until(breaks, lines, word - 1, line)
                    is_found = codes[word - 1] != EMPLOYER and (line < 0 or line_ends[line] < start[row])
            held = field[row]
            if 0 <= held < cells.count:
                if 0 <= field_record[held] < records:
                    is_found = is_found or of_record[field_record[held]] & OF_COMPANY
                    is_found = is_found and not of_record[field_record[held]] & OF_PERSON
                is_found = is_found or field_role[held] == roles[0]
                inner = last_until(word_ends, word_count, name_end[held], inner)
                is_found = is_found or (inner >= 0 and words[inner] > name_start[held])
            found[row] = is_found
    return made
