"""Hashes of stretches of a text, and whether a word table holds them: text_hash.py and word_table.py for kernels.

A stretch is hashed from its code points alone, without prefix sums: names and titles are short. What is hashed are the
codes of ``Text.look_up_codes`` (or ``Folded.letter_codes``, for lists whose words hold no variant kanji).
"""

from libc.stdint cimport int64_t, uint32_t, uint64_t

cdef extern from *:
    """
    #define MEIBO_HASH_BASE 0x9E3779B97F4A7C15ULL
    #define MEIBO_HASH_BASE_2 (MEIBO_HASH_BASE * MEIBO_HASH_BASE)
    #define MEIBO_HASH_BASE_3 (MEIBO_HASH_BASE_2 * MEIBO_HASH_BASE)
    #define MEIBO_HASH_BASE_4 (MEIBO_HASH_BASE_2 * MEIBO_HASH_BASE_2)
    #define MEIBO_HASH_LENGTH 0xD6E8FEB86659FD93ULL
    #define MEIBO_HASH_MIX 0xBF58476D1CE4E5B9ULL
    """
    const uint64_t HASH_BASE "MEIBO_HASH_BASE"  # dictionaries.expand.BASE
    const uint64_t HASH_BASE_2 "MEIBO_HASH_BASE_2"
    const uint64_t HASH_BASE_3 "MEIBO_HASH_BASE_3"
    const uint64_t HASH_BASE_4 "MEIBO_HASH_BASE_4"
    const uint64_t HASH_LENGTH "MEIBO_HASH_LENGTH"  # LENGTH_FACTOR
    const uint64_t HASH_MIX "MEIBO_HASH_MIX"  # MIX_FACTOR


cdef struct Words:
    # A WordTable: open addressing, a power of two of slots, 0 where one is free.
    const uint64_t *keys
    const uint32_t *numbers  # NULL where the list has none
    Py_ssize_t slots
    const uint64_t *sieve  # a bit for each value of a hash's upper part, set where a word has it; NULL: none was made
    int sieve_shift


cdef inline Words words_of(const uint64_t[::1] keys, const uint32_t[::1] numbers) noexcept:
    """``WordTable.keys`` and ``WordTable.numbers`` for use without the GIL; the caller keeps both alive."""
    cdef Words words
    words.slots = keys.shape[0]
    words.keys = &keys[0] if words.slots > 0 else NULL
    words.numbers = &numbers[0] if words.slots > 0 and numbers.shape[0] >= words.slots else NULL
    words.sieve, words.sieve_shift = NULL, 0
    return words


cdef inline bint is_sifted_out(const Words *words, uint64_t word) noexcept nogil:
    """Whether the sieve of a list tells that it does not hold a hashed word; so a miss costs no look into the table.

    A large table is far larger than a cache, and most words that are looked up are in none.
    """
    cdef uint64_t bit
    if words.sieve == NULL:
        return False
    bit = word >> words.sieve_shift
    return not (words.sieve[bit >> 6] >> (bit & 63)) & 1


cdef inline uint64_t mix_hash(uint64_t raw, int64_t length) noexcept nogil:
    """The hash of a stretch of so many characters from the sum of ``(code[i] + 1) * HASH_BASE**i``; never 0."""
    raw ^= <uint64_t> length * HASH_LENGTH
    raw ^= raw >> 32
    raw *= HASH_MIX
    raw ^= raw >> 29
    return raw if raw else 1


cdef inline uint64_t sum_stretch(const uint32_t *codes, int64_t start, int64_t end) noexcept nogil:
    """The sum of ``(code + 1) * HASH_BASE**i`` over ``codes[start:end]``, from the last on: no powers are needed."""
    cdef uint64_t raw = 0
    cdef int64_t at = end
    while at - start >= 4:  # four at a time, since each step waits for the one before
        at -= 4
        raw = raw * HASH_BASE_4 + (
            (<uint64_t> codes[at + 3] + 1) * HASH_BASE_3 + (<uint64_t> codes[at + 2] + 1) * HASH_BASE_2
        ) + ((<uint64_t> codes[at + 1] + 1) * HASH_BASE + (<uint64_t> codes[at] + 1))
    while at > start:
        at -= 1
        raw = raw * HASH_BASE + codes[at] + 1
    return raw


cdef inline uint64_t hash_stretch(const uint32_t *codes, int64_t start, int64_t end) noexcept nogil:
    """The hash of ``codes[start:end]``; the caller answers for both lying inside of the array, in this order."""
    return mix_hash(sum_stretch(codes, start, end), end - start)


cdef inline int64_t find_word(const Words *words, uint64_t word) noexcept nogil:
    """The number of a hashed word (0 in plain lists), -1 where the list does not hold it."""
    cdef uint64_t mask = <uint64_t> words.slots - 1
    cdef uint64_t slot = word & mask
    cdef Py_ssize_t tried
    if is_sifted_out(words, word):
        return -1
    for tried in range(words.slots):  # ends at a free slot, of which half are
        if words.keys[slot] == word:
            return <int64_t> words.numbers[slot] if words.numbers != NULL else 0
        if words.keys[slot] == 0:
            return -1
        slot = (slot + 1) & mask
    return -1


cdef inline bint holds_word(const Words *words, uint64_t word) noexcept nogil:
    """Whether the list holds a hashed word."""
    return find_word(words, word) >= 0
