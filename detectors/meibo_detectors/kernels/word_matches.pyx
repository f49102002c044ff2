"""Many words in a folded text: from left to right, at each place the longest, none inside another.

The words stand in a trie whose nodes are numbered level by level, so that the children of a node are neighbours. Before
the trie is walked from a place, the characters there must be of such classes as three that begin a word: one bit for
each three classes, which nearly every place of a text fails.
"""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t

import numpy as np

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take

ctypedef fused code_t:
    uint8_t
    uint32_t

cdef enum:
    CLASS_BITS = 7
    CLASSES = 127
    THREE = 0x1FFFFF  # the classes of three characters
    LOW = 0xFFFF
    FEW = 6  # children that are looked at one after the other


cdef class WordTrie:
    """Words made ready to be looked for; nothing in it changes once it is made."""

    cdef const uint32_t[::1] letter  # of each node
    cdef const int32_t[::1] first  # child of each node; the next node's first child ends the children
    cdef const int32_t[::1] number  # of the word that ends at each node, or -1
    cdef const uint8_t[::1] klass  # of each code modulo 65,536; 0: in no word
    cdef const uint16_t[::1] root  # for each code the node that words with this first character go on from, 0: none
    cdef const uint8_t[::1] three  # a bit for each three classes
    cdef bint has_case

    def __init__(
        self, const uint32_t[::1] letters, const int64_t[::1] ends, const int32_t[::1] numbers, bint has_case=False
    ):
        """The letters of all words one after the other, where each word ends, and the number that stands for each.

        The words ascend by their letters; they are different, and none is empty. Unless they have case, capitals in a
        text of bytes are read as small letters.
        """
        self.has_case = has_case
        if numbers.shape[0] != ends.shape[0] or (ends[ends.shape[0] - 1] if ends.shape[0] else 0) != letters.shape[0]:
            raise ValueError("each word needs its end and its number")
        self._number_nodes(letters, ends, numbers)
        self._class_letters(letters)
        self._mark_beginnings(letters, ends)

    cdef _number_nodes(self, const uint32_t[::1] letters, const int64_t[::1] ends, const int32_t[::1] numbers):
        cdef Py_ssize_t room = letters.shape[0] + 2, node = 0, count = 1, word, depth = 0, level_end = 1
        cdef uint32_t[::1] letter = np.zeros(room, np.uint32)
        cdef int32_t[::1] first = np.zeros(room, np.int32), number = np.full(room, -1, np.int32)
        cdef uint16_t[::1] root = np.zeros(LOW + 1, np.uint16)
        cdef int64_t[::1] low = np.zeros(room, np.int64), high = np.zeros(room, np.int64)  # the words below each node
        cdef uint32_t code
        with nogil:
            high[0] = ends.shape[0]
            while node < count:
                if node == level_end:
                    depth += 1
                    level_end = count
                first[node] = <int32_t> count
                word = low[node]
                if word < high[node] and depth and ends[word] - _begin(ends, word) == depth:
                    number[node] = numbers[word]
                    word += 1
                while word < high[node]:
                    code = letters[_begin(ends, word) + depth]
                    letter[count] = code
                    low[count] = word
                    while word < high[node] and letters[_begin(ends, word) + depth] == code:
                        word += 1
                    high[count] = word
                    count += 1
                node += 1
            first[count] = <int32_t> count
            for node in range(first[0], first[1]):
                if letter[node] <= <uint32_t> LOW and node <= LOW:
                    root[letter[node]] = <uint16_t> node
        self.letter, self.first, self.number, self.root = letter[:count].copy(), first[:count + 1].copy(), number, root

    cdef _class_letters(self, const uint32_t[::1] letters):
        """Letters and signs of ASCII have a class of their own, as far as there are classes; others share."""
        cdef uint8_t[::1] klass = np.zeros(LOW + 1, np.uint8)
        cdef Py_ssize_t at
        cdef uint32_t code, taken = 0
        with nogil:
            for at in range(letters.shape[0]):
                code = letters[at]
                if 65 <= code <= 90 and not self.has_case:
                    code |= 32
                if code < 128 and klass[code] == 0 and taken < CLASSES:
                    taken += 1
                    klass[code] = <uint8_t> taken
            for at in range(letters.shape[0]):
                code = letters[at]
                if klass[code & LOW] == 0:
                    klass[code & LOW] = <uint8_t> (1 + code % CLASSES)
            for code in range(0 if self.has_case else 26):  # a text of bytes may have capitals
                klass[65 + code] = klass[97 + code]
        self.klass = klass

    cdef _mark_beginnings(self, const uint32_t[::1] letters, const int64_t[::1] ends):
        cdef uint8_t[::1] three = np.zeros((THREE + 1) // 8, np.uint8)
        cdef const uint8_t[::1] klass = self.klass
        cdef Py_ssize_t word, at, size
        cdef uint32_t least, most, beginning
        with nogil:
            for word in range(ends.shape[0]):
                at = _begin(ends, word)
                size = ends[word] - at
                least = <uint32_t> klass[letters[at] & LOW] << (2 * CLASS_BITS)
                if size > 1:
                    least |= <uint32_t> klass[letters[at + 1] & LOW] << CLASS_BITS
                if size > 2:
                    least |= klass[letters[at + 2] & LOW]
                most = least  # behind a short word anything may stand
                if size < 3:
                    most |= (1 << CLASS_BITS) - 1
                if size < 2:
                    most |= ((1 << CLASS_BITS) - 1) << CLASS_BITS
                for beginning in range(least, most + 1):
                    three[beginning >> 3] |= <uint8_t> (1 << (beginning & 7))
        self.three = three


cdef inline Py_ssize_t _begin(const int64_t[::1] ends, Py_ssize_t word) noexcept nogil:
    return ends[word - 1] if word else 0


cdef struct Found:
    Offsets number
    Offsets start
    Offsets end


def find_words(WordTrie trie, const code_t[::1] codes, const int64_t[::1] floors, const int64_t[::1] roofs):
    """Number, start and end of each word that begins in one of these stretches of a text; three arrays of int64.

    ``codes`` are folded characters. The stretches ascend by their floors and may overlap. What is found in them is what
    would be found in all of the text: the search begins where no word can go on from before.
    """
    cdef Found found
    cdef Py_ssize_t at = 0, floor, stretch
    _check(floors, roofs)
    with nogil:
        _open(&found)
        for stretch in range(floors.shape[0]):
            if floors[stretch] > at:
                floor = min(floors[stretch], codes.shape[0])
                while floor > at and trie.klass[codes[floor - 1] & LOW] != 0:
                    floor -= 1
                at = floor
            at = _search(trie, codes, at, floors[stretch], roofs[stretch], codes.shape[0], &found)
    return take(&found.number), take(&found.start), take(&found.end)


def find_whole_words(
    WordTrie trie, const code_t[::1] codes, const uint8_t[::1] chars, const int64_t[::1] floors, const int64_t[::1] roofs
):
    """As ``find_words``, without what begins or ends inside a longer word of Latin letters.

    ``chars`` are the folded characters with their capitals: a capital behind a small letter begins a word.
    """
    number, start, end = find_words(trie, codes, floors, roofs)
    cdef int64_t[::1] numbers = number, starts = start, ends = end
    cdef Py_ssize_t at, kept = 0, last = chars.shape[0]
    cdef int64_t first, behind
    if chars.shape[0] != codes.shape[0]:
        raise ValueError("each code needs its character")
    with nogil:
        for at in range(starts.shape[0]):
            first, behind = starts[at], ends[at]
            if first > 0 and _joins(chars[first - 1], chars[first]):
                continue
            if behind < last and _joins(chars[behind - 1], chars[behind]):
                continue
            numbers[kept], starts[kept], ends[kept] = numbers[at], first, behind
            kept += 1
    return number[:kept], start[:kept], end[:kept]


def find_words_apart(WordTrie trie, const code_t[::1] codes, const int64_t[::1] floors, const int64_t[::1] roofs):
    """Number, start, end and stretch of each word that lies in one of these stretches, each searched as a text of its own.

    Four arrays of int64, in the order of the stretches.
    """
    cdef Found found
    cdef Offsets owner
    cdef Py_ssize_t stretch, roof, before
    _check(floors, roofs)
    with nogil:
        _open(&found)
        begin(&owner, 0)
        for stretch in range(floors.shape[0]):
            before = found.start.count
            roof = min(roofs[stretch], codes.shape[0])
            _search(trie, codes, max(floors[stretch], 0), 0, roof, roof, &found)
            for before in range(before, found.start.count):
                push(&owner, stretch)
    return take(&found.number), take(&found.start), take(&found.end), take(&owner)


cdef _check(const int64_t[::1] floors, const int64_t[::1] roofs):
    if floors.shape[0] != roofs.shape[0]:
        raise ValueError("each stretch needs its end")


cdef inline void _open(Found *found) noexcept nogil:
    begin(&found.number, 0)
    begin(&found.start, 0)
    begin(&found.end, 0)


cdef inline bint _joins(uint8_t before, uint8_t behind) noexcept nogil:
    """Whether two Latin letters stand in one word; a capital behind a small letter begins another."""
    if <uint8_t> ((before | 32) - 97) >= 26 or <uint8_t> ((behind | 32) - 97) >= 26:
        return False
    return not (behind < 97 and before >= 97)


cdef Py_ssize_t _search(
    WordTrie trie,
    const code_t[::1] codes,
    Py_ssize_t at,
    Py_ssize_t floor,
    Py_ssize_t stop,
    Py_ssize_t count,
    Found *found,
) noexcept nogil:
    """Find the words that end at ``count`` or before, those that begin from ``floor`` to ``stop``; where it stands then."""
    cdef Py_ssize_t end
    cdef int32_t number
    stop = min(stop, count)
    while at < stop:
        at = _next_opening(&codes[0], at, stop, count, &trie.klass[0], &trie.three[0])
        if at == stop:
            break
        number = -1
        end = _walk(trie, codes, at, count, &number)
        if number < 0:
            at += 1
            continue
        if at >= floor:
            push(&found.number, number)
            push(&found.start, at)
            push(&found.end, end)
        at = end
    return at


cdef inline Py_ssize_t _next_opening(
    const code_t *codes, Py_ssize_t at, Py_ssize_t stop, Py_ssize_t count, const uint8_t *klass, const uint8_t *three
) noexcept nogil:
    """The next place before ``stop`` whose three characters may begin a word, else ``stop``; it is not behind ``count``.

    This is the loop over every character: it stands apart, so that little is to be kept at hand in it. A class has an
    element for each character modulo 65,536, ``three`` a bit for each three classes.
    """
    cdef Py_ssize_t whole = min(stop, count - 2)
    cdef uint32_t ahead
    if at < whole:
        ahead = <uint32_t> klass[codes[at] & LOW] << CLASS_BITS | klass[codes[at + 1] & LOW]
        while at < whole:
            ahead = ahead << CLASS_BITS | klass[codes[at + 2] & LOW]  # with what stands before in its upper bits
            if (three[(ahead & THREE) >> 3] >> (ahead & 7)) & 1:
                return at
            at += 1
    while at < stop:  # the last two
        ahead = <uint32_t> klass[codes[at] & LOW] << (2 * CLASS_BITS)
        if at + 1 < count:
            ahead |= <uint32_t> klass[codes[at + 1] & LOW] << CLASS_BITS
        if (three[ahead >> 3] >> (ahead & 7)) & 1:
            return at
        at += 1
    return at


cdef inline Py_ssize_t _walk(
    WordTrie trie, const code_t[::1] codes, Py_ssize_t at, Py_ssize_t count, int32_t *number
) noexcept nogil:
    """The end of the longest word that begins at a place, and its number, which stays as it was where none does."""
    cdef Py_ssize_t longest = at
    cdef int32_t node = 0
    cdef uint32_t code
    while at < count:
        code = codes[at]
        if code_t is uint8_t and code - 65 < 26 and not trie.has_case:
            code |= 32
        node = trie.root[code] if node == 0 and code <= <uint32_t> LOW else _step(trie, node, code)
        if node == 0:
            break
        at += 1
        if trie.number[node] >= 0:
            number[0] = trie.number[node]
            longest = at
    return longest


cdef inline int32_t _step(WordTrie trie, int32_t node, uint32_t code) noexcept nogil:
    """The child of a node that a character leads to; 0 where there is none, since the root is no child."""
    cdef int32_t low = trie.first[node], high = trie.first[node + 1], middle
    while high - low > FEW:
        middle = low + (high - low) // 2
        if trie.letter[middle] <= code:
            low = middle
        else:
            high = middle
    while low < high:
        if trie.letter[low] == code:
            return low
        low += 1
    return 0
