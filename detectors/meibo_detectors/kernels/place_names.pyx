"""Where prefectures and municipalities stand in a text, and where words of companies end.

Each 都, 道, 府, 県 is the end of a prefecture if the three or four characters up to it are one, each 市, 区, 町, 村 of the
longest municipality that ends there. What they make together is told in ``japan.place_names``.
"""

from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport free
from libc.string cimport memcpy

from meibo_detectors.kernels.address_signs cimport (
    BLANK, CITY_END, HIRAGANA, LAST_CODE, LEADS, WORD, Signs, base_at, code_at, kind_at,
    signs_of,
)
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.places_in cimport lies_in
from meibo_detectors.kernels.word_hash cimport HASH_BASE, Words, find_word, mix_hash, words_of

import numpy as np

cdef enum:
    WARD = 0x533A  # 区
    MOST_LENGTHS = 16  # the bits of the table of lengths
    LONGEST_UNKNOWN = 8  # characters of a municipality that the list does not hold

cdef enum:  # columns of a row of Rows
    BEGIN = 0  # of the municipality itself
    END = 1
    START = 2  # of the prefecture before it, where it lies in one
    PREFECTURE = 3
    PACKED = 4
    ABOVE = 5  # row of that prefecture, -1
    STAYS = 6
    WIDTH = 7


cdef inline int64_t *row_of(const Offsets *rows, int64_t row) noexcept nogil:
    return rows.items + row * WIDTH


cdef inline int64_t count_rows(const Offsets *rows) noexcept nogil:
    return rows.count // WIDTH


cdef void add(Offsets *rows, int64_t start, int64_t end, int64_t prefecture, int64_t packed) noexcept nogil:
    """One row more, in order of starts; of one start the longest comes first. It moves a name's length at the most."""
    cdef int64_t at, column
    cdef int64_t *row
    cdef int64_t *above
    for column in range(WIDTH):
        push(rows, 0)
    if rows.is_full:
        return
    at = count_rows(rows) - 1
    while at > 0:
        above = row_of(rows, at - 1)
        if above[BEGIN] < start or (above[BEGIN] == start and above[END] >= end):
            break
        memcpy(row_of(rows, at), above, WIDTH * sizeof(int64_t))
        at -= 1
    row = row_of(rows, at)
    row[BEGIN], row[END], row[START] = start, end, start
    row[PREFECTURE], row[PACKED], row[ABOVE], row[STAYS] = prefecture, packed, -1, 1


cdef void drop_overlaps(Offsets *rows) noexcept nogil:
    """Leave out what begins inside one before it."""
    cdef int64_t row, kept = 0, reach = 0, begin, end
    for row in range(count_rows(rows)):
        begin, end = row_of(rows, row)[BEGIN], row_of(rows, row)[END]
        if begin >= reach:
            if kept < row:
                memcpy(row_of(rows, kept), row_of(rows, row), WIDTH * sizeof(int64_t))
            kept += 1
        if end > reach:
            reach = end
    rows.count = kept * WIDTH


cdef void find_prefecture(const Signs *signs, const Words *names, int64_t end, Offsets *prefectures) noexcept nogil:
    """The prefecture that ends here."""
    cdef uint64_t raw = 0
    cdef int64_t length, number
    for length in range(1, 5):
        if length > end:
            return
        raw = raw * HASH_BASE + base_at(signs, end - length) + 1
        number = find_word(names, mix_hash(raw, length)) if length > 2 else -1
        if number >= 0:
            add(prefectures, end - length, end, number, -1)


cdef void find_city(
    const Signs *signs, const Words *names, const uint16_t *lengths, int64_t most, int64_t end, Offsets *cities
) noexcept nogil:
    """The longest municipality that ends here."""
    cdef uint64_t raw = 0
    cdef uint32_t code
    cdef int64_t length, number, longest = 0, packed = 0
    for length in range(1, most + 1):
        if length > end:
            break
        code = base_at(signs, end - length)
        raw = raw * HASH_BASE + code + 1
        if length > 1 and lengths[code if code < LAST_CODE else LAST_CODE] >> length & 1:
            number = find_word(names, mix_hash(raw, length))
            if number >= 0:
                longest, packed = length, number
    if longest:
        add(cities, end - longest, end, 0, packed)


cdef void link(const Signs *signs, const Offsets *prefectures, Offsets *cities) noexcept nogil:
    """Give each municipality the prefecture before it, and drop those that one refutes or a longer word holds."""
    cdef int64_t row, at = -1, back, count = count_rows(prefectures)
    cdef int64_t *city
    cdef int64_t *above
    cdef bint touches, spaced, fits, inside, bounded
    cdef uint32_t before
    for row in range(count_rows(cities)):
        city = row_of(cities, row)
        inside = False
        while at + 1 < count and row_of(prefectures, at + 1)[END] <= city[BEGIN]:
            at += 1
        if at >= 0:
            above = row_of(prefectures, at)
            touches = above[END] == city[BEGIN]
            spaced = above[END] + 1 == city[BEGIN] and kind_at(signs, above[END]) & BLANK
            fits = lies_in(city[PACKED], above[PREFECTURE])
            inside = touches and not fits
            if (touches or spaced) and fits:
                city[START], city[PREFECTURE], city[ABOVE] = above[BEGIN], above[PREFECTURE], at
        if at + 1 < count:
            above = row_of(prefectures, at + 1)
            inside = inside or (above[BEGIN] < city[BEGIN] and city[BEGIN] < above[END])
        before = kind_at(signs, city[START] - 1)
        bounded = not before & WORD or before & (HIRAGANA | LEADS)
        back = row - 1
        while not bounded and back >= 0 and row_of(cities, back)[END] >= city[START]:
            bounded = row_of(cities, back)[END] == city[START]
            back -= 1
        city[STAYS] = not inside and (city[ABOVE] >= 0 or bounded)


cdef void chain(const Signs *signs, Offsets *cities) noexcept nogil:
    """A ward behind its city (横浜市 中区) is one with it; another name there is the town's (高山市昭和町), and none."""
    cdef int64_t row, last = -1, gap, end_of_last = 0
    cdef int64_t *city
    cdef bint follows
    for row in range(count_rows(cities)):
        city = row_of(cities, row)
        if not city[STAYS]:
            continue
        follows = False
        if last >= 0 and city[PREFECTURE] == 0:
            gap = city[START] - end_of_last
            follows = gap == 0 or (gap == 1 and kind_at(signs, end_of_last) & BLANK)
        end_of_last = city[END]
        if follows:
            city[STAYS] = False
            if code_at(signs, city[END] - 1) == WARD:
                row_of(cities, last)[END] = city[END]
        last = row


cdef void find_unknown(const Signs *signs, const Offsets *prefectures, const Offsets *cities, Offsets *found) noexcept nogil:
    """What follows a prefecture and is shaped like a municipality: names that have merged away."""
    cdef int64_t row, ahead, first = 0, start, end, length
    cdef int64_t *prefecture
    cdef int64_t *city
    cdef bint known
    for row in range(count_rows(prefectures)):
        prefecture = row_of(prefectures, row)
        start = prefecture[END] + (1 if kind_at(signs, prefecture[END]) & BLANK else 0)
        known = row + 1 < count_rows(prefectures) and row_of(prefectures, row + 1)[BEGIN] == start
        while first < count_rows(cities) and row_of(cities, first)[BEGIN] < prefecture[BEGIN]:
            first += 1
        ahead = first
        while not known and ahead < count_rows(cities) and row_of(cities, ahead)[BEGIN] <= start:
            city = row_of(cities, ahead)
            known = city[ABOVE] == row or (city[ABOVE] < 0 and city[BEGIN] in (start, prefecture[BEGIN]))
            ahead += 1
        if known:
            continue
        length = 1
        while length < LONGEST_UNKNOWN and not kind_at(signs, start + length) & CITY_END:
            length += 1
        if length == LONGEST_UNKNOWN:
            continue
        end = start + length + 1
        while end > start and kind_at(signs, end - 1) & (WORD | HIRAGANA) == WORD:
            end -= 1
        if end == start:
            add(found, prefecture[BEGIN], start + length + 1, prefecture[PREFECTURE], -1)


cdef void merge(const Offsets *cities, const Offsets *unknown, Offsets *places) noexcept nogil:
    """Both lists in one, ascending; those of a list are in order but for the length of a prefecture's name."""
    cdef int64_t row, other = 0
    cdef int64_t *place
    for row in range(count_rows(cities)):
        place = row_of(cities, row)
        if not place[STAYS]:
            continue
        while other < count_rows(unknown) and row_of(unknown, other)[START] < place[START]:
            copy(row_of(unknown, other), places)
            other += 1
        copy(place, places)
    while other < count_rows(unknown):
        copy(row_of(unknown, other), places)
        other += 1


cdef inline void copy(const int64_t *place, Offsets *places) noexcept nogil:
    add(places, place[START], place[END], place[PREFECTURE], place[PACKED])


def find_places(
    const uint32_t[::1] codes,
    const int64_t[::1] anchors,
    const uint8_t[::1] wanted,
    const uint32_t[::1] kinds,
    const uint32_t[::1] bases,
    const uint64_t[::1] prefecture_keys,
    const uint32_t[::1] prefecture_numbers,
    const uint64_t[::1] city_keys,
    const uint32_t[::1] city_numbers,
    const uint16_t[::1] city_lengths,
    int64_t longest_city,
    const uint64_t[::1] organisation_words,
):
    """The anchors of a folded text: start, end, prefecture and packed number of each place, ascending, shape (4, places);
    and where words of companies end. Arrays of int64.

    ``anchors`` are the offsets that are looked at, ascending; ``wanted`` tells by code point, up to 0xFFFF, what may end
    there: 1 a prefecture, 2 a municipality, 4 a company's word. ``organisation_words`` are words of two characters, the first shifted by
    32 bits; of one character where the first is 0.
    """
    cdef Signs signs = signs_of(codes, kinds, bases)
    cdef Words prefecture_names = words_of(prefecture_keys, prefecture_numbers)
    cdef Words city_names = words_of(city_keys, city_numbers)
    cdef Offsets prefectures, cities, unknown, places, words
    cdef int64_t at
    cdef uint32_t code
    cdef uint64_t pair
    cdef uint8_t kind
    cdef Py_ssize_t row, word
    if wanted.shape[0] <= LAST_CODE or city_lengths.shape[0] <= LAST_CODE:
        raise ValueError("tables of all code points of the first plane")
    if longest_city >= MOST_LENGTHS:
        raise ValueError("a table of lengths knows of 15 characters")
    with nogil:
        begin(&prefectures, 0)
        begin(&cities, 0)
        begin(&unknown, 0)
        begin(&places, 0)
        begin(&words, 0)
        for row in range(anchors.shape[0]):
            at = anchors[row]
            if at < 0 or at >= signs.count:
                continue
            code = codes[at]
            kind = wanted[code if code < LAST_CODE else LAST_CODE]
            if kind & 1:
                find_prefecture(&signs, &prefecture_names, at + 1, &prefectures)
            if kind & 2:
                find_city(&signs, &city_names, &city_lengths[0], longest_city, at + 1, &cities)
            if kind & 4:
                pair = <uint64_t> codes[at - 1 if at > 0 else 0] << 32 | code
                for word in range(organisation_words.shape[0]):
                    if organisation_words[word] == pair or organisation_words[word] == code:
                        push(&words, at + 1)
                        break
        drop_overlaps(&prefectures)  # 東京都府中市 holds 京都府 too
        drop_overlaps(&cities)
        link(&signs, &prefectures, &cities)
        find_unknown(&signs, &prefectures, &cities, &unknown)
        chain(&signs, &cities)
        merge(&cities, &unknown, &places)
        free(prefectures.items)
        free(cities.items)
        free(unknown.items)
    if prefectures.is_full or cities.is_full or unknown.is_full:
        free(places.items)
        free(words.items)
        raise MemoryError
    word_ends = take(&words)
    rows = take(&places).reshape(-1, WIDTH)
    return np.ascontiguousarray(rows.T[[START, END, PREFECTURE, PACKED]]), word_ends
