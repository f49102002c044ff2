"""Mail addresses in a folded text: a local part, an at sign in one of its spellings, a domain whose last label exists.

Each sign is looked for by its rarest character; what stands around it is read outward from there.
"""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memchr

from meibo_detectors.kernels.offsets cimport Offsets, begin, push, take
from meibo_detectors.kernels.word_hash cimport HASH_BASE, Words, find_word, mix_hash, words_of

# What characters may be, as bits of the table that comes in.
cpdef enum:
    IN_LOCAL = 1  # of a local part
    IN_DOMAIN = 2  # of a domain
    IN_LABEL = 4  # of an international label, or of a local part with kanji
    IS_MARK = 8  # may stand in a local part, but not begin one
    IN_AUTHORITY = 16  # between a URL's scheme and its at sign

# What is found out about an address, as bits of its marks.
cpdef enum:
    ODD = 1  # dots in a row, or one before the sign
    RESERVED = 2
    ROLE = 4
    INTERNATIONAL = 8
    SPELLED = 16  # the sign is written in letters
    STARRED = 32  # or it is a star

# The numbers of words in the tables.
cpdef enum:
    ORDINARY = 0
    SPECIAL = 1

cdef enum:
    LOCAL_CHARS = 64
    DOMAIN_CHARS = 253
    LABEL_CHARS = 63
    ENDING_CHARS = 24  # as long as the longest top-level domain
    LEAST_DOMAIN = 4
    TIES = 3  # full stops and hyphens that may follow an address
    STAR = 0x2605
    BLOCK = 4096


cdef struct Reading:
    const uint8_t *chars
    int64_t count
    const uint8_t *traits
    Words names
    Words sites
    Words endings
    Offsets starts
    Offsets ends
    Offsets marks


cdef inline int64_t ahead(const Reading *reading, int64_t start, int trait, int64_t most) noexcept nogil:
    """How many characters of a trait follow each other from ``start`` on, at most so many."""
    cdef int64_t at = start, stop = start + most if start + most < reading.count else reading.count
    while at < stop and reading.traits[reading.chars[at]] & trait:
        at += 1
    return at - start


cdef inline int64_t behind(const Reading *reading, int64_t end, int trait, int64_t most) noexcept nogil:
    """The same before ``end``."""
    cdef int64_t at = end, stop = end - most if end > most else 0
    while at > stop and reading.traits[reading.chars[at - 1]] & trait:
        at -= 1
    return end - at


cdef inline bint follows_scheme(const Reading *reading, int64_t start) noexcept nogil:
    """Whether ``scheme://user:`` stands directly before: what looks like a local part is a user or a password."""
    cdef int64_t at, floor = start - behind(reading, start, IN_AUTHORITY, LOCAL_CHARS)
    for at in range(floor, start - 1):
        if reading.chars[at] == c"/" and reading.chars[at + 1] == c"/":
            return True
    return False


cdef inline int64_t hash_local(const Reading *reading, int64_t start, int64_t end) noexcept nogil:
    """The number of a local part in the table of names, -1 where it is none of them."""
    cdef uint64_t raw = 0
    cdef int64_t at = end
    cdef uint8_t sign
    while at > start:
        at -= 1
        sign = reading.chars[at]
        raw = raw * HASH_BASE + sign + 1 + (32 if 65 <= sign <= 90 else 0)
    return find_word(&reading.names, mix_hash(raw, end - start))


cdef inline int read_domain(const Reading *reading, int64_t start, int64_t end) noexcept nogil:
    """RESERVED or 0 of a sound domain, ODD beside it of a carrier's; -1 where its last label is unknown or it is unsound.

    It is read from its end, so that the hashes of all its endings are made in one pass.
    """
    cdef uint64_t raw = 0
    cdef int64_t at = end, label_end = end, number, ending = -1
    cdef bint has_ending = False
    cdef int found = 0
    cdef uint8_t sign
    while at > start:
        sign = reading.chars[at - 1]
        if not has_ending and (sign == c"." or end - at == ENDING_CHARS):
            has_ending = True
            ending = find_word(&reading.endings, mix_hash(raw, end - at))
            if ending < 0:
                return -1
            if ending == SPECIAL:
                found |= RESERVED
        if sign == c".":
            if label_end - at > LABEL_CHARS or at == end or at - 1 == start:
                return -1
            if reading.chars[at] == c"." or reading.chars[at] == c"-" or reading.chars[at - 2] == c"-":
                return -1
            if find_word(&reading.sites, mix_hash(raw, end - at)) == SPECIAL:
                found |= RESERVED
            label_end = at - 1
        raw = raw * HASH_BASE + sign + 1 + (32 if 65 <= sign <= 90 else 0)
        at -= 1
    if not has_ending or label_end - start > LABEL_CHARS or reading.chars[start] == c"-":
        return -1
    number = find_word(&reading.sites, mix_hash(raw, end - start))
    if number == SPECIAL:
        found |= RESERVED
    elif number == ORDINARY:
        found |= ODD
    return found


cdef void look_around(Reading *reading, int64_t left, int64_t right, int64_t form) noexcept nogil:
    """The address whose local part ends at ``left`` and whose domain begins at ``right``, where there is one."""
    cdef const uint8_t *chars = reading.chars
    cdef const uint8_t *traits = reading.traits
    cdef int64_t local, domain, marks, label, tail, start, end, at, name, told = form
    cdef int site
    cdef bint is_odd
    if left < 1 or right >= reading.count:
        return
    if not traits[chars[left - 1]] & (IN_LOCAL | IN_LABEL) or not traits[chars[right]] & IN_LABEL:
        return  # most at signs of code are alone
    local = behind(reading, left, IN_LOCAL, LOCAL_CHARS + 1)
    if local == 0:
        told |= INTERNATIONAL
        local = behind(reading, left, IN_LOCAL | IN_LABEL, LOCAL_CHARS + 1)
    marks = ahead(reading, left - local, IS_MARK, LOCAL_CHARS)  # "..." or a quotation mark before an address
    local -= marks if marks < local else local
    if local == 0 or local > LOCAL_CHARS:
        return
    domain = ahead(reading, right, IN_DOMAIN, DOMAIN_CHARS + 1)
    if domain == 0:
        label = ahead(reading, right, IN_LABEL, DOMAIN_CHARS + 1)
        tail = ahead(reading, right + label, IN_DOMAIN, DOMAIN_CHARS + 1)
        if tail <= 1 or chars[right + label] != c".":
            return
        domain = label + tail
        told |= INTERNATIONAL
    for at in range(TIES):  # a full stop or hyphen behind an address
        if domain > 0 and (chars[right + domain - 1] == c"." or chars[right + domain - 1] == c"-"):
            domain -= 1
    if domain < LEAST_DOMAIN or domain > DOMAIN_CHARS:
        return
    start, end = left - local, right + domain
    site = read_domain(reading, right, end)
    if site < 0:
        return
    is_odd = chars[left - 1] == c"."
    for at in range(start, left - 1):
        is_odd = is_odd or (chars[at] == c"." and chars[at + 1] == c".")
    if is_odd and not site & ODD:  # only carriers issued such addresses
        return
    name = hash_local(reading, start, left)
    if end < reading.count and chars[end] == c":":  # git@host:path
        if name == ORDINARY or (end + 1 < reading.count and (chars[end + 1] == c"/" or chars[end + 1] == c"~")):
            return
    if follows_scheme(reading, start):
        return
    told |= site & RESERVED
    if is_odd:
        told |= ODD
    if name == SPECIAL:
        told |= ROLE
    push(&reading.starts, start)
    push(&reading.ends, end)
    push(&reading.marks, told)


cdef inline int64_t find_sign(const Reading *reading, int64_t start, int sign) noexcept nogil:
    """The first such character from ``start`` on, the end of the text where there is none."""
    cdef const void *found
    if start >= reading.count:
        return reading.count
    found = memchr(reading.chars + start, sign, reading.count - start)
    return reading.count if found == NULL else <const uint8_t *> found - reading.chars


cdef void read_plain(Reading *reading) noexcept nogil:
    """Addresses with ``@``."""
    cdef int64_t at = find_sign(reading, 0, c"@")
    while at < reading.count:
        look_around(reading, at, at + 1, 0)
        at = find_sign(reading, at + 1, c"@")


cdef void read_encoded(Reading *reading) noexcept nogil:
    """Addresses with ``%40``, the at sign of a URL."""
    cdef int64_t at = find_sign(reading, 0, c"%")
    while at < reading.count - 2:
        if reading.chars[at + 1] == c"4" and reading.chars[at + 2] == c"0":
            look_around(reading, at, at + 3, 0)
        at = find_sign(reading, at + 1, c"%")


cdef void read_spelled(Reading *reading) noexcept nogil:
    """Addresses with ``[at]`` or ``(at)``, with a blank on either side or none."""
    cdef const uint8_t *chars = reading.chars
    cdef int64_t at, left, right
    cdef int64_t square = find_sign(reading, 0, c"["), round_ = find_sign(reading, 0, c"(")
    while True:
        at = square if square < round_ else round_
        if at >= reading.count - 3:
            return
        if (chars[at + 1] | 32) == c"a" and (chars[at + 2] | 32) == c"t":
            if chars[at + 3] == c"]" or chars[at + 3] == c")":
                left, right = at, at + 4
                if left > 0 and chars[left - 1] == c" ":
                    left -= 1
                if right < reading.count and chars[right] == c" ":
                    right += 1
                look_around(reading, left, right, SPELLED)
        if square == at:
            square = find_sign(reading, at + 1, c"[")
        else:
            round_ = find_sign(reading, at + 1, c"(")


cdef void read_starred(Reading *reading, const uint32_t *codes, int64_t count) noexcept nogil:
    """Addresses with a star for the sign."""
    cdef int64_t at, first = 0, last, stars
    while first < count:
        last = first + BLOCK if first + BLOCK < count else count
        stars = 0
        for at in range(first, last):  # most blocks have none: counting them needs no branch
            stars += codes[at] == STAR
        if stars:
            for at in range(first, last):
                if codes[at] == STAR:
                    look_around(reading, at, at + 1, SPELLED | STARRED)
        first = last


def find_addresses(
    const uint8_t[::1] chars,
    const uint32_t[::1] codes,
    const uint8_t[::1] traits,
    names,
    sites,
    endings,
):
    """Start, end and marks of each address: those with ``@``, ``%40``, ``[at]``, a star, each ascending; arrays of int64.

    ``chars`` are folded characters, ``codes`` parallel to them (or empty: no star is looked for), ``traits`` bits for
    each of 256 characters. ``names`` is a WordTable of local parts (SPECIAL: a role; ORDINARY: a program's), ``sites``
    one of domains (SPECIAL: reserved, with all below it; ORDINARY: a carrier's), ``endings`` one of last labels (SPECIAL:
    reserved), all in lower case.
    """
    cdef Reading reading
    if traits.shape[0] != 256:
        raise ValueError("traits must say something of each of the 256 characters")
    reading.count = chars.shape[0]
    reading.chars = &chars[0] if chars.shape[0] else NULL
    reading.traits = &traits[0]
    reading.names = words_of(names.keys, names.numbers)
    reading.sites = words_of(sites.keys, sites.numbers)
    reading.endings = words_of(endings.keys, endings.numbers)
    cdef const uint32_t *signs = &codes[0] if codes.shape[0] else NULL
    cdef int64_t stars = codes.shape[0] if codes.shape[0] < chars.shape[0] else chars.shape[0]
    with nogil:
        begin(&reading.starts, 0)
        begin(&reading.ends, 0)
        begin(&reading.marks, 0)
        if reading.count:
            read_plain(&reading)
            read_encoded(&reading)
            read_spelled(&reading)
            read_starred(&reading, signs, stars)
    return take(&reading.starts), take(&reading.ends), take(&reading.marks)
