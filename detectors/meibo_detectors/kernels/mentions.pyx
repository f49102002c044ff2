"""Mentions: the findings that tell who is meant, record by record, and a hash of what each says."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc
from libc.string cimport memchr

from meibo_detectors.kernels.mixing cimport begin_chain, chain
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.radix cimport sort_rows
from meibo_detectors.kernels.rows cimport Finding

import numpy as np

cdef enum:
    MEDIUM = 60
    HONORIFIC_CHARS = 2
    EMAIL = 2
    ADDRESS = 5
    NAME = 6
    POSSIBLE_NAME = 7
    NAME_CHARS = 24
    ADDRESS_CHARS = 48
    KEY_CHARS = 20
    AT_SIGN = 64


def find_mentions(
    const uint8_t[::1] findings,
    const uint8_t[::1] kinds,
    fields,
    const uint8_t[::1] others,
    uint8_t organisation,
    uint64_t nobody,
    uint64_t honorific,
):
    """Which findings tell who is meant, by record and place: row (int32), kind, whether of another person, and whether
    in a record that names a company in a field of its own (uint8 each).

    ``findings`` are the bytes of rows of FINDING, ascending; ``kinds`` the PersonKey of each detector; ``fields`` has
    start, end, column, role and record of each field; ``others`` tells by role whether it is of a clerk, a contact or a
    company, and ``organisation`` is the role of companies. Evidence ``nobody`` stands for no person; a low name with the
    evidence ``honorific`` is a possible name, unless it fills the cell of a column.
    """
    cdef const int64_t[::1] field_start = fields[0]
    cdef const int64_t[::1] field_end = fields[1]
    cdef const int64_t[::1] field_column = fields[2]
    cdef const uint8_t[::1] role = fields[3]
    cdef const int64_t[::1] field_record = fields[4]
    cdef Py_ssize_t at, count = findings.shape[0] // <Py_ssize_t> sizeof(Finding), found = 0
    cdef const Finding *rows = NULL
    cdef int32_t *order = NULL
    cdef int64_t *keys = NULL
    cdef uint8_t *said = NULL
    cdef uint8_t *of_company = NULL
    cdef uint8_t kind
    cdef int64_t field, records = 0
    cdef bint is_other, is_full = False
    cdef int32_t[::1] row_made
    cdef uint8_t[::1] kind_made, other_made, company_made
    if count > 0:
        rows = <const Finding *> &findings[0]
    with nogil:
        order = <int32_t *> malloc((count + 1) * sizeof(int32_t))
        keys = <int64_t *> malloc((count + 1) * sizeof(int64_t))
        said = <uint8_t *> malloc(count + 1)
        is_full = order == NULL or keys == NULL or said == NULL
        if not is_full:
            for at in range(count):
                kind = kinds[rows[at].detector]
                field = rows[at].field
                if kind == 0 or (rows[at].evidence & nobody) != 0:
                    continue
                if rows[at].score < MEDIUM:
                    if kind != NAME or (rows[at].evidence & honorific) == 0:
                        continue
                    if field >= 0 and field_column[field] >= 0:
                        if (
                            rows[at].folded_end - rows[at].folded_start
                            >= field_end[field] - field_start[field] - HONORIFIC_CHARS
                        ):
                            continue
                    kind = POSSIBLE_NAME
                is_other = kind == POSSIBLE_NAME or (field >= 0 and others[role[field]] != 0)
                if is_other and kind < NAME:
                    continue
                order[found] = <int32_t> at
                found += 1
                keys[at] = rows[at].record + 1
                said[at] = kind | (<uint8_t> is_other << 7)
                if keys[at] >= records:
                    records = keys[at] + 1
            is_full = sort_sparse(order, keys, found) != 0
        if not is_full and found > 0:
            of_company = <uint8_t *> calloc(records + 1, 1)
            is_full = of_company == NULL
            if not is_full:
                for at in range(role.shape[0]):
                    if role[at] == organisation and field_record[at] + 1 < records:
                        of_company[field_record[at] + 1] = 1
    made = None
    if not is_full:
        made = (np.empty(found, np.int32), *(np.empty(found, np.uint8) for _ in range(3)))
        row_made, kind_made, other_made, company_made = made
        with nogil:
            for at in range(found):
                row_made[at] = order[at]
                kind_made[at] = said[order[at]] & 0x7F
                other_made[at] = said[order[at]] >> 7
                company_made[at] = of_company[keys[order[at]]]
    free(order)
    free(keys)
    free(said)
    free(of_company)
    if is_full:
        raise MemoryError
    return made


cdef inline int sort_sparse(int32_t *order, const int64_t *keys, Py_ssize_t count) noexcept nogil:
    """As ``sort_rows``, for rows that are some of those that have keys."""
    cdef int64_t *dense
    cdef int32_t *places
    cdef int32_t *rows
    cdef Py_ssize_t at
    cdef int failed
    dense = <int64_t *> malloc((count + 1) * sizeof(int64_t))
    places = <int32_t *> malloc((count + 1) * sizeof(int32_t))
    rows = <int32_t *> malloc((count + 1) * sizeof(int32_t))
    failed = dense == NULL or places == NULL or rows == NULL
    if not failed:
        for at in range(count):
            dense[at] = keys[order[at]]
            places[at] = <int32_t> at
            rows[at] = order[at]
        failed = sort_rows(places, dense, count)
        for at in range(count):
            order[at] = rows[places[at]]
    free(dense)
    free(places)
    free(rows)
    return -1 if failed else 0


def hash_mentions(
    const uint8_t[::1] findings,
    const int32_t[::1] mentions,
    const uint8_t[::1] kinds,
    const uint8_t[::1] chars,
    const uint32_t[::1] codes,
    uint64_t base,
    uint64_t international,
):
    """A hash of what each mention says (uint64): of its key, or of the letters, kanji, kana and digits of a name or address.

    Beside it the mentions (int64) whose value is hashed as it stands in the text, and of these the e-mail addresses that
    must be normalised first: without an at sign, or with the evidence ``international``. ``codes``, parallel to
    ``chars``, are the code points that words are looked up in; ``base`` is the base of their hashes.
    """
    cdef Py_ssize_t at, count = mentions.shape[0], place
    cdef const Finding *rows = NULL
    cdef const Finding *row
    cdef int64_t end, last, length = chars.shape[0]
    cdef uint64_t total, power, word
    cdef int number, sign
    cdef bint is_keyed
    cdef Offsets plain, odd
    made = np.zeros(count, np.uint64)
    cdef uint64_t[::1] value = made
    if kinds.shape[0] != count or codes.shape[0] != length:
        raise ValueError("one kind a mention, and one code a character")
    if findings.shape[0] > 0:
        rows = <const Finding *> &findings[0]
    with nogil:
        begin(&plain, 16)
        begin(&odd, 16)
        for at in range(count):
            row = &rows[mentions[at]]
            is_keyed = False
            for sign in range(KEY_CHARS):
                is_keyed = is_keyed or row.key[sign] != 0
            if is_keyed:
                total = begin_chain()
                for number in range(3):
                    word = 0
                    for sign in range(8):
                        if number * 8 + sign < KEY_CHARS:
                            word |= <uint64_t> row.key[number * 8 + sign] << (8 * sign)
                    total = chain(total, word)
                value[at] = total
            elif kinds[at] >= NAME or kinds[at] == ADDRESS:
                end = row.folded_start + (NAME_CHARS if kinds[at] >= NAME else ADDRESS_CHARS)
                if row.folded_end < end:
                    end = row.folded_end
                if end > length:
                    end = length
                total = 0
                power = base
                for last in range(row.folded_start, end):
                    if (
                        chars[last] >= 0x80
                        or <uint8_t> ((chars[last] | 32) - 97) < 26
                        or <uint8_t> (chars[last] - 48) < 10
                    ):
                        total += (<uint64_t> codes[last] + 1) * power
                        power *= base
                value[at] = chain(begin_chain(), total)
            else:
                push(&plain, at)
                end = row.folded_end if row.folded_end < length else length
                if kinds[at] == EMAIL and (
                    (row.evidence & international) != 0
                    or row.folded_start >= end
                    or memchr(&chars[row.folded_start], AT_SIGN, <size_t> (end - row.folded_start)) == NULL
                ):
                    push(&odd, at)
    return made, take(&plain), take(&odd)
