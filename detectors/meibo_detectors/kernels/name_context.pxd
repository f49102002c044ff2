"""What stands around a name: titles behind it, labels, callings and companies before it, ages and mail addresses.

The words are those of japan/name_words.py and japan/name_slots.py; each function answers for one place of a text.
"""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

from meibo_detectors.kernels.name_tables cimport (
    AGE,
    CALLING,
    DASH,
    DEPARTMENT,
    HIRAGANA,
    INTRODUCTION,
    KANJI,
    KATAKANA,
    KINSHIP,
    LABEL_ENDING,
    LEAD_ENDING,
    NOUN,
    ORGANISATION_ENDING,
    PARTICLE,
    PARTY_ENDING,
    PROLONGED,
    TITLE_BEGINNING,
    TITLE_ENDING,
    Names,
    Text,
    char_at,
    char_inside,
    code_at,
    code_inside,
    is_digit,
    is_sign,
)
from meibo_detectors.kernels.word_hash cimport Words, find_word, hash_stretch, holds_word


cdef enum Reach:
    LONGEST_TITLE = 7
    LONGEST_LABEL = 7
    LONGEST_CALLING = 4
    LONGEST_ORGANISATION = 10
    LEADING_ORGANISATION = 4  # the shortest that stands before what it names: 株式会社
    MOST_BLANKS = 4
    MOST_JOINTS = 4
    MAIL_CHARS = 64
    BRACKET_CHARS = 12


cdef enum Code:
    DOT = 0x30FB
    STOCK = 0x682A  # 株
    YEAR = 0x5E74  # 年
    BIRTH = 0x751F  # 生
    QUOTE = 0x300C  # 「


cdef inline bint holds(const Words *words, const Text *text, int64_t start, int64_t end) noexcept nogil:
    """Whether a list holds a stretch, which lies inside of the text."""
    return holds_word(words, hash_stretch(text.codes, start, end))


cdef inline int64_t number_of(const Words *words, const Text *text, int64_t start, int64_t end) noexcept nogil:
    """The number of a stretch in a list, -1 where it does not hold it."""
    return find_word(words, hash_stretch(text.codes, start, end))


cdef inline bint has_flag(const Words *words, const Text *text, int64_t start, int64_t end, int64_t flag) noexcept nogil:
    """Whether a list holds a stretch with this flag."""
    cdef int64_t number = number_of(words, text, start, end)
    return number >= 0 and (number & flag) != 0


cdef inline bint is_code(const Names *names, const Text *text, int64_t at, uint32_t signs) noexcept nogil:
    """Whether the character at an offset (or at the edge that it lies beyond) is one of these signs."""
    return is_sign(names, code_at(text, at), signs)


cdef inline int64_t skip_blank(const Text *text, int64_t at) noexcept nogil:
    """Behind the blank that stands at an offset, if one does."""
    return at + 1 if at < text.count and char_at(text, at) == 32 else at


cdef inline int64_t skip_blanks(const Text *text, int64_t at) noexcept nogil:
    """Behind the blanks that stand at an offset."""
    cdef int64_t roof = at + MOST_BLANKS
    while at < roof and at < text.count and char_at(text, at) == 32:
        at += 1
    return at


cdef inline bint begins_title(const Names *names, const Text *text, int64_t at, const Words *titles) noexcept nogil:
    """Whether an honorific or title of a list begins at an offset."""
    cdef int64_t length
    if at >= text.count or not is_code(names, text, at, TITLE_BEGINNING):
        return False
    for length in range(1, LONGEST_TITLE + 1):
        if at + length > text.count:
            return False
        if is_code(names, text, at + length - 1, TITLE_ENDING) and holds(titles, text, at, at + length):
            return True
    return False


cdef inline bint is_titled(const Names *names, const Text *text, int64_t end) noexcept nogil:
    """Whether an honorific or title follows an offset, directly or behind one blank."""
    return begins_title(names, text, skip_blank(text, end), &names.honorifics)


cdef inline bint is_addressed(const Names *names, const Text *text, int64_t end) noexcept nogil:
    """The same of honorifics that only persons have."""
    return begins_title(names, text, skip_blank(text, end), &names.personal_honorifics)


cdef inline bint is_joint(uint8_t char) noexcept nogil:
    """What stands between a label and a name."""
    return char == 32 or char == 9 or char == 58 or char == 42


cdef inline int64_t before_joints(const Text *text, int64_t start) noexcept nogil:
    """Where the colon or blanks begin that stand before an offset; 0 where none do."""
    cdef int64_t at = start, turn
    if start <= 1 or not is_joint(char_at(text, start - 1)):
        return 0
    for turn in range(MOST_JOINTS):
        if at <= 1 or not is_joint(char_at(text, at - 1)):
            break
        at -= 1
    return at


cdef inline bint is_labelled(const Names *names, const Text *text, int64_t start) noexcept nogil:
    """Whether a label or title, and a colon or blanks, stand before an offset: 資料作成：小暮智也, 製造係長　小暮智也."""
    cdef int64_t at = before_joints(text, start), length
    if at == 0 or not is_code(names, text, at - 1, LABEL_ENDING):
        return False
    if holds(&names.persons, text, at - 1, at):
        return True
    for length in range(2, LONGEST_LABEL + 1):
        if at >= length and holds(&names.labels, text, at - length, at):
            return True
    return False


cdef inline bint is_calling(const Names *names, const Text *text, int64_t start, int64_t end) noexcept nogil:
    """Whether a word says what somebody is: 校長, 研究者."""
    cdef uint64_t word = hash_stretch(text.codes, start, end)
    cdef int64_t number
    if holds_word(&names.leading_words, word):
        return True
    number = find_word(&names.ordinary_words, word)
    return number >= 0 and (number & CALLING) != 0


cdef inline bint is_called_before(const Names *names, const Text *text, int64_t floor, int64_t end) noexcept nogil:
    """Whether a calling ends at an offset and begins at the floor or behind it."""
    cdef int64_t length
    for length in range(2, LONGEST_CALLING + 1):
        if end - length >= floor and is_calling(names, text, end - length, end):
            return True
    return False


cdef inline bint is_introduced(const Names *names, const Text *text, int64_t start) noexcept nogil:
    """Whether a calling and の, a dot, a comma or a colon stand before an offset: 作者の小暮智也, 会長・小暮智也."""
    if start <= 2 or not is_code(names, text, start - 1, INTRODUCTION):
        return False
    return is_code(names, text, start - 2, LEAD_ENDING) and is_called_before(names, text, 0, start - 1)


cdef inline bint is_era(uint32_t first, uint32_t second) noexcept nogil:
    """明治, 大正, 昭和, 平成."""
    return (
        (first == 0x660E and second == 0x6CBB)
        or (first == 0x5927 and second == 0x6B63)
        or (first == 0x662D and second == 0x548C)
        or (first == 0x5E73 and second == 0x6210)
    )


cdef inline bint is_dated(const Names *names, const Text *text, int64_t end) noexcept nogil:
    """Whether brackets at an offset begin with an age or a birth: (45), (45歳), (1950年3月, (1950-2010)."""
    cdef int64_t at = end + 1, digits = 0
    cdef uint32_t after, second, following
    cdef bint by_era, is_year
    if end >= text.count or text.chars[end] != 40:
        return False
    by_era = is_era(code_inside(text, at), code_inside(text, at + 1))
    if by_era:
        at += 2
    while digits < BRACKET_CHARS and is_digit(char_inside(text, at + digits)):
        digits += 1
    after, second = code_inside(text, at + digits), code_inside(text, at + digits + 1)
    following = code_inside(text, at + digits + 2) if second == 32 else second
    if not by_era:
        if digits == 2 and after == 41:
            return True
        if 1 <= digits <= 3 and is_sign(names, after, AGE):
            return True
    is_year = 1 <= digits <= 2 if by_era else digits == 4
    if not is_year:
        return False
    if after == YEAR:
        return is_sign(names, following, DASH) or following == BIRTH or 48 <= following <= 57
    return is_sign(names, after, DASH) or (after == 32 and is_sign(names, second, DASH))


cdef inline uint32_t behind_blank(const Text *text, int64_t *at) noexcept nogil:
    """The letter at an offset, or behind the blank there, to which the offset then moves; 0 behind the text."""
    if char_at(text, at[0]) == 32:
        at[0] += 1
    return text.letters[at[0]] if at[0] < text.count else 0


cdef inline bint has_mail_behind(const Text *text, int64_t end) noexcept nogil:
    """Whether a mail address in angle brackets follows: 小暮 智也 <kogure@...>, "小暮 智也" <kogure@...>."""
    cdef int64_t at = end + (char_at(text, end) == 34), step
    if behind_blank(text, &at) != 60:
        return False
    for step in range(1, MAIL_CHARS + 1):
        if at + step >= text.count:
            return False
        if text.chars[at + step] == 64:
            return True
    return False


cdef inline bint is_described(const Names *names, const Text *text, int64_t end) noexcept nogil:
    """Whether brackets follow that hold a department, a title, or a kinship: 小暮智也（総務部）, 小暮智也（妻）."""
    cdef int64_t inside = end + 1, size = 0
    cdef uint32_t last
    if end >= text.count or text.chars[end] != 40:
        return False
    while size < BRACKET_CHARS and inside + size < text.count and text.chars[inside + size] != 41:
        size += 1
    if size < 1 or size >= BRACKET_CHARS or inside + size >= text.count:
        return False
    last = text.codes[inside + size - 1]
    if is_sign(names, last, KINSHIP if size == 1 else DEPARTMENT):
        return True
    return holds(&names.titles, text, inside, inside + size)


cdef inline bint is_spoken(const Text *text, int64_t at, int64_t end) noexcept nogil:
    """Whether a time of day ends at an offset and a colon or a quote follows the other: 10:15 小暮智也: はい."""
    cdef int64_t behind = end
    cdef uint32_t code
    if char_at(text, at - 1) == 93:
        at -= 1
    if at < 4 or not is_digit(text.chars[at - 1]) or not is_digit(text.chars[at - 2]):
        return False
    if text.chars[at - 3] != 58 or not is_digit(text.chars[at - 4]):
        return False
    code = behind_blank(text, &behind)
    return code == 58 or code == 62 or code == QUOTE


cdef inline bint is_placed(const Names *names, const Text *text, int64_t start, int64_t end) noexcept nogil:
    """Whether what stands around a stretch has a name there: see japan/name_slots.py."""
    cdef int64_t at = before_joints(text, start)
    if at > 0:
        if at > 1 and is_code(names, text, at - 1, DEPARTMENT) and text.chars[at - 2] == KANJI:
            return True
        if (is_digit(text.chars[at - 1]) or text.codes[at - 1] == 93) and is_spoken(text, at, end):
            return True
    if start > 1 and is_code(names, text, start - 1, PARTY_ENDING) and holds(&names.parties, text, start - 2, start):
        return True
    return has_mail_behind(text, end) or is_described(names, text, end)


cdef inline bint follows_well(const Names *names, const Text *text, int64_t end) noexcept nogil:
    """What stands behind does not go on with the word: a sign, a blank, an end, or a particle."""
    cdef uint8_t after = char_inside(text, end)
    cdef uint32_t code = code_inside(text, end), second
    cdef Py_ssize_t pair
    cdef bint is_bound = False
    if after == KANJI or after == PROLONGED or is_digit(after) or (after == KATAKANA and code != DOT):
        return False
    if after != HIRAGANA:
        return True
    if not is_sign(names, code, PARTICLE):
        return False
    second = code_inside(text, end + 1)
    for pair in range(names.second_count):
        if names.seconds[2 * pair] == code:
            if names.seconds[2 * pair + 1] == second:
                return True
            is_bound = True
    return not is_bound


cdef inline bint is_closed(const Text *text, int64_t end) noexcept nogil:
    """Whether a sign or an end follows: no kanji, kana or digit that goes on with the word."""
    cdef uint8_t after = char_inside(text, end)
    return not (KANJI <= after <= PROLONGED or is_digit(after))


cdef inline bint ends_as_organisation(const Names *names, const Text *text, int64_t start, int64_t end) noexcept nogil:
    """Whether a stretch ends with what names an organisation, and holds more than that."""
    cdef int64_t length
    if not is_code(names, text, end - 1, ORGANISATION_ENDING):
        return False
    for length in range(1, LONGEST_ORGANISATION + 1):
        if end - start <= length:
            return False
        if holds(&names.organisations, text, end - length, end):
            return True
    return False


cdef inline bint is_beside_organisation(
    const Names *names, const Text *text, int64_t start, int64_t end
) noexcept nogil:
    """The words on either side, one blank or bracket away, name an organisation: 株式会社 小暮智也, 小暮智也（株）."""
    cdef uint8_t sign = text.chars[start - 1] if start > 0 else 0
    cdef int64_t before = start - (sign == 32 or sign == 41), after = end, length
    if before >= 1 and text.codes[before - 1] == STOCK and text.chars[before - 1] != 32:
        return True
    if before >= LEADING_ORGANISATION and holds(&names.organisations, text, before - LEADING_ORGANISATION, before):
        return True
    sign = char_inside(text, end)
    if sign == 40 and code_inside(text, end + 1) == STOCK:
        return True
    after += sign == 32 or sign == 40
    for length in range(2, LONGEST_ORGANISATION + 1):
        if after + length > text.count:
            return False
        if is_code(names, text, after + length - 1, ORGANISATION_ENDING) and holds(
            &names.organisations, text, after, after + length
        ):
            return True
    return False


cdef inline bint is_compound(const Names *names, const Text *text, int64_t start) noexcept nogil:
    """Whether the four characters from an offset on are two common nouns: 同居親族."""
    return has_flag(&names.ordinary_words, text, start, start + 2, NOUN) and has_flag(
        &names.ordinary_words, text, start + 2, start + 4, NOUN
    )
