"""The characters of a folded text as kernels look at them: classes, code points, letters; and what a label is told by."""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

from meibo_detectors.kernels.word_hash cimport HASH_BASE, Words, holds_word, mix_hash


cdef struct Signs:
    const uint8_t *chars  # Folded.chars
    const uint32_t *codes  # Folded.codes; NULL where the text is ASCII
    const uint32_t *letters  # Folded.letter_codes; NULL where the text is ASCII
    const uint32_t *bases  # dictionaries.tables.base_forms
    int64_t count
    int64_t bases_count
    const int64_t *escaped  # Folded.escaped
    int64_t escaped_count


cdef struct Labels:
    Words exact
    Words endings
    const uint8_t *openings  # by the first two letters whether any word of ``exact`` may begin so; OPENINGS of them
    int64_t longest  # characters of the longest word of ``exact``


cdef enum:
    OPENINGS = 65536
    LAST_CODE = 65535
    WIDE = 0x80  # character_tables.OTHER, the first class of what is not ASCII
    KANJI = 0x81
    HEADER_CHARS = 20  # a longer stretch is no label by its ending
    ENDING_LEAST = 2
    ENDING_MOST = 5


cdef class Characters:
    cdef const uint8_t[::1] _chars
    cdef const uint32_t[::1] _codes
    cdef const uint32_t[::1] _letters
    cdef const uint32_t[::1] _bases
    cdef const int64_t[::1] _escaped
    cdef Signs signs


cdef class LabelWords:
    cdef const uint64_t[::1] _exact
    cdef const uint64_t[::1] _endings
    cdef const uint8_t[::1] _openings
    cdef Labels labels


cdef inline uint8_t char_at(const Signs *text, int64_t at) noexcept nogil:
    """The folded character at an offset, 0 outside of the text."""
    return text.chars[at] if 0 <= at < text.count else 0


cdef inline uint32_t code_at(const Signs *text, int64_t at) noexcept nogil:
    """The code point at an offset, at most LAST_CODE, 0 outside of the text."""
    cdef uint32_t code
    if at < 0 or at >= text.count:
        return 0
    code = text.codes[at] if text.codes != NULL else text.chars[at]
    return code if code < LAST_CODE else LAST_CODE


cdef inline bint is_digit(uint8_t sign) noexcept nogil:
    return <uint8_t> (sign - 48) < 10


cdef inline bint is_letter(uint8_t sign) noexcept nogil:
    return <uint8_t> ((sign | 32) - 97) < 26


cdef inline bint is_gap(uint8_t sign) noexcept nogil:
    """What parts words of a line."""
    return sign == 32 or sign == 9


cdef inline bint is_blank(uint8_t sign) noexcept nogil:
    """What is left out around a value: white space, line breaks, and what text files hold instead of them."""
    return sign <= 32 and (sign == 32 or 9 <= sign <= 13 or 28 <= sign <= 31 or sign == 0)


cdef inline void trim(const Signs *text, int64_t *start, int64_t *end) noexcept nogil:
    """Leave out the blanks around a stretch of the text."""
    while start[0] < end[0] and is_blank(char_at(text, start[0])):
        start[0] += 1
    while start[0] < end[0] and is_blank(char_at(text, end[0] - 1)):
        end[0] -= 1


cdef inline bint is_written(const Signs *text, int64_t at) noexcept nogil:
    """Whether an ASCII sign is written as such, neither of full width nor as an escape."""
    cdef int64_t low = 0, high = text.escaped_count, middle
    if text.codes != NULL and 0 <= at < text.count and text.codes[at] >= 128:
        return False
    while low < high:
        middle = (low + high) // 2
        if text.escaped[middle] < at:
            low = middle + 1
        else:
            high = middle
    return low >= text.escaped_count or text.escaped[low] != at


cdef inline uint32_t letter_at(const Signs *text, int64_t at) noexcept nogil:
    """The letter in which words are looked up, 0 outside of the text."""
    cdef uint32_t letter
    if at < 0 or at >= text.count:
        return 0
    letter = text.chars[at]
    if text.letters == NULL or letter < WIDE:  # the same in both but for capitals, and nearer
        return letter + 32 if 65 <= letter <= 90 else letter
    letter = text.letters[at]
    return text.bases[letter] if letter < text.bases_count else letter


cdef inline uint64_t hash_letters(const Signs *text, int64_t start, int64_t end) noexcept nogil:
    """The hash of a stretch as ``TextHash`` has it of the same characters."""
    cdef uint64_t raw = 0
    cdef int64_t at = end
    while at > start:
        at -= 1
        raw = raw * HASH_BASE + letter_at(text, at) + 1
    return mix_hash(raw, end - start)


cdef inline bint is_exact(const Signs *text, const Labels *labels, int64_t start, int64_t end) noexcept nogil:
    """Whether a stretch is a word of the list as it stands."""
    cdef uint32_t second
    if end <= start or end - start > labels.longest:
        return False
    second = letter_at(text, start + 1) if end - start > 1 else 0
    if not labels.openings[(letter_at(text, start) * 31 + second) & (OPENINGS - 1)]:
        return False
    return holds_word(&labels.exact, hash_letters(text, start, end))


cdef inline bint breaks_name(uint32_t letter) noexcept nogil:
    """A bracket or a comma: no name of a field ends behind one of them."""
    return letter == 0x28 or letter == 0x3001 or letter == 0x3002 or letter == 0x300C


cdef inline bint is_label(const Signs *text, const Labels *labels, int64_t start, int64_t end) noexcept nogil:
    """Whether a stretch is a label as it stands, without a bracket, or by its ending."""
    cdef int64_t at, width
    cdef uint8_t last
    if end <= start:
        return False
    if is_exact(text, labels, start, end):
        return True
    last = char_at(text, end - 1)
    if last == 41:
        at = end - 1
        while at > start and char_at(text, at) != 40:
            at -= 1
        if at > start and is_exact(text, labels, start, at):
            return True
    if last < WIDE or end - start <= ENDING_LEAST or end - start > HEADER_CHARS:
        return False
    for at in range(start, end):
        if breaks_name(text.letters[at] if text.letters != NULL and at < text.count else 0):
            return False
    for width in range(ENDING_LEAST, ENDING_MOST + 1):
        if end - start > width and holds_word(&labels.endings, hash_letters(text, end - width, end)):
            return True
    return False
