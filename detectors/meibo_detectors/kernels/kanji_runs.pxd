"""The runs of kanji of a text, a few hundred at a time, with ヶ, ケ or ノ between two kanji."""

from libc.stdint cimport int64_t, uint8_t, uint64_t
from libc.string cimport memcpy

from meibo_detectors.kernels.bit_masks cimport changes_in, lowest_bit, places_of
from meibo_detectors.kernels.name_tables cimport INNER_KANA, KANJI, KATAKANA, Names, Text, is_sign


cdef enum:
    BLOCK = 64  # characters that are looked over at once
    MOST_OF_BLOCK = 33  # runs of them, with one that was open before
    MOST_RUNS = 512


cdef struct Runs:
    int64_t start[MOST_RUNS]  # of an open run, too, behind those that are counted
    int64_t end[MOST_RUNS]
    int count
    bint is_open
    int64_t at  # the text is read up to here


cdef inline void begin_runs(Runs *runs) noexcept nogil:
    runs.count, runs.is_open, runs.at = 0, False, 0


cdef inline void pass_edge(Runs *runs, const Names *names, const Text *text, int64_t at) noexcept nogil:
    """Kanji begin or end at an offset."""
    cdef int last = runs.count - 1
    if runs.is_open:
        runs.end[runs.count] = at
        runs.count += 1
    elif (
        last >= 0 and text.chars[at - 1] == KATAKANA and runs.end[last] + 1 == at
        and is_sign(names, text.letters[at - 1], INNER_KANA)
    ):
        runs.count = last  # the last run goes on
    else:
        runs.start[runs.count] = at
    runs.is_open = not runs.is_open


cdef inline bint has_high(const uint8_t *block) noexcept nogil:
    """Whether a character of a block is no ASCII."""
    cdef uint64_t words[8]
    memcpy(words, block, BLOCK)
    return (
        (words[0] | words[1] | words[2] | words[3] | words[4] | words[5] | words[6] | words[7])
        & <uint64_t> 0x8080808080808080
    ) != 0


cdef inline void read_runs(Runs *runs, const Names *names, const Text *text) noexcept nogil:
    """Go on until the list is full or the text at its end; the last run may still go on unless it is."""
    cdef uint64_t changes
    while runs.at + BLOCK <= text.count and runs.count + MOST_OF_BLOCK < MOST_RUNS:
        if runs.is_open or has_high(text.chars + runs.at):
            changes = changes_in(places_of(text.chars + runs.at, KANJI), runs.is_open)
            while changes:  # bit by bit, the lowest first
                pass_edge(runs, names, text, runs.at + lowest_bit(changes))
                changes &= changes - 1
        runs.at += BLOCK
    if runs.at + BLOCK > text.count and runs.count + MOST_OF_BLOCK < MOST_RUNS:
        while runs.at < text.count:
            if (text.chars[runs.at] == KANJI) != runs.is_open:
                pass_edge(runs, names, text, runs.at)
            runs.at += 1
        if runs.is_open:
            pass_edge(runs, names, text, text.count)


cdef inline bint is_all_read(const Runs *runs, const Text *text) noexcept nogil:
    return runs.at >= text.count and not runs.is_open


cdef inline int count_settled(const Runs *runs, const Text *text) noexcept nogil:
    """How many runs are known with the one behind them: the last may still go on, and it is that of the one before."""
    if is_all_read(runs, text):
        return runs.count
    return runs.count - 2 if runs.count > 2 else 0


cdef inline void forget_runs(Runs *runs, int count) noexcept nogil:
    """Leave out the first so many runs."""
    cdef int row
    for row in range(count, runs.count):
        runs.start[row - count], runs.end[row - count] = runs.start[row], runs.end[row]
    if runs.is_open:
        runs.start[runs.count - count] = runs.start[runs.count]
    runs.count -= count
