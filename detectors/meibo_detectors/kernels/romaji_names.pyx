"""Pairs of capitalised Latin words, one blank between, that are surname and given name in either order."""

from libc.stdint cimport int64_t, uint8_t, uint64_t

from meibo_detectors.kernels.name_tables cimport NameTables, Names, is_blocked, is_latin, is_upper, marks_of
from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.romaji_words cimport LONGEST_WORD, hash_latin, is_listed_pair, is_sample_pair
from meibo_detectors.kernels.word_hash cimport holds_word


cdef enum Limit:
    STRIDE = 32  # characters that are looked over at once for a blank before a capital
    SHORTEST_WORD = 2


def find_romaji_names(const uint8_t[::1] chars, const uint8_t[::1] blocked, NameTables tables):
    """Start, end and evidence of the names outside of ``blocked`` characters (a bit each; empty: none are); int64."""
    cdef const Names *names = &tables.names
    cdef Offsets starts, ends, evidence
    cdef int64_t at = 1, roof, last = chars.shape[0] - 1, start, end
    cdef const uint8_t *text = &chars[0] if last >= 0 else NULL
    cdef uint64_t first_word, last_word, found
    cdef const uint8_t *marks = marks_of(blocked, chars.shape[0])
    with nogil:
        begin(&starts, 0)
        begin(&ends, 0)
        begin(&evidence, 0)
        while at < last:
            if at + STRIDE < last and not has_capital(text + at):
                at += STRIDE
                continue
            roof = at + STRIDE if at + STRIDE < last else last
            while at < roof:
                if text[at] != 32 or not is_upper(text[at + 1]) or is_blocked(marks, at - 1):
                    at += 1
                    continue
                start, end = word_before(text, at), word_behind(text, at + 1, last + 1)
                at += 1
                if start < 0 or end < 0:
                    continue
                first_word, last_word = hash_latin(text, start, at - 1), hash_latin(text, at, end)
                if holds_word(&names.latin_words, first_word) or holds_word(&names.latin_words, last_word):
                    continue
                if is_listed_pair(names, first_word, last_word):
                    found = names.marks.listed | names.marks.weak
                    if is_sample_pair(names, first_word, last_word):
                        found |= names.marks.sample
                    push(&starts, start)
                    push(&ends, end)
                    push(&evidence, <int64_t> found)
    return take(&starts), take(&ends), take(&evidence)


cdef inline bint has_capital(const uint8_t *chars) noexcept nogil:
    """Whether a blank stands before a capital within one stride; reads one character more."""
    cdef uint8_t found = 0
    cdef Py_ssize_t at
    for at in range(STRIDE):
        found |= (chars[at] == 32) & (<uint8_t> (chars[at + 1] - 65) < 26)
    return found != 0


cdef inline int64_t word_before(const uint8_t *chars, int64_t blank) noexcept nogil:
    """Where the capitalised word before a blank begins; -1 where there is none, or one that is no name's."""
    cdef int64_t at = blank
    while at > 0 and blank - at < LONGEST_WORD and is_latin(chars[at - 1]):
        at -= 1
    if blank - at < SHORTEST_WORD or blank - at >= LONGEST_WORD or not is_upper(chars[at]):
        return -1
    return -1 if at > 0 and is_tied(chars[at - 1]) else at


cdef inline int64_t word_behind(const uint8_t *chars, int64_t start, int64_t count) noexcept nogil:
    """Where the word that begins at an offset ends; -1 where it is no name's."""
    cdef int64_t at = start
    while at < count and at - start < LONGEST_WORD and is_latin(chars[at]):
        at += 1
    return at if at - start >= SHORTEST_WORD and at - start < LONGEST_WORD else -1


cdef inline bint is_tied(uint8_t char) noexcept nogil:
    """Signs before a word that make it a part of something else: - _ ' @ . / and the backslash."""
    return char == 45 or char == 95 or char == 39 or char == 64 or char == 46 or char == 47 or char == 92
