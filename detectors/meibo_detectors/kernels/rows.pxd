"""Rows of CANDIDATE and FINDING as ``meibo_detectors.model`` declares them, and the bits of a candidate's context."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t


cdef packed struct Candidate:
    int64_t start
    int64_t end
    uint64_t evidence
    uint8_t kind
    uint8_t key[20]


cdef packed struct Finding:
    uint32_t block
    int64_t start
    int64_t end
    int64_t folded_start
    int64_t folded_end
    int64_t field
    int64_t record
    uint8_t detector
    uint8_t score
    uint64_t evidence
    int32_t label
    uint8_t is_named
    uint8_t kind
    uint8_t key[20]


cdef enum Flag:  # as meibo_detectors.context names them
    TOUCHING = 1
    OTHER = 2
    NAMED_OTHER = 4
    NEAR_KEYWORD = 8
    UNIT = 16
    WEAK = 32
    NAMED = 64
    FILLS = 128
    LABELLED = 256
    CELL_STEP = 512
    SHARE_STEP = 2048
