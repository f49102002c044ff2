"""One bit for each of 64 characters, the first one the lowest: which are of a kind, and where stretches of them end.

In C, since the sums and products are meant to run over, which the builds with checks refuse.
"""

from libc.stdint cimport uint8_t, uint64_t

cdef extern from *:
    """
    static inline uint64_t places_of(const uint8_t *block, uint8_t sign) {
        uint64_t mask = 0, word, signs = sign * 0x0101010101010101ULL;
        int part;
        for (part = 0; part < 8; part++) {
            const uint8_t *eight = block + 8 * part;
            word = (uint64_t)eight[0] | (uint64_t)eight[1] << 8 | (uint64_t)eight[2] << 16 | (uint64_t)eight[3] << 24
                | (uint64_t)eight[4] << 32 | (uint64_t)eight[5] << 40 | (uint64_t)eight[6] << 48
                | (uint64_t)eight[7] << 56;
            word ^= signs; /* the sign is now 0 */
            word |= (word & 0x7F7F7F7F7F7F7F7FULL) + 0x7F7F7F7F7F7F7F7FULL; /* the highest bit: another one */
            word = (~word & 0x8080808080808080ULL) >> 7;
            mask |= ((word * 0x0102040810204080ULL) >> 56) << (8 * part); /* the eight bits side by side */
        }
        return mask;
    }

    /* By six bits that occur once in a number of 64 bits where a single bit stands that it was multiplied with. */
    static const uint8_t bit_places[64] = {
        0, 1, 48, 2, 57, 49, 28, 3, 61, 58, 50, 42, 38, 29, 17, 4,
        62, 55, 59, 36, 53, 51, 43, 22, 45, 39, 33, 30, 24, 18, 12, 5,
        63, 47, 56, 27, 60, 41, 37, 16, 54, 35, 52, 21, 44, 32, 23, 11,
        46, 26, 40, 15, 34, 20, 31, 10, 25, 14, 19, 9, 13, 8, 7, 6
    };
    static inline int lowest_bit(uint64_t mask) {
        return bit_places[((mask & (~mask + 1)) * 0x03F79D71B4CB0A89ULL) >> 58];
    }
    static inline int count_bits(uint64_t mask) {
        mask -= mask >> 1 & 0x5555555555555555ULL;
        mask = (mask & 0x3333333333333333ULL) + (mask >> 2 & 0x3333333333333333ULL);
        mask = (mask + (mask >> 4)) & 0x0F0F0F0F0F0F0F0FULL;
        return (int)((mask * 0x0101010101010101ULL) >> 56);
    }
    static inline uint64_t changes_in(uint64_t mask, uint64_t last) { return mask ^ (mask << 1 | last); }
    """
    uint64_t places_of(const uint8_t *block, uint8_t sign) noexcept nogil  # of 64 characters those that are a sign
    int lowest_bit(uint64_t mask) noexcept nogil  # of a mask that is not 0
    int count_bits(uint64_t mask) noexcept nogil
    uint64_t changes_in(uint64_t mask, uint64_t last) noexcept nogil  # bits that differ from the one below
