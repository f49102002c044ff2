"""Addresses in Latin letters: ``2-10-7 Dogenzaka, Shibuya-ku, Tokyo 150-0043``.

A hyphen between letters with a ward's, city's or village's suffix behind it is looked at: a number before it and a
prefecture behind it make an address.
"""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memchr

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.word_hash cimport HASH_BASE, Words, holds_word, mix_hash, words_of

import numpy as np

cdef enum:
    LONGEST_SUFFIX = 5
    BEFORE_CHARS = 40
    AFTER_CHARS = 40


cdef struct Line:
    const uint8_t *chars
    int64_t count


cdef inline uint8_t char_at(const Line *line, int64_t at) noexcept nogil:
    """The character at an offset in lower case, 0 outside of the text."""
    cdef uint8_t char
    if at < 0 or at >= line.count:
        return 0
    char = line.chars[at]
    return char + 32 if <uint8_t> (char - c"A") < 26 else char


cdef inline bint is_lower(uint8_t char) noexcept nogil:
    return <uint8_t> (char - c"a") < 26


cdef inline bint is_digit(uint8_t char) noexcept nogil:
    return <uint8_t> (char - c"0") < 10


cdef inline bint is_allowed(uint8_t char) noexcept nogil:
    """Whether a character may stand between the parts of an address."""
    return is_lower(char) or is_digit(char) or char in (c"-", c",", c".", c" ", c"'", c"#")


cdef uint64_t hash_letters(const Line *line, int64_t start, int64_t end) noexcept nogil:
    """The hash of a stretch in lower case."""
    cdef uint64_t raw = 0
    cdef int64_t at
    for at in range(end - 1, start - 1, -1):
        raw = raw * HASH_BASE + char_at(line, at) + 1
    return mix_hash(raw, end - start)


cdef int64_t end_of_letters(const Line *line, int64_t at, int64_t roof) noexcept nogil:
    while at < roof and is_lower(char_at(line, at)):
        at += 1
    return at


cdef int64_t end_of_prefecture(const Line *line, const Words *prefectures, int64_t start) noexcept nogil:
    """Where the last prefecture behind a place ends, 0 where none does."""
    cdef int64_t at = start, end, found = 0, roof = start + AFTER_CHARS
    while at < roof and is_allowed(char_at(line, at)):
        end = end_of_letters(line, at, roof + 1)
        if end > roof:  # a word that goes on beyond what is looked at
            break
        if end > at:
            if holds_word(prefectures, hash_letters(line, at, end)):
                found = end
            at = end
        else:
            at += 1
    return found


cdef int64_t start_of_number(const Line *line, int64_t end) noexcept nogil:
    """Where the block number before a place begins, -1 where none does."""
    cdef int64_t at = end - 1, found = -1
    while at >= end - BEFORE_CHARS and is_allowed(char_at(line, at)):
        if is_digit(char_at(line, at)):
            found = at
        at -= 1
    return found


cdef int64_t behind_suffix(const Line *line, const Words *suffixes, int64_t end) noexcept nogil:
    """Behind the ``-ken``, ``-to`` or ``-fu`` of a prefecture that ends here."""
    cdef int64_t until
    if char_at(line, end) == c"-":
        until = end_of_letters(line, end + 1, end + 2 + LONGEST_SUFFIX)
        if holds_word(suffixes, hash_letters(line, end, until)):
            return until
    return end


def find_romaji(
    const uint8_t[::1] chars,
    const uint64_t[::1] suffix_keys,
    const uint64_t[::1] prefecture_keys,
    const uint64_t[::1] prefecture_suffix_keys,
):
    """Start and end of each address in Latin letters, ascending; two arrays of int64.

    The keys are of tables of plain words: suffixes of municipalities, prefectures, and suffixes of prefectures with the
    hyphen before them.
    """
    cdef const uint32_t[::1] nothing = np.zeros(0, np.uint32)
    cdef Words suffixes = words_of(suffix_keys, nothing)
    cdef Words prefectures = words_of(prefecture_keys, nothing)
    cdef Words endings = words_of(prefecture_suffix_keys, nothing)
    cdef Offsets starts, ends
    cdef Line line
    cdef int64_t at = 0, until, start, end, reach = 0
    cdef const uint8_t *hyphen
    line.count = chars.shape[0]
    line.chars = &chars[0] if line.count else NULL
    with nogil:
        begin(&starts, 0)
        begin(&ends, 0)
        while at < line.count:
            hyphen = <const uint8_t *> memchr(line.chars + at, c"-", line.count - at)
            if hyphen == NULL:
                break
            at = hyphen - line.chars
            if is_lower(char_at(&line, at - 1)):
                until = end_of_letters(&line, at + 1, at + 2 + LONGEST_SUFFIX)
                if 1 < until - at - 1 <= LONGEST_SUFFIX and holds_word(&suffixes, hash_letters(&line, at + 1, until)):
                    end = end_of_prefecture(&line, &prefectures, until)
                    start = start_of_number(&line, at)
                    if end > 0 and start >= 0:
                        if start >= reach:
                            push(&starts, start)
                            push(&ends, behind_suffix(&line, &endings, end))
                        if end > reach:
                            reach = end
            at += 1
    return take(&starts), take(&ends)
