"""SipHash-2-4 with 128 bits of output (Aumasson and Bernstein)."""

from libc.stdint cimport uint64_t


cdef inline uint64_t turn(uint64_t word, int bits) noexcept nogil:
    return (word << bits) | (word >> (64 - bits))


cdef inline void stir(uint64_t *v, int rounds) noexcept nogil:
    cdef int number
    for number in range(rounds):
        v[0] += v[1]
        v[1] = turn(v[1], 13) ^ v[0]
        v[0] = turn(v[0], 32)
        v[2] += v[3]
        v[3] = turn(v[3], 16) ^ v[2]
        v[0] += v[3]
        v[3] = turn(v[3], 21) ^ v[0]
        v[2] += v[1]
        v[1] = turn(v[1], 17) ^ v[2]
        v[2] = turn(v[2], 32)


cdef inline void sip(const uint64_t *words, Py_ssize_t count, uint64_t low, uint64_t high, uint64_t *out) noexcept nogil:
    """The two halves of the hash of so many words, under the two words of the key."""
    cdef uint64_t v[4]
    cdef Py_ssize_t at
    cdef uint64_t length = (<uint64_t> (count * 8) & 0xFF) << 56
    v[0] = low ^ <uint64_t> 0x736F6D6570736575
    v[1] = high ^ <uint64_t> 0x646F72616E646F6D ^ 0xEE
    v[2] = low ^ <uint64_t> 0x6C7967656E657261
    v[3] = high ^ <uint64_t> 0x7465646279746573
    for at in range(count):
        v[3] ^= words[at]
        stir(v, 2)
        v[0] ^= words[at]
    v[3] ^= length
    stir(v, 2)
    v[0] ^= length
    v[2] ^= 0xEE
    stir(v, 4)
    out[0] = v[0] ^ v[1] ^ v[2] ^ v[3]
    v[1] ^= 0xDD
    stir(v, 4)
    out[1] = v[0] ^ v[1] ^ v[2] ^ v[3]
