"""The characters of a folded text for kernels, and the look-up whether stretches of it are labels."""

import numpy as np

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

from meibo_detectors.kernels.word_hash cimport words_of

_NO_NUMBERS = np.zeros(0, np.uint32)


cdef class Characters:
    """The arrays of one ``Folded``; ``codes`` and ``letters`` are empty where the text is ASCII."""

    def __init__(
        self,
        const uint8_t[::1] chars,
        const uint32_t[::1] codes,
        const uint32_t[::1] letters,
        const uint32_t[::1] bases,
        const int64_t[::1] escaped,
    ):
        if codes.shape[0] not in (0, chars.shape[0]) or letters.shape[0] != codes.shape[0]:
            raise ValueError("code points and letters must be parallel to the characters")
        self._chars, self._codes, self._letters = chars, codes, letters
        self._bases, self._escaped = bases, escaped
        self.signs.count = chars.shape[0]
        self.signs.bases_count = bases.shape[0]
        self.signs.escaped_count = escaped.shape[0]
        self.signs.chars = &chars[0] if chars.shape[0] else NULL
        self.signs.codes = &codes[0] if codes.shape[0] else NULL
        self.signs.letters = &letters[0] if letters.shape[0] else NULL
        self.signs.bases = &bases[0] if bases.shape[0] else NULL
        self.signs.escaped = &escaped[0] if escaped.shape[0] else NULL


cdef class LabelWords:
    """What a label is told by.

    ``exact`` and ``endings`` are the keys of word tables: words that are labels as they stand, and words with which a
    longer label may end. ``openings`` tells by the first two letters ``(first * 31 + second) % OPENINGS`` (the second
    is 0 for a word of one) whether a word of ``exact`` may begin so; ``longest`` is the length of its longest word.
    """

    def __init__(
        self,
        const uint64_t[::1] exact,
        const uint64_t[::1] endings,
        const uint8_t[::1] openings,
        int64_t longest,
    ):
        if openings.shape[0] != OPENINGS:
            raise ValueError("openings must be a table of 65,536")
        self._exact, self._endings, self._openings = exact, endings, openings
        self.labels.exact = words_of(exact, _NO_NUMBERS)
        self.labels.endings = words_of(endings, _NO_NUMBERS)
        self.labels.openings = &openings[0]
        self.labels.longest = longest

    def find(self, Characters text not None, const int64_t[::1] start, const int64_t[::1] end):
        """Whether each stretch of a text is a label; an array of bool."""
        cdef Py_ssize_t at, count = start.shape[0]
        cdef uint8_t[::1] found
        if end.shape[0] != count:
            raise ValueError("starts and ends must be parallel")
        result = np.zeros(count, np.uint8)
        found = result
        with nogil:
            for at in range(count):
                if 0 <= start[at] and end[at] <= text.signs.count:
                    found[at] = is_label(&text.signs, &self.labels, start[at], end[at])
        return result.view(np.bool_)
