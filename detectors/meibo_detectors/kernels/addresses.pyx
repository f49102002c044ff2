"""Addresses, read on from each place of a text, and from the beginning of fields named as an address."""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

from meibo_detectors.kernels.address_building cimport BuildingWords
from meibo_detectors.kernels.address_extent cimport Anchor, Extent, read_extent
from meibo_detectors.kernels.address_signs cimport DIGIT, Signs, code_at, kind_at, signs_of
from meibo_detectors.kernels.cells_in cimport Cells, cells_of, holding
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.places_in cimport AMBIGUOUS, lies_in
from meibo_detectors.kernels.search cimport last_until
from meibo_detectors.kernels.word_hash cimport Words, words_of

cdef enum:
    KYOTO = 26  # the number of the prefecture in which the way to the house is told
    LONGEST_FIELD = 120  # a field named as an address is the address, if no longer than this
    MOST_ROOM_DIGITS = 8  # of what follows a house number in its field; more hold a telephone number
    KANJI_CLASS = 0x81
    WITH = 0x65B9  # 方 of 様方: with whom somebody lives
    MOST_BLANKS = 4
    WIDTH = 8  # columns of what is returned


cdef struct Bits:
    # Bits of evidence and notes.
    uint64_t prefecture, municipality, town, town_number, partial, weak_form


cdef uint64_t weigh(const Bits *bits, const Extent *extent, int64_t prefecture, int64_t packed) noexcept nogil:
    """What was read of an address, as evidence and notes."""
    cdef uint64_t evidence = 0
    cdef bint loose, ambiguous = prefecture == 0 and packed & AMBIGUOUS
    if prefecture > 0:
        evidence |= bits.prefecture
    if packed >= 0:
        evidence |= bits.municipality
    if extent.has_town:
        evidence |= bits.town
    if extent.has_number:
        evidence |= bits.partial if extent.is_chome_only else bits.town_number
    loose = ambiguous or extent.is_bare or (not extent.is_strong and prefecture == 0) or packed < 0
    if loose and not extent.has_town:
        evidence |= bits.weak_form
    return evidence


cdef bint is_rest(const Signs *signs, int64_t start, int64_t end) noexcept nogil:
    """Whether a stretch behind an address may belong to it: it holds no telephone number and no mail address."""
    cdef int64_t at, digits = 0
    cdef uint32_t code
    for at in range(start, end):
        code = code_at(signs, at)
        digits += (kind_at(signs, at) & DIGIT) != 0
        if code == c"@" or code == c":" or digits > MOST_ROOM_DIGITS:
            return False
    return True


cdef bint may_be_addressee(const Signs *signs, const uint8_t *chars, int64_t start, int64_t end) noexcept nogil:
    """Whether a blank and kanji begin the stretch; 様方 at its end tells with whom somebody lives."""
    cdef int64_t turn
    if start >= signs.count or chars[start] != c" " or code_at(signs, end - 1) == WITH:
        return False
    for turn in range(MOST_BLANKS):
        if start < signs.count and chars[start] == c" ":
            start += 1
    return start < signs.count and chars[start] == KANJI_CLASS


cdef int64_t end_with_field(
    const Signs *signs, const uint8_t *chars, int64_t start, int64_t end, int64_t border, int64_t next_place, int64_t *pending
) noexcept nogil:
    """Where an address ends that lies in a field named so: with the field, if what follows belongs to it.

    Where a name may follow, ``pending`` is set to the field's end: it is for the caller to look at.
    """
    if end >= border or border - start > LONGEST_FIELD or next_place < border or not is_rest(signs, end, border):
        return end
    if may_be_addressee(signs, chars, end, border):
        pending[0] = border
        return end
    return border


def read_addresses(
    const uint8_t[::1] chars,
    const uint32_t[::1] codes,
    const uint32_t[::1] kinds,
    const uint32_t[::1] bases,
    const int64_t[:, ::1] places,
    const uint64_t[::1] town_keys,
    const uint32_t[::1] town_numbers,
    const uint64_t[::1] building_keys,
    const uint32_t[::1] building_numbers,
    tuple building_lengths,
    const uint32_t[::1] contact_words,
    const int64_t[::1] field_start,
    const int64_t[::1] field_end,
    const int64_t[::1] field_column,
    const int64_t[::1] named,
    const uint64_t[::1] evidence_bits,
):
    """Addresses from their first place to the room, ascending, and behind them those of fields that hold no place but
    begin with a town and its number. int64, shape (addresses, 8): start, end, the end of a field that belongs to it
    unless a name stands there (else -1), field (-1: none), prefecture, packed number of the municipality, evidence, and
    of addresses without a number in a field of their own the end of the place, else -1.

    ``places`` are those of ``find_places``; ``named`` the fields named as an address, ascending. ``contact_words`` has a
    0 behind each word. ``evidence_bits``: prefecture, municipality, town, town number, partial, weak form.
    The second result is the number of those that begin with a place.
    """
    cdef Signs signs = signs_of(codes, kinds, bases)
    cdef Words towns = words_of(town_keys, town_numbers)
    cdef Cells cells = cells_of(field_start, field_end)
    cdef BuildingWords buildings
    cdef Bits bits
    cdef Anchor anchor
    cdef Extent extent
    cdef Offsets rows
    cdef int64_t place, count = places.shape[1], field, start, end, pending, following, named_hint = -1, from_places
    cdef int64_t prefecture, packed, column, at
    cdef bint is_taken
    cdef const int64_t *columns = &field_column[0] if cells.count else NULL
    cdef const int64_t *named_fields = &named[0] if named.shape[0] else NULL
    cdef const uint8_t *classes = &chars[0] if chars.shape[0] else NULL
    buildings.endings = words_of(building_keys, building_numbers)
    buildings.least, buildings.most = building_lengths
    buildings.contacts_count = contact_words.shape[0]
    buildings.contacts = &contact_words[0] if buildings.contacts_count else NULL
    if chars.shape[0] != signs.count or field_column.shape[0] != cells.count or places.shape[0] != 4:
        raise ValueError("one code a character, one column a field, and four columns of places")
    if evidence_bits.shape[0] != 6:
        raise ValueError("six bits of evidence")
    bits.prefecture, bits.municipality, bits.town = evidence_bits[0], evidence_bits[1], evidence_bits[2]
    bits.town_number, bits.partial, bits.weak_form = evidence_bits[3], evidence_bits[4], evidence_bits[5]
    with nogil:
        begin(&rows, count * WIDTH)
        anchor.has_place = True
        for place in range(count):
            start, anchor.end, prefecture, packed = places[0, place], places[1, place], places[2, place], places[3, place]
            field = holding(&cells, start, anchor.end)
            named_hint = last_until(named_fields, named.shape[0], field, named_hint)
            anchor.is_field = field >= 0 and named_hint >= 0 and named_fields[named_hint] == field
            anchor.is_kyoto = lies_in(packed, KYOTO)
            anchor.has_prefecture = prefecture > 0
            extent = read_extent(&signs, &towns, &buildings, &cells, columns, &anchor)
            if extent.has_number:
                is_taken = packed >= 0 or not extent.is_bare
            else:
                is_taken = packed >= 0 and (prefecture > 0 or anchor.is_field)
            if not is_taken:
                continue
            end, pending = extent.end, -1
            if field >= 0:
                end = min(end, cells.end[field])
                if anchor.is_field:
                    following = place + 1
                    while following < count and places[0, following] < end:
                        following += 1
                    end = end_with_field(
                        &signs, classes, start, end, cells.end[field],
                        places[0, following] if following < count else signs.count, &pending,
                    )
            push(&rows, start)
            push(&rows, end)
            push(&rows, pending)
            push(&rows, field)
            push(&rows, prefecture)
            push(&rows, packed)
            push(&rows, <int64_t> weigh(&bits, &extent, prefecture, packed))
            push(&rows, anchor.end if anchor.is_field and not extent.has_number else -1)
        from_places = rows.count // WIDTH
        anchor.is_kyoto, anchor.is_field, anchor.has_prefecture, anchor.has_place = False, True, False, False
        place = 0
        for at in range(named.shape[0]):
            field = named_fields[at]
            if field < 0 or field >= cells.count:
                continue
            start, anchor.end = cells.start[field], cells.start[field]
            while place < count and places[0, place] < start:
                place += 1
            if (places[0, place] if place < count else signs.count) < cells.end[field]:
                continue
            extent = read_extent(&signs, &towns, &buildings, &cells, columns, &anchor)
            if not (extent.has_town and extent.has_number):
                continue
            pending = -1
            end = end_with_field(
                &signs, classes, start, min(extent.end, cells.end[field]), cells.end[field], signs.count, &pending
            )
            push(&rows, start)
            push(&rows, end)
            push(&rows, pending)
            push(&rows, field)
            push(&rows, 0)
            push(&rows, -1)
            push(&rows, <int64_t> weigh(&bits, &extent, 0, -1))
            push(&rows, -1)
    return take(&rows).reshape(-1, WIDTH), from_places
