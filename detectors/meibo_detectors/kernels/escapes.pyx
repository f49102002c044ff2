r"""Escapes in UTF-8, from left to right: ``\u5c71``, ``\xe5\xb1\xb1``, ``&#23665;``, ``%E5%B1%B1``, ``<br>`` ...

All of them are ASCII, so that a byte tells as much as a character; any byte beyond ASCII is a letter.
"""

from libc.stdint cimport int64_t, uint8_t, uint32_t

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

import numpy as np

cdef enum:
    NO_DIGIT = 99
    CUT_BYTES = 64  # a run of so many bytes may begin or end amid a character: a block's border cut it
    UNICODE = 1
    REFERENCE = 2


cdef struct Text:
    const uint8_t *raw
    Py_ssize_t count


cdef struct Escapes:
    Offsets start
    Offsets end
    Offsets code
    int kind  # of the last one, where it may be the first half of a pair


cdef struct Run:
    # A row for each byte that is written as an escape, each directly behind the one before.
    Offsets first  # of its backslashes
    Offsets start
    Offsets end
    Offsets byte
    Offsets length  # in bytes, of the character that begins there; 0 where none does


cdef inline uint8_t look(const Text *text, Py_ssize_t at) noexcept nogil:
    """The byte at an offset, the last one behind the end."""
    return text.raw[0 if at < 0 else at if at < text.count else text.count - 1]


cdef inline uint32_t digit_of(uint8_t sign) noexcept nogil:
    """The value of a hexadecimal digit."""
    if <uint8_t> (sign - 48) < 10:
        return sign - 48
    sign |= 32
    return sign - 87 if 97 <= sign <= 102 else NO_DIGIT


cdef inline bint is_letter(uint8_t sign) noexcept nogil:
    return <uint8_t> ((sign | 32) - 97) < 26 or sign > 127


cdef inline bint is_digit(uint8_t sign) noexcept nogil:
    return <uint8_t> (sign - 48) < 10


cdef inline bint is_character(int64_t code) noexcept nogil:
    """True for what may be written as an escape: no surrogate, no control but white space."""
    if code < 32 or 0x7F <= code < 0xA0:
        return 9 <= code <= 13
    return not 0xD800 <= code < 0xE000 and code <= 0x10FFFF


cdef inline uint32_t meaning_of(uint8_t sign) noexcept nogil:
    r"""What a backslash and a sign mean inside the strings of JSON and SQL, 0 for nothing; two backslashes mean one."""
    if sign == 110:
        return 10
    if sign == 114:
        return 13
    if sign == 116:
        return 9
    return sign if sign == 47 or sign == 34 or sign == 39 else 0


cdef void add(Escapes *found, int64_t start, int64_t end, int64_t code, int kind) noexcept nogil:
    """Append one; the second half of a surrogate pair goes into the first, if both are of one kind."""
    cdef Py_ssize_t last = found.start.count - 1
    if kind and found.kind == kind and last >= 0 and code >> 10 == 0x37 and found.end.items[last] == start:
        if found.code.items[last] >> 10 == 0x36:
            found.code.items[last] = 0x10000 + ((found.code.items[last] & 0x3FF) << 10 | (code & 0x3FF))
            found.end.items[last] = end
            return
    push(&found.start, start)
    push(&found.end, end)
    push(&found.code, code)
    found.kind = kind


cdef bint read_hex(const Text *text, Py_ssize_t at, int count, uint32_t *value) noexcept nogil:
    """Whether so many hexadecimal digits stand there, and their value."""
    cdef uint32_t digit
    cdef int place
    value[0] = 0
    for place in range(count):
        digit = digit_of(look(text, at + place))
        if digit == NO_DIGIT:
            return False
        value[0] = value[0] << 4 | digit
    return True


cdef Py_ssize_t read_number(const Text *text, Py_ssize_t at, bint is_hex, uint8_t closer, uint32_t *value) noexcept nogil:
    """The end behind the closing sign of a number, 0 where there is no such number, and its value."""
    cdef uint32_t base = 16 if is_hex else 10, digit
    cdef int place
    value[0] = 0
    for place in range(7 if is_hex else 8):  # the most digits of a code point, and the closing sign
        if place and look(text, at + place) == closer:
            return at + place + 1
        digit = digit_of(look(text, at + place))
        if digit >= base:
            return 0
        value[0] = value[0] * base + digit
    return 0


cdef void add_literals(Escapes *found, Py_ssize_t first, Py_ssize_t until) noexcept nogil:
    """Two backslashes mean one, up to where another escape takes over."""
    while first + 1 < until:
        add(found, first, first + 2, 92, 0)
        first += 2


cdef int64_t read_sequence(const Run *run, Py_ssize_t row, int64_t *length) noexcept nogil:
    """The character of UTF-8 that begins with a byte of the run; its length is 0 where none does."""
    cdef int64_t byte = run.byte.items[row], code, least
    cdef Py_ssize_t place
    length[0] = 1 if byte < 0x80 else 0 if byte < 0xC2 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
    if byte >= 0xF5 or row + length[0] > run.byte.count:
        length[0] = 0
    if length[0] == 0:
        return 0
    code = byte if length[0] == 1 else byte & (0x7F >> length[0])
    for place in range(1, length[0]):
        if run.byte.items[row + place] & 0xC0 != 0x80:
            length[0] = 0
            return 0
        code = code << 6 | run.byte.items[row + place] & 0x3F
    least = 0x10000 if length[0] == 4 else 0x800 if length[0] == 3 else 0
    if code < least or not is_character(code):
        length[0] = 0
    return code


cdef bint is_inside_word(const Text *text, const Run *run) noexcept nogil:
    """Whether the run stands inside a word, and is no percentage (``30%20``)."""
    cdef Py_ssize_t start = <Py_ssize_t> run.start.items[0], end = <Py_ssize_t> run.end.items[run.end.count - 1]
    cdef uint8_t left = text.raw[start - 1] if start > 0 else 0, right = text.raw[end] if end < text.count else 0
    cdef int64_t byte = run.byte.items[0]
    if byte >> 4 < 10 and byte & 15 < 10 and is_digit(left) and not (is_letter(right) and right < 128):
        return False
    return (is_letter(left) or is_digit(left) or left == 61 or left == 58) and (is_letter(right) or is_digit(right))


cdef void add_run(const Text *text, Run *run, Escapes *found, bint is_literal) noexcept nogil:
    """The characters that a run of bytes forms.

    It counts where it is whole UTF-8 with a character beyond ASCII in it, or a sign or two inside a word:
    ``mail%40meibo.co.jp``.
    """
    cdef Py_ssize_t row, size = run.byte.count, reach = 0
    cdef bint is_whole = True, is_multibyte = False, is_word = True
    cdef int64_t length, code, byte
    for row in range(size):
        byte = run.byte.items[row]
        read_sequence(run, row, &length)
        push(&run.length, length)
        if length and row + length > reach:
            reach = row + <Py_ssize_t> length
        if row >= reach and not (size >= CUT_BYTES and (row < 3 or size - row <= 3)):
            is_whole = False
        is_multibyte = is_multibyte or length > 1
        is_word = is_word and 32 <= byte < 127 and not is_letter(<uint8_t> byte) and not is_digit(<uint8_t> byte)
    if run.length.count < size:  # out of memory, which is told at the end
        return
    is_word = is_word and is_inside_word(text, run)
    reach = 0
    for row in range(size):
        length = run.length.items[row] if is_whole and (is_multibyte or is_word) else 0
        if is_literal and length == 0 and row >= reach:
            add_literals(found, <Py_ssize_t> run.first.items[row], <Py_ssize_t> run.end.items[row] - 3)
        if length:
            if is_literal:
                add_literals(found, <Py_ssize_t> run.first.items[row], <Py_ssize_t> run.start.items[row])
            code = read_sequence(run, row, &length)
            add(found, run.start.items[row], run.end.items[row + length - 1], code, 0)
            reach = row + <Py_ssize_t> length


cdef inline void clear(Run *run) noexcept nogil:
    run.first.count = run.start.count = run.end.count = run.byte.count = run.length.count = 0


cdef Py_ssize_t read_percents(const Text *text, Py_ssize_t at, Run *run, Escapes *found) noexcept nogil:
    """Read the bytes that stand at a percent sign; where to read on."""
    cdef uint32_t byte
    clear(run)
    while at < text.count and text.raw[at] == 37 and at + 3 <= text.count and read_hex(text, at + 1, 2, &byte):
        push(&run.first, at)
        push(&run.start, at)
        push(&run.end, at + 3)
        push(&run.byte, byte)
        at += 3
    if not run.byte.count:
        return at + 1
    add_run(text, run, found, False)
    return at


cdef Py_ssize_t last_backslash(const Text *text, Py_ssize_t first) noexcept nogil:
    while first + 1 < text.count and text.raw[first + 1] == 92:
        first += 1
    return first


cdef Py_ssize_t read_backslashes(
    const Text *text, Py_ssize_t first, Run *run, Escapes *found, bint is_literal
) noexcept nogil:
    r"""Read what stands at a run of backslashes; where to read on.

    An odd number of them ends in the one of the escape. An even number before ``u5c71`` is the escape of a text inside
    a text (JSON in JSON), and belongs to it as a whole.
    """
    cdef Py_ssize_t last = last_backslash(text, first), start, end = 0
    cdef uint8_t sign = look(text, last + 1)
    cdef uint32_t value = 0
    start = first if (last - first) & 1 else last
    if sign == 117:
        if read_hex(text, last + 2, 4, &value):
            end = last + 6
        elif look(text, last + 2) == 123:
            end = read_number(text, last + 3, True, 125, &value)
        if end:
            if is_literal:
                add_literals(found, first, start)
            add(found, start, end, value, UNICODE if look(text, last + 2) != 123 else 0)
            return end
    if sign == 120 and last + 4 <= text.count and read_hex(text, last + 2, 2, &value):
        clear(run)
        while True:
            push(&run.first, first)
            push(&run.start, start)
            push(&run.end, last + 4)
            push(&run.byte, value)
            end = first = last + 4
            if first >= text.count or text.raw[first] != 92:
                break
            last = last_backslash(text, first)
            start = first if (last - first) & 1 else last
            if start != end or look(text, last + 1) != 120 or last + 4 > text.count:
                break
            if not read_hex(text, last + 2, 2, &value):
                break
        add_run(text, run, found, is_literal)
        return end
    if is_literal:
        add_literals(found, first, last + 1)
        if start == last and meaning_of(sign):
            add(found, last, last + 2, meaning_of(sign), 0)
            return last + 2
    return last + 1


cdef bint stands(const Text *text, Py_ssize_t at, const char *word) noexcept nogil:
    cdef Py_ssize_t place = 0
    while word[place]:
        if at + place >= text.count or text.raw[at + place] != <uint8_t> word[place]:
            return False
        place += 1
    return True


cdef Py_ssize_t read_reference(const Text *text, Py_ssize_t at, Escapes *found) noexcept nogil:
    """Read ``&#23665;``, ``&#x5c71;`` or an entity; where to read on."""
    cdef uint32_t value = 0
    cdef Py_ssize_t end = 0
    cdef bint is_hex
    if look(text, at + 1) == 35:
        is_hex = look(text, at + 2) | 32 == 120
        end = read_number(text, at + 2 + is_hex, is_hex, 59, &value)
        if end:
            add(found, at, end, value, REFERENCE)
            return end
    elif stands(text, at + 1, b"amp;"):
        value, end = 38, at + 5
    elif stands(text, at + 1, b"lt;"):
        value, end = 60, at + 4
    elif stands(text, at + 1, b"gt;"):
        value, end = 62, at + 4
    elif stands(text, at + 1, b"quot;"):
        value, end = 34, at + 6
    elif stands(text, at + 1, b"apos;"):
        value, end = 39, at + 6
    elif stands(text, at + 1, b"nbsp;"):
        value, end = 0xA0, at + 6
    if not end:
        return at + 1
    add(found, at, end, value, 0)
    return end


cdef Py_ssize_t read_break(const Text *text, Py_ssize_t at, Escapes *found) noexcept nogil:
    """Read ``<br>``, ``<br/>`` or ``<br />``, a line feed each; where to read on."""
    cdef Py_ssize_t end
    if look(text, at + 1) | 32 != 98 or look(text, at + 2) | 32 != 114:
        return at + 1
    end = at + 3
    if stands(text, end, b" />"):
        end += 3
    elif stands(text, end, b"/>"):
        end += 2
    elif stands(text, end, b">"):
        end += 1
    else:
        return at + 1
    add(found, at, end, 10, 0)
    return end


def find_escapes(
    const uint8_t[::1] raw, const int64_t[::1] block_starts, const uint8_t[::1] is_literal, bint has_tags
):
    r"""Start, end and code point of each escape, ascending, none inside another; offsets are bytes.

    ``block_starts`` ascend from 0; in blocks that are ``is_literal`` ``\n`` and its like are escapes too. Tags are
    looked for only where ``has_tags``.
    """
    cdef Text text
    cdef Escapes found
    cdef Run run
    cdef Py_ssize_t at = 0, row, kept = 0, block = 0, blocks = block_starts.shape[0]
    cdef uint8_t sign
    cdef bint literal
    if is_literal.shape[0] != blocks:
        raise ValueError("what each block is")
    text.count = raw.shape[0]
    text.raw = &raw[0] if text.count else NULL
    with nogil:
        found.kind = 0
        begin(&found.start, 0)
        begin(&found.end, 0)
        begin(&found.code, 0)
        begin(&run.first, 0)
        begin(&run.start, 0)
        begin(&run.end, 0)
        begin(&run.byte, 0)
        begin(&run.length, 0)
        while at < text.count:
            sign = text.raw[at]
            if sign == 92:
                while block + 1 < blocks and block_starts[block + 1] <= at:
                    block += 1
                literal = blocks > 0 and is_literal[block]
                at = read_backslashes(&text, at, &run, &found, literal)
            elif sign == 38:
                at = read_reference(&text, at, &found)
            elif sign == 37:
                at = read_percents(&text, at, &run, &found)
            elif sign == 60 and has_tags:
                at = read_break(&text, at, &found)
            else:
                at += 1
        for row in range(found.code.count):
            if found.end.items[row] <= text.count and is_character(found.code.items[row]):
                found.start.items[kept] = found.start.items[row]
                found.end.items[kept] = found.end.items[row]
                found.code.items[kept] = found.code.items[row]
                kept += 1
    try:
        for scratch in (take(&run.first), take(&run.start), take(&run.end), take(&run.byte), take(&run.length)):
            pass
    finally:
        starts, ends, codes = take(&found.start), take(&found.end), take(&found.code)
    return starts[:kept], ends[:kept], codes[:kept].astype(np.uint32)
