"""What each character can be in an address: the bits of ``japan.address_characters`` for kernels.

All offsets may lie outside of the text: there is no sign and no kind there.
"""

from libc.stdint cimport int64_t, uint32_t, uint64_t

from meibo_detectors.kernels.word_hash cimport HASH_BASE, Words, holds_word, mix_hash

cdef enum:  # in the order of address_characters
    DIGIT = 0x1
    NUMERAL = 0x2
    HYPHEN = 0x4
    WORD = 0x8
    LATIN = 0x10
    BLANK = 0x20
    NUMBER = 0x40
    NUMBER_END = 0x80
    CITY_END = 0x100
    PARTICLE = 0x200
    BUILDING = 0x400
    HIRAGANA = 0x800
    LEADS = 0x1000
    UNIT = 0x2000
    NO_TOWN = 0x4000
    NO_NUMBER_AFTER = 0x8000
    BUILDING_END = 0x10000
    STRONG_MARK = 0x20000
    HILL = 0x40000
    STREET = 0x80000
    STREET_END = 0x100000
    KATAKANA = 0x200000

cdef enum:
    LAST_CODE = 0xFFFF  # of the tables; it stands for all code points above as well
    GA = 0x304C  # が


cdef struct Signs:
    # The folded characters of a text, and the tables that they are looked up in.
    const uint32_t *codes
    int64_t count
    const uint32_t *kinds  # by code point up to LAST_CODE
    const uint32_t *bases  # the base form of each code point
    int64_t bases_count


cdef inline Signs signs_of(const uint32_t[::1] codes, const uint32_t[::1] kinds, const uint32_t[::1] bases):
    """Arrays for use without the GIL; the caller keeps them alive."""
    cdef Signs signs
    if kinds.shape[0] <= LAST_CODE or bases.shape[0] <= LAST_CODE:
        raise ValueError("tables of all code points of the first plane")
    signs.bases_count = bases.shape[0]
    signs.count = codes.shape[0]
    signs.codes = &codes[0] if signs.count > 0 else NULL
    signs.kinds = &kinds[0]
    signs.bases = &bases[0]
    return signs


cdef inline uint32_t code_at(const Signs *signs, int64_t at) noexcept nogil:
    """The character at an offset, 0 outside of the text."""
    return signs.codes[at] if 0 <= at < signs.count else 0


cdef inline uint32_t base_at(const Signs *signs, int64_t at) noexcept nogil:
    """The base form of the character at an offset, 0 outside of the text."""
    cdef uint32_t code = code_at(signs, at)
    return signs.bases[code] if code < signs.bases_count else code


cdef inline uint32_t kind_at(const Signs *signs, int64_t at) noexcept nogil:
    """The bits of the character at an offset; the が of 緑が丘 is no particle."""
    cdef uint32_t code, kind
    if at < 0 or at >= signs.count:
        return 0
    code = signs.codes[at]
    kind = signs.kinds[code if code < LAST_CODE else LAST_CODE]
    if code == GA and at + 1 < signs.count:
        code = signs.codes[at + 1]
        if signs.kinds[code if code < LAST_CODE else LAST_CODE] & HILL:
            kind &= ~(<uint32_t> PARTICLE)
    return kind


cdef inline int64_t count_kind(const Signs *signs, int64_t at, uint32_t bits, int64_t most) noexcept nogil:
    """How many characters of one of these kinds stand from an offset on, ``most`` where it may be more."""
    cdef int64_t length = 0
    while length < most and kind_at(signs, at + length) & bits:
        length += 1
    return length


cdef inline bint ends_in_word(
    const Signs *signs, const Words *words, int64_t start, int64_t end, int64_t least, int64_t most
) noexcept nogil:
    """Whether a word of ``least`` to ``most`` characters ends at ``end`` and begins at ``start`` or behind."""
    cdef uint64_t raw = 0
    cdef int64_t length
    for length in range(1, most + 1):
        if end - length < start:
            return False
        raw = raw * HASH_BASE + base_at(signs, end - length) + 1
        if length >= least and holds_word(words, mix_hash(raw, length)):
            return True
    return False
