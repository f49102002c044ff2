"""Data of one person side by side: what each record holds, and what that does to the scores of its findings."""

from libc.stdint cimport int64_t, uint8_t, uint64_t
from libc.stdlib cimport calloc, free

from meibo_detectors.kernels.rows cimport Finding

import numpy as np

cdef enum:
    MEDIUM = 60
    HIGH = 85
    KINDS = 8
    ROSTER_KINDS = 3


def find_sure(const uint8_t[::1] findings, const uint8_t[::1] raises, uint64_t objections, uint64_t document):
    """Which findings are sure data of a person (uint8), and whether any has the evidence ``document``.

    ``findings`` are the bytes of rows of FINDING; ``raises`` tells of each detector whether its findings count.
    """
    cdef Py_ssize_t at, count = findings.shape[0] // <Py_ssize_t> sizeof(Finding)
    cdef const Finding *rows = NULL
    cdef bint is_document = False
    made = np.empty(count, np.uint8)
    cdef uint8_t[::1] sure = made
    if count > 0:
        rows = <const Finding *> &findings[0]
    with nogil:
        for at in range(count):
            sure[at] = (
                raises[rows[at].detector] != 0 and rows[at].score >= MEDIUM and (rows[at].evidence & objections) == 0
            )
            is_document = is_document or (rows[at].evidence & document) != 0
    return made, is_document


def weigh_records(
    uint8_t[::1] findings,
    const uint8_t[::1] sure,
    const uint8_t[::1] named,
    detectors,
    const uint8_t[::1] is_sample,
    evidence,
    lowered,
):
    """Raise and lower findings by what their records hold, then lower those in blocks that are samples; in place.

    ``sure`` and ``named`` are parallel to the findings (``named`` may be empty): sure data of a person, and findings in
    a document whose person is named before. ``detectors`` has three arrays of uint8: who speaks of persons, who gains
    from a record, and the score alone of each. ``evidence`` are the bits of: objections, nobody beside, record, sample
    scope; ``lowered`` the scores of what is lowered to medium and to low.
    """
    cdef const uint8_t[::1] speaks = detectors[0]
    cdef const uint8_t[::1] gains = detectors[1]
    cdef const uint8_t[::1] alone = detectors[2]
    cdef uint64_t objections = evidence[0], nobody = evidence[1], beside = evidence[2], scope = evidence[3]
    cdef uint8_t to_medium = lowered[0], to_low = lowered[1], limit
    cdef Py_ssize_t at, count = findings.shape[0] // <Py_ssize_t> sizeof(Finding)
    cdef Finding *rows = NULL
    cdef Finding *row
    cdef int64_t records = 0
    cdef uint64_t *present = NULL
    cdef uint64_t others
    if count == 0:
        return
    rows = <Finding *> &findings[0]
    with nogil:
        for at in range(count):
            if rows[at].record >= records:
                records = rows[at].record + 1
        present = <uint64_t *> calloc(records + 1, sizeof(uint64_t))
    if present == NULL:
        raise MemoryError
    with nogil:
        for at in range(count):
            if sure[at] != 0:
                present[rows[at].record + 1] |= <uint64_t> 1 << rows[at].detector
        for at in range(count):
            row = &rows[at]
            others = present[row.record + 1] & ~(<uint64_t> 1 << row.detector)
            limit = alone[row.detector]
            if named.shape[0] == count and named[at] != 0 and limit < to_medium:
                limit = to_medium
            if others == 0 and row.score > limit:
                row.evidence |= nobody
                row.score = limit
            if (
                others != 0
                and speaks[row.detector] != 0
                and (row.evidence & objections) == 0
                and row.score < HIGH
                and (row.score >= MEDIUM or gains[row.detector] != 0)
            ):
                row.evidence |= beside
                row.score = HIGH if row.score >= MEDIUM else MEDIUM
            if is_sample[row.block] != 0:
                if row.score >= HIGH:
                    row.score = to_medium
                elif row.score > to_low:
                    row.score = to_low
                row.evidence |= scope
        free(present)


def count_roster_points(const uint8_t[::1] findings, const uint8_t[::1] kinds, Py_ssize_t blocks, uint8_t name):
    """How much of a roster each block is (int64): for each of its records with a name and two other kinds, the others.

    ``kinds`` is the PersonKey (below 8) of each detector, 0 where it tells of nobody, and ``name`` that of names. A record
    belongs to the block of its first finding.
    """
    cdef Py_ssize_t at, number, count = findings.shape[0] // <Py_ssize_t> sizeof(Finding)
    cdef const Finding *rows = NULL
    cdef int64_t records = 0
    cdef uint8_t kind, several
    cdef uint8_t *present = NULL
    cdef bint is_full = False
    made = np.zeros(blocks, np.int64)
    cdef int64_t[::1] points = made
    if count == 0:
        return made
    rows = <const Finding *> &findings[0]
    with nogil:
        for at in range(count):
            if rows[at].record >= records:
                records = rows[at].record + 1
        present = <uint8_t *> calloc(records + 1, 1)
        is_full = present == NULL
        if not is_full:
            for at in range(count):
                kind = kinds[rows[at].detector]
                if kind != 0 and kind < KINDS and rows[at].score >= MEDIUM:
                    present[rows[at].record + 1] |= <uint8_t> (1 << kind)
            for at in range(count):
                if kinds[rows[at].detector] == 0 or rows[at].score < MEDIUM:
                    continue
                kind = present[rows[at].record + 1]
                present[rows[at].record + 1] = 0  # once for each record
                several = 0
                for number in range(KINDS):
                    several += (kind >> number) & 1
                if (kind >> name) & 1 and several >= ROSTER_KINDS and rows[at].block < <size_t> blocks:
                    points[rows[at].block] += several - 1
        free(present)
    if is_full:
        raise MemoryError
    return made
