"""Written dates, and those of them that somebody alive can be born on.

``1985年1月2日``, ``1985/1/2``, ``S60.1.2``, ``平成元年2月3日``, ``19850102``, ``2 Jan 1985``, ``昭和六十年一月二日``, ``1985年``: all
begin at a run of digits, at 元 or at 年.
"""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport free

from meibo_detectors.kernels.birth_words cimport has_time_behind, is_born_behind
from meibo_detectors.kernels.calendar_days cimport (
    ERA_SLACK_YEARS, SHOWA, day_of_serial, first_day_of_era, is_day, last_day_of_era, year_before_era, years_of_era,
)
from meibo_detectors.kernels.candidates cimport Candidates, add_candidate, begin_candidates, take_candidates
from meibo_detectors.kernels.cells_in cimport Cells, cells_of, holding
from meibo_detectors.kernels.date_signs cimport (
    FIRST_YEAR, GAP_CHARS, KANJI_CLASS, DAY, MONTH, YEAR, DateText, char_at, code_at, end_of_day, find_era_mark,
    find_joint, is_digit, is_letter, is_open_after, is_open_before, is_tie, text_of,
)
from meibo_detectors.kernels.dates_in_words cimport (
    GAP_OF_WORDS, LEAST_WORD_CHARS, count_numerals, month_before, month_between, numeral_of, read_numerals,
)
from meibo_detectors.kernels.offsets cimport Offsets, begin, reserve
from meibo_detectors.kernels.rows cimport Candidate
from meibo_detectors.kernels.search cimport last_until

cdef enum:
    OLDEST = 120
    YOUNGEST_USUAL = 15  # of people in the lists of offices and schools; other dates need a name
    OLDEST_USUAL = 100
    LEAST_SERIAL = 3000  # days since 1900; smaller numbers are years
    MOST_SERIAL = 60000
    CODED_DIGITS = 7

cdef enum Form:  # in the order in which a value's normal form is taken
    YEAR_FIRST
    YEAR_LAST
    OF_FIRST_YEAR
    UNBROKEN
    UNBROKEN_WITH_ERA
    NUMERALS
    MONTH_BETWEEN
    MONTH_BEFORE
    YEAR_ALONE
    BY_CODE
    BY_SERIAL

cdef enum:  # columns of a row
    START = 0
    END = 1
    ERA = 2
    YEAR_OF_ERA = 3
    MONTH_NUMBER = 4
    DAY_NUMBER = 5
    FORM = 6
    WIDTH = 7


cdef struct Runs:
    const int64_t *start
    const int64_t *end
    int64_t count


cdef void add(
    Offsets *rows, int64_t start, int64_t end, int64_t era, int64_t year, int64_t month, int64_t day, Form form
) noexcept nogil:
    """A date, if the calendar has the day and the era nearly had the year; of a year alone only the latter is asked."""
    cdef int64_t *row
    if year < 1 or year - years_of_era(era) > ERA_SLACK_YEARS:
        return
    if not is_day(year_before_era(era) + year, 1 if form == YEAR_ALONE else month, 1 if form == YEAR_ALONE else day):
        return
    if not reserve(rows, WIDTH):
        return
    row = rows.items + rows.count
    row[START], row[END], row[ERA], row[YEAR_OF_ERA] = start, end, era, year
    row[MONTH_NUMBER], row[DAY_NUMBER], row[FORM] = month, day, form
    rows.count += WIDTH


cdef int64_t read_digits(const DateText *text, int64_t start, int64_t end) noexcept nogil:
    """The number that a few digits spell."""
    cdef int64_t at, number = 0
    for at in range(start, end):
        number = number * 10 + (char_at(text, at) - c"0")
    return number


cdef inline int64_t length_of(const Runs *runs, int64_t at) noexcept nogil:
    return runs.end[at] - runs.start[at]


cdef inline bint may_join(const DateText *text, const Runs *runs, int64_t at) noexcept nogil:
    """Whether the run after this one stands so near that both may be of one date."""
    cdef uint8_t after = char_at(text, runs.end[at])
    return runs.start[at + 1] - runs.end[at] <= GAP_CHARS and (
        after == KANJI_CLASS or is_tie(after) or after == c" " or after == c")"
    )


cdef void read_group(const DateText *text, const Runs *runs, int64_t at, Offsets *rows) noexcept nogil:
    """Three numbers with the same sign between, or 年 and 月: ``1985/1/2``, ``S60.1.2``, ``21/02/1985``."""
    cdef int64_t first = length_of(runs, at), second, third, start, end, last, era, year, month, day
    cdef uint32_t sign
    cdef bint is_spelled
    if at + 2 >= runs.count or not (first == 4 or first <= 2):
        return
    second, third = length_of(runs, at + 1), length_of(runs, at + 2)
    # One test, since each of its parts is hard to foretell in rows of numbers.
    if (
        (second > 2) | (third > 4)
        | (runs.start[at + 1] - runs.end[at] > GAP_CHARS) | (runs.start[at + 2] - runs.end[at + 1] > GAP_CHARS)
    ):
        return
    if second > 2 or not (third <= 2 or (third == 4 and first != 4)):
        return
    if not (may_join(text, runs, at) and may_join(text, runs, at + 1)):
        return
    sign = find_joint(text, runs.end[at], runs.start[at + 1])
    is_spelled = sign == YEAR
    if not (is_spelled or is_tie(sign)):
        return
    if find_joint(text, runs.end[at + 1], runs.start[at + 2]) != (<uint32_t> MONTH if is_spelled else sign):
        return
    start, last = runs.start[at], runs.end[at + 2]
    year, month = read_digits(text, start, runs.end[at]), read_digits(text, runs.start[at + 1], runs.end[at + 1])
    day = read_digits(text, runs.start[at + 2], last)
    if third == 4:
        if not is_spelled and is_open_before(text, start) and is_open_after(text, last):
            if year <= 12:  # 01/02/1985 is the 2 January, 21/02/1985 the 21 February
                add(rows, start, last, 0, day, year, month, YEAR_LAST)
            else:
                add(rows, start, last, 0, day, month, year, YEAR_LAST)
        return
    era = 0
    if first == 4:
        if not is_open_before(text, start):
            return
    else:
        era = find_era_mark(text, start, &start)
        if not era:
            return
    end = end_of_day(text, last, is_spelled)
    if end > last or is_open_after(text, end):
        add(rows, start, end, era, year, month, day, YEAR_FIRST)


cdef void read_unbroken(const DateText *text, const Runs *runs, int64_t at, Offsets *rows) noexcept nogil:
    """``19850102``, and ``S600102`` behind the mark of an era."""
    cdef int64_t start = runs.start[at], first = runs.start[at], end = runs.end[at], era = 0, width
    cdef uint8_t before = char_at(text, start - 1), after = char_at(text, end)
    if is_letter(after) or after == c"_" or after == c"*":
        return
    if at + 1 < runs.count and runs.start[at + 1] == end + 1 and (after == c"-" or after == c"."):
        return
    width = end - start - 4
    if width == 4:
        if before == c"*" or not is_open_before(text, start):
            return
        if at > 0 and runs.end[at - 1] == start - 1 and (before == c"-" or before == c"."):
            return
    else:
        era = find_era_mark(text, start, &start)
        if not era:
            return
    add(
        rows, start, end, era, read_digits(text, first, first + width), read_digits(text, end - 4, end - 2),
        read_digits(text, end - 2, end), UNBROKEN if width == 4 else UNBROKEN_WITH_ERA,
    )


cdef void read_english(const DateText *text, const Runs *runs, int64_t at, Offsets *rows) noexcept nogil:
    """A day and a year of four digits with the month's name between or before them."""
    cdef int64_t start = runs.start[at], end = runs.end[at + 1], gap = runs.start[at + 1] - runs.end[at], month, begin
    cdef uint8_t after = char_at(text, runs.end[at]), before = char_at(text, start - 1)
    cdef bint is_spaced = False
    if gap > GAP_OF_WORDS or not (is_letter(after) or is_tie(after) or after == c" " or after == c","):
        return
    if gap < LEAST_WORD_CHARS and not (is_letter(before) or before == c" " or before == c"."):
        return
    if not is_open_after(text, end):
        return
    month = month_between(text, runs.end[at], runs.start[at + 1], &is_spaced)
    if month and is_open_before(text, start):
        add(
            rows, start, end, 0, read_digits(text, runs.start[at + 1], end), month,
            read_digits(text, start, runs.end[at]), MONTH_BETWEEN,
        )
    if is_spaced:
        month = month_before(text, start, &begin)
        if month and is_open_before(text, begin):
            add(
                rows, begin, end, 0, read_digits(text, runs.start[at + 1], end), month,
                read_digits(text, start, runs.end[at]), MONTH_BEFORE,
            )


cdef void read_year(const DateText *text, const Runs *runs, int64_t at, Offsets *rows) noexcept nogil:
    """Years that stand without month and day: ``1985年``, ``昭和60年``."""
    cdef int64_t start = runs.start[at], end = runs.end[at] + 1, era = 0
    if is_digit(char_at(text, end + (code_at(text, end) == c" "))):
        return
    if length_of(runs, at) == 4:
        if not is_open_before(text, start):
            return
    else:
        era = find_era_mark(text, start, &start)
        if not era:
            return
    add(rows, start, end, era, read_digits(text, runs.start[at], runs.end[at]), 0, 0, YEAR_ALONE)


cdef void read_first_year(const DateText *text, const Runs *runs, int64_t at, int64_t month, Offsets *rows) noexcept nogil:
    """A date of the first year of an era, whose year is written 元; ``month`` is the run behind it."""
    cdef int64_t start, end, last, era
    cdef uint32_t sign, second_sign
    cdef bint is_spelled
    if month + 1 >= runs.count or length_of(runs, month) > 2 or length_of(runs, month + 1) > 2:
        return
    sign = find_joint(text, at + 1, runs.start[month])
    if not (sign == YEAR or is_tie(sign)):
        return
    second_sign = find_joint(text, runs.end[month], runs.start[month + 1])
    is_spelled = sign == YEAR
    if second_sign != (<uint32_t> MONTH if is_spelled else sign):
        return
    era = find_era_mark(text, at, &start)
    if not era:
        return
    last = runs.end[month + 1]
    end = end_of_day(text, last, is_spelled)
    if end > last or is_open_after(text, end):
        add(
            rows, start, end, era, 1, read_digits(text, runs.start[month], runs.end[month]),
            read_digits(text, runs.start[month + 1], last), OF_FIRST_YEAR,
        )


cdef void read_kanji(const DateText *text, int64_t at, Offsets *rows) noexcept nogil:
    """A date in kanji numerals whose 年 stands here."""
    cdef int64_t width, start, era, year = 1, month, month_end, day, end
    cdef bint has_ten = False, is_by_ten
    if numeral_of(code_at(text, at + 1)) < 0:
        return
    if code_at(text, at - 1) == FIRST_YEAR:
        width = 1
    else:
        width = count_numerals(text, at - 1, -1, 4)
        if width == 0:
            return
        year = read_numerals(text, at - width, at, &has_ten)
    month_end = at + 1 + count_numerals(text, at + 1, 1, 3)
    end = month_end + 1 + count_numerals(text, month_end + 1, 1, 3)
    if code_at(text, month_end) != MONTH or code_at(text, end) != DAY:
        return
    era = find_era_mark(text, at - width, &start)
    if not era and (width != 4 or has_ten):
        return
    month = read_numerals(text, at + 1, month_end, &is_by_ten)
    day = read_numerals(text, month_end + 1, end, &is_by_ten)
    add(rows, start, end + 1, era, year, month, day, NUMERALS)


cdef void read_signs(const DateText *text, const Runs *runs, const int64_t[::1] anchors, Offsets *rows) noexcept nogil:
    """Dates that are found by their 年 or 元, of a text that is not all ASCII."""
    cdef int64_t at, run = -1
    cdef Py_ssize_t anchor
    for anchor in range(anchors.shape[0]):
        at = anchors[anchor]
        if code_at(text, at) == YEAR:
            read_kanji(text, at, rows)
        elif code_at(text, at) == FIRST_YEAR and runs.count:
            run = last_until(runs.start, runs.count, at, run)
            read_first_year(text, runs, at, run + 1, rows)


cdef void read_runs(const DateText *text, const Runs *runs, Offsets *rows) noexcept nogil:
    """Dates that are found by their digits."""
    cdef int64_t at, length
    for at in range(runs.count):
        length = length_of(runs, at)
        if length == 4 or length <= 2:
            read_group(text, runs, at, rows)
            if length <= 2 and at + 1 < runs.count and length_of(runs, at + 1) == 4:
                read_english(text, runs, at, rows)
            if code_at(text, runs.end[at]) == YEAR:
                read_year(text, runs, at, rows)
        elif length == 8 or length == 6:
            read_unbroken(text, runs, at, rows)


cdef void read_number(
    const DateText *text, int64_t start, int64_t end, int64_t this_year, const int64_t[::1] era_of_code, Offsets *rows
) noexcept nogil:
    """A number that only the name of its field turns into a date: a serial, or ``3600102`` with the era's code first."""
    cdef int64_t number, era, year, day
    if end - start == CODED_DIGITS:
        number = char_at(text, start) - c"0"
        era = era_of_code[number] if 0 <= number < era_of_code.shape[0] else 0
        year = read_digits(text, start + 1, start + 3)
        if number == 5 and year_before_era(era) + year > this_year:
            era = SHOWA
        if era > 0:
            add(
                rows, start, end, era, year, read_digits(text, start + 3, start + 5),
                read_digits(text, start + 5, end), BY_CODE,
            )
    elif end - start == 4 or end - start == 5:
        number = read_digits(text, start, end)
        if LEAST_SERIAL <= number <= MOST_SERIAL:
            day = day_of_serial(number)
            add(rows, start, end, 0, day // 10000, day // 100 % 100, day % 100, BY_SERIAL)


cdef Runs runs_of(const int64_t[::1] start, const int64_t[::1] end):
    cdef Runs runs
    if start.shape[0] != end.shape[0]:
        raise ValueError("starts and ends of one length")
    runs.count = start.shape[0]
    runs.start = &start[0] if runs.count else NULL
    runs.end = &end[0] if runs.count else NULL
    return runs


cdef void spell_key(char *key, int64_t year, int64_t month, int64_t day) noexcept nogil:
    """``YYYY-MM-DD`` in 20 characters; the year alone where the month is 0."""
    cdef int at
    for at in range(20):
        key[at] = 0
    for at in range(4):
        key[3 - at] = <char> (c"0" + year % 10)
        year //= 10
    if month:
        key[4] = key[7] = c"-"
        key[5], key[6] = <char> (c"0" + month // 10), <char> (c"0" + month % 10)
        key[8], key[9] = <char> (c"0" + day // 10), <char> (c"0" + day % 10)


def find_birth_dates(
    const uint8_t[::1] chars,
    const uint32_t[::1] codes,
    const int64_t[::1] anchors,
    const int64_t[::1] run_start,
    const int64_t[::1] run_end,
    const int64_t[::1] field_start,
    const int64_t[::1] field_end,
    const int64_t[::1] named,
    int64_t today,
    const int64_t[::1] era_of_code,
    const uint64_t[::1] form_notes,
    const uint64_t[::1] evidence_bits,
):
    """Dates that somebody alive can be born on: rows of CANDIDATE as bytes, to be sorted by their start.

    ``codes`` are None of a text that is ASCII; ``anchors`` are offsets, ascending, among them those of each 年 and 元, and
    the runs are those of digits; ``named`` are the fields named as dates of birth, ascending; ``today`` has
    8 digits. ``form_notes`` are the notes of each Form; the bits: of an era, a day out of its era, words of birth, an
    unusual age, and a date that is none of birth unless it is named so.
    """
    cdef DateText text = text_of(chars, codes)
    cdef Runs runs = runs_of(run_start, run_end)
    cdef Cells cells = cells_of(field_start, field_end)
    cdef Offsets rows
    cdef Candidates found
    cdef Candidate *candidate
    cdef int64_t at, run = -1, field, year, month, day, age, number, named_at = -1
    cdef const int64_t *row
    cdef const int64_t *named_fields = &named[0] if named.shape[0] else NULL
    cdef uint64_t evidence
    cdef bint is_usual, is_alone, is_counted, is_timed
    if form_notes.shape[0] <= BY_SERIAL or evidence_bits.shape[0] != 5:
        raise ValueError("notes for each form, and five bits of evidence")
    with nogil:
        begin(&rows, 0)
        begin_candidates(&found)
        read_runs(&text, &runs, &rows)
        read_signs(&text, &runs, anchors, &rows)
        for at in range(named.shape[0]):
            field = named_fields[at]
            if 0 <= field < cells.count and runs.count:
                run = last_until(runs.start, runs.count, cells.start[field], run)
                if run >= 0 and runs.start[run] == cells.start[field] and runs.end[run] == cells.end[field]:
                    read_number(&text, runs.start[run], runs.end[run], today // 10000, era_of_code, &rows)
        for at in range(rows.count // WIDTH):
            row = rows.items + at * WIDTH
            is_timed = has_time_behind(&text, row[END])
            if is_timed and named.shape[0] == 0:  # as in each line of a log: only its field's name could tell
                continue
            year, month, day = year_before_era(row[ERA]) + row[YEAR_OF_ERA], row[MONTH_NUMBER], row[DAY_NUMBER]
            age = today // 10000 - year - (1 if month * 100 + day > today % 10000 else 0)
            if age < 0 or age > OLDEST:
                continue
            is_usual = YOUNGEST_USUAL <= age <= OLDEST_USUAL
            is_alone = row[FORM] == YEAR_ALONE
            evidence = form_notes[row[FORM]]
            if row[ERA]:
                evidence |= evidence_bits[0]
                number = (year * 100 + month) * 100 + day
                if not is_alone and (number < first_day_of_era(row[ERA]) or number > last_day_of_era(row[ERA])):
                    evidence |= evidence_bits[1]
            is_counted = is_alone
            if is_born_behind(&text, row[END]):
                evidence |= evidence_bits[2]
                is_counted = False
            if not is_usual:
                evidence |= evidence_bits[3] | evidence_bits[4]
            if is_timed:
                evidence |= evidence_bits[4]
                is_counted = True
            if is_counted:  # it may be any date, unless its field is named
                field = holding(&cells, row[START], row[END])
                named_at = last_until(named_fields, named.shape[0], field, named_at)
                if field < 0 or named_at < 0 or named_fields[named_at] != field:
                    continue
            candidate = add_candidate(&found)
            if candidate == NULL:
                break
            candidate.start, candidate.end, candidate.evidence = row[START], row[END], evidence
            spell_key(<char *> candidate.key, year, month, day)
        free(rows.items)
    if rows.is_full:
        found.is_full = True
    return take_candidates(&found)


def read_day(
    const uint8_t[::1] chars,
    const uint32_t[::1] codes,
    const int64_t[::1] anchors,
    const int64_t[::1] run_start,
    const int64_t[::1] run_end,
):
    """``YYYY-MM-DD`` of the first date of a value, or the year alone; empty where it holds none."""
    cdef DateText text = text_of(chars, codes)
    cdef Runs runs = runs_of(run_start, run_end)
    cdef Offsets rows
    cdef int64_t at, first = -1
    cdef const int64_t *row
    cdef char[20] key
    cdef int64_t length = 0
    with nogil:
        begin(&rows, 0)
        read_runs(&text, &runs, &rows)
        read_signs(&text, &runs, anchors, &rows)
        for at in range(rows.count // WIDTH):
            if first < 0 or rows.items[at * WIDTH + FORM] < rows.items[first * WIDTH + FORM]:
                first = at
        if first >= 0:
            row = rows.items + first * WIDTH
            spell_key(key, year_before_era(row[ERA]) + row[YEAR_OF_ERA], row[MONTH_NUMBER], row[DAY_NUMBER])
            length = 10 if row[MONTH_NUMBER] else 4
        free(rows.items)
    if rows.is_full:
        raise MemoryError
    return key[:length].decode("ascii")
