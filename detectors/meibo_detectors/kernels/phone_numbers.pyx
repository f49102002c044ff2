"""Telephone numbers of Japan among the runs of digits of a text: national ones, and those dialled from abroad."""

from libc.stdint cimport int64_t, uint8_t, uint64_t

from meibo_detectors.kernels.candidates cimport Candidates, add_candidate, begin_candidates, take_candidates
from meibo_detectors.kernels.check_digits cimport is_counter_or_run
from meibo_detectors.kernels.number_runs cimport RunColumns, length_of, read_digits
from meibo_detectors.kernels.rows cimport Candidate

cdef enum:
    MOST_DIGITS = 11
    ROOM = 20  # the digits of an access code and a number, and more
    HEADS = 100_000
    KEY_CHARS = 20

cdef enum:  # where its bit of evidence stands in ``bits``
    MOBILE
    FIXED
    IP_PHONE
    SERVICE
    INTERNATIONAL
    GROUPING
    SAMPLE
    LETTER_BEFORE
    SEPARATED
    IN_PATH
    WEAK_FORM
    BITS


cdef struct Rules:
    const uint8_t *area_lengths  # HEADS of them
    const uint8_t *dummies  # rows of KEY_CHARS
    Py_ssize_t dummy_count
    uint64_t bits[BITS]


def find_phones(
    RunColumns runs,
    const int64_t[::1] led_by_zero,
    list unbroken,
    const int64_t[::1] codes_of_japan,
    list behind_codes,
    const uint8_t[::1] area_lengths,
    const uint8_t[:, ::1] dummies,
    const uint64_t[::1] bits,
):
    """Rows of CANDIDATE, in no order.

    ``led_by_zero``, ``codes_of_japan``: as in NumberRuns. ``unbroken``: runs alone of 10 and of 11 digits.
    ``behind_codes``: runs alone of 13, of 14 and of 15 digits, of which the first four or five may be an access code.
    ``area_lengths``: see ``area_code_lengths``. ``dummies``: keys of 20 bytes. ``bits``: the evidence of each Bit.
    """
    cdef Candidates found
    cdef Rules rules
    cdef Py_ssize_t at, count, list_number
    cdef const int64_t[::1] runs_of_list
    if area_lengths.shape[0] != HEADS or dummies.shape[1] != KEY_CHARS or bits.shape[0] != BITS:
        raise ValueError("tables of another size")
    for each in (led_by_zero, codes_of_japan, *unbroken, *behind_codes):
        _check(runs, each)
    rules.area_lengths = &area_lengths[0]
    rules.dummy_count = dummies.shape[0]
    rules.dummies = &dummies[0, 0] if dummies.shape[0] else NULL
    for at in range(BITS):
        rules.bits[at] = bits[at]
    begin_candidates(&found)
    with nogil:
        for count in range(3, 1, -1):
            for at in range(led_by_zero.shape[0]):
                _read_national(runs, &rules, led_by_zero[at], count, &found)
    for runs_of_list in unbroken:
        with nogil:
            for at in range(runs_of_list.shape[0]):
                _read_national(runs, &rules, runs_of_list[at], 1, &found)
    with nogil:
        for count in range(3, 0, -1):
            for at in range(codes_of_japan.shape[0]):
                _read_from_abroad(runs, &rules, codes_of_japan[at], count, &found)
    for list_number in range(len(behind_codes)):
        runs_of_list = behind_codes[list_number]
        with nogil:
            for at in range(runs_of_list.shape[0]):
                _read_behind_code(runs, &rules, runs_of_list[at], &found)
    with nogil:
        for at in range(codes_of_japan.shape[0]):
            _read_whole(runs, &rules, codes_of_japan[at], &found)
    return take_candidates(&found)


cdef _check(RunColumns runs, const int64_t[::1] chosen):
    cdef Py_ssize_t at
    for at in range(chosen.shape[0]):
        if not 0 <= chosen[at] < runs.count:
            raise ValueError("no such run")


cdef inline int64_t _sum_linked(RunColumns runs, Py_ssize_t first, Py_ssize_t count) noexcept nogil:
    """The digits of so many linked runs, 0 where they are not linked or the last goes on."""
    cdef int64_t total = 0
    cdef Py_ssize_t at
    if first + count > runs.count or not runs.open_right[first + count - 1]:
        return 0
    for at in range(first, first + count):
        if at > first and not runs.link[at - 1]:
            return 0
        total += length_of(runs, at)
    return total


cdef void _read_national(
    RunColumns runs, const Rules *rules, Py_ssize_t first, Py_ssize_t count, Candidates *found
) noexcept nogil:
    """A number of ``count`` groups with a leading 0."""
    cdef int64_t total = _sum_linked(runs, first, count)
    cdef int64_t start = runs.start[first]
    cdef uint64_t form = 0
    if (total != 10 and total != 11) or runs.chars[start] != 48:
        return
    if runs.letter_left[first]:
        form = rules.bits[LETTER_BEFORE]
    if count > 1 and runs.before[first] == 40 and runs.link[first] == 41:
        start -= 1  # the bracket around the area code
    _weigh(runs, rules, first, count, start, total, 0, 0, form, found)


cdef void _read_from_abroad(
    RunColumns runs, const Rules *rules, Py_ssize_t code, Py_ssize_t count, Candidates *found
) noexcept nogil:
    """A number of ``count`` groups behind ``+81``, 0081 or 010-81, the trunk 0 left out or in brackets."""
    cdef Py_ssize_t body = code + 1
    cdef int64_t total, begin = runs.start[code]
    if length_of(runs, code) > 4 or body >= runs.count:
        return
    if length_of(runs, code) == 2:
        begin = begin - 1 if runs.before[code] == 43 or code == 0 else runs.start[code - 1]
    if (
        runs.link[code] == 40 and length_of(runs, body) == 1 and runs.chars[runs.start[body]] == 48
        and runs.after[body] == 41 and body + 1 < runs.count and runs.start[body + 1] <= runs.end[body] + 2
    ):
        body += 1
    if body >= runs.count or runs.chars[runs.start[body]] == 48:
        return
    total = _sum_linked(runs, body, count)
    if total == 9 or total == 10:
        _weigh(runs, rules, body, count, begin, total + 1, 1, 0, rules.bits[INTERNATIONAL], found)


cdef void _read_behind_code(RunColumns runs, const Rules *rules, Py_ssize_t run, Candidates *found) noexcept nogil:
    """``00819023456781``: the access code 0081 or 01081 and the number in one, as call records have it."""
    cdef int64_t start = runs.start[run], length = length_of(runs, run)
    cdef Py_ssize_t skipped
    if length < 13 or runs.chars[start] != 48:
        return
    if runs.chars[start + 1] == 48 and runs.chars[start + 2] == 56 and runs.chars[start + 3] == 49:
        skipped = 4
    elif (
        runs.chars[start + 1] == 49 and runs.chars[start + 2] == 48 and runs.chars[start + 3] == 56
        and runs.chars[start + 4] == 49
    ):
        skipped = 5
    else:
        return
    if (length - skipped == 9 or length - skipped == 10) and runs.chars[start + skipped] != 48:
        # A counter behind zeros looks the same.
        _weigh(
            runs, rules, run, 1, start, length - skipped + 1, 1, skipped,
            rules.bits[INTERNATIONAL] | rules.bits[WEAK_FORM], found,
        )


cdef void _read_whole(RunColumns runs, const Rules *rules, Py_ssize_t run, Candidates *found) noexcept nogil:
    """``+819023456781``."""
    cdef int64_t length = length_of(runs, run)
    if (length == 11 or length == 12) and runs.open_right[run] and runs.start[run] > 0:
        _weigh(runs, rules, run, 1, runs.start[run] - 1, length - 1, 1, 2, rules.bits[INTERNATIONAL], found)


cdef void _weigh(
    RunColumns runs, const Rules *rules, Py_ssize_t first, Py_ssize_t count, int64_t start, int64_t total,
    Py_ssize_t trunk, Py_ssize_t skipped, uint64_t form, Candidates *found,
) noexcept nogil:
    """Add a number of ``total`` digits, 10 or 11, unless nobody has it: kind of number, and whether the groups fit it.

    ``trunk``: 1 where the leading 0 is not written; ``skipped``: digits of the first run that lead to the number.
    """
    cdef uint8_t digits[ROOM]
    cdef uint8_t *national = digits
    cdef Py_ssize_t at
    cdef int64_t area = 0
    cdef int kind
    cdef uint64_t evidence = form
    cdef bint is_dummy, is_blank = True
    cdef Candidate *row
    digits[0] = 0
    read_digits(runs, first, &digits[1 if trunk else 0], total - trunk + skipped)
    if skipped:
        for at in range(1, total):
            national[at] = digits[at + skipped]
    kind = _classify(national, total, rules.area_lengths, &area)
    is_dummy = _is_dummy(national, total, rules)
    if not is_dummy:
        for at in range(2, 10):
            is_blank = is_blank and national[at] == national[1]
        if kind < 0 or is_blank or is_counter_or_run(&national[1], 9):
            return
    if kind >= 0:
        evidence |= rules.bits[kind]
    if is_dummy:
        evidence |= rules.bits[SAMPLE]
    if count > 1:
        evidence |= rules.bits[SEPARATED]
    elif runs.before[first] == 47:
        evidence |= rules.bits[IN_PATH]
    if count == 3 and _is_tidy(runs, first, trunk, kind, area):
        evidence |= rules.bits[GROUPING]
    row = add_candidate(found)
    if row == NULL:
        return
    row.start, row.end, row.evidence = start, runs.end[first + count - 1], evidence
    row.kind = <uint8_t> (kind + 1)
    for at in range(total):
        row.key[at] = 48 + national[at]


cdef int _classify(
    const uint8_t *national, int64_t total, const uint8_t *area_lengths, int64_t *area
) noexcept nogil:
    """The Bit that tells what kind a number is, -1 for none; and the length of its area code, 0 where it has none."""
    cdef int three = national[0] * 100 + national[1] * 10 + national[2]
    cdef int four = three * 10 + national[3]
    cdef int64_t length
    if total == 10 and (four == 120 or four == 570 or four == 990 or four == 180):
        return SERVICE
    if four == 800 or (three == 20 and total == 11):
        return SERVICE
    if total == 11:
        if national[3] >= 1:
            if three >= 60 and three <= 90 and three % 10 == 0:
                return MOBILE
            if three == 50:
                return IP_PHONE
        return -1
    length = area_lengths[four * 10 + national[4]]
    if length == 0 or length >= 10 or national[length] < 2:
        return -1
    area[0] = length
    return FIXED


cdef inline bint _is_dummy(const uint8_t *national, int64_t total, const Rules *rules) noexcept nogil:
    """Whether forms and manuals print the number."""
    cdef Py_ssize_t row, at
    cdef const uint8_t *dummy
    for row in range(rules.dummy_count):
        dummy = &rules.dummies[row * KEY_CHARS]
        if dummy[total] != 0:
            continue
        at = total
        while at > 0 and dummy[at - 1] == 48 + national[at - 1]:
            at -= 1
        if at == 0:
            return True
    return False


cdef inline bint _is_tidy(RunColumns runs, Py_ssize_t first, Py_ssize_t trunk, int kind, int64_t area) noexcept nogil:
    """Whether three groups are those of the kind or of the area code, and their signs those of such groups."""
    cdef int64_t one = length_of(runs, first) + trunk, two = length_of(runs, first + 1)
    cdef uint8_t sign = runs.link[first], other = runs.link[first + 1]
    if length_of(runs, first + 2) != 4:
        return False
    if kind == MOBILE or kind == IP_PHONE:
        if one != 3 or two != 4:
            return False
    elif area == 0 or one != area or two != 6 - area:
        return False
    if sign == other:
        return _is_separator(sign)
    return (sign == 40 and other == 41) or (sign == 41 and _is_separator(other))


cdef inline bint _is_separator(uint8_t sign) noexcept nogil:
    return sign == 45 or sign == 32 or sign == 46
