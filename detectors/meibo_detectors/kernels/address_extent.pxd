"""How far an address goes on behind its municipality: the town, and the way to its number."""

from libc.stdint cimport int64_t, uint32_t, uint64_t

from meibo_detectors.kernels.address_building cimport NO, BuildingWords, end_of_building
from meibo_detectors.kernels.address_number cimport NumberForm, counts_houses, find_kanji_number, read_number
from meibo_detectors.kernels.address_signs cimport (
    BLANK, DIGIT, HIRAGANA, NO_NUMBER_AFTER, NO_TOWN, PARTICLE, STREET, STREET_END, WORD, Signs, base_at, code_at,
    count_kind, ends_in_word, kind_at,
)
from meibo_detectors.kernels.cells_in cimport Cells, holding
from meibo_detectors.kernels.word_hash cimport HASH_BASE, Words, holds_word, mix_hash

cdef enum:
    LONGEST_TOWN = 12
    LONGEST_GAP = 18  # characters between municipality and number
    LONGEST_STREET = 36  # the same in Kyoto, where the way to the house is told (寺町通御池上る)
    REACH = 37
    BIG = 0x5927  # 大
    SECTION = 0x5B57  # 字
    GA_SIGN = 0x304C  # が
    RU = 0x308B  # る
    RI = 0x308A  # り
    TSU = 0x3064  # つ


cdef struct Anchor:
    # From where an address is read on.
    int64_t end  # where the municipality ends
    bint is_kyoto  # it may lie in Kyoto
    bint is_field  # the whole field is named as an address
    bint has_prefecture
    bint has_place  # a municipality was read; without one a town must follow at once


cdef struct Extent:
    # What follows an anchor.
    int64_t end
    bint has_town  # a town of the dictionary follows
    bint has_number  # block and house number
    bint is_chome_only  # the number is a 丁目 alone: a quarter, not a house
    bint is_strong  # it is written with 丁目, 番地, 地割 or in three parts
    bint is_bare  # it is digits alone


cdef inline int64_t skip_section(const Signs *signs, int64_t end) noexcept nogil:
    """Behind a blank, and behind 大字 or 字."""
    if kind_at(signs, end) & BLANK:
        end += 1
    if code_at(signs, end) == BIG and code_at(signs, end + 1) == SECTION:
        end += 2
    return end + 1 if code_at(signs, end) == SECTION else end


cdef inline int64_t end_of_town(
    const Signs *signs, const Words *towns, int64_t begin, int64_t number, int64_t word_end
) noexcept nogil:
    """Where the longest town of the dictionary ends, ``begin`` where none stands there; first up to the number."""
    cdef uint64_t hashes[LONGEST_TOWN + 1]
    cdef uint64_t raw = 0, power = 1
    cdef int64_t length, most = word_end - begin
    if most > LONGEST_TOWN:
        most = LONGEST_TOWN
    for length in range(1, most + 1):
        raw += (base_at(signs, begin + length - 1) + <uint64_t> 1) * power
        power *= HASH_BASE
        hashes[length] = mix_hash(raw, length)
    length = number - begin
    if 0 < length <= most and holds_word(towns, hashes[length]):
        return number
    for length in range(most, 1, -1):
        if holds_word(towns, hashes[length]):
            return begin + length
    return begin


cdef inline bint runs_on(const Signs *signs, int64_t start, int64_t end, bint is_kyoto) noexcept nogil:
    """Whether a particle or verb between municipality and number shows running text.

    A plot may be called い or り, as 甲 and 乙 elsewhere: one such character directly before the number is none.
    """
    cdef int64_t at
    cdef uint32_t kind, code
    cdef bint found = False
    for at in range(start, end):
        kind = kind_at(signs, at)
        if not kind & HIRAGANA or (at == end - 1 and not kind & PARTICLE):
            continue
        if kind & PARTICLE or code_at(signs, start) == NO:
            return True
        code = code_at(signs, at)
        found = found or not (code == NO or code == GA_SIGN or code == RU or code == RI or code == TSU)
    return found and not is_kyoto


cdef inline bint ends_cell(const Signs *signs, Cells *cells, const int64_t *column, int64_t end) noexcept nogil:
    """Whether a comma at an offset parts two cells of a table."""
    cdef int64_t field
    if code_at(signs, end) != c",":
        return False
    field = holding(cells, end - 1, end)
    return field >= 0 and column[field] >= 0 and cells.end[field] == end


cdef inline Extent read_extent(
    const Signs *signs,
    const Words *towns,
    const BuildingWords *buildings,
    Cells *cells,
    const int64_t *column,
    const Anchor *anchor,
) noexcept nogil:
    """Town, number, building and room behind a municipality. ``column`` is of the cells, -1 outside of tables."""
    cdef Extent extent
    cdef NumberForm form
    cdef int64_t begin = skip_section(signs, anchor.end)
    cdef int64_t word_end = begin + count_kind(signs, begin, WORD, REACH)
    cdef int64_t number = 0, town_end, gap_start, gap, reach
    cdef bint has_town, near, is_spaced, is_street
    while number < REACH and not kind_at(signs, begin + number) & DIGIT:
        number += 1
    number = begin + find_kanji_number(signs, begin, number, REACH)
    town_end = end_of_town(signs, towns, begin, number, word_end)
    has_town = town_end > begin
    is_spaced = kind_at(signs, word_end) & BLANK and number == word_end + 1
    reach = (LONGEST_STREET if anchor.is_kyoto else LONGEST_GAP) + (LONGEST_TOWN if has_town else 0)
    gap_start = town_end
    gap = number - gap_start - is_spaced
    if gap < 0:
        gap = 0
    near = (number <= word_end or is_spaced) and number - begin <= reach
    near = near and (has_town or not kind_at(signs, begin) & NO_TOWN)
    near = near and not (gap > 0 and runs_on(signs, gap_start, gap_start + gap, anchor.is_kyoto))
    if near and not has_town and gap > 0 and anchor.has_place:  # as behind the way to a house in Kyoto
        has_town = ends_in_word(signs, towns, gap_start, gap_start + gap, 2, LONGEST_TOWN // 2)
    form = read_number(signs, number)
    is_street = anchor.is_kyoto and kind_at(signs, form.end) & STREET and kind_at(signs, form.end + 1) & STREET_END
    near = near and (
        gap == 0 or has_town or is_street or form.is_strong or not kind_at(signs, number - 1) & NO_NUMBER_AFTER
    )
    near = near and (
        has_town or is_street or anchor.is_field or anchor.has_prefecture
        or (gap > 0 and (form.is_strong or not form.is_bare)) or (form.is_strong and not form.is_chome)
    )
    extent.has_number = near and counts_houses(
        signs, number, &form, has_town, anchor.is_field, ends_cell(signs, cells, column, form.end)
    )
    extent.end = town_end if town_end > begin else anchor.end
    if extent.has_number:
        extent.end = end_of_building(signs, buildings, form.end, anchor.is_field, is_street)
    extent.has_town = has_town
    extent.is_chome_only = extent.has_number and form.is_chome
    extent.is_strong = form.is_strong
    extent.is_bare = form.is_bare
    return extent
