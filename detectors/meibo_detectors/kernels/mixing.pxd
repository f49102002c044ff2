"""One hash of several words, each mixed into what stood before it."""

from libc.stdint cimport uint64_t


cdef inline uint64_t begin_chain() noexcept nogil:
    return <uint64_t> 0x9E3779B97F4A7C15


cdef inline uint64_t chain(uint64_t mixed, uint64_t word) noexcept nogil:
    mixed = (mixed ^ word) * <uint64_t> 0xFF51AFD7ED558CCD
    return mixed ^ (mixed >> 33)
