"""Numbers of a fixed count of digits: what their digits tell, for all runs of one shape at once."""

from libc.stdint cimport int64_t, uint8_t, uint64_t

from meibo_detectors.kernels.candidates cimport Candidates, add_candidate, begin_candidates, take_candidates
from meibo_detectors.kernels.check_digits cimport (
    has_corporate_check,
    has_licence_check,
    has_luhn_check,
    has_my_number_check,
    is_counter_or_run,
    is_date_time,
    pair_at,
)
from meibo_detectors.kernels.number_runs cimport RunColumns, length_of, read_digits
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.rows cimport Candidate

cdef enum:  # whose numbers they are
    PLAIN
    MY_NUMBER
    LICENCE
    CARD
    OWNERS

cdef enum:  # where its bit of evidence stands in ``bits``
    CHECK_DIGIT
    CHECK_DIGIT_FAILED
    DATE_TIME
    SAMPLE
    LETTER_BEFORE
    NEEDS_LABEL
    IN_PATH
    STRONG_FORM
    ISSUED
    PARTIAL
    BITS

cdef enum:
    MOST_DIGITS = 19
    KEY_CHARS = 20
    TOGETHER = 64  # numbers that are read before the first of them is looked at
    PAIRS = 100
    HYPHEN = 45
    SPACE = 32
    SLASH = 47


cdef struct Rules:
    int owner
    Py_ssize_t total
    bint keeps_failures
    const uint8_t *samples  # rows of KEY_CHARS
    Py_ssize_t sample_count
    const int64_t *ranges  # two numbers each
    Py_ssize_t range_count
    uint64_t bits[BITS]


def weigh_numbers(
    RunColumns runs,
    const int64_t[::1] first,
    Py_ssize_t count,
    Py_ssize_t total,
    uint64_t shape,
    int owner,
    const uint8_t[:, ::1] samples,
    const int64_t[:, ::1] ranges,
    const uint64_t[::1] bits,
    const uint8_t[::1] wanted,
    bint keeps_failures,
):
    """Rows of CANDIDATE for numbers of ``total`` digits in ``count`` runs from each of ``first`` on, and those runs.

    Numbers that nobody is given are left out. ``shape`` is the evidence that all share. ``samples`` are keys of 20
    bytes. ``ranges``: of cards, the first six digits from and to; of licences, which first and second two digits are
    possible, a row for each of 100 pairs. ``bits``: the evidence that the kernel adds. ``wanted``: of licences, those
    to keep whatever their first digits; ``keeps_failures``: of cards, those too that fail the check.
    """
    cdef Candidates found
    cdef Offsets kept
    cdef Rules rules
    cdef bint is_wanted
    cdef Py_ssize_t at, start = 0, end
    cdef Py_ssize_t place
    cdef int64_t[TOGETHER] begins
    cdef bint[TOGETHER] is_whole
    cdef uint8_t[TOGETHER][MOST_DIGITS] digits
    if samples.shape[1] != KEY_CHARS or bits.shape[0] != BITS or ranges.shape[1] != 2 or not 0 <= owner < OWNERS:
        raise ValueError("tables of another size")
    if not 1 <= total <= MOST_DIGITS or count < 1 or wanted.shape[0] not in (0, first.shape[0]):
        raise ValueError("no such number")
    if (owner in (MY_NUMBER, LICENCE) and total != 12) or (owner == CARD and total < 6):
        raise ValueError("no such number")
    if owner == LICENCE and ranges.shape[0] != PAIRS:
        raise ValueError("tables of another size")
    for at in range(first.shape[0]):
        if not 0 <= first[at] <= runs.count - count:
            raise ValueError("no such run")
    rules.owner, rules.total, rules.keeps_failures = owner, total, keeps_failures
    rules.sample_count, rules.range_count = samples.shape[0], ranges.shape[0]
    rules.samples = &samples[0, 0] if samples.shape[0] else NULL
    rules.ranges = &ranges[0, 0] if ranges.shape[0] else NULL
    for at in range(BITS):
        rules.bits[at] = bits[at]
    begin_candidates(&found)
    begin(&kept, 0)
    with nogil:
        while start < first.shape[0]:  # by groups, so that one wait for memory serves several numbers
            end = min(start + TOGETHER, first.shape[0])
            for at in range(start, end):
                begins[at - start] = runs.start[first[at]]
                is_whole[at - start] = runs.end[first[at]] - begins[at - start] >= total
            for at in range(start, end):
                if is_whole[at - start]:
                    for place in range(total):
                        digits[at - start][place] = runs.chars[begins[at - start] + place] - 48
                else:
                    read_digits(runs, first[at], digits[at - start], total)
            for at in range(start, end):
                is_wanted = wanted.shape[0] > 0 and wanted[at] != 0
                if _weigh(runs, &rules, digits[at - start], first[at], count, shape, is_wanted, &found):
                    push(&kept, first[at])
            start = end
    return take_candidates(&found), take(&kept)


cdef bint _weigh(
    RunColumns runs, const Rules *rules, const uint8_t *digits, Py_ssize_t first, Py_ssize_t count, uint64_t evidence,
    bint is_wanted, Candidates *found,
) noexcept nogil:
    """Add a number unless nobody has it; whether it was added."""
    cdef Py_ssize_t at
    cdef Candidate *row
    cdef bint is_sample
    if rules.owner == CARD and not _is_branded(digits, rules):
        return False
    is_sample = _is_sample(digits, rules)
    if is_counter_or_run(digits, rules.total) and not (is_sample and rules.owner == PLAIN):
        return False
    if is_sample:
        evidence |= rules.bits[SAMPLE]
    if runs.letter_left[first]:
        evidence |= rules.bits[LETTER_BEFORE]
    if rules.owner == PLAIN:
        if runs.before[first] == SLASH:
            evidence |= rules.bits[IN_PATH]
        if count > 1 and runs.link[first] == HYPHEN:
            evidence |= rules.bits[STRONG_FORM]
    elif rules.owner == CARD:
        if has_luhn_check(digits, rules.total):
            evidence |= rules.bits[CHECK_DIGIT]
        elif rules.keeps_failures:
            evidence |= rules.bits[CHECK_DIGIT_FAILED]
        else:
            return False
        evidence |= rules.bits[ISSUED]
    elif rules.owner == MY_NUMBER:
        evidence |= rules.bits[CHECK_DIGIT if has_my_number_check(digits) else CHECK_DIGIT_FAILED]
    elif rules.ranges[2 * pair_at(digits, 0)] and rules.ranges[2 * pair_at(digits, 2) + 1]:
        evidence |= rules.bits[ISSUED]
        if has_licence_check(digits):
            evidence |= rules.bits[CHECK_DIGIT]
    elif is_wanted:
        evidence |= rules.bits[PARTIAL]
    else:
        return False
    if rules.owner == MY_NUMBER or rules.owner == LICENCE:
        if is_date_time(digits):
            evidence |= rules.bits[DATE_TIME]
        if _ends_corporate_number(runs, first):
            evidence |= rules.bits[NEEDS_LABEL]
    row = add_candidate(found)
    if row == NULL:
        return False
    row.start, row.end, row.evidence = runs.start[first], runs.end[first + count - 1], evidence
    for at in range(rules.total):
        row.key[at] = 48 + digits[at]
    return True


cdef inline bint _is_branded(const uint8_t *digits, const Rules *rules) noexcept nogil:
    """Whether the first six digits, of six or more, lie in a range that a brand holds."""
    cdef int64_t head = (
        digits[0] * 100_000 + digits[1] * 10_000 + digits[2] * 1000 + digits[3] * 100 + digits[4] * 10 + digits[5]
    )
    cdef Py_ssize_t at
    for at in range(rules.range_count):
        if rules.ranges[2 * at] <= head <= rules.ranges[2 * at + 1]:
            return True
    return False


cdef inline bint _is_sample(const uint8_t *digits, const Rules *rules) noexcept nogil:
    """Whether the digits are one of the keys, all of it."""
    cdef Py_ssize_t row, at
    cdef const uint8_t *sample
    for row in range(rules.sample_count):
        sample = &rules.samples[row * KEY_CHARS]
        if sample[rules.total] != 0:
            continue
        at = rules.total
        while at > 0 and sample[at - 1] == 48 + digits[at - 1]:
            at -= 1
        if at == 0:
            return True
    return False


cdef bint _ends_corporate_number(RunColumns runs, Py_ssize_t first) noexcept nogil:
    """Whether the 12 digits from a run on are the end of a corporate number, its check digit alone before them."""
    cdef uint8_t digits[13]
    cdef int two
    if first == 0 or length_of(runs, first - 1) != 1:
        return False
    if runs.link[first - 1] != SPACE and runs.link[first - 1] != HYPHEN:
        return False
    read_digits(runs, first - 1, digits, 13)
    two = pair_at(digits, 0)
    if two == 45 or two == 49 or (two == 97 and digits[2] >= 8) or two == 16 or two == 17 or two == 18:
        return False
    return has_corporate_check(digits)
