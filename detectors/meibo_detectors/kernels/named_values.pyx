"""Names in lines of plain text with their values: ``name: value``, ``name=value``, ``name　value``, ``【name】value``."""

import numpy as np

from libc.stdint cimport int64_t, uint8_t, uint32_t
from libc.stdlib cimport free, realloc

from meibo_detectors.kernels.characters cimport (
    Characters, KANJI, LabelWords, LAST_CODE, Labels, OPENINGS, Signs, WIDE, char_at, code_at, is_blank, is_digit,
    is_gap, is_label, is_letter, is_written, letter_at, trim,
)
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

cdef enum:
    LEADER = 1  # what the table of signs says
    EDGE = 4
    CLOSES = 8
    OPENS = 16
    NAME_CHARS = 30  # of a name before its value is known
    LABEL_CHARS = 20  # of a known label
    PIECES = 8  # of a label written with blanks between its characters
    LOOK_BLANKS = 4
    KATAKANA = 0x83
    IDEOGRAPHIC_BLANK = 0x3000


cdef struct Head:
    # A name with a place for its value.
    int64_t outer  # where the value before ends at the latest
    int64_t start
    int64_t end
    int64_t value  # where the value may begin
    bint is_equation


cdef struct Heads:
    Head *items
    Py_ssize_t count
    Py_ssize_t room
    bint is_full


cdef struct Line:
    int64_t start
    int64_t end
    int64_t content


cdef struct Stretch:
    # What is looked at: all of it lies in the text.
    int64_t start
    int64_t end
    const uint8_t *signs  # by code point up to LAST_CODE
    const uint8_t *hidden  # by offset from ``start``: part of a tag; NULL where there are none


cdef struct Found:
    Offsets name_start
    Offsets name_end
    Offsets start
    Offsets end
    Offsets line
    Offsets is_equation


def find_named_values(
    Characters text not None,
    LabelWords words not None,
    int64_t stretch_start,
    int64_t stretch_end,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const int64_t[::1] content,
    const int64_t[::1] places,
    const uint8_t[::1] signs,
    const uint8_t[::1] hidden,
):
    """Each name with its value in reading order: name start and end, value start and end, line, whether an equation.

    Lines (``start``, ``end``, ``content``) ascend and lie apart; ``places`` are those of ``marked_places``. ``signs``
    tells of each code point up to LAST_CODE: 1 a sign of leaders, 4 no name goes across it, 8 and 16 brackets that
    end and begin a name. ``hidden`` is empty or tells of each character of the stretch whether it is part of a tag.
    """
    cdef Py_ssize_t count = start.shape[0], at, line, place = 0
    cdef Heads by_sign, by_bracket, by_gap, merged
    cdef Offsets kept
    cdef Line edges
    cdef Stretch stretch
    cdef Found found
    cdef int64_t offset
    if end.shape[0] != count or content.shape[0] != count or signs.shape[0] != LAST_CODE + 1:
        raise ValueError("lines must be parallel, and the table of signs whole")
    if not 0 <= stretch_start <= stretch_end <= text.signs.count:
        raise ValueError("the stretch must lie in the text")
    if hidden.shape[0] not in (0, stretch_end - stretch_start):
        raise ValueError("hidden must be parallel to the stretch")
    for at in range(count):
        if not stretch_start <= start[at] <= content[at] <= end[at] <= stretch_end:
            raise ValueError("lines must lie in the stretch")
    stretch.start, stretch.end = stretch_start, stretch_end
    stretch.signs = &signs[0]
    stretch.hidden = &hidden[0] if hidden.shape[0] else NULL
    with nogil:
        empty(&by_sign)
        empty(&by_bracket)
        empty(&by_gap)
        empty(&merged)
        begin(&kept, 64)
        begin(&found.name_start, 64)
        begin(&found.name_end, 64)
        begin(&found.start, 64)
        begin(&found.end, 64)
        begin(&found.line, 64)
        begin(&found.is_equation, 64)
        for line in range(count):
            edges.start, edges.end, edges.content = start[line], end[line], content[line]
            by_sign.count = by_bracket.count = by_gap.count = kept.count = 0
            if edges.content < edges.end:
                read_gap(&text.signs, &words.labels, &stretch, &edges, edges.content, &by_gap)
            while place < places.shape[0] and places[place] < edges.end:
                offset = places[place]
                place += 1
                if offset < edges.start:
                    continue
                read_place(
                    &text.signs, &words.labels, &stretch, &edges, offset, &by_sign, &by_bracket, &by_gap, &kept
                )
            if by_sign.count + by_bracket.count + by_gap.count:
                sort_by_start(&by_sign)
                merge(&by_sign, &by_bracket, &by_gap, &merged)
                keep_apart(&text.signs, &words.labels, &merged)
                find_values(&text.signs, &stretch, &edges, &merged, line, &found)
        free(by_sign.items)
        free(by_bracket.items)
        free(by_gap.items)
        free(merged.items)
        free(kept.items)
    if by_sign.is_full or by_bracket.is_full or by_gap.is_full or merged.is_full or kept.is_full:
        found.name_start.is_full = True
    return (
        take(&found.name_start), take(&found.name_end), take(&found.start), take(&found.end), take(&found.line),
        take(&found.is_equation).astype(np.bool_),
    )


cdef inline void empty(Heads *heads) noexcept nogil:
    heads.items = NULL
    heads.count = heads.room = 0
    heads.is_full = False


cdef inline void add(
    Heads *heads, int64_t outer, int64_t start, int64_t end, int64_t value, bint is_equation
) noexcept nogil:
    """Append one; what is added after memory ran out is lost, and the caller is told in the end."""
    cdef Head *grown
    if heads.count == heads.room:
        grown = <Head *> realloc(heads.items, (2 * heads.room + 16) * sizeof(Head))
        if grown == NULL:
            heads.is_full = True
            return
        heads.items = grown
        heads.room = 2 * heads.room + 16
    heads.items[heads.count].outer = outer
    heads.items[heads.count].start = start
    heads.items[heads.count].end = end
    heads.items[heads.count].value = value
    heads.items[heads.count].is_equation = is_equation
    heads.count += 1


cdef inline bint holds(const Stretch *stretch, const Line *line, int64_t at) noexcept nogil:
    """Whether an offset lies within the line's text, outside of tags."""
    if at < line.start or at >= line.end:
        return False
    return stretch.hidden == NULL or not stretch.hidden[at - stretch.start]


cdef void read_place(
    const Signs *text, const Labels *labels, const Stretch *stretch, const Line *line, int64_t at,
    Heads *by_sign, Heads *by_bracket, Heads *by_gap, Offsets *kept
) noexcept nogil:
    """Add the names that the sign at one place ends or begins."""
    cdef uint8_t sign = char_at(text, at)
    if sign == 58 or sign == 61:
        if holds(stretch, line, at):
            read_separator(text, labels, stretch, line, at, at, by_sign, kept)
    elif sign == 9 or sign == 32:
        read_gap_end(text, labels, stretch, line, at, by_gap)
    elif sign == 46 or sign == WIDE or sign == KATAKANA:
        if is_leader(text, stretch, at):
            read_leaders(text, labels, stretch, line, at, by_sign, kept)
    if (sign == 93 or sign == 62 or sign == WIDE) and stretch.signs[code_at(text, at)] & CLOSES:
        if holds(stretch, line, at):
            read_bracket(text, labels, stretch, line, at, by_bracket)


cdef inline bint is_leader(const Signs *text, const Stretch *stretch, int64_t at) noexcept nogil:
    """Whether the sign is one of those that lead in rows to a value."""
    cdef uint8_t sign
    if at < stretch.start or at >= stretch.end:
        return False
    sign = char_at(text, at)
    return (sign == 46 or sign == WIDE or sign == KATAKANA) and stretch.signs[code_at(text, at)] & LEADER


cdef void read_leaders(
    const Signs *text, const Labels *labels, const Stretch *stretch, const Line *line, int64_t at,
    Heads *by_sign, Offsets *kept
) noexcept nogil:
    """The name before a row of at least two leaders that ends here: ``氏名……山田``, ``電話 ..... 03``."""
    cdef int64_t first = at
    if is_leader(text, stretch, at + 1) or not holds(stretch, line, at):
        return
    while is_leader(text, stretch, first - 1):
        first -= 1
    if first < at:
        read_separator(text, labels, stretch, line, first, at, by_sign, kept)


cdef void read_separator(
    const Signs *text, const Labels *labels, const Stretch *stretch, const Line *line, int64_t first, int64_t at,
    Heads *by_sign, Offsets *kept
) noexcept nogil:
    """The name before a separator; where it is a row of leaders, ``first`` is that row's first and ``at`` its last."""
    cdef int64_t start = line.start, end = first if first > line.start else line.start
    cdef int64_t edge, whole, outer
    cdef bint dotted = first < at, equation = char_at(text, at) == 61, bounded, is_quoted
    cdef uint8_t before
    cdef int step
    # What a separator stands behind: blanks and quotes go, a bracket belongs to the name.
    trim(text, &start, &end)
    if end <= line.content or not (dotted or is_separator(text, at)):
        return
    is_quoted = is_quote(char_at(text, end - 1))
    if is_quoted:
        end -= 1
    elif char_at(text, end - 1) == 42:  # bold
        end -= 1
        if char_at(text, end - 1) == 42:
            end -= 1
    edge = find_edge(text, stretch, line, skip_bracket(text, stretch, &end), kept)
    push(kept, at)
    bounded = edge >= line.content
    start = edge + 1 if bounded else line.content
    if end < start:
        end = start
    trim(text, &start, &end)
    before = char_at(text, edge) if bounded else 0
    whole = start
    start = choose_words(text, labels, start, end, equation, bounded, before == 58 or before == 61)
    if bounded and start == whole and (
        (equation and (before == 63 or before == 38 or before == 47))
        or (before == 47 and char_at(text, edge - 1) == 47)
    ):
        return  # part of an address of a page
    if end <= start or end - start > NAME_CHARS or not has_letters(text, start, end):
        return
    if dotted and not is_label(text, labels, start, end) and not is_spaced(text, start, end):
        return
    outer = start
    if bounded and before != 58 and before != 61 and start == whole:
        outer = edge + is_quote(before)
    add(by_sign, outer, start, end, at + 1, equation)


cdef inline bint is_quote(uint8_t sign) noexcept nogil:
    return sign == 34 or sign == 39 or sign == 96


cdef inline bint is_alphanumeric(uint8_t sign) noexcept nogil:
    return is_digit(sign) or is_letter(sign)


cdef bint is_separator(const Signs *text, int64_t at) noexcept nogil:
    """Whether this is no time, address of a page or file, hardware address, or operator."""
    cdef uint8_t before = char_at(text, at - 1), after = char_at(text, at + 1)
    if char_at(text, at) != 58:
        return not (
            before == 61 or before == 33 or before == 60 or before == 62 or before == 43 or before == 45
            or before == 42 or before == 47 or before == 37 or before == 38 or before == 124 or before == 94
            or before == 126 or after == 61 or after == 62 or after == 126
        )
    if is_digit(before) and is_digit(after):
        return False
    if after == 47 and char_at(text, at + 2) == 47:
        return False
    if after == 92 or after == 58 or before == 58 or after == 61:
        return False
    return not (
        is_alphanumeric(before) and is_alphanumeric(after)
        and (char_at(text, at - 3) == 58 or char_at(text, at + 3) == 58)
    )


cdef int64_t skip_bracket(const Signs *text, const Stretch *stretch, int64_t *end) noexcept nogil:
    """Where a bracket begins that the name ends with, as in ``生年月日（西暦）``; else its end."""
    cdef uint8_t last = char_at(text, end[0] - 1 if end[0] > 0 else 0), opening
    cdef int64_t at
    if last == 41:
        opening = 40
    elif last == 62:
        opening = 60
    elif last == 93:
        opening = 91
    else:
        return end[0]
    at = end[0] - 1
    while at >= stretch.start and end[0] - at <= NAME_CHARS:
        if char_at(text, at) == opening:
            if last == 62 and stretch.hidden != NULL:  # the end of a tag is none of the name
                end[0] = at
            return at
        at -= 1
    return end[0]


cdef inline bint is_edge(const Signs *text, const Stretch *stretch, int64_t at, uint8_t sign) noexcept nogil:
    """Whether no name goes across the sign at an offset."""
    if sign < WIDE:
        return stretch.signs[sign] & EDGE
    return sign == WIDE and stretch.signs[code_at(text, at)] & EDGE


cdef int64_t find_edge(
    const Signs *text, const Stretch *stretch, const Line *line, int64_t anchor, const Offsets *kept
) noexcept nogil:
    """The last sign of the line's content before an anchor that no name goes across; -1 where there is none."""
    cdef int64_t floor = -1, at = anchor - 1, low
    cdef Py_ssize_t row = kept.count
    while row > 0 and floor < 0:  # the last separator before the anchor, which may lie few signs back
        row -= 1
        if kept.items[row] < anchor:
            floor = kept.items[row]
    low = floor + 1 if floor >= line.content else line.content
    at = at if at < text.count else text.count - 1
    while at >= low:
        if is_edge(text, stretch, at, text.chars[at]):
            return at
        at -= 1
    return floor


cdef inline bint has_letters(const Signs *text, int64_t start, int64_t end) noexcept nogil:
    """Whether a name begins or ends with a letter: numbers and signs are none."""
    cdef uint8_t first = char_at(text, start), last = char_at(text, end - 1 if end > 0 else 0)
    return is_letter(first) or first >= WIDE or is_letter(last) or last >= KANJI


cdef inline bint is_spaced(const Signs *text, int64_t start, int64_t end) noexcept nogil:
    """Whether a name is written with blanks between its characters."""
    if char_at(text, start) < KANJI or char_at(text, end - 1) < KANJI:
        return False
    return is_gap(char_at(text, start + 1)) and is_gap(char_at(text, end - 2))


cdef int64_t choose_words(
    const Signs *text, const Labels *labels, int64_t whole, int64_t end, bint equation, bint bounded, bint has_value
) noexcept nogil:
    """Of several words before a separator where the name begins: with the first, or the last.

    Where they stand behind another separator, the first of them are its value: ``氏名：山田太郎 性別：男``.
    """
    cdef int64_t word = end - 1, at
    cdef int digits = 0
    cdef bint is_short = end - whole <= NAME_CHARS, known_whole, known_word, keeps
    while word > whole and not is_gap(char_at(text, word)):
        word -= 1
    if word <= whole:
        return whole
    word = join_spaced(text, word + 1, whole, end)
    known_whole = is_short and is_label(text, labels, whole, end)
    known_word = is_label(text, labels, word, end)
    keeps = known_whole and not (known_word and has_value)
    if not keeps and is_short and not known_word and not bounded:
        if char_at(text, whole) < WIDE and char_at(text, word) < WIDE:
            for at in range(whole, end):
                digits += is_digit(char_at(text, at))
            keeps = digits < 2
    if equation and not (known_whole and not has_value):
        keeps = False
    return whole if keeps else word


cdef int64_t join_spaced(const Signs *text, int64_t word, int64_t whole, int64_t end) noexcept nogil:
    """Where a label is written with blanks between its characters, the first of them."""
    cdef int64_t start, before
    cdef int step
    if end - word != 1 or char_at(text, word) < KANJI:
        return word
    for step in range(PIECES):
        start, before = whole, word
        trim(text, &start, &before)
        if before - 1 < whole or char_at(text, before - 1) < KANJI:
            break
        if before - 1 != whole and not is_gap(char_at(text, before - 2 if before > 2 else 0)):
            break
        word = before - 1
    return word


cdef void read_bracket(
    const Signs *text, const Labels *labels, const Stretch *stretch, const Line *line, int64_t closing, Heads *heads
) noexcept nogil:
    """A name in brackets; in ASCII brackets only a known label."""
    cdef int64_t opening = closing - 1, start, end
    cdef uint8_t sign, follows
    while opening >= line.start and closing - opening - 1 <= NAME_CHARS:
        sign = char_at(text, opening)
        if (sign == WIDE or sign == 91 or sign == 60) and stretch.signs[code_at(text, opening)] & OPENS:
            break
        opening -= 1
    else:
        return
    if closing - opening < 2:
        return
    start, end = opening + 1, closing
    trim(text, &start, &end)
    follows = char_at(text, closing + 1)
    if end <= start or follows == 58 or follows == 61:
        return
    if char_at(text, closing) < WIDE:
        if not is_label(text, labels, start, end):
            return
    elif not has_letters(text, start, end):
        return
    add(heads, opening, start, end, closing + 1, False)


cdef inline void read_gap_end(
    const Signs *text, const Labels *labels, const Stretch *stretch, const Line *line, int64_t at, Heads *heads
) noexcept nogil:
    """Look for a label where a gap ends that a label may follow."""
    cdef int64_t first = at, after = at + 1
    cdef uint8_t before
    if after >= stretch.end or is_gap(char_at(text, after)):
        return
    while first > stretch.start and is_gap(char_at(text, first - 1)):
        first -= 1
    before = char_at(text, first - 1)
    if not (
        char_at(text, after) >= KANJI or before == 47 or before == 44 or before == 59 or before == 124
        or is_wide(text, first, after)
    ):
        return
    if after > line.content:  # what the line begins with has been looked at
        read_gap(text, labels, stretch, line, after, heads)


cdef inline bint is_wide(const Signs *text, int64_t first, int64_t after) noexcept nogil:
    """Whether a gap parts more than words."""
    return after - first > 1 or char_at(text, first) == 9 or code_at(text, first) == IDEOGRAPHIC_BLANK


cdef inline bint may_open(const Signs *text, const Labels *labels, int64_t start) noexcept nogil:
    """Whether a label may begin here; in ASCII its first two letters tell, since none is known by its ending."""
    cdef uint8_t second = char_at(text, start + 1)
    cdef uint32_t letter = 0 if is_gap(second) else letter_at(text, start + 1)
    if text.codes != NULL or second == 40:
        return True
    return labels.openings[(letter_at(text, start) * 31 + letter) & (OPENINGS - 1)]


cdef void read_gap(
    const Signs *text, const Labels *labels, const Stretch *stretch, const Line *line, int64_t start, Heads *heads
) noexcept nogil:
    """Add the label that begins here and has a gap behind it, if there is one."""
    cdef int64_t piece = start, end = start, after, chosen_end = -1, chosen_after = 0
    cdef uint8_t sign, follows
    cdef bint spaced = True, opens, latin, lone
    cdef int step
    if not holds(stretch, line, start) or not may_open(text, labels, start):
        return
    for step in range(PIECES):
        # The next gap from here on; one that has begun before is none.
        end = piece
        if step == 0 and end > stretch.start and is_gap(char_at(text, end - 1)):
            while end < line.end and is_gap(char_at(text, end)):
                end += 1
        while end < line.end and end - start <= LABEL_CHARS and not is_gap(char_at(text, end)):
            end += 1
        if end >= line.end or end - start > LABEL_CHARS:
            break
        after = end
        while after < stretch.end and is_gap(char_at(text, after)):
            after += 1
        spaced = spaced and end - piece == 1 and char_at(text, piece) >= KANJI
        if not spaced and step > 0:
            break
        if end > start and is_label(text, labels, start, end):
            chosen_end, chosen_after = end, after
        if not spaced:
            break
        piece = after
    if chosen_end < 0:
        return
    end, after = chosen_end, chosen_after
    sign, follows = char_at(text, after), char_at(text, end)
    opens, latin, lone = start == line.content, char_at(text, start) < WIDE, end - start == 1
    if sign == 58 or sign == 61 or follows == 58 or follows == 61:
        return
    if latin and not is_wide(text, end, after):
        if not (is_digit(sign) or sign == 43 or sign == 40 or sign >= WIDE):
            return
    if lone:
        if not opens or latin or is_digit(char_at(text, start - 2)):
            return
        follows = char_at(text, after + 1)
        if is_gap(follows) or follows == 58 or follows == 61:  # half of a label written with blanks
            return
    add(heads, start, start, end, after, False)


cdef void sort_by_start(Heads *heads) noexcept nogil:
    """In the order of the names; those of separators are nearly so, since each ends where the one before it does."""
    cdef Py_ssize_t row, at
    cdef Head moved
    for row in range(1, heads.count):
        if heads.items[row].start >= heads.items[row - 1].start:
            continue
        moved = heads.items[row]
        at = row
        while at > 0 and heads.items[at - 1].start > moved.start:
            heads.items[at] = heads.items[at - 1]
            at -= 1
        heads.items[at] = moved


cdef inline bint is_before(const Head *first, const Head *second) noexcept nogil:
    """Whether the first comes first, or may as well."""
    return first.start < second.start or (first.start == second.start and first.value <= second.value)


cdef void merge(const Heads *by_sign, const Heads *by_bracket, const Heads *by_gap, Heads *merged) noexcept nogil:
    """All heads in the order of names and values, without labels that are but the beginning of a name."""
    cdef Py_ssize_t sign = 0, bracket = 0, gap = 0, around = -1
    cdef const Head *chosen
    merged.count = 0
    while True:
        while gap < by_gap.count:  # ``生 年`` of ``生 年 月 日：``
            while around + 1 < by_sign.count and by_sign.items[around + 1].start <= by_gap.items[gap].start:
                around += 1
            if around < 0 or by_gap.items[gap].value >= by_sign.items[around].end:
                break
            gap += 1
        chosen = NULL
        if sign < by_sign.count:
            chosen = &by_sign.items[sign]
        if bracket < by_bracket.count and (chosen == NULL or not is_before(chosen, &by_bracket.items[bracket])):
            chosen = &by_bracket.items[bracket]
        if gap < by_gap.count and (chosen == NULL or not is_before(chosen, &by_gap.items[gap])):
            chosen = &by_gap.items[gap]
        if chosen == NULL:
            return
        if gap < by_gap.count and chosen == &by_gap.items[gap]:
            gap += 1
        elif bracket < by_bracket.count and chosen == &by_bracket.items[bracket]:
            bracket += 1
        else:
            sign += 1
        add(merged, chosen.outer, chosen.start, chosen.end, chosen.value, chosen.is_equation)


cdef void keep_apart(const Signs *text, const Labels *labels, Heads *heads) noexcept nogil:
    """Leave out names that overlap one before, and those that a value begins with unless they are known (``Re:``)."""
    cdef Py_ssize_t row, kept = 0
    cdef int64_t reach = -1, before = -1, start, end
    cdef bint fits
    cdef Head head
    for row in range(heads.count):
        head = heads.items[row]
        fits = head.start >= reach
        if fits and row > 0:
            start, end = before, head.start if head.start > before else before
            trim(text, &start, &end)
            fits = end > start or is_label(text, labels, head.start, head.end)
        before = head.value
        if head.value > reach:
            reach = head.value
        if fits:
            heads.items[kept] = head
            kept += 1
    heads.count = kept


cdef void find_values(
    const Signs *text, const Stretch *stretch, const Line *line, const Heads *heads, int64_t number, Found *found
) noexcept nogil:
    """Add each name that has a value; a value ends at the next name or with the line."""
    cdef Py_ssize_t row
    cdef int64_t start, end
    cdef bint followed
    cdef Head head
    for row in range(heads.count):
        head = heads.items[row]
        followed = row + 1 < heads.count
        end = line.end
        if followed:
            end = heads.items[row + 1].outer
            if end < head.value:
                end = head.value
        start = head.value if head.value < end else end
        trim(text, &start, &end)
        unquote(text, &start, &end)
        if end > start and (followed or is_tail(char_at(text, end - 1))):
            trim_tail(text, &start, &end)
        end_number(text, stretch, start, &end)
        if end > start and char_at(text, head.outer) == 40 and char_at(text, end - 1) == 41:
            end -= 1
        if end > start:
            push(&found.name_start, head.start)
            push(&found.name_end, head.end)
            push(&found.start, start)
            push(&found.end, end)
            push(&found.line, number)
            push(&found.is_equation, head.is_equation)


cdef inline bint is_tail(uint8_t sign) noexcept nogil:
    """What a value does not end with when something follows."""
    return (
        sign == 32 or sign == 9 or sign == 13 or sign == 10 or sign == 44 or sign == 59 or sign == 47 or sign == 124
        or sign == 40 or sign == 91 or sign == 123 or sign == 60
    )


cdef inline void trim_tail(const Signs *text, int64_t *start, int64_t *end) noexcept nogil:
    cdef int step
    for step in range(PIECES):
        if end[0] <= start[0] or not is_tail(char_at(text, end[0] - 1)):
            break
        end[0] -= 1
    trim(text, start, end)


cdef inline void unquote(const Signs *text, int64_t *start, int64_t *end) noexcept nogil:
    """A value that begins with a quote ends at the next one."""
    cdef uint8_t sign = char_at(text, start[0])
    cdef int64_t at
    if end[0] <= start[0] or not is_quote(sign):
        return
    for at in range(start[0] + 1, end[0]):
        if char_at(text, at) == sign and is_written(text, at):
            start[0] += 1
            end[0] = at
            return


cdef inline bint is_number_sign(uint8_t sign) noexcept nogil:
    return is_digit(sign) or sign == 45 or sign == 43 or sign == 40 or sign == 41 or sign == 46 or sign == 47 or sign == 32


cdef inline void end_number(const Signs *text, const Stretch *stretch, int64_t start, int64_t *end) noexcept nogil:
    """A number ends at a wide gap if something else follows, as in ``088 859 8720　内線 3``."""
    cdef int64_t at = start, follows
    cdef uint8_t sign = char_at(text, start), after
    cdef int step
    if end[0] <= start or not is_number_sign(sign):
        return
    while at < end[0] and at - start <= NAME_CHARS:
        sign = char_at(text, at)
        if is_gap(sign):
            after = char_at(text, at + 1) if at + 1 < text.count else sign
            if sign == 9 or code_at(text, at) == IDEOGRAPHIC_BLANK or is_gap(after):
                break
        if not is_number_sign(sign):
            return
        at += 1
    else:
        return
    follows = at + 1
    for step in range(LOOK_BLANKS):
        if is_blank(char_at(text, follows if follows < text.count else text.count - 1)):
            follows += 1
    sign = char_at(text, follows) if stretch.start <= follows < stretch.end else 0
    if not is_number_sign(sign):
        end[0] = at
        while end[0] > start and is_blank(char_at(text, end[0] - 1)):
            end[0] -= 1
