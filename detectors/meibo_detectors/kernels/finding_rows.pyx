"""Candidates of all detectors as findings in reading order, each with its field, its record and its block."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc
from libc.string cimport memcpy

from meibo_detectors.kernels.radix cimport sort_rows
from meibo_detectors.kernels.rows cimport NAMED, Candidate, Finding
from meibo_detectors.kernels.search cimport last_at_most

import numpy as np


cdef struct Part:  # what is known of the candidates of one detector; arrays are parallel
    Py_ssize_t count
    uint8_t detector
    const Candidate *rows
    const uint8_t *kept
    const uint8_t *scores
    const int32_t *field
    const int32_t *label
    const uint32_t *flags


cdef int read_part(Part *part, one) except -1:
    """Where the arrays of a part lie; they must live as long as it is used."""
    cdef const uint8_t[::1] rows = one[1]
    cdef const uint8_t[::1] kept = one[2]
    cdef const uint8_t[::1] scores = one[3]
    cdef const int32_t[::1] field = one[4]
    cdef const int32_t[::1] label = one[5]
    cdef const uint32_t[::1] flags = one[6]
    part.count = kept.shape[0]
    part.detector = one[0]
    if (
        rows.shape[0] != part.count * <Py_ssize_t> sizeof(Candidate)
        or scores.shape[0] != part.count
        or field.shape[0] != part.count
        or label.shape[0] != part.count
        or flags.shape[0] != part.count
    ):
        raise ValueError("the arrays of a part must be parallel")
    if part.count > 0:
        part.rows = <const Candidate *> &rows[0]
        part.kept = &kept[0]
        part.scores = &scores[0]
        part.field = &field[0]
        part.label = &label[0]
        part.flags = &flags[0]
    return 0


def is_ascending(const uint8_t[::1] candidates):
    """Whether rows of CANDIDATE, given as bytes, ascend by where they start."""
    cdef Py_ssize_t at, count = candidates.shape[0] // <Py_ssize_t> sizeof(Candidate)
    cdef const Candidate *rows = NULL
    cdef bint ascends = True
    if count > 0:
        rows = <const Candidate *> &candidates[0]
    with nogil:
        for at in range(1, count):
            if rows[at].start < rows[at - 1].start:
                ascends = False
                break
    return ascends


def make_rows(
    list parts,
    uint8_t[::1] findings,
    const uint8_t[:, ::1] kinds,
    fields,
    const int64_t[::1] records,
    uint64_t known_evidence,
    uint64_t restored,
    uint8_t restored_score,
):
    """Fill ``findings`` (bytes of as many rows of FINDING as candidates are kept), ordered by start, then by part.

    A part is a tuple: index of the detector, bytes of rows of CANDIDATE, and parallel to these: kept (uint8), scores
    (uint8), field (int32), label (int32), flags (uint32). ``kinds`` tells by detector and label the kind that it names;
    ``fields`` has record and is_restored (uint8) of each field; ``records`` is where records begin. Of a candidate's
    evidence only ``known_evidence`` is kept; a value whose zeros were ``restored`` has that evidence and score at most.
    Offsets stay folded characters, and ``block`` is left 0.
    """
    cdef const int64_t[::1] field_record = fields[0]
    cdef const uint8_t[::1] is_restored = fields[1]
    cdef Py_ssize_t total = findings.shape[0] // <Py_ssize_t> sizeof(Finding), count = len(parts)
    cdef Py_ssize_t number, at, row, record = 0, kept = 0
    cdef Part *known = NULL
    cdef Part *part
    cdef int64_t *starts = NULL
    cdef int32_t *order = NULL
    cdef int32_t *origin = NULL
    cdef uint8_t *owner = NULL
    cdef const Candidate *candidate
    cdef Finding *finding
    cdef bint is_full = False
    if total == 0:
        return
    known = <Part *> calloc(count if count > 0 else 1, sizeof(Part))
    if known == NULL:
        raise MemoryError
    try:
        for number in range(count):
            read_part(&known[number], parts[number])
        with nogil:
            for number in range(count):
                for at in range(known[number].count):
                    kept += known[number].kept[at] != 0
        if kept != total or count > 255:
            raise ValueError("as many rows as candidates that are kept, of at most 255 parts")
        with nogil:
            starts = <int64_t *> malloc(total * sizeof(int64_t))
            order = <int32_t *> malloc(total * sizeof(int32_t))
            origin = <int32_t *> malloc(total * sizeof(int32_t))
            owner = <uint8_t *> malloc(total)
            is_full = starts == NULL or order == NULL or origin == NULL or owner == NULL
            kept = 0
            if not is_full:
                for number in range(count):
                    for at in range(known[number].count):
                        if known[number].kept[at] != 0:
                            starts[kept] = known[number].rows[at].start
                            origin[kept] = <int32_t> at
                            owner[kept] = <uint8_t> number
                            order[kept] = <int32_t> kept
                            kept += 1
                is_full = sort_rows(order, starts, total) != 0
            if not is_full:
                for at in range(total):
                    part = &known[owner[order[at]]]
                    row = origin[order[at]]
                    candidate = &part.rows[row]
                    finding = &(<Finding *> &findings[0])[at]
                    finding.block = 0
                    finding.start = finding.folded_start = candidate.start
                    finding.end = finding.folded_end = candidate.end
                    finding.field = part.field[row]
                    finding.detector = part.detector
                    finding.score = part.scores[row]
                    finding.evidence = candidate.evidence & known_evidence
                    finding.label = part.label[row]
                    finding.is_named = (part.flags[row] & NAMED) != 0
                    finding.kind = candidate.kind
                    if finding.kind == 0 and finding.label >= 0:
                        finding.kind = kinds[part.detector, finding.label]
                    memcpy(finding.key, candidate.key, 20)
                    if finding.field >= 0:
                        finding.record = field_record[finding.field]
                        if is_restored[finding.field] != 0:
                            finding.evidence |= restored
                            if finding.score > restored_score:
                                finding.score = restored_score
                    else:
                        record = last_at_most(records, candidate.start, record)
                        finding.record = record
    finally:
        free(known)
        free(starts)
        free(order)
        free(origin)
        free(owner)
    if is_full:
        raise MemoryError


def set_places(
    uint8_t[::1] findings,
    const int64_t[::1] source,
    const int64_t[::1] origin,
    const int64_t[::1] ends,
    const int64_t[::1] text_starts,
    int64_t joined_start,
    uint64_t joined,
):
    """Write start, end (code points of the joined text) and block into rows of FINDING, given as bytes.

    ``source`` is the character that each of the joined area copies, ``origin`` where each character before it begins and
    ``ends`` where its spelling ends; both are empty where each stands at its own offset. ``text_starts`` is where each
    block begins, and the end. What lies in the joined area gets the evidence ``joined``.
    """
    cdef Py_ssize_t at, block = 0, count = findings.shape[0] // <Py_ssize_t> sizeof(Finding)
    cdef int64_t first, last
    cdef Finding *rows = NULL
    if count > 0:
        rows = <Finding *> &findings[0]
    with nogil:
        for at in range(count):
            first = leave_area(source, joined_start, rows[at].folded_start)
            rows[at].start = origin[first] if 0 <= first < origin.shape[0] else first
            last = leave_area(source, joined_start, rows[at].folded_end - 1)
            if last < 0:
                rows[at].end = 0
            else:
                rows[at].end = ends[last] if last < ends.shape[0] else last + 1
            block = last_at_most(text_starts, rows[at].start, block)
            rows[at].block = <uint32_t> block
            if rows[at].folded_start >= joined_start:
                rows[at].evidence |= joined


cdef inline int64_t leave_area(const int64_t[::1] source, int64_t joined_start, int64_t offset) noexcept nogil:
    """The offset of the character that one of the joined area copies; any other's own."""
    if offset < joined_start or source.shape[0] == 0:
        return offset
    offset -= joined_start
    return source[offset if offset < source.shape[0] else source.shape[0] - 1]
