"""Runs of kanji that may be names, with what stands at them taken off: labels and titles before, honorifics behind.

Each run gives stretches: itself, with the run behind one blank, with hiragana behind it (三浦のりこ); of each what is
left without an honorific at its end, its first characters before a long title, what stands before a word that follows
names; and of each of these what follows a label, a title or a calling. Some are parts of others.
"""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

from meibo_detectors.kernels.kanji_runs cimport (
    MOST_RUNS,
    Runs,
    begin_runs,
    count_settled,
    forget_runs,
    is_all_read,
    read_runs,
)
from meibo_detectors.kernels.name_context cimport (
    DOT,
    LONGEST_TITLE,
    begins_title,
    has_flag,
    holds,
    is_called_before,
    is_code,
    is_joint,
    is_labelled,
    is_titled,
    skip_blank,
)
from meibo_detectors.kernels.name_tables cimport (
    FOLLOWING_ENDING,
    FREQUENT,
    GIVEN_ENDING,
    GIVEN_PARTICLE,
    HIRAGANA,
    KANJI,
    KATAKANA,
    LAST_KANJI,
    LEAD_BEGINNING,
    LEAD_ENDING,
    NOUN,
    PROLONGED,
    SURNAME_BEGINNING,
    TITLE_BEGINNING,
    TITLE_ENDING,
    NameTables,
    Names,
    Text,
    char_at,
    char_inside,
    is_blocked,
    is_sign,
    marks_of,
    text_of,
)
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.word_hash cimport (
    HASH_BASE,
    HASH_BASE_2,
    HASH_BASE_3,
    hash_stretch,
    holds_word,
    is_sifted_out,
    mix_hash,
)


cdef enum Limit:
    LONGEST_RUN = 14  # with a label in front and a title behind; of a longer run the last characters
    SHORTEST_CUT = 3  # characters of a name that is cut out of a longer run
    LONGEST_CUT = 5
    LONGEST_LABELLED = 7  # of a name behind a label that needs not end as names do
    LONGEST_FOLLOWING = 3
    LONGEST_LEAD = 7
    LONGEST_BEFORE_KANA = 4
    LONGEST_KANA = 4
    AHEAD = 5  # characters behind a run of which hiragana go up to the last at most
    MOST_STRETCHES = 128  # of one run, before labels are taken off: ten, and seven more of each


cdef struct Stretch:
    int64_t start
    int64_t end
    int64_t gap  # the blank inside, -1 where there is none
    bint is_titled
    bint is_cut


cdef struct Stretches:
    Stretch items[MOST_STRETCHES]
    int count


cdef struct Found:
    Offsets start, end, gap, titled, cut


cdef inline void keep(
    Stretches *stretches, int64_t start, int64_t end, int64_t gap, bint is_titled, bint is_cut
) noexcept nogil:
    if stretches.count < MOST_STRETCHES:
        stretches.items[stretches.count] = Stretch(start, end, gap, is_titled, is_cut)
        stretches.count += 1


def find_name_runs(
    const uint8_t[::1] chars,
    const uint32_t[::1] codes,
    const uint32_t[::1] letters,
    const uint8_t[::1] blocked,
    NameTables tables,
):
    """All stretches that are worth a look outside of ``blocked`` characters; five parallel arrays.

    ``blocked`` has a bit for each character, the lowest of a byte first, or nothing at all where none is blocked.
    Start, end, and the blank inside (-1 where there is none), int64. Whether an honorific stands behind it, or another
    word that follows names. Whether more kanji stand between it and a title, or before it.
    """
    cdef Text text = text_of(chars, codes, letters)
    cdef const Names *names = &tables.names
    cdef Found found
    cdef Runs runs
    cdef int64_t start, end, next_end
    cdef int rows[MOST_RUNS]
    cdef int at, chosen, settled
    cdef bint is_last = False
    cdef const uint8_t *marks = marks_of(blocked, text.count)
    with nogil:
        begin_found(&found, text.count // 64)
        begin_runs(&runs)
        while not is_last:
            read_runs(&runs, names, &text)
            is_last = is_all_read(&runs, &text)
            settled = count_settled(&runs, &text)
            chosen = choose_runs(rows, &runs, settled, names, &text, marks)
            for at in range(chosen):
                start, end, next_end = runs.start[rows[at]], runs.end[rows[at]], 0
                if rows[at] + 1 < runs.count and runs.start[rows[at] + 1] == end + 1 and text.chars[end] == 32:
                    next_end = 0 if is_blocked(marks, end + 1) else runs.end[rows[at] + 1]
                read_run(&found, names, &text, start, end, next_end)
            forget_runs(&runs, settled)
    return take(&found.start), take(&found.end), take(&found.gap), take(&found.titled), take(&found.cut)


cdef inline void begin_found(Found *found, Py_ssize_t room) noexcept nogil:
    begin(&found.start, room)
    begin(&found.end, room)
    begin(&found.gap, room)
    begin(&found.titled, room)
    begin(&found.cut, room)


cdef inline uint32_t signs_at(const Names *names, const Text *text, int64_t at) noexcept nogil:
    """What the character at an offset inside of the text is."""
    return names.signs[text.codes[at]] if text.codes[at] < names.sign_count else 0


cdef int choose_runs(
    int *rows, const Runs *runs, int count, const Names *names, const Text *text, const uint8_t *marks
) noexcept nogil:
    """The first ``count`` runs without those that are blocked or give no stretch, which are most; how many are left.

    Nothing else is asked than ``read_run`` asks, but all at once and of all runs in turn: what each of them is going
    to be cannot be foreseen, and another way for each would cost more than the questions.
    """
    cdef int row, at, kept = 0, chosen = 0
    for row in range(count):
        rows[kept] = row
        kept += not is_blocked(marks, runs.start[row])
    count, kept = kept, 0
    for at in range(count):
        row = rows[at]
        rows[kept] = row
        kept += may_give(names, text, runs.start[row], runs.end[row])
    count, kept = kept, 0
    for at in range(count):
        row = rows[at]
        rows[kept] = row
        kept += begins_known(names, text, runs.start[row], runs.end[row])
    for at in range(kept):
        row = rows[at]
        rows[chosen] = row
        chosen += gives(names, text, runs.start[row], runs.end[row])
    return chosen


cdef inline bint is_at_edge(const Text *text, int64_t start, int64_t end) noexcept nogil:
    """Whether the text begins with a run, or ends so soon behind it that not all can be asked at once."""
    return start == 0 or end + AHEAD >= text.count


cdef inline int ends_alone(
    const Names *names, const Text *text, int64_t start, int64_t end, int64_t behind
) noexcept nogil:
    """Whether a run without what follows may end as names do, and begin so or behind a label; ``behind``: a blank."""
    cdef uint32_t first = signs_at(names, text, start), last = signs_at(names, text, end - 1)
    cdef uint32_t after = signs_at(names, text, behind)
    cdef int64_t size = end - start
    cdef int ends, begins
    ends = ((last & (TITLE_ENDING | FOLLOWING_ENDING)) != 0) | ((after & TITLE_BEGINNING) != 0)
    ends |= (((last & GIVEN_ENDING) != 0) & (size >= 3)) | is_joint(text.chars[start - 1])
    begins = ((first & SURNAME_BEGINNING) != 0) | (((first & LEAD_BEGINNING) != 0) & (size >= 3))
    begins |= size >= SHORTEST_CUT + 2
    return (begins & ends & ((size >= 2) | ((after & TITLE_BEGINNING) != 0))) | (text.chars[end] == 32)


cdef inline int may_give(const Names *names, const Text *text, int64_t start, int64_t end) noexcept nogil:
    """Whether a run alone may give stretches, or hiragana stand behind it; 1 or 0."""
    cdef int64_t size = end - start
    cdef int is_kana
    if is_at_edge(text, start, end):
        return 1
    is_kana = (text.chars[end] == HIRAGANA) & ((text.chars[end + 1] == HIRAGANA) | is_last_kanji(names, text, end + 1))
    return ends_alone(names, text, start, end, end) | (is_kana & (size >= 2) & (size <= LONGEST_BEFORE_KANA))


cdef inline int is_last_kanji(const Names *names, const Text *text, int64_t at) noexcept nogil:
    return (signs_at(names, text, at) & LAST_KANJI) != 0


cdef inline int gives(const Names *names, const Text *text, int64_t start, int64_t end) noexcept nogil:
    """Whether a run may give stretches, alone or with hiragana behind it; 1 or 0."""
    cdef uint32_t signs, before
    cdef int64_t size = end - start, behind
    cdef int at, has_joint, is_kana, ends, found = 0
    if is_at_edge(text, start, end):
        return 1
    has_joint, behind = is_joint(text.chars[start - 1]), end + (text.chars[end] == 32)
    is_kana = (size <= LONGEST_BEFORE_KANA) & ((signs_at(names, text, start) & SURNAME_BEGINNING) != 0)
    signs = signs_at(names, text, behind)
    for at in range(1, <int> AHEAD):  # so many hiragana behind the run
        before, signs = signs, signs_at(names, text, behind + at)
        is_kana &= text.chars[behind + at - 1] == HIRAGANA
        ends = ((before & (TITLE_ENDING | FOLLOWING_ENDING | GIVEN_ENDING)) != 0) | ((signs & TITLE_BEGINNING) != 0)
        ends |= has_joint | (text.chars[behind + at] == 32)
        ends &= (text.chars[behind + at] != HIRAGANA) | ((signs & (TITLE_BEGINNING | GIVEN_PARTICLE)) != 0)
        found |= is_kana & ((ends & (at >= 2)) | ((signs & LAST_KANJI) != 0))
    return found | ends_alone(names, text, start, end, behind)


cdef inline int begins_known(const Names *names, const Text *text, int64_t start, int64_t end) noexcept nogil:
    """Whether a run may give stretches alone, or may be a surname of up to four characters; 1 or 0."""
    if is_at_edge(text, start, end):
        return 1
    return ends_alone(names, text, start, end, end + (text.chars[end] == 32)) | (
        not is_sifted_out(&names.surnames, hash_few(text.codes + start, end - start))
    )


cdef inline uint64_t hash_few(const uint32_t *codes, int64_t length) noexcept nogil:
    """``hash_stretch`` of up to four characters; the caller answers for four."""
    cdef uint64_t raw = <uint64_t> codes[0] + 1
    raw += (<uint64_t> codes[1] + 1) * HASH_BASE * (length > 1)
    raw += (<uint64_t> codes[2] + 1) * HASH_BASE_2 * (length > 2)
    raw += (<uint64_t> codes[3] + 1) * HASH_BASE_3 * (length > 3)
    return mix_hash(raw, length)


cdef void read_run(
    Found *found, const Names *names, const Text *text, int64_t start, int64_t end, int64_t next_end
) noexcept nogil:
    """The stretches of one run; ``next_end`` is where the run behind one blank ends, 0 where there is none."""
    cdef Stretches bases, stretches
    cdef Stretch base
    cdef int at, kept = 0
    bases.count = stretches.count = 0
    if end - start >= 2 or is_code(names, text, end, TITLE_BEGINNING):
        keep(&bases, start, end, -1, False, False)
    if next_end:
        keep(&bases, start, next_end, end, False, False)
    add_kana(&bases, names, text, start, end)
    for at in range(bases.count):
        base = bases.items[at]
        if not ends_well(names, text, &base):
            continue
        if base.end - base.start > LONGEST_RUN:
            if base.gap >= 0:
                continue
            base.start = base.end - LONGEST_RUN
        bases.items[kept] = base
        kept += 1
    bases.count = kept
    if kept:
        strip_titles(&stretches, &bases, names, text)
        for at in range(stretches.count):
            give(found, names, text, stretches.items[at])
        strip_leads(found, &stretches, names, text, bases.items[0].start)


cdef inline void give(Found *found, const Names *names, const Text *text, Stretch stretch) noexcept nogil:
    """A stretch, if surnames begin as it does."""
    if is_code(names, text, stretch.start, SURNAME_BEGINNING):
        push(&found.start, stretch.start)
        push(&found.end, stretch.end)
        push(&found.gap, stretch.gap)
        push(&found.titled, stretch.is_titled)
        push(&found.cut, stretch.is_cut)


cdef inline bint ends_well(const Names *names, const Text *text, const Stretch *stretch) noexcept nogil:
    """Whether a stretch ends as given names of some length do, or with a title, or has one behind; few do."""
    cdef int64_t size = stretch.end - stretch.start
    if is_code(names, text, stretch.end - 1, TITLE_ENDING | FOLLOWING_ENDING):
        return True
    if is_code(names, text, skip_blank(text, stretch.end), TITLE_BEGINNING):
        return True
    if size >= 3 and is_code(names, text, stretch.end - 1, GIVEN_ENDING):
        return True
    return size <= LONGEST_LABELLED and is_labelled(names, text, stretch.start)


cdef void add_kana(Stretches *bases, const Names *names, const Text *text, int64_t start, int64_t end) noexcept nogil:
    """A run of kanji, perhaps a blank, and two to four hiragana up to the next sign or honorific; a kanji may end them."""
    cdef int64_t first = skip_blank(text, end), gap, until, length
    cdef uint8_t after
    cdef Stretches made
    cdef bint is_closed, is_known = False
    cdef int at
    if first - start < 2 or end - start > LONGEST_BEFORE_KANA or first >= text.count or text.chars[first] != HIRAGANA:
        return
    if not is_code(names, text, start, SURNAME_BEGINNING):
        return
    if char_at(text, first + 1) != HIRAGANA and not is_code(names, text, first + 1, LAST_KANJI):
        return
    gap = end if first > end else -1
    add_before_particles(bases, names, text, start, end, first, gap)
    made.count = 0
    for length in range(1, LONGEST_KANA + 1):
        until = first + length
        if until > text.count or text.chars[until - 1] != HIRAGANA:
            break
        after = char_inside(text, until)
        if after == HIRAGANA and not is_code(names, text, until, TITLE_BEGINNING):
            continue
        is_closed = after != HIRAGANA and after != PROLONGED and (after != KANJI or gap >= 0)
        is_closed = is_closed and (after != KATAKANA or text.codes[until] == DOT)
        if length >= 2 and (is_closed or begins_title(names, text, until, &names.honorifics)):
            keep(&made, start, until, gap, False, False)
        if length < LONGEST_KANA and after == KANJI and is_code(names, text, until, LAST_KANJI):
            keep(&made, start, until + 1, gap, False, False)
    for at in range(made.count):  # what costs most comes last: the dictionary is far larger than a cache
        until = made.items[at].end
        if not ends_well(names, text, &made.items[at]):
            continue
        if text.chars[until - 1] == HIRAGANA and holds(&names.honorifics, text, first, until):  # 清野さん
            continue
        if not is_known and not holds(&names.surnames, text, start, end):
            return
        is_known = True
        keep(bases, start, until, gap, False, False)


cdef inline void add_before_particles(
    Stretches *bases, const Names *names, const Text *text, int64_t start, int64_t end, int64_t first, int64_t gap
) noexcept nogil:
    """A frequent surname, a given name of three or four hiragana that is no word, and a particle: 岸本ことねが."""
    cdef int64_t length, until
    cdef uint64_t given
    cdef Stretch stretch
    for length in range(3, 5):
        until = first + length
        if char_at(text, until - 1) != HIRAGANA:
            return
        if until >= text.count or not is_code(names, text, until, GIVEN_PARTICLE):
            continue
        stretch = Stretch(start, until, gap, False, False)
        if not ends_well(names, text, &stretch):
            continue
        given = hash_stretch(text.codes, first, until)
        if not holds_word(&names.given_readings, given) or holds_word(&names.ordinary_words, given):
            continue
        if has_flag(&names.surnames, text, start, end, FREQUENT):
            keep(bases, start, until, gap, False, False)


cdef void strip_titles(Stretches *made, const Stretches *bases, const Names *names, const Text *text) noexcept nogil:
    """The stretches without an honorific at their end, and whether one stands behind (with a blank between, too)."""
    cdef int64_t cuts[MOST_STRETCHES]
    cdef bint heads[MOST_STRETCHES]
    cdef Stretch base, bare
    cdef int64_t length
    cdef int at
    cdef bint is_inside, has_heads = False, has_followers = False
    for at in range(bases.count):
        base = bare = bases.items[at]
        cuts[at] = count_title(names, text, &base)
        is_inside = False
        if cuts[at]:
            bare.end = base.end - cuts[at]
            is_inside = base.gap >= 0 and bare.end <= base.gap + 1  # 小暮智也　先生
            if is_inside:
                bare.end, bare.gap = base.gap, -1
        bare.is_titled = cuts[at] > 0 or is_titled(names, text, bare.end)
        keep(made, bare.start, bare.end, bare.gap, bare.is_titled, False)
        heads[at] = cuts[at] > 0 and not is_inside and bare.gap < 0 and bare.end - bare.start >= LONGEST_CUT
        heads[at] = heads[at] and (bare.start == 0 or text.chars[bare.start - 1] != KANJI)
        has_heads = has_heads or heads[at]
        has_followers = has_followers or is_code(names, text, base.end - 1, FOLLOWING_ENDING)
    for at in range(bases.count):
        if cuts[at] == 1:  # 殿 and 君 end given names, too
            base = bases.items[at]
            keep(made, base.start, base.end, base.gap, False, False)
    for length in range(SHORTEST_CUT, LONGEST_CUT + 1 if has_heads else 0):
        for at in range(bases.count):
            base = bases.items[at]
            if heads[at] and base.end - cuts[at] - base.start > length:  # 小暮智也営業本部長
                keep(made, base.start, base.start + length, -1, True, True)
    for length in range(1, LONGEST_FOLLOWING + 1 if has_followers else 0):
        for at in range(bases.count):
            add_follower(made, names, text, &bases.items[at], length)


cdef inline int64_t count_title(const Names *names, const Text *text, const Stretch *base) noexcept nogil:
    """How many characters the longest honorific at the end of a stretch has; 0 where it is all of it, or there is none."""
    cdef int64_t found = 0, length, end = base.end
    if not is_code(names, text, end - 1, TITLE_ENDING):
        return 0
    for length in range(1, LONGEST_TITLE + 1):
        if end - base.start <= length:
            break
        if is_code(names, text, end - length, TITLE_BEGINNING) and holds(&names.honorifics, text, end - length, end):
            found = length
    if found == 1:
        if end - base.start == 2 and has_flag(&names.ordinary_words, text, end - 2, end, NOUN):
            return 0
        if holds(&names.honorific_compounds, text, end - 2, end):
            return 0
    return found


cdef inline void add_follower(
    Stretches *made, const Names *names, const Text *text, const Stretch *base, int64_t length
) noexcept nogil:
    """What stands before a word of this length that follows names, up to the end of the stretch."""
    cdef int64_t end = base.end - length
    if base.gap >= 0 or end - base.start < SHORTEST_CUT or end - base.start > LONGEST_CUT:
        return
    if not is_code(names, text, base.end - 1, FOLLOWING_ENDING) or not is_code(names, text, end - 1, GIVEN_ENDING):
        return
    if holds(&names.following_words, text, end, base.end):
        keep(made, base.start, end, -1, True, True)


cdef void strip_leads(
    Found *found, const Stretches *stretches, const Names *names, const Text *text, int64_t first
) noexcept nogil:
    """What follows a label or title: all of the rest where that begins the stretches, else their last characters.

    All stretches of a run begin at ``first``.
    """
    cdef Stretch stretch
    cdef int64_t length, border, start, longest = 0
    cdef int at
    for at in range(stretches.count):
        if stretches.items[at].end - first > longest:
            longest = stretches.items[at].end - first
    for length in range(1, LONGEST_LEAD + 1 if longest >= 3 and is_code(names, text, first, LEAD_BEGINNING) else 0):
        start = first + length
        if length >= longest:
            break
        if not is_code(names, text, start - 1, LEAD_ENDING) or not holds(&names.leading_words, text, first, start):
            continue
        for at in range(stretches.count):
            stretch = stretches.items[at]
            border = stretch.gap if stretch.gap >= 0 else stretch.end
            if border - first >= 3 and border > start:
                stretch.start = start
                give(found, names, text, stretch)
    for length in range(SHORTEST_CUT, LONGEST_CUT + 1):
        for at in range(stretches.count if longest >= length + 2 else 0):
            stretch = stretches.items[at]
            start = stretch.end - length
            if stretch.gap >= 0 or stretch.is_cut or start - first < 2:
                continue
            if is_code(names, text, start - 1, LEAD_ENDING) and is_called_before(names, text, first, start):
                stretch.start, stretch.is_cut = start, True
                give(found, names, text, stretch)
