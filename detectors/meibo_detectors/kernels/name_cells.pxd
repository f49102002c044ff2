"""The cells of fields that are named as names, cut into the pieces that they hold, and what those are made of."""

from libc.stdint cimport int64_t, uint8_t, uint32_t

from meibo_detectors.kernels.name_context cimport LONGEST_TITLE, holds, is_code, skip_blanks
from meibo_detectors.kernels.name_tables cimport (
    HIRAGANA,
    KANJI,
    KATAKANA,
    PROLONGED,
    SEPARATOR,
    TITLE_ENDING,
    Names,
    Text,
    char_at,
    is_dot,
    is_latin,
    is_sign,
    letter_at,
)


cdef enum Limit:
    LONGEST_CELL = 60
    LONGEST_PIECE = 40
    MARGIN_CHARS = 4
    MARK_CHARS = 4  # the longest mark of a firm in kana, with its bracket


cdef struct Piece:
    int64_t start
    int64_t end
    bint is_titled  # an honorific stood behind it
    bint is_bracketed  # it stands in brackets: the reading, or a remark
    bint is_whole  # nothing else stands in its cell
    bint is_of_staff  # the name of its field says that persons stand there
    # Characters by kind.
    int64_t kanji, hiragana, katakana, latin, blanks, dots, signs, others


cdef inline bint inverts(const Text *text, int64_t start, int64_t end, int64_t comma) noexcept nogil:
    """Whether a comma is the one between two Latin words of its cell: Kogure, Tomoya."""
    cdef int64_t at, blanks = 0
    if comma < 1 or not is_latin(text.chars[comma - 1]) or char_at(text, comma + 1) != 32:
        return False
    if not is_latin(char_at(text, comma + 2)):
        return False
    for at in range(start, end):
        blanks += text.letters[at] == 32
    return blanks == 1


cdef inline bint is_cut_at(
    const Names *names, const Text *text, int64_t start, int64_t end, int64_t at, bint at_dots
) noexcept nogil:
    """Whether names are parted at a character of a cell; ``at_dots``: at middle dots and semicolons, too."""
    cdef uint32_t letter = text.letters[at]
    if at_dots and is_dot(letter):
        return True
    if not is_sign(names, letter, SEPARATOR):
        return False
    return at_dots or letter != 44 or not inverts(text, start, end, at)


cdef inline bint is_of_firm(
    const Text *text, int64_t start, int64_t end, int64_t cell_start, int64_t cell_end
) noexcept nogil:
    """Pieces behind カ) or before (カ, as banks write 株式会社 and its kind in kana."""
    if 2 <= start - cell_start <= MARK_CHARS and text.chars[start - 1] == 41 and text.chars[cell_start] == KATAKANA:
        return True
    if 2 <= cell_end - end <= MARK_CHARS and text.chars[end] == 40 and text.chars[cell_end - 1] == KATAKANA:
        return True
    return False


cdef inline bint is_margin(uint8_t char) noexcept nogil:
    return char == 32 or char == 59


cdef inline void trim_piece(const Text *text, Piece *piece) noexcept nogil:
    """A piece without blanks and semicolons at its ends."""
    cdef int64_t floor = piece.end - MARGIN_CHARS, roof = piece.start + MARGIN_CHARS
    while piece.start < roof and piece.start < piece.end and is_margin(text.chars[piece.start]):
        piece.start += 1
    while piece.end > floor and piece.start < piece.end and is_margin(text.chars[piece.end - 1]):
        piece.end -= 1


cdef inline int64_t before_title(const Names *names, const Text *text, int64_t start, int64_t end) noexcept nogil:
    """The end of a piece without the longest honorific, where at least one character stays."""
    cdef int64_t length, found = end
    if end <= start or not is_sign(names, letter_at(text, end - 1), TITLE_ENDING):
        return end
    for length in range(1, LONGEST_TITLE + 1):
        if end - start <= length:
            break
        if holds(&names.honorifics, text, end - length, end):
            found = end - length
    return found


cdef inline void count_kinds(const Text *text, Piece *piece) noexcept nogil:
    """Note what a piece is made of."""
    cdef int64_t at
    cdef uint8_t char
    piece.kanji = piece.hiragana = piece.katakana = piece.latin = 0
    piece.blanks = piece.dots = piece.signs = piece.others = 0
    for at in range(piece.start, piece.end):
        char = text.chars[at]
        if is_dot(text.letters[at]):
            piece.dots += 1
        elif char == KANJI:
            piece.kanji += 1
        elif char == HIRAGANA:
            piece.hiragana += 1
        elif char == KATAKANA or char == PROLONGED:
            piece.katakana += 1
        elif is_latin(char):
            piece.latin += 1
        elif char == 32:
            piece.blanks += 1
        elif char == 46 or char == 44 or char == 39 or char == 45:  # . , ' -
            piece.signs += 1
        else:
            piece.others += 1


cdef inline bint make_piece(
    Piece *piece, const Names *names, const Text *text, int64_t start, int64_t end, int64_t cell_start, int64_t cell_end
) noexcept nogil:
    """A piece between two cuts, without blanks and honorifics; False where nothing of use is left."""
    cdef uint8_t before = text.chars[start - 1] if start > 0 else text.chars[0]
    cdef int64_t stripped
    if is_of_firm(text, start, end, cell_start, cell_end):
        return False
    piece.is_bracketed = before == 40 or before == 91
    piece.is_whole = start == cell_start and end == cell_end
    piece.start, piece.end = start, end
    trim_piece(text, piece)
    stripped = before_title(names, text, piece.start, piece.end)
    piece.is_titled = stripped != piece.end
    piece.end = stripped
    trim_piece(text, piece)
    if not 1 <= piece.end - piece.start <= LONGEST_PIECE:
        return False
    count_kinds(text, piece)
    return True


cdef inline int64_t first_blank(const Text *text, int64_t start, int64_t end) noexcept nogil:
    """The first blank of a stretch, -1 where it has none."""
    cdef int64_t at
    for at in range(start, end):
        if text.chars[at] == 32:
            return at
    return -1


cdef inline int64_t first_dot(const Text *text, int64_t start, int64_t end) noexcept nogil:
    """The first middle dot or semicolon of a stretch, -1 where it has none."""
    cdef int64_t at
    for at in range(start, end):
        if is_dot(text.letters[at]):
            return at
    return -1
