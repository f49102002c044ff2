"""Cells of a grid of rows: the digits in them, the header's cells that name them, and the filled ones as values."""

import numpy as np

from libc.stdint cimport int32_t, int64_t, uint8_t
from libc.stdlib cimport free, malloc

from meibo_detectors.kernels.characters cimport Characters, is_digit
from meibo_detectors.kernels.sign_search cimport find_sign

cdef enum:
    PART = 255  # so many can be counted in a byte, of which compilers add many at a time


def count_digits(Characters text not None, const int64_t[::1] start, const int64_t[::1] end):
    """How many digits are in each stretch of the text; an array of int64.

    Where stretches overlap so much that looking at each would cost more than the text twice, sums are taken once.
    """
    cdef Py_ssize_t row, count = start.shape[0]
    cdef int64_t at, first, past, stop, digits, total = 0, chars_count = text.signs.count
    cdef uint8_t part
    cdef int64_t[::1] counts
    cdef int32_t *before = NULL
    cdef const uint8_t *chars = text.signs.chars
    if end.shape[0] != count:
        raise ValueError("starts and ends must be parallel")
    result = np.empty(count, np.int64)
    counts = result
    with nogil:
        for row in range(count):
            if end[row] > start[row]:
                total += end[row] - start[row]
        if total > 2 * chars_count:
            before = <int32_t *> malloc((chars_count + 1) * sizeof(int32_t))
            if before != NULL:
                before[0] = 0
                for at in range(chars_count):
                    before[at + 1] = before[at] + is_digit(chars[at])
        if total <= 2 * chars_count or before != NULL:
            for row in range(count):
                first = start[row] if start[row] > 0 else 0
                past = end[row] if end[row] < chars_count else chars_count
                digits = 0
                if first < past and before != NULL:
                    digits = before[past] - before[first]
                while before == NULL and first < past:
                    stop = first + PART if first + PART < past else past
                    part = 0
                    for at in range(first, stop):
                        part += is_digit(chars[at])
                    digits += part
                    first = stop
                counts[row] = digits
    if total > 2 * chars_count and before == NULL:
        raise MemoryError
    free(before)
    return result


def hold_sign(Characters text not None, const int64_t[::1] start, const int64_t[::1] end, int sign):
    """Whether a folded character stands in each stretch of the text; an array of bool."""
    cdef Py_ssize_t row, count = start.shape[0]
    cdef int64_t past
    cdef uint8_t[::1] holds
    if end.shape[0] != count:
        raise ValueError("starts and ends must be parallel")
    result = np.zeros(count, np.uint8)
    holds = result
    with nogil:
        for row in range(count):
            if row > 0 and start[row] == start[row - 1] and end[row] == end[row - 1]:  # long ones may come often
                holds[row] = holds[row - 1]
                continue
            past = end[row] if end[row] < text.signs.count else text.signs.count
            if 0 <= start[row] < past:
                holds[row] = find_sign(text.signs.chars, start[row], past, sign) < past
    return result.view(np.bool_)


def sum_rows(const uint8_t[::1] of_cells, const int64_t[::1] first, const int64_t[::1] counts):
    """How many cells of each row a condition (0 or 1) holds for; rows as below."""
    cdef Py_ssize_t row, cell, rows = first.shape[0], cells = of_cells.shape[0]
    cdef int64_t[::1] sums
    cdef int64_t total
    if counts.shape[0] != rows:
        raise ValueError("rows must be parallel")
    for row in range(rows):
        if first[row] < 0 or counts[row] < 0 or first[row] + counts[row] > cells:
            raise ValueError("rows must lie in the grid")
    made = np.empty(rows, np.int64)
    sums = made
    with nogil:
        for row in range(rows):
            total = 0
            for cell in range(first[row], first[row] + counts[row]):
                total += of_cells[cell]
            sums[row] = total
    return made


def name_by_header(
    const int64_t[::1] first,
    const int64_t[::1] counts,
    const int64_t[::1] header,
    const int64_t[::1] column_base,
    const uint8_t[::1] filled,
    const int64_t[::1] above,
):
    """For each cell of a grid the cell of the header that names it, the one above that, and its column; -1 for none.

    Rows: ``first`` cell and ``counts`` of cells, the row that is its ``header`` (-1: none), and the column of its
    first cell (-1: no columns). Cells: whether each is ``filled``, and ``above`` of each cell of a header the one of
    the row above that spans it (-1: none); empty where no header has such a row.
    """
    cdef Py_ssize_t row, rows = first.shape[0], cells = filled.shape[0]
    cdef int64_t place, cell, named, spanning, held
    cdef int64_t[::1] name, upper, column
    if counts.shape[0] != rows or header.shape[0] != rows or column_base.shape[0] != rows:
        raise ValueError("rows must be parallel")
    if above.shape[0] not in (0, cells):
        raise ValueError("cells must be parallel")
    for row in range(rows):
        if first[row] < 0 or counts[row] < 0 or first[row] + counts[row] > cells or header[row] >= rows:
            raise ValueError("rows must lie in the grid")
    names, uppers, columns = np.full(cells, -1), np.full(cells, -1), np.full(cells, -1)
    name, upper, column = names, uppers, columns
    with nogil:
        for row in range(rows):
            if column_base[row] >= 0:
                for place in range(counts[row]):
                    column[first[row] + place] = column_base[row] + place
            if header[row] < 0:
                continue
            held = counts[header[row]]
            for place in range(counts[row] if counts[row] < held else held):
                cell, named = first[row] + place, first[header[row]] + place
                spanning = above[named] if above.shape[0] else -1
                if filled[named]:
                    name[cell], upper[cell] = named, spanning
                elif spanning >= 0 and header[row] > 0 and spanning == first[header[row] - 1] + place:
                    name[cell] = spanning  # a cell that spans both rows of a header stands in the upper one
    return names, uppers, columns


def select_cells(
    const int64_t[::1] start,
    const int64_t[::1] end,
    const int64_t[::1] first,
    const int64_t[::1] name,
    const int64_t[::1] upper,
    const int64_t[::1] column,
):
    """The cells that are not empty: start, end, column, place from 1 on, edges of the name and of the name above it."""
    cdef Py_ssize_t row = 0, rows = first.shape[0], cell, cells = start.shape[0], at = 0, count = 0
    cdef int64_t[::1] kept_start, kept_end, kept_column, place, name_start, name_end, upper_start, upper_end
    if end.shape[0] != cells or name.shape[0] != cells or upper.shape[0] != cells or column.shape[0] != cells:
        raise ValueError("cells must be parallel")
    with nogil:
        for cell in range(cells):
            count += end[cell] > start[cell]
    made = [np.empty(count, np.int64) for _ in range(4)] + [np.zeros(count, np.int64) for _ in range(4)]
    kept_start, kept_end, kept_column, place, name_start, name_end, upper_start, upper_end = made
    with nogil:
        for cell in range(cells):
            while row + 1 < rows and first[row + 1] <= cell:
                row += 1
            if end[cell] <= start[cell] or at >= count:
                continue
            kept_start[at], kept_end[at], kept_column[at] = start[cell], end[cell], column[cell]
            place[at] = cell - first[row] + 1
            if 0 <= name[cell] < cells:
                name_start[at], name_end[at] = start[name[cell]], end[name[cell]]
            if 0 <= upper[cell] < cells:
                upper_start[at], upper_end[at] = start[upper[cell]], end[upper[cell]]
            at += 1
    return tuple(made)
