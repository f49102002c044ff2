"""Block and house numbers: ``2-10-7``, ``2丁目10番7号``, ``1234番地の5``, ``二丁目十番七号``, ``北5条西2丁目``, ``第3地割``."""

from libc.stdint cimport int64_t, uint32_t

from meibo_detectors.kernels.address_signs cimport (
    BLANK, DIGIT, HYPHEN, NUMBER, NUMBER_END, NUMERAL, STRONG_MARK, UNIT, Signs, code_at, count_kind, kind_at,
)

cdef enum:
    MOST_BLOCK_DIGITS = 5
    LONGEST_NUMBER = 24
    CHOME = 0x4E01  # 丁
    EYE = 0x76EE  # 目
    BAN = 0x756A  # 番
    GO = 0x53F7  # 号
    STREETS = 0x6761  # 条
    LINE = 0x7DDA  # 線
    EARTH = 0x5730  # 地
    PART = 0x5272  # 割
    TOWN_SIGN = 0x753A  # 町


cdef struct NumberForm:
    # How a block number is written.
    int64_t end
    bint is_strong  # with 丁目, 番, 地割, or in three parts
    bint is_bare  # digits alone
    bint is_chome  # a 丁目 alone
    bint is_marked  # it holds 丁目, 番 or 地割


cdef inline bint counts_blocks(const Signs *signs, int64_t at, int64_t roof) noexcept nogil:
    """Whether what stands behind kanji numerals makes them count blocks; hyphens only before ``roof``."""
    cdef uint32_t code = code_at(signs, at), following = code_at(signs, at + 1)
    if following != TOWN_SIGN and following != CHOME:
        if code == BAN or code == GO or code == STREETS or code == LINE:
            return True
        if (code == CHOME and following == EYE) or (code == EARTH and following == PART):
            return True
    return (
        at + 1 < roof and (kind_at(signs, at) & HYPHEN) != 0 and (kind_at(signs, at + 1) & (NUMERAL | DIGIT)) != 0
    )


cdef inline int64_t find_kanji_number(const Signs *signs, int64_t start, int64_t until, int64_t width) noexcept nogil:
    """How far from ``start`` kanji numerals first count blocks, ``until`` where none do before; within ``width``.

    三丁目, 十二番地, 北五条, 一の三 and 無番地 do; 三番町 and 四日市 do not.
    """
    cdef int64_t at = 0, first
    while at < until:
        if not kind_at(signs, start + at) & NUMERAL:
            at += 1
            continue
        first = at
        while at < width and kind_at(signs, start + at) & NUMERAL:
            at += 1
        if counts_blocks(signs, start + at, start + width):
            return first
    return until


cdef inline NumberForm read_number(const Signs *signs, int64_t start) noexcept nogil:
    """The number that begins at a place."""
    cdef NumberForm form
    cdef int64_t end = start + count_kind(signs, start, NUMBER, LONGEST_NUMBER)
    cdef int64_t at, hyphens = 0, parts = 0
    cdef uint32_t kind
    cdef bint marked = False, in_figures = False
    if kind_at(signs, end) & BLANK and kind_at(signs, end + 1) & DIGIT:
        if code_at(signs, end - 1) == EYE or code_at(signs, end - 1) == EARTH:  # 2丁目 10-7
            end += 1 + count_kind(signs, end + 1, NUMBER, LONGEST_NUMBER)
    for at in range(4):
        if end > start and not kind_at(signs, end - 1) & NUMBER_END:
            end -= 1
    for at in range(start, end):
        kind = kind_at(signs, at)
        hyphens += (kind & HYPHEN) != 0
        marked = marked or (kind & STRONG_MARK) != 0
        parts += (kind & (DIGIT | NUMERAL)) != 0 and not in_figures
        in_figures = (kind & (DIGIT | NUMERAL)) != 0
    form.end = end
    form.is_strong = marked or (hyphens > 1 and parts > 2)
    form.is_bare = not marked and hyphens == 0
    form.is_chome = marked and parts < 2 and code_at(signs, end - 1) == EYE
    form.is_marked = marked
    return form


cdef inline bint counts_houses(
    const Signs *signs, int64_t start, const NumberForm *form, bint has_town, bint is_field, bint ends_cell
) noexcept nogil:
    """Whether a number is a block's: no date, quantity, time, telephone number.

    ``ends_cell``: a comma behind the number parts two cells.
    """
    cdef int64_t head = count_kind(signs, start, DIGIT, MOST_BLOCK_DIGITS + 1)
    cdef uint32_t first = code_at(signs, start), second = code_at(signs, start + 1), behind = code_at(signs, form.end)
    cdef bint is_year, counted, fraction
    if form.end <= start or head > MOST_BLOCK_DIGITS or first == c"0":
        return False
    is_year = head == 4 and code_at(signs, start + 4) == c"-"
    is_year = is_year and ((first == c"1" and second == c"9") or (first == c"2" and second == c"0"))
    if is_year and form.is_strong and not form.is_marked and not (has_town and is_field):
        return False
    counted = form.is_bare or (not form.is_strong and not has_town)
    if counted and kind_at(signs, form.end) & UNIT:
        return False
    if behind == c":" or behind == c"/" or behind == c"%":
        return False
    fraction = behind == c"."
    fraction = fraction or (behind == c"," and form.is_bare and not has_town and not is_field and not ends_cell)
    return not (fraction and kind_at(signs, form.end + 1) & DIGIT)
