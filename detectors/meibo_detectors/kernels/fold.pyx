"""UTF-8 to one class or ASCII code and one letter for each character, with what vanishes left out.

Two passes: the first decodes, looks each code point up, and notes the few whose neighbours matter (zero width, sound
marks, long-vowel marks and ruled lines behind a digit); the second looks at those, and runs only where there are any.
"""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memcpy

from meibo_detectors.kernels.folding cimport (
    BAR, CLASS_SHIFT, FLAGS, HALF_SOUND_MARK, HIRAGANA, IS_RARE, IS_VARIANT, KATAKANA, LETTER_BITS, OTHER,
    PROLONGED, SOUND_MARK, ZERO_WIDTH, is_digit, lower,
)
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.utf8 cimport count_leads

import numpy as np

cdef enum:
    CODES = 0x110000
    FIRST_KANA = 0x3041
    FIRST_MARK = 0x3099


cdef struct Sink:
    uint8_t *chars
    uint32_t *letters
    Py_ssize_t count
    uint32_t flags  # of all entries, together
    Offsets rare


cdef void note(Sink *sink, Py_ssize_t at, uint32_t entry) noexcept nogil:
    """What is to be known of a character that has just been written at ``at``, if its entry is flagged."""
    cdef uint8_t sign = sink.chars[at]
    sink.flags |= entry
    if sign == PROLONGED or sign == BAR:
        if at > 0 and (is_digit(sink.chars[at - 1]) or sink.chars[at - 1] == ZERO_WIDTH):
            push(&sink.rare, at)
        elif sign == BAR:
            sink.chars[at] = OTHER
    elif entry & IS_RARE:
        push(&sink.rare, at)


cdef inline void emit(Sink *sink, uint32_t entry) noexcept nogil:
    """Append a character by its entry in the table."""
    sink.chars[sink.count] = <uint8_t> (entry >> CLASS_SHIFT)
    sink.letters[sink.count] = entry & LETTER_BITS
    if entry & FLAGS:
        note(sink, sink.count, entry)
    sink.count += 1


cdef inline uint64_t lower_eight(uint64_t signs) noexcept nogil:
    """Eight ASCII bytes with their capitals in lower case."""
    cdef uint64_t ones = 0x0101010101010101ULL
    cdef uint64_t low = signs & (0x7F * ones)
    return signs | (((low + (0x80 - 65) * ones) ^ (low + (0x7F - 90) * ones)) & (0x80 * ones)) >> 2


cdef Py_ssize_t fold_stretch(
    const uint8_t *raw, Py_ssize_t at, Py_ssize_t stop, const uint32_t *table, Sink *sink
) noexcept nogil:
    """Append the characters of ``raw[at:stop]``; where reading ended: at ``stop`` if all of it is UTF-8."""
    cdef uint8_t *chars = sink.chars  # local: a written byte could else be a part of the sink
    cdef uint32_t *letters = sink.letters
    cdef Py_ssize_t made = sink.count
    cdef uint8_t lanes[8]
    cdef uint64_t eight
    cdef uint32_t code, entry
    cdef uint8_t lead, second, third, fourth
    cdef int place
    while at < stop:
        lead = raw[at]
        if lead < 0x80:
            while stop - at >= 8:
                memcpy(&eight, raw + at, 8)
                if eight & <uint64_t> 0x8080808080808080ULL:
                    break
                memcpy(chars + made, &eight, 8)
                eight = lower_eight(eight)
                memcpy(lanes, &eight, 8)
                for place in range(8):
                    letters[made + place] = lanes[place]
                at += 8
                made += 8
            while at < stop and raw[at] < 0x80:
                chars[made] = lead = raw[at]
                letters[made] = lower(lead)
                at += 1
                made += 1
            continue
        if lead & 0xF0 == 0xE0:
            if stop - at < 3:
                break
            second, third = raw[at + 1] ^ 0x80, raw[at + 2] ^ 0x80
            code = <uint32_t> (lead & 0x0F) << 12 | <uint32_t> second << 6 | third
            if (second | third) & 0xC0 or code < 0x800 or code - 0xD800 < 0x800:
                break
            at += 3
        elif lead < 0xE0:
            if lead < 0xC2 or stop - at < 2 or raw[at + 1] & 0xC0 != 0x80:
                break
            code = <uint32_t> (lead & 0x1F) << 6 | raw[at + 1] & 0x3F
            at += 2
        else:
            if lead > 0xF4 or stop - at < 4:
                break
            second, third, fourth = raw[at + 1] ^ 0x80, raw[at + 2] ^ 0x80, raw[at + 3] ^ 0x80
            code = <uint32_t> (lead & 0x07) << 18 | <uint32_t> second << 12 | <uint32_t> third << 6 | fourth
            if (second | third | fourth) & 0xC0 or code < 0x10000 or code >= CODES:
                break
            at += 4
        entry = table[code]
        chars[made] = <uint8_t> (entry >> CLASS_SHIFT)
        letters[made] = entry & LETTER_BITS
        if entry & FLAGS:
            note(sink, made, entry)
        made += 1
    sink.count = made
    return at


cdef struct Maps:
    int64_t *origin  # where each character begins in the text as written; NULL where nothing vanished
    int64_t *end
    int64_t *escaped
    Py_ssize_t escapes


cdef void turn_rules(Sink *sink) noexcept nogil:
    """A long-vowel mark or a ruled line between two digits is a hyphen; nothing vanishes."""
    cdef Py_ssize_t row, at
    cdef uint8_t *chars = sink.chars
    for row in range(sink.rare.count):
        at = <Py_ssize_t> sink.rare.items[row]
        if at > 0 and at + 1 < sink.count and is_digit(chars[at - 1]) and is_digit(chars[at + 1]):
            chars[at] = sink.letters[at] = 45
        elif chars[at] == BAR:
            chars[at] = OTHER


cdef void leave_out(Sink *sink, Maps *maps, const uint32_t *sounded, Py_ssize_t kana_count) noexcept nogil:
    """Leave out what has no width, put sound marks into the kana before them, and turn rules into hyphens."""
    cdef uint8_t *chars = sink.chars
    cdef uint32_t *letters = sink.letters
    cdef Py_ssize_t at = <Py_ssize_t> sink.rare.items[0], kept = at, row = 0, escaped = 0
    cdef uint8_t sign
    cdef uint32_t letter, composed, before = letters[at - 1] if at > 0 else 0
    while row < maps.escapes and maps.escaped[row] < at:
        row += 1
    escaped = row
    for at in range(at, sink.count):
        sign, letter = chars[at], letters[at]
        if row < maps.escapes and maps.escaped[row] == at:
            row += 1
            if sign != ZERO_WIDTH:
                maps.escaped[escaped] = kept
                escaped += 1
        if sign == ZERO_WIDTH:
            continue
        if sign == SOUND_MARK or sign == HALF_SOUND_MARK:
            composed = 0
            if kept > 0 and before - FIRST_KANA < kana_count:
                composed = sounded[((letter - FIRST_MARK) & 1) * kana_count + (before - FIRST_KANA)]
            before = letter
            if composed:
                letters[kept - 1] = composed
                maps.end[kept - 1] = maps.end[at]
                if escaped and maps.escaped[escaped - 1] == kept:
                    escaped -= 1
                continue
            sign = KATAKANA if sign == HALF_SOUND_MARK else HIRAGANA
        before = letter
        if kept > 0 and (chars[kept - 1] == BAR or chars[kept - 1] == PROLONGED):
            if kept > 1 and is_digit(sign) and is_digit(chars[kept - 2]):
                chars[kept - 1] = letters[kept - 1] = 45
            elif chars[kept - 1] == BAR:
                chars[kept - 1] = OTHER
        chars[kept], letters[kept] = sign, letter
        maps.origin[kept], maps.end[kept] = maps.origin[at], maps.end[at]
        kept += 1
    if kept > 0 and chars[kept - 1] == BAR:
        chars[kept - 1] = OTHER
    sink.count = kept
    maps.escapes = escaped


cdef inline void map_stretch(Maps *maps, Py_ssize_t first, Py_ssize_t last, int64_t origin) noexcept nogil:
    """Lead characters back to a stretch of the text as written, one by one."""
    cdef Py_ssize_t at
    for at in range(first, last):
        maps.origin[at] = origin + (at - first)
        maps.end[at] = origin + (at - first) + 1


def fold_text(
    const uint8_t[::1] raw,
    const uint32_t[::1] table,
    const uint32_t[:, ::1] sounded,
    const int64_t[::1] starts,
    const int64_t[::1] ends,
    const uint32_t[::1] codes,
):
    """The text folded: (chars, letters, origin, end, escaped, has_variants); None where ``raw`` is no UTF-8.

    ``table`` is ``character_tables.fold_table()``, ``sounded``
    as there. Escapes are ``raw[starts:ends]`` in bytes, ascending, none inside another, each for one of ``codes``.
    ``origin`` and ``end`` lead each character back to code points of ``raw``; both are None where nothing vanished.
    ``escaped`` are the characters that were escapes. The bases of chars and letters have room behind them.
    """
    cdef Py_ssize_t at = 0, row, escapes = starts.shape[0], first, count = raw.shape[0]
    cdef Py_ssize_t characters = count_leads(&raw[0], count) if count else 0, room
    cdef Py_ssize_t stop, until
    cdef int64_t origin = 0
    cdef bint is_utf8 = True, has_map = escapes > 0
    cdef Sink sink
    cdef Maps maps
    if table.shape[0] != CODES or sounded.shape[0] != 2:
        raise ValueError("whole tables")
    if ends.shape[0] != escapes or codes.shape[0] != escapes:
        raise ValueError("escapes in arrays of one length")
    for row in range(escapes):
        if starts[row] < (ends[row - 1] if row else 0) or ends[row] <= starts[row] or ends[row] > count:
            raise ValueError("escapes in order, none inside another")
        if codes[row] >= CODES or not is_ascii(raw, <Py_ssize_t> starts[row], <Py_ssize_t> ends[row]):
            raise ValueError("escapes written in ASCII, for code points")
    room = characters + characters // 16 + 64  # joined values are written behind the text
    chars_made, letters_made = np.empty(room, np.uint8), np.empty(room, np.uint32)
    origin_made = np.empty(characters, np.int64) if has_map else None
    end_made = np.empty(characters, np.int64) if has_map else None
    escaped_made = np.empty(escapes, np.int64)
    cdef uint8_t[::1] chars_view = chars_made
    cdef uint32_t[::1] letters_view = letters_made
    cdef int64_t[::1] escaped_view = escaped_made
    cdef int64_t[::1] origin_view, end_view
    sink.chars, sink.letters, sink.count, sink.flags = &chars_view[0], &letters_view[0], 0, 0
    maps.origin = maps.end = maps.escaped = NULL
    maps.escapes = escapes
    if escapes:
        maps.escaped = &escaped_view[0]
        origin_view, end_view = origin_made, end_made
        maps.origin, maps.end = &origin_view[0], &end_view[0]
    with nogil:
        begin(&sink.rare, 0)
        row = 0
        while is_utf8:
            stop = <Py_ssize_t> starts[row] if row < escapes else count
            first = sink.count
            if at < stop:
                until = fold_stretch(&raw[0], at, stop, &table[0], &sink)
                is_utf8 = until == stop
                at = stop
            if has_map:
                map_stretch(&maps, first, sink.count, origin)
                origin += sink.count - first
            if row == escapes or not is_utf8:
                break
            maps.escaped[row] = sink.count
            maps.origin[sink.count] = origin
            origin += ends[row] - starts[row]  # spellings are ASCII
            maps.end[sink.count] = origin
            emit(&sink, table[codes[row]] if codes[row] >= 32 else table[32])
            at = <Py_ssize_t> ends[row]
            row += 1
    if not is_utf8:
        take(&sink.rare)
        return None
    cdef bint drops = False
    for row in range(sink.rare.count):
        if not drops:
            first = <Py_ssize_t> sink.rare.items[row]
            drops = sink.chars[first] == ZERO_WIDTH or sink.chars[first] >= SOUND_MARK
    if drops and not has_map:
        origin_made, end_made = np.empty(sink.count, np.int64), np.empty(sink.count, np.int64)
        origin_view, end_view = origin_made, end_made
        maps.origin, maps.end = &origin_view[0], &end_view[0]
        map_stretch(&maps, 0, sink.count, 0)
    with nogil:
        if drops:
            leave_out(&sink, &maps, &sounded[0, 0], sounded.shape[1])
        else:
            turn_rules(&sink)
    take(&sink.rare)
    if origin_made is not None:
        origin_made, end_made = origin_made[: sink.count], end_made[: sink.count]
    return (
        chars_made[: sink.count],
        letters_made[: sink.count],
        origin_made,
        end_made,
        escaped_made[: maps.escapes],
        bool(sink.flags & IS_VARIANT),
    )


cdef bint is_ascii(const uint8_t[::1] raw, Py_ssize_t start, Py_ssize_t end) noexcept nogil:
    cdef Py_ssize_t at
    cdef uint8_t together = 0
    for at in range(start, end):
        together |= raw[at]
    return together < 0x80


def lower_letters(const uint8_t[::1] chars):
    """The letters of a text that is all ASCII: lower case, as uint32."""
    cdef Py_ssize_t at, count = chars.shape[0]
    made = np.empty(count, np.uint32)
    cdef uint32_t[::1] letters = made
    with nogil:
        for at in range(count):
            letters[at] = lower(chars[at])
    return made
