"""Names in kana outside of fields: pairs of words with a blank, readings in brackets, foreigners with a middle dot."""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memchr

from meibo_detectors.kernels.kana_readings cimport LONGEST_READING, NO_READING, SAMPLE_READING, read_parts, read_whole
from meibo_detectors.kernels.name_context cimport DOT, holds, is_addressed, is_titled
from meibo_detectors.kernels.name_tables cimport (
    BEHIND_READING,
    HIRAGANA,
    JOINED,
    KANJI,
    KATAKANA,
    PROLONGED,
    NameTables,
    Names,
    Text,
    is_blocked,
    is_sign,
    letter_at,
    marks_of,
    text_of,
)
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.word_hash cimport find_word, hash_stretch, holds_word


cdef enum Limit:
    STRIDE = 32  # characters that are looked over at once for a blank between kana
    SHORTEST_PAIR = 5
    LONGEST_FOREIGN = 32
    SHORTEST_FOREIGN = 5
    MOST_DOTS = 3


cdef struct Found:
    Offsets start, end, evidence


cdef inline void begin_found(Found *found) noexcept nogil:
    begin(&found.start, 0)
    begin(&found.end, 0)
    begin(&found.evidence, 0)


cdef inline void give(Found *found, int64_t start, int64_t end, uint64_t evidence) noexcept nogil:
    push(&found.start, start)
    push(&found.end, end)
    push(&found.evidence, <int64_t> evidence)


cdef inline void give_reading(Found *found, const Names *names, int64_t start, int64_t end, int reading) noexcept nogil:
    """A reading that stands in no field."""
    cdef uint64_t evidence = names.marks.listed | names.marks.weak
    if reading == SAMPLE_READING:
        evidence |= names.marks.sample
    if reading != NO_READING:
        give(found, start, end, evidence)


def find_kana_pairs(
    const uint8_t[::1] chars,
    const uint32_t[::1] codes,
    const uint32_t[::1] letters,
    const uint8_t[::1] blocked,
    NameTables tables,
):
    """Start, end and evidence of pairs of kana words that read as surname and given name; int64.

    Neither word is paired with a third, and the first begins outside of ``blocked`` characters (a bit each).
    """
    cdef Text text = text_of(chars, codes, letters)
    cdef Found found
    cdef int64_t at = 1, roof, last = text.count - 1
    cdef const uint8_t *marks = marks_of(blocked, text.count)
    with nogil:
        begin_found(&found)
        while at < last:
            if at + STRIDE < last and not has_blank(text.chars + at):
                at += STRIDE
                continue
            roof = at + STRIDE if at + STRIDE < last else last
            while at < roof:
                if joins_kana(text.chars, at):
                    read_pair(&found, &tables.names, &text, marks, at)
                at += 1
    return take(&found.start), take(&found.end), take(&found.evidence)


cdef inline bint has_blank(const uint8_t *chars) noexcept nogil:
    """Whether a blank stands between characters that are no ASCII within one stride; reads one more at either side."""
    cdef uint8_t found = 0
    cdef Py_ssize_t at
    for at in range(STRIDE):
        found |= (chars[at] == 32) & (chars[at - 1] & chars[at + 1]) >> 7
    return found != 0


cdef inline uint8_t kana_of(uint8_t char) noexcept nogil:
    """HIRAGANA, KATAKANA for a long-vowel mark, too, or 0."""
    return HIRAGANA if char == HIRAGANA else KATAKANA if char == KATAKANA or char == PROLONGED else 0


cdef inline bint joins_kana(const uint8_t *chars, int64_t at) noexcept nogil:
    """Whether a blank stands between two kana of one kind; the caller answers for both neighbours."""
    return chars[at] == 32 and kana_of(chars[at - 1]) != 0 and kana_of(chars[at - 1]) == kana_of(chars[at + 1])


cdef inline int64_t kana_start(const uint8_t *chars, int64_t at) noexcept nogil:
    """Where the kana of one kind begin that go up to an offset."""
    cdef uint8_t kind = kana_of(chars[at - 1])
    while at > 0 and kana_of(chars[at - 1]) == kind:
        at -= 1
    return at


cdef inline int64_t kana_end(const Text *text, int64_t at) noexcept nogil:
    """Where the kana of one kind end that begin at an offset."""
    cdef uint8_t kind = kana_of(text.chars[at])
    while at < text.count and kana_of(text.chars[at]) == kind:
        at += 1
    return at


cdef void read_pair(
    Found *found, const Names *names, const Text *text, const uint8_t *marks, int64_t blank
) noexcept nogil:
    """The pair of words at a blank, if it is a name's."""
    cdef int64_t start = kana_start(text.chars, blank), end = kana_end(text, blank + 1)
    if is_blocked(marks, start) or blank - start < 2 or end - blank < 3:
        return
    if end - start < SHORTEST_PAIR or end - start > 2 * LONGEST_READING:
        return
    if start >= 2 and joins_kana(text.chars, start - 1) and not is_blocked(marks, kana_start(text.chars, start - 1)):
        return
    if end < text.count - 1 and joins_kana(text.chars, end) and not is_blocked(marks, blank + 1):
        return
    give_reading(found, names, start, end, read_parts(names, text, start, blank, blank + 1, end))


def find_bracketed_readings(
    const uint8_t[::1] chars,
    const uint32_t[::1] codes,
    const uint32_t[::1] letters,
    const int64_t[::1] name_end,
    NameTables tables,
):
    """The same of readings without a blank that begin brackets directly behind names: 小暮智也（こぐれともや）."""
    cdef Text text = text_of(chars, codes, letters)
    cdef Found found
    cdef Py_ssize_t row
    cdef int64_t start, end
    with nogil:
        begin_found(&found)
        for row in range(name_end.shape[0]):
            start = name_end[row] + 1
            if not 0 < start <= text.count or text.chars[start - 1] != 40:
                continue
            end = start
            while end < text.count and end - start <= 2 * LONGEST_READING and kana_of(text.chars[end]):
                end += 1
            if is_sign(&tables.names, letter_at(&text, end), BEHIND_READING):
                give_reading(&found, &tables.names, start, end, read_whole(&tables.names, &text, start, end))
    return take(&found.start), take(&found.end), take(&found.evidence)


def find_foreign_names(
    const uint8_t[::1] chars,
    const uint32_t[::1] codes,
    const uint32_t[::1] letters,
    const uint8_t[::1] blocked,
    NameTables tables,
):
    """The same of two to four words in katakana with middle dots between: ジョン・スミス."""
    cdef Text text = text_of(chars, codes, letters)
    cdef Found found
    cdef int64_t start = 0, end = 0
    cdef const void *next_kana
    cdef const uint8_t *marks = marks_of(blocked, text.count)
    with nogil:
        begin_found(&found)
        while end < text.count:
            next_kana = memchr(text.chars + end, KATAKANA, text.count - end)
            if next_kana == NULL:
                break
            end = <const uint8_t *> next_kana - text.chars
            start = kana_start(text.chars, end + 1)
            end = kana_end(&text, end)
            if end - start >= SHORTEST_FOREIGN and end - start <= LONGEST_FOREIGN and not is_blocked(marks, start):
                read_foreign(&found, &tables.names, &text, start, end)
    return take(&found.start), take(&found.end), take(&found.evidence)


cdef void read_foreign(Found *found, const Names *names, const Text *text, int64_t start, int64_t end) noexcept nogil:
    """The name that a stretch of katakana and middle dots is, if it is one."""
    cdef int64_t at, first_dot = -1, last_dot = -1, number
    cdef int dots = 0
    cdef uint64_t first, last, evidence = names.marks.needs_label
    cdef bint is_known, has_title, is_sure
    for at in range(start, end):
        if text.letters[at] == DOT:
            dots += 1
            last_dot = at
            if first_dot < 0:
                first_dot = at
    if not 1 <= dots <= MOST_DOTS or first_dot - start < 2 or end - last_dot < 3:
        return
    first, last = hash_stretch(text.codes, start, first_dot), hash_stretch(text.codes, last_dot + 1, end)
    if holds_word(&names.firm_words, last) or holds_word(&names.firm_words, first):
        return
    number = find_word(&names.foreign_names, last)
    is_known = number >= 0 and holds_word(&names.foreign_names, first)
    has_title = is_titled(names, text, end) if is_known else is_addressed(names, text, end)
    is_sure = is_known and number == 0 and stands_free(names, text, start, end, has_title)
    is_sure = is_sure and not holds(&names.ordinary_words, text, start, end)
    is_sure = is_sure and not holds_word(&names.place_beginnings, first)
    evidence |= names.marks.strong if is_sure else names.marks.weak
    evidence |= names.marks.listed if is_known else names.marks.shaped
    if has_title:
        evidence |= names.marks.titled
    give(found, start, end, evidence)


cdef inline bint stands_free(
    const Names *names, const Text *text, int64_t start, int64_t end, bint has_title
) noexcept nogil:
    """Neither part of a longer name (ルイ＝ナポレオン), nor in the quotes of a work, nor before kanji that are no title."""
    if start > 0 and is_sign(names, text.letters[start - 1], JOINED):
        return False
    if end >= text.count:
        return True
    return not is_sign(names, text.letters[end], JOINED) and (has_title or text.chars[end] != KANJI)
