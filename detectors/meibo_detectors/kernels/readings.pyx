"""The reading of a name in kana or Latin letters, as a hash that is the same in both scripts."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t

from meibo_detectors.kernels.mixing cimport begin_chain, chain
from meibo_detectors.kernels.rows cimport Finding

import numpy as np

cdef enum:
    NAME = 6
    KANJI = 0x81
    APOSTROPHE = 39
    NAME_CHARS = 40
    FIRST_HIRAGANA = 0x3041
    PAST_HIRAGANA = 0x3097
    FIRST_KATAKANA = 0x30A1
    PAST_KATAKANA = 0x30F7
    KANA_APART = 0x60

cdef enum Sound:  # as meibo_detectors.kana_sounds numbers them
    K = 1
    G
    S
    Z
    T
    D
    N
    H
    B
    P
    M
    Y
    R
    W
    A = 1
    I
    U
    E
    O
    SYLLABIC_N
    SMALL

cdef uint8_t[26] LETTERS = [
    0, B, K, D, 0, H, G, H, 0, Z, K, R, M, N, 0, P, K, R, S, T, 0, B, W, S, Y, Z,
]


cdef struct Spoken:
    uint64_t total  # of all sounds, in whatever order
    uint64_t count
    int before  # the vowel that was spoken last
    int consonant  # of the sound that waits for a small kana
    int vowel  # 0 where none waits
    bint is_soft  # as in kya
    bint is_n  # a syllabic n waits for what follows


cdef void speak(Spoken *spoken, int consonant, bint is_soft, int vowel) noexcept nogil:
    """Add a sound, but for a vowel that only makes the one before it longer."""
    if consonant == 0 and not is_soft:
        if (vowel == U and (spoken.before == O or spoken.before == U)) or (vowel == O and spoken.before == O):
            return
    spoken.before = vowel
    if vowel == I:
        is_soft = False
    spoken.total += chain(begin_chain(), <uint64_t> (consonant | (vowel << 4) | (is_soft << 7)))
    spoken.count += 1


cdef void flush(Spoken *spoken) noexcept nogil:
    """Speak what waited."""
    if spoken.vowel:
        speak(spoken, spoken.consonant, spoken.is_soft, spoken.vowel)
    if spoken.is_n:
        speak(spoken, 0, False, SYLLABIC_N)
    spoken.vowel = 0
    spoken.is_n = False


cdef void hear(Spoken *spoken, uint16_t sound) noexcept nogil:
    """The next kana."""
    cdef int consonant = sound & 15, vowel = (sound >> 4) & 7
    cdef bint after_n = spoken.is_n and (consonant == 0 or consonant == Y)
    if vowel == SMALL and spoken.vowel:
        if consonant == Y:
            spoken.is_soft = True
        elif spoken.vowel == I and spoken.consonant:  # chi and a small e
            spoken.is_soft = True
        elif spoken.vowel == U and spoken.consonant == 0 and not spoken.is_soft:  # u and a small i
            spoken.consonant = W
        spoken.vowel = sound >> 7
        return
    if vowel == SMALL:
        vowel = sound >> 7
    if vowel == SYLLABIC_N:
        flush(spoken)
        spoken.is_n = True
        return
    if after_n:  # shi-n-ya is written as shi-nya is
        spoken.is_n = False
        spoken.is_soft = consonant == Y
        consonant = N
    else:
        flush(spoken)
        spoken.is_soft = False
    spoken.consonant = consonant
    spoken.vowel = vowel


cdef inline int vowel_of(uint32_t code) noexcept nogil:
    return A if code == 97 else I if code == 105 else U if code == 117 else E if code == 101 else O if code == 111 else 0


cdef void hear_word(Spoken *spoken, const uint32_t *codes, Py_ssize_t count) noexcept nogil:
    """Lower case Latin letters, in any of the usual spellings."""
    cdef Py_ssize_t at = 0
    cdef uint32_t code, after
    cdef int consonant = 0, vowel
    cdef bint is_soft = False
    spoken.before = 0
    while at < count:
        code = codes[at]
        after = codes[at + 1] if at + 1 < count else 0
        at += 1
        vowel = vowel_of(code)
        if vowel:
            speak(spoken, consonant, is_soft, vowel)
            consonant, is_soft = 0, False
        elif code == 121 and consonant:  # y
            is_soft = True
        elif (code == 110 or (code == 109 and after in (98, 109, 112))) and not vowel_of(after) and after != 121:
            speak(spoken, 0, False, SYLLABIC_N)  # n, or m before b, m and p
            consonant, is_soft = 0, False
        elif code == 104 and consonant:  # h of sh, ch; of th and the like
            is_soft = is_soft or consonant == S or consonant == T
        elif code == 115 and consonant == T:
            pass  # s of tsu
        elif code == 104 and spoken.before and not vowel_of(after) and after != 121:
            pass  # h of Ohno
        else:
            consonant = LETTERS[code - 97]
            is_soft = code == 106  # j
            if code == 99 and after == 104:  # ch
                consonant = T


cdef uint64_t read_name(
    const uint8_t *chars, const uint32_t *codes, Py_ssize_t count, const uint16_t[::1] kana
) noexcept nogil:
    """The hash of a reading, 0 where there is a kanji or nothing that is spoken."""
    cdef Spoken spoken
    cdef Py_ssize_t at = 0, letters
    cdef uint32_t code
    cdef uint32_t word[NAME_CHARS]
    spoken.total = spoken.count = 0
    spoken.before = spoken.consonant = spoken.vowel = 0
    spoken.is_soft = spoken.is_n = False
    while at < count:
        code = codes[at]
        if chars[at] == KANJI:
            return 0
        if code >= 97 and code < 123:
            letters = 0
            while at < count and ((codes[at] >= 97 and codes[at] < 123) or codes[at] == APOSTROPHE):
                if codes[at] != APOSTROPHE:  # of Jun'ichi
                    word[letters] = codes[at]
                    letters += 1
                at += 1
            flush(&spoken)
            hear_word(&spoken, word, letters)
            continue
        if code >= FIRST_KATAKANA and code < PAST_KATAKANA:
            code -= KANA_APART
        if code >= FIRST_HIRAGANA and code < PAST_HIRAGANA and kana[code - FIRST_HIRAGANA] != 0:
            hear(&spoken, kana[code - FIRST_HIRAGANA])
        at += 1
    flush(&spoken)
    return chain(chain(begin_chain(), spoken.total), spoken.count) if spoken.count else 0


def hash_readings(
    const uint8_t[::1] findings,
    const int32_t[::1] mentions,
    const uint8_t[::1] kinds,
    const uint8_t[::1] chars,
    const uint32_t[::1] codes,
    const uint16_t[::1] kana,
):
    """A hash of how each name in kana or Latin letters is read (uint64), 0 of every other mention.

    Surname and given name may stand in either order, and together or apart; a long vowel is as a short one. ``mentions``
    are indices into ``findings`` (bytes of rows of FINDING); ``codes``, parallel to ``chars``, are letters in lower case
    and kana of full width; ``kana`` is ``kana_sounds()``.
    """
    cdef Py_ssize_t at, count = mentions.shape[0]
    cdef int64_t start, end, length = chars.shape[0]
    cdef const Finding *rows = NULL
    made = np.zeros(count, np.uint64)
    cdef uint64_t[::1] reading = made
    if kinds.shape[0] != count or codes.shape[0] != length or kana.shape[0] != PAST_HIRAGANA - FIRST_HIRAGANA:
        raise ValueError("one kind a mention, one code a character, and the sounds of all kana")
    if findings.shape[0] > 0:
        rows = <const Finding *> &findings[0]
    with nogil:
        for at in range(count):
            start, end = rows[mentions[at]].folded_start, rows[mentions[at]].folded_end
            if end > start + NAME_CHARS:
                end = start + NAME_CHARS
            if end > length:
                end = length
            if kinds[at] == NAME and 0 <= start < end:
                reading[at] = read_name(&chars[start], &codes[start], end - start, kana)
    return made
