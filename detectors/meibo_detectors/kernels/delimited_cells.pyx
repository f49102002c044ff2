"""Cells of delimited text: where rows and cells end, quotes and quoted line breaks heeded; cells without their quotes."""

import numpy as np

from libc.stdint cimport int64_t, uint8_t
from libc.stdlib cimport free

from meibo_detectors.kernels.characters cimport Characters, Signs, char_at, is_blank, is_written, trim
from meibo_detectors.kernels.marked_rows cimport CHUNK, list_marked, same
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

cdef enum:
    QUOTE = 34
    LINE_FEED = 10
    RETURN = 13
    LONGEST_CHARS = 20000  # a longer quoted stretch is an unclosed quote


cdef struct Reader:
    # Where the loop over a stretch is.
    int64_t start
    int64_t end
    uint8_t delimiter
    const int64_t *line_ends
    int64_t line_count
    int64_t line  # the first line end that has not been passed
    Offsets breaks  # where cells end
    bint is_inside  # behind a quote that may open
    int64_t opened  # that quote
    Py_ssize_t broken  # breaks before it


def split_rows(
    Characters text not None,
    int64_t start,
    int64_t end,
    int delimiter,
    const int64_t[::1] line_ends,
    const int64_t[::1] borders,
):
    """The cells of a stretch: start and end of each, first cell and first character of each row; arrays of int64.

    ``line_ends`` are those of the text, ``borders`` the beginnings of its blocks, both ascending. Cells are without
    outer blanks and the quotes around them; empty ones have ``end == start``.
    """
    cdef Reader reader
    cdef Offsets first, row_start
    cdef int64_t[::1] cell_start, cell_end
    cdef const uint8_t *chars = text.signs.chars
    cdef uint8_t marks[CHUNK]
    cdef int rows[CHUNK]
    cdef int wanted, row
    cdef int64_t at, begins, ends
    cdef Py_ssize_t cell, count
    if not 0 <= start <= end <= text.signs.count or not 0 < delimiter < 128:
        raise ValueError("the stretch must lie in the text, and the delimiter be ASCII")
    reader.start, reader.end, reader.delimiter = start, end, <uint8_t> delimiter
    reader.line_ends = &line_ends[0] if line_ends.shape[0] else NULL
    reader.line_count = line_ends.shape[0]
    with nogil:
        begin(&reader.breaks, (end - start) // 8)
        reader.line = reader.opened = reader.broken = 0
        reader.is_inside = False
        at = start
        while at < end:
            begins, ends = at, at + CHUNK if at + CHUNK < end else end
            tell_wanted(chars + begins, <int> (ends - begins), reader.delimiter, marks)
            wanted = list_marked(marks, <int> (ends - begins), rows)
            for row in range(wanted):
                if begins + rows[row] < at:  # one of the quotes that have been read
                    continue
                at = begins + rows[row]
                if chars[at] == QUOTE:
                    at = read_quotes(&text.signs, &reader, at, borders)
                    continue
                if is_break(&text.signs, &reader, at):
                    push(&reader.breaks, at)
                at += 1
            at = at if at > ends else ends
        count = reader.breaks.count + 1
    if reader.breaks.is_full:
        free(reader.breaks.items)
        raise MemoryError
    starts, ends_of = np.empty(count, np.int64), np.empty(count, np.int64)
    cell_start, cell_end = starts, ends_of
    with nogil:
        begin(&first, count // 4)
        begin(&row_start, count // 4)
        push(&first, 0)
        push(&row_start, start)
        begins = start
        for cell in range(count):
            ends = reader.breaks.items[cell] if cell + 1 < count else end
            cell_start[cell], cell_end[cell] = begins, ends
            strip(&text.signs, &cell_start[cell], &cell_end[cell])
            begins = ends + 1
            if cell + 1 < count and chars[ends] != reader.delimiter:
                push(&first, cell + 1)
                push(&row_start, begins)
        free(reader.breaks.items)
    return starts, ends_of, take(&first), take(&row_start)


def strip_cells(Characters text not None, const int64_t[::1] start, const int64_t[::1] end):
    """Cells without outer blanks and the quotes around them; new starts and ends."""
    cdef Py_ssize_t at, count = start.shape[0]
    cdef int64_t[::1] new_start, new_end
    if end.shape[0] != count:
        raise ValueError("starts and ends must be parallel")
    starts, ends = np.array(start), np.array(end)
    new_start, new_end = starts, ends
    with nogil:
        for at in range(count):
            strip(&text.signs, &new_start[at], &new_end[at])
    return starts, ends


cdef inline void tell_wanted(const uint8_t *chars, int size, uint8_t delimiter, uint8_t *marks) noexcept nogil:
    """1 for each delimiter, quote and sign that may end a line: without branches, for many at a time."""
    cdef int at
    cdef uint8_t sign
    for at in range(size):
        sign = chars[at]
        marks[at] = (same(sign, delimiter) | same(sign, QUOTE) | same(sign, LINE_FEED) | same(sign, RETURN)) & 1


cdef inline void strip(const Signs *text, int64_t *start, int64_t *end) noexcept nogil:
    """Leave out blanks and a pair of quotes, before which an equals sign may stand (``="0123"``)."""
    cdef int64_t inner
    trim(text, start, end)
    if end[0] - start[0] < 2 or char_at(text, end[0] - 1) != QUOTE:
        return
    inner = start[0]
    if char_at(text, inner) == 61 and char_at(text, inner + 1) == QUOTE and end[0] - inner >= 3:
        inner += 1
    elif char_at(text, inner) != QUOTE:
        return
    start[0] = inner + 1
    end[0] -= 1
    trim(text, start, end)


cdef inline bint is_line_end(Reader *reader, int64_t at) noexcept nogil:
    """Whether a character, hardly before the last one asked for, ends a line."""
    cdef int64_t row
    while reader.line < reader.line_count and reader.line_ends[reader.line] < at:
        reader.line += 1
    row = reader.line
    while row > 0 and reader.line_ends[row - 1] >= at:
        row -= 1
    return row < reader.line_count and reader.line_ends[row] == at


cdef inline bint is_break(const Signs *text, Reader *reader, int64_t at) noexcept nogil:
    """Whether a character of the stretch ends a cell where it does not stand in quotes."""
    cdef uint8_t sign = char_at(text, at)
    if sign == reader.delimiter:
        return is_written(text, at)
    return (sign == LINE_FEED or sign == RETURN) and is_line_end(reader, at)


cdef int64_t read_quotes(const Signs *text, Reader *reader, int64_t at, const int64_t[::1] borders) noexcept nogil:
    """Past the quotes that stand side by side from ``at`` on; where they close a stretch, its breaks are no breaks."""
    cdef int64_t first = at, edge
    cdef bint opens, closes
    if not is_written(text, at):
        return at + 1
    while at < reader.end and char_at(text, at) == QUOTE and is_written(text, at):
        at += 1
    if (at - first) % 2 == 0:  # doubled quotes neither open nor close
        return at
    edge = first - 1
    if edge >= reader.start and (char_at(text, edge) == 32 or char_at(text, edge) == RETURN):
        edge -= 1
    opens = edge < reader.start or is_break(text, reader, edge)
    edge = at
    if edge < reader.end and (char_at(text, edge) == 32 or char_at(text, edge) == RETURN):
        edge += 1
    closes = edge >= reader.end or is_break(text, reader, edge)
    if not opens and not closes:
        return at
    if reader.is_inside and closes and at - 1 - reader.opened <= LONGEST_CHARS:
        if are_together(borders, reader.opened, at - 1):
            reader.breaks.count = reader.broken
    reader.is_inside = not reader.is_inside if opens and closes else opens
    reader.opened, reader.broken = first, reader.breaks.count
    return at


cdef inline bint are_together(const int64_t[::1] borders, int64_t first, int64_t last) noexcept nogil:
    """Whether no block begins behind the first of two offsets up to the last."""
    cdef Py_ssize_t low = 0, high = borders.shape[0], middle
    while low < high:
        middle = (low + high) // 2
        if borders[middle] <= first:
            low = middle + 1
        else:
            high = middle
    return low >= borders.shape[0] or borders[low] > last
