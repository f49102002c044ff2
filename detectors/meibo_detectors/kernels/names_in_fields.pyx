"""Cells of fields that are named as names: the whole cell, or each of several names in it. See japan/names_in_fields.py."""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

from meibo_detectors.kernels.kana_readings cimport NO_READING, SAMPLE_READING, read_parts, read_whole
from meibo_detectors.kernels.name_cells cimport (
    LONGEST_CELL,
    Piece,
    count_kinds,
    first_blank,
    first_dot,
    is_cut_at,
    make_piece,
)
from meibo_detectors.kernels.name_context cimport (
    LEADING_ORGANISATION,
    LONGEST_ORGANISATION,
    ends_as_organisation,
    holds,
    is_compound,
    skip_blanks,
)
from meibo_detectors.kernels.name_splits cimport (
    LIKELY,
    LISTED,
    SOUND,
    Split,
    accept_usual,
    guess_given_name,
    split_name,
)
from meibo_detectors.kernels.name_tables cimport NameTables, Names, Text, char_at, is_upper, text_of
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.romaji_words cimport (
    LONGEST_WORD,
    MOST_WORDS,
    hash_latin,
    is_listed_pair,
    is_sample_pair,
    is_word_sign,
)
from meibo_detectors.kernels.word_hash cimport hash_stretch, holds_word


cdef enum Limit:
    LONGEST_KANJI_NAME = 10
    LONGEST_SHAPED = 8
    MOST_REMARKS = 3
    LONGEST_TRAIL = 2
    LONGEST_PLACEHOLDER_ENDING = 4
    LATE = 0x6545  # 故, before the name of somebody who died


cdef struct Found:
    Offsets start, end, evidence


def find_names_in_fields(
    const uint8_t[::1] chars,
    const uint32_t[::1] codes,
    const uint32_t[::1] letters,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const uint8_t[::1] is_of_staff,
    NameTables tables,
):
    """Start, end and evidence of the names in these cells; int64.

    ``is_of_staff``: for each cell whether the name of its field says that persons stand there.
    """
    cdef Text text = text_of(chars, codes, letters)
    cdef Found found
    cdef Py_ssize_t row, count = start.shape[0]
    if not count == end.shape[0] == is_of_staff.shape[0]:
        raise ValueError("columns of one length")
    with nogil:
        begin(&found.start, count)
        begin(&found.end, count)
        begin(&found.evidence, count)
        for row in range(count):
            if 0 <= start[row] < end[row] <= text.count and end[row] - start[row] <= LONGEST_CELL:
                read_cell(&found, &tables.names, &text, start[row], end[row], is_of_staff[row] != 0)
    return take(&found.start), take(&found.end), take(&found.evidence)


cdef inline void give(Found *found, const Piece *piece, uint64_t evidence) noexcept nogil:
    push(&found.start, piece.start)
    push(&found.end, piece.end)
    push(&found.evidence, <int64_t> evidence)


cdef void read_cell(
    Found *found, const Names *names, const Text *text, int64_t start, int64_t end, bint is_of_staff
) noexcept nogil:
    """The names of one cell: between commas, slashes and brackets."""
    cdef int64_t first = start, at = start
    cdef uint64_t word
    cdef Piece piece
    piece.is_of_staff = is_of_staff
    while first <= end:
        while at < end and not is_cut_at(names, text, start, end, at, False):
            at += 1
        if make_piece(&piece, names, text, first, at, start, end):
            word = hash_stretch(text.codes, piece.start, piece.end)
            if not holds_word(&names.placeholders, word) and not holds_word(&names.honorifics, word):
                weigh_piece(found, names, text, &piece)
        at += 1
        first = at


cdef void weigh_piece(Found *found, const Names *names, const Text *text, Piece *piece) noexcept nogil:
    """The names of one piece, by what it is made of."""
    cdef int64_t kana = piece.hiragana + piece.katakana
    if piece.others:
        return
    if piece.kanji:
        if piece.latin + piece.signs + piece.dots == 0:
            weigh_kanji(found, names, text, piece)
        if piece.dots:
            weigh_dotted(found, names, text, piece)
        if piece.latin > 1 and kana + piece.signs + piece.dots == 0:
            weigh_mixed(found, names, text, piece)
    elif kana == 0:
        if piece.latin > 1:
            if piece.dots:
                weigh_parts(found, names, text, piece)
            else:
                weigh_romaji(found, names, text, piece)
    elif kana > 1 and piece.latin + piece.signs == 0 and (piece.hiragana == 0 or piece.katakana == 0):
        weigh_kana(found, names, text, piece)


cdef void weigh_parts(Found *found, const Names *names, const Text *text, const Piece *whole) noexcept nogil:
    """The names of a piece between middle dots and semicolons, too: in kanji where it holds any, else in Latin letters."""
    cdef int64_t first = whole.start, at = whole.start
    cdef Piece piece
    piece.is_of_staff = whole.is_of_staff
    while first <= whole.end:
        while at < whole.end and not is_cut_at(names, text, whole.start, whole.end, at, True):
            at += 1
        if make_piece(&piece, names, text, first, at, whole.start, whole.end):
            if whole.kanji:
                weigh_kanji(found, names, text, &piece)
            else:
                weigh_romaji(found, names, text, &piece)
        at += 1
        first = at


cdef void weigh_kanji(Found *found, const Names *names, const Text *text, Piece *piece) noexcept nogil:
    """One name in kanji and kana, with a blank or without."""
    cdef int64_t gap, given_start, start, end
    cdef uint64_t evidence = 0, word
    cdef bint is_listed, is_part = False, is_shaped = False, is_ordinary
    cdef Split split
    strip_remarks(names, text, piece)
    start, end = piece.start, piece.end
    if is_spaced_out(text, piece):
        give(found, piece, names.marks.shaped)
    gap = first_blank(text, start, end)
    given_start = skip_blanks(text, gap) if gap >= 0 else -1
    if piece.blanks != given_start - gap or end - start - piece.blanks > LONGEST_KANJI_NAME:
        return
    split = split_name(names, text, start, end, gap, given_start)
    accept_usual(&split, True)
    if piece.is_of_staff and gap < 0:
        guess_given_name(&split, names, text, start, end)
    is_listed = split.grade >= LISTED
    word = hash_stretch(text.codes, start, end)
    if not is_listed:
        if gap < 0 and end - start <= 3:
            is_part = holds_word(&names.surnames, word) or holds_word(&names.given_names, word)
        if not is_part and not piece.is_bracketed:
            is_shaped = is_name_shaped(names, text, piece, gap, given_start)
        if not is_part and not is_shaped:
            return
    is_ordinary = is_listed and holds_word(&names.ordinary_words, word)
    if is_listed:
        evidence |= names.marks.listed
        if (split.grade == SOUND and not (gap < 0 and is_ordinary)) or (piece.is_of_staff and not is_ordinary):
            evidence |= names.marks.strong
    if is_shaped:
        evidence |= names.marks.shaped
        if split.grade == LIKELY and (piece.is_of_staff or gap >= 0):
            evidence |= names.marks.strong
    if is_part:
        evidence |= names.marks.partial
    if split.is_sample:
        evidence |= names.marks.sample
    if piece.is_titled:
        evidence |= names.marks.titled
    if not piece.is_whole:
        evidence |= names.marks.weak
    give(found, piece, evidence)


cdef void strip_remarks(const Names *names, const Text *text, Piece *piece) noexcept nogil:
    """Words before and behind a name that blanks part from it are taken off; a surname is no such word."""
    cdef int64_t start = piece.start, end = piece.end, turn, at, first
    cdef bint has_trail, has_lead
    if text.letters[start] == LATE:
        start = skip_blanks(text, start + (end - start > 2))
    if piece.blanks:
        for turn in range(MOST_REMARKS):
            has_trail = has_lead = False
            at = last_blank(text, start, end)
            if at > start and end - at - 1 <= LONGEST_TRAIL and holds(&names.trailing_words, text, at + 1, end):
                end = before_blanks(text, at)
                has_trail = True
            at = first_blank(text, start, end)
            first = skip_blanks(text, at) if at > start else end
            if at > start and end - first >= 2 and is_lead(names, text, start, at):
                start = first
                has_lead = True
            if not has_trail and not has_lead:
                break
    if start != piece.start or end != piece.end:
        piece.start, piece.end, piece.is_whole = start, end, False
        count_kinds(text, piece)


cdef inline int64_t last_blank(const Text *text, int64_t start, int64_t end) noexcept nogil:
    """The last blank of a stretch, -1 where it has none."""
    cdef int64_t at
    for at in range(end - 1, start - 1, -1):
        if text.chars[at] == 32:
            return at
    return -1


cdef inline int64_t before_blanks(const Text *text, int64_t at) noexcept nogil:
    """Where the blanks begin that the last of which stands at an offset."""
    cdef int64_t turn
    for turn in range(MOST_REMARKS):
        if char_at(text, at - 1) != 32:
            break
        at -= 1
    return at


cdef inline bint is_lead(const Names *names, const Text *text, int64_t start, int64_t end) noexcept nogil:
    """Whether a word is a label or title, or ends as organisations or titles do (営業部, 営業部長), and is no surname."""
    cdef uint64_t word = hash_stretch(text.codes, start, end)
    cdef int64_t length
    if holds_word(&names.surnames, word):
        return False
    if holds_word(&names.leading_words, word):
        return True
    for length in range(1, LONGEST_ORGANISATION + 1):
        if end - start <= length:
            break
        word = hash_stretch(text.codes, end - length, end)
        if holds_word(&names.organisations, word) or (length >= 2 and holds_word(&names.honorifics, word)):
            return True
        if length >= LEADING_ORGANISATION and holds(&names.organisations, text, start, start + length):
            return True
    return False


cdef inline bint is_spaced_out(const Text *text, const Piece *piece) noexcept nogil:
    """Three to six characters with a blank behind each (小 暮 智 也)."""
    cdef int64_t turn
    if not 2 <= piece.blanks <= 5 or piece.end - piece.start != 2 * piece.blanks + 1:
        return False
    for turn in range(1, piece.blanks + 1):
        if text.chars[piece.start + 2 * turn - 1] != 32:
            return False
    return True


cdef inline bint is_name_shaped(
    const Names *names, const Text *text, const Piece *piece, int64_t gap, int64_t given_start
) noexcept nogil:
    """Two to eight characters, no word of the dictionary, nothing that an organisation's name ends with."""
    cdef int64_t start = piece.start, end = piece.end, length
    cdef int64_t size = end - start - (given_start - gap)
    if not 2 <= size <= LONGEST_SHAPED or piece.katakana > size // 2:
        return False
    if gap >= 0:
        if gap - start > 5 or end - given_start > 5:
            return False
    elif size > 6 or (size == 4 and is_compound(names, text, start)):
        return False
    if holds(&names.ordinary_words, text, start, end):
        return False
    for length in range(1, LONGEST_PLACEHOLDER_ENDING + 1):
        if end - start > length and holds(&names.placeholder_endings, text, end - length, end):
            return False
    for length in range(LEADING_ORGANISATION, LONGEST_ORGANISATION + 1):
        if end - start > length and holds(&names.organisations, text, start, start + length):
            return False
    return not ends_as_organisation(names, text, start, end)


cdef void weigh_dotted(Found *found, const Names *names, const Text *text, Piece *piece) noexcept nogil:
    """Kanji with middle dots: surname and given name, or several names."""
    cdef int64_t gap = first_dot(text, piece.start, piece.end)
    cdef Split split
    if piece.dots == 1:
        split = split_name(names, text, piece.start, piece.end, gap, gap + 1)
        if split.grade >= LISTED:
            give(found, piece, names.marks.listed)
            return
    weigh_parts(found, names, text, piece)


cdef void weigh_mixed(Found *found, const Names *names, const Text *text, const Piece *piece) noexcept nogil:
    """A surname in kanji and a given name in Latin letters, a blank between or none."""
    cdef int64_t border = piece.start + piece.kanji, given_start = skip_blanks(text, border)
    if piece.end - given_start != piece.latin or not is_upper(char_at(text, given_start)):
        return
    if holds(&names.surnames, text, piece.start, border) and not holds(&names.latin_words, text, given_start, piece.end):
        give(found, piece, names.marks.shaped)


cdef void weigh_kana(Found *found, const Names *names, const Text *text, const Piece *piece) noexcept nogil:
    """One name in kana, with blanks or dots inside or without."""
    cdef int64_t start = piece.start, end = piece.end, gap, dot, joints = piece.dots + piece.blanks
    cdef uint64_t evidence = 0, word
    cdef int reading = NO_READING
    if joints == 1:
        gap = first_blank(text, start, end)
        if gap < 0:
            gap = first_dot(text, start, end)
        reading = read_parts(names, text, start, gap, gap + 1, end)
    elif joints == 0:
        reading = read_whole(names, text, start, end)
    if reading != NO_READING:
        evidence = names.marks.listed
    elif joints == 0:
        word = hash_stretch(text.codes, start, end)
        if not holds_word(&names.surname_readings, word) and not holds_word(&names.given_readings, word):
            return
        evidence = names.marks.partial
    elif 1 <= joints <= 4 and end - start - joints >= 4 and not piece.is_bracketed:
        evidence = names.marks.shaped
    else:
        return
    if reading == SAMPLE_READING:
        evidence |= names.marks.sample
    if piece.is_titled:
        evidence |= names.marks.titled
    if not piece.is_whole:
        evidence |= names.marks.weak
    give(found, piece, evidence)


cdef void weigh_romaji(Found *found, const Names *names, const Text *text, const Piece *piece) noexcept nogil:
    """One name in Latin letters, with blanks, dots, apostrophes and hyphens."""
    cdef int64_t at = piece.start, first, count = 0
    cdef uint64_t word = 0, first_word = 0, evidence = 0
    cdef bint is_capital = True, is_last_upper = False, is_listed
    while at < piece.end:
        if not is_word_sign(text.chars[at]):
            at += 1
            continue
        first = at
        while at < piece.end and is_word_sign(text.chars[at]):
            at += 1
        count += 1
        word = hash_latin(text.chars, first, at)
        if count > MOST_WORDS or at - first > LONGEST_WORD or holds_word(&names.latin_words, word):
            return
        is_last_upper = is_upper(text.chars[first])
        if count == 1:
            first_word = word
            is_capital = is_last_upper
        elif not is_last_upper and not holds_word(&names.particles, word):
            is_capital = False
    if count < 2:
        return
    is_capital = is_capital and is_last_upper
    is_listed = count == 2 and is_listed_pair(names, first_word, word)
    if is_listed:
        evidence = names.marks.listed
    elif is_capital and not piece.is_bracketed:
        evidence = names.marks.shaped
    else:
        return
    if count == 2 and is_sample_pair(names, first_word, word):
        evidence |= names.marks.sample
    if not piece.is_whole:
        evidence |= names.marks.weak
    give(found, piece, evidence)
