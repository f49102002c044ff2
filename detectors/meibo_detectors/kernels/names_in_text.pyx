"""Stretches of kanji weighed: full names, and surnames with an honorific. See japan/names_in_text.py."""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

from meibo_detectors.kernels.name_context cimport (
    DOT,
    ends_as_organisation,
    follows_well,
    has_flag,
    holds,
    is_addressed,
    is_beside_organisation,
    is_closed,
    is_code,
    is_compound,
    is_dated,
    is_introduced,
    is_labelled,
    is_placed,
    number_of,
)
from meibo_detectors.kernels.name_splits cimport (
    LIKELY,
    LISTED,
    LONGEST_SURNAME,
    SOUND,
    Split,
    accept_usual,
    guess_given_name,
    guess_surname,
    is_clear,
    is_frequent,
    split_name,
)
from meibo_detectors.kernels.name_tables cimport (
    CALLING_ENDING,
    FREQUENT,
    GIVEN_ENDING,
    GIVEN_TAIL,
    KATAKANA,
    LONE_TAIL,
    NAME_ENDING,
    ORDINARY,
    PLACE_TAIL,
    PROLONGED,
    NameTables,
    Names,
    Text,
    is_digit,
    text_of,
)
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take


cdef enum Limit:
    LONGEST_NAME = 8
    LONGEST_LABELLED = 7


cdef struct Run:
    int64_t start
    int64_t end
    int64_t gap
    bint is_titled
    bint is_cut


def weigh_name_runs(
    const uint8_t[::1] chars,
    const uint32_t[::1] codes,
    const uint32_t[::1] letters,
    const int64_t[::1] start,
    const int64_t[::1] end,
    const int64_t[::1] gap,
    const int64_t[::1] is_titled,
    const int64_t[::1] is_cut,
    NameTables tables,
):
    """Start, end and evidence of the names among the stretches of ``find_name_runs``, full names before surnames."""
    cdef Text text = text_of(chars, codes, letters)
    cdef const Names *names = &tables.names
    cdef Offsets full[3]
    cdef Offsets part[3]
    cdef Run run
    cdef uint64_t evidence
    cdef Py_ssize_t row, count = start.shape[0]
    if not count == end.shape[0] == gap.shape[0] == is_titled.shape[0] == is_cut.shape[0]:
        raise ValueError("columns of one length")
    with nogil:
        for row in range(3):
            begin(&full[row], 0)
            begin(&part[row], 0)
        for row in range(count):
            run = Run(start[row], end[row], gap[row], is_titled[row] != 0, is_cut[row] != 0)
            if run.start < 0 or run.end <= run.start or run.end > text.count or run.gap >= run.end:
                continue
            evidence = weigh_run(names, &text, &run)
            if evidence:
                push(&full[0], run.start)
                push(&full[1], run.end)
                push(&full[2], <int64_t> evidence)
            if is_surname(names, &text, &run):
                push(&part[0], run.start)
                push(&part[1], run.end)
                push(&part[2], <int64_t> (names.marks.titled | names.marks.partial))
    return tuple([take(&full[row]) for row in range(3)]), tuple([take(&part[row]) for row in range(3)])


cdef inline uint64_t weigh_run(const Names *names, const Text *text, const Run *run) noexcept nogil:
    """The evidence of a full name, 0 where a stretch is none."""
    cdef int64_t start = run.start, end = run.end, size = end - start
    cdef bint is_full = is_code(names, text, end - 1, GIVEN_ENDING) and 3 <= size <= LONGEST_NAME + (run.gap >= 0)
    cdef bint titled = run.is_titled and not run.is_cut, is_labelled_name = False, is_short = 2 <= size <= LONGEST_LABELLED
    cdef Split split
    if not run.is_cut and (is_full or is_short):
        if run.is_titled or is_closed(text, end):
            is_labelled_name = is_labelled(names, text, start)
    if not (is_full or is_labelled_name or (titled and is_short)):
        return 0
    split = split_name(names, text, start, end, run.gap, run.gap + 1)
    if run.gap < 0 and split.grade == 0:
        if titled or is_labelled_name:
            guess_surname(&split, names, text, start, end)
        if is_labelled_name:
            guess_given_name(&split, names, text, start, end)
    if split.grade == 0 or is_short_word(names, text, start, end):
        return 0
    return judge(names, text, run, &split, is_labelled_name)


cdef inline uint64_t judge(
    const Names *names, const Text *text, const Run *run, Split *split, bint has_label
) noexcept nogil:
    """The evidence of a stretch that was split; ``has_label``: a label before it, and it goes up to a sign or title."""
    cdef int64_t start = run.start, end = run.end
    cdef bint is_told = has_label or (run.is_titled and not run.is_cut)
    cdef bint ends, is_word, is_sure, is_place, is_alone, is_titled_name, is_likely, by_label
    cdef uint64_t evidence = 0
    if not is_told and not run.is_cut and split.grade < SOUND:
        is_told = is_placed(names, text, start, end)
    accept_usual(split, is_told)
    ends = run.is_titled or follows_well(names, text, end)
    is_word = run.gap < 0 and is_ordinary(names, text, run, split, is_told)
    is_sure = split.grade == SOUND and not is_word and end - split.border >= 2
    is_sure = is_sure and (is_frequent(split) or (is_clear(split) and split.border - start >= 2))
    is_place = split.grade == LISTED and run.gap < 0 and ends_as_place(names, text, end, split)
    is_titled_name = run.is_titled and split.grade >= LISTED and not is_word and not run.is_cut
    is_likely = split.grade == LIKELY and not run.is_cut and ends and not is_code(names, text, end - 1, CALLING_ENDING)
    if run.is_cut:
        is_alone = is_sure and ends
    else:
        is_alone = split.grade == SOUND or (split.grade == LISTED and not is_place and is_told_beside(names, text, start, end))
        is_alone = is_alone or (is_told and not run.is_titled and split.grade >= LISTED and (has_label or not is_place))
        is_alone = is_alone and ends and not is_word
        is_alone = is_alone and is_open_left(text, start, is_sure and is_frequent(split))
        is_alone = is_alone and not is_beside_organisation(names, text, start, end)
    by_label = is_likely and (has_label or (is_told and not run.is_titled and run.gap >= 0)) and not is_word
    by_label = by_label and not is_beside_organisation(names, text, start, end)
    by_label = by_label and not ends_as_organisation(names, text, start, end)
    if not (is_alone or is_titled_name or is_likely):
        if split.grade < LISTED or not ends or is_word or run.is_cut:
            return 0
    evidence |= names.marks.listed if split.grade >= LISTED else names.marks.shaped
    if run.is_titled and not run.is_cut:
        evidence |= names.marks.titled
    if split.is_sample:
        evidence |= names.marks.sample
    evidence |= names.marks.strong if is_alone or is_titled_name or by_label else names.marks.weak
    if is_place or (is_likely and not by_label and run.gap < 0 and (is_word or not is_frequent(split))):
        evidence |= names.marks.needs_label
    return evidence


cdef inline bint is_surname(const Names *names, const Text *text, const Run *run) noexcept nogil:
    """Whether a stretch is a surname with an honorific: 小暮様."""
    cdef int64_t size = run.end - run.start, number
    if not run.is_titled or run.gap >= 0 or run.is_cut or size > LONGEST_SURNAME:
        return False
    number = number_of(&names.surnames, text, run.start, run.end)
    if number < 0 or (number & (ORDINARY | FREQUENT)) == ORDINARY:
        return False
    return size >= 2 or ((number & FREQUENT) != 0 and is_addressed(names, text, run.end))


cdef inline bint is_short_word(const Names *names, const Text *text, int64_t start, int64_t end) noexcept nogil:
    """Of two kanji: a surname, an ordinary word, or the end of a place, rather than one kanji each of both names."""
    if end - start != 2:
        return False
    if is_code(names, text, end - 1, GIVEN_TAIL | LONE_TAIL):
        return True
    return holds(&names.surnames, text, start, end) or holds(&names.ordinary_words, text, start, end)


cdef inline bint ends_as_place(const Names *names, const Text *text, int64_t end, const Split *split) noexcept nogil:
    """Doubtful names that end as places and groups do: 松江城."""
    if is_code(names, text, end - 1, PLACE_TAIL):
        return True
    return end - split.border == 1 and is_code(names, text, end - 1, GIVEN_TAIL)


cdef inline bint is_told_beside(const Names *names, const Text *text, int64_t start, int64_t end) noexcept nogil:
    """An age, a birth or a calling stands beside a stretch."""
    return is_dated(names, text, end) or is_introduced(names, text, start)


cdef inline bint is_open_left(const Text *text, int64_t start, bint is_sure) noexcept nogil:
    """No digit stands directly before, and katakana only before sure names (メンバー小暮智也)."""
    cdef uint8_t before
    if start == 0:
        return True
    before = text.chars[start - 1]
    if is_digit(before):
        return False
    if before == PROLONGED or (before == KATAKANA and text.letters[start - 1] != DOT):
        return is_sure
    return True


cdef inline bint is_ordinary(
    const Names *names, const Text *text, const Run *run, const Split *split, bint is_told
) noexcept nogil:
    """The stretch is a word of the dictionary, or two nouns in a row that do not end as given names do (青山明美).

    Two nouns that are also a usual surname and given name may be one where something says so.
    """
    if has_flag(&names.ordinary_words, text, run.start, run.end, ORDINARY):
        return True
    if run.end - run.start != 4:
        return False
    if is_frequent(split) and (split.given & FREQUENT) and run.end - split.border == 2:
        if is_told or is_code(names, text, run.end - 1, NAME_ENDING):
            return False
    return is_compound(names, text, run.start)
