"""Mentions as persons: who of a record each belongs to, and the keys that each person is told apart by.

Every array but those by detector is parallel to the mentions, which ascend by record and place.
"""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc
from libc.string cimport memset

from meibo_detectors.kernels.mixing cimport begin_chain, chain
from meibo_detectors.kernels.rows cimport Finding
from meibo_detectors.kernels.siphash cimport sip

import numpy as np

cdef enum:
    ID = 1
    EMAIL = 2
    BIRTH = 3
    PHONE = 4
    ADDRESS = 5
    NAME = 6
    KANJI = 0x81
    SCRIPTS = 3
    FIRST_BIT = 8
    LOW_BITS = 63  # the kind, FIRST_BIT, and the script of a name
    SCRIPT_PLACE = 4
    READINGS = 2  # of a person: in kana and in letters, where they do not read alike
    READING = 0  # PersonKey.NONE: a row that tells how a name is read, and is nobody's key
    BORN = 48  # the same with these bits tells a birth date of the name


cdef struct Mention:
    int64_t record
    int64_t person  # number within the record, then among all; below 0: of nobody
    uint64_t value
    uint64_t reading  # of names, 0 where it is unknown
    uint8_t kind
    uint8_t detector
    uint8_t script  # of names: 0 kanji, 1 kana, 2 Latin letters
    bint is_other
    bint of_company
    bint is_phone_of_person
    bint is_reading


cdef struct Names:  # the first mention of each name of a record, found by its value
    Py_ssize_t slots
    int32_t *slot  # mention + 1
    int32_t *used  # so that what was used can be emptied
    Py_ssize_t count


cdef Py_ssize_t first_with(Names *names, const Mention *mentions, Py_ssize_t at) noexcept nogil:
    """The first mention of the same name, which is this one where none was before."""
    cdef uint64_t mixed = mentions[at].value * <uint64_t> 0x9E3779B97F4A7C15
    cdef Py_ssize_t slot = <Py_ssize_t> ((mixed >> 32) & <uint64_t> (names.slots - 1))
    while names.slot[slot] != 0:
        if mentions[names.slot[slot] - 1].value == mentions[at].value:
            return names.slot[slot] - 1
        slot = (slot + 1) & (names.slots - 1)
    names.slot[slot] = <int32_t> (at + 1)
    names.used[names.count] = <int32_t> slot
    names.count += 1
    return at


cdef void forget(Names *names) noexcept nogil:
    while names.count > 0:
        names.count -= 1
        names.slot[names.used[names.count]] = 0


cdef void number_names(Mention *mentions, Py_ssize_t first, Py_ssize_t last, bint others, int64_t *numbers, Names *names) noexcept nogil:
    """For every mention of a record the number of the last name at or before it, counted by people.

    A name that was not there before begins a person, unless it is the other script of the one before. The names are
    those of others (clerks, contacts), or of the persons themselves.
    """
    cdef int64_t counts[SCRIPTS]
    cdef int64_t most = 0
    cdef Py_ssize_t at, known
    memset(counts, 0, sizeof(counts))
    for at in range(first, last):
        known = at
        if mentions[at].kind >= NAME and mentions[at].is_other == others:
            known = first_with(names, mentions, at)
            if known == at:
                counts[mentions[at].script] += 1
                if counts[mentions[at].script] > most:
                    most = counts[mentions[at].script]
        numbers[at] = numbers[known] if known != at else (most - 1 if most > 0 else 0)
    forget(names)


cdef int64_t number_persons(
    Mention *mentions, Py_ssize_t first, Py_ssize_t last, int64_t *own, int64_t *clerk, int64_t *rank, Names *names
) noexcept nogil:
    """Number the persons of one record from 0 on, and return how many they are."""
    cdef bint is_named = False, with_kanji = False, has_better = False
    cdef int64_t before[256]
    cdef int64_t room = last - first + 1, number, count = 0
    cdef Py_ssize_t at
    cdef Mention *one
    for at in range(first, last):
        one = &mentions[at]
        is_named = is_named or (one.kind >= NAME and not one.is_other)
        with_kanji = with_kanji or (one.kind >= NAME and one.script == 0)
    number_names(mentions, first, last, False, own, names)
    number_names(mentions, first, last, True, clerk, names)
    if not is_named:
        memset(before, 0, sizeof(before))
        for at in range(first, last):
            one = &mentions[at]
            if (one.kind == PHONE and one.is_phone_of_person) or one.kind == ID or one.kind == EMAIL:
                # A passport and a licence without a name are one person's, two licences are two persons'.
                own[at] = before[one.detector]
                before[one.detector] += 1
                has_better = True
        for at in range(first, last):
            one = &mentions[at]
            if (one.kind == PHONE and one.is_phone_of_person) or one.kind == ID or one.kind == EMAIL:
                continue
            if has_better or one.of_company or one.kind != PHONE:
                own[at] = -1
    memset(rank, 0, 2 * room * sizeof(int64_t))  # whether a number is taken: of persons, then of clerks
    for at in range(first, last):
        one = &mentions[at]
        number = own[at]
        if one.kind >= NAME and one.is_other:
            number = room + clerk[at]
        if one.is_reading and not with_kanji:  # its kanji stand in the line beside
            number = -1
        one.person = number
        if number >= 0:
            rank[number] = 1
    for number in range(2 * room):
        if rank[number] != 0:
            rank[number] = count
            count += 1
    for at in range(first, last):
        if mentions[at].person >= 0:
            mentions[at].person = rank[mentions[at].person]
    return count


cdef struct Person:
    int32_t strong[2]  # mentions + 1, by kind
    int32_t birth  # mention + 1: the earliest
    int32_t name  # mention + 1: the earliest in the best script
    uint32_t block
    uint64_t readings[READINGS]


cdef inline bint is_with_name(uint8_t kind) noexcept nogil:
    return kind == BIRTH or kind == PHONE or kind == ADDRESS


cdef void note_mention(Person *person, const Mention *mentions, int32_t at) noexcept nogil:
    """The name of a person, of the best script: kanji before kana before letters; and how it is read."""
    cdef uint64_t reading = mentions[at].reading
    if mentions[at].kind >= NAME:
        if person.name == 0 or mentions[at].script < mentions[person.name - 1].script:
            person.name = at + 1
        if reading != 0 and person.readings[0] == 0:
            person.readings[0] = reading
        elif reading != 0 and person.readings[1] == 0 and person.readings[0] != reading:
            person.readings[1] = reading


cdef void note_key(Person *person, const Mention *mentions, int32_t at) noexcept nogil:
    """The two keys of a person of the lowest kinds, once its name is known."""
    cdef uint8_t kind = mentions[at].kind
    if kind >= NAME:
        return
    if is_with_name(kind) and kind != PHONE and (person.name == 0 or mentions[person.name - 1].value == 0):
        return
    if kind == BIRTH and person.birth == 0:
        person.birth = at + 1
    if person.strong[0] == 0 or kind < mentions[person.strong[0] - 1].kind:
        person.strong[1] = person.strong[0]
        person.strong[0] = at + 1
    elif person.strong[1] == 0 or kind < mentions[person.strong[1] - 1].kind:
        person.strong[1] = at + 1


cdef Py_ssize_t write_keys(
    const Person *person, const Mention *mentions, uint64_t low, uint64_t high, uint64_t[:, ::1] keys, Py_ssize_t to
) noexcept nogil:
    """The keys of one person, written from a row on, and behind them what is known of the name; returns the row after.

    Such a row has the first half of the name's key, and the upper bits of a hash: of how the name is read, or of the key
    that a birth date would have made where two others came before it. It links nobody.
    """
    cdef uint64_t name = mentions[person.name - 1].value if person.name != 0 else 0
    cdef uint64_t words[2]
    cdef const Mention *one
    cdef Py_ssize_t first = to
    cdef uint64_t hashed[2]
    cdef int32_t birth = person.birth
    cdef int number
    for number in range(3):
        if number < 2:
            if person.strong[number] == 0:
                continue
            one = &mentions[person.strong[number] - 1]
            if one.kind == BIRTH:
                birth = 0
            words[0] = one.value
            if name != 0 and is_with_name(one.kind):
                words[0] = chain(chain(begin_chain(), name), one.value)
        else:
            if name == 0:
                continue
            one = &mentions[person.name - 1]
            words[0] = name
        words[1] = one.kind if one.kind < NAME else NAME  # a possible name is compared with names
        sip(words, 2, low, high, &keys[to, 0])
        keys[to, 1] = (keys[to, 1] & ~<uint64_t> LOW_BITS) | one.kind | (FIRST_BIT if to == first else 0)
        if number == 2:
            keys[to, 1] |= <uint64_t> one.script << SCRIPT_PLACE
        to += 1
    if name != 0 and mentions[person.name - 1].kind == NAME:
        for number in range(READINGS):
            if person.readings[number] != 0:
                words[0] = person.readings[number]
                words[1] = READING
                sip(words, 2, low, high, hashed)
                keys[to, 0] = keys[to - 1, 0]
                keys[to, 1] = (hashed[1] & ~<uint64_t> LOW_BITS) | READING
                to += 1
        if birth != 0:
            words[0] = chain(chain(begin_chain(), name), mentions[birth - 1].value)
            words[1] = BIRTH
            sip(words, 2, low, high, hashed)
            keys[to, 0] = keys[to - 1, 0]
            keys[to, 1] = (hashed[1] & ~<uint64_t> LOW_BITS) | READING | BORN
            to += 1
    return to


def find_keys(
    const uint8_t[::1] findings,
    const int32_t[::1] rows,
    const uint8_t[::1] kinds,
    const uint8_t[::1] is_other,
    const uint8_t[::1] of_company,
    const uint64_t[::1] values,
    const uint64_t[::1] readings,
    const uint8_t[::1] chars,
    const uint64_t[::1] families,
    uint64_t companys_numbers,
    uint64_t reading,
    uint64_t low,
    uint64_t high,
):
    """The block of each key (uint32) and the key (uint64, shape (n, 2)); people in reading order, a person's keys together.

    Behind the keys of a person with a name stand rows that tell its ``readings`` (by mention, 0: none), and a birth date
    that is not among the keys.
    ``rows`` are indices into ``findings`` (bytes of rows of FINDING). ``families`` tells by detector what is mixed into the
    values of numbers, so that equal digits of two documents differ. Telephones with evidence ``companys_numbers`` may be a
    company's; a name with evidence ``reading`` has its kanji beside it. ``low`` and ``high`` are the words of the secret.
    """
    cdef Py_ssize_t count = rows.shape[0], at, first, last, to = 0
    cdef int64_t people = 0, record_people, number
    cdef const Finding *found = NULL
    cdef const Finding *row
    cdef Mention *mentions = NULL
    cdef Person *persons = NULL
    cdef int64_t *own = NULL
    cdef int64_t *clerk = NULL
    cdef int64_t *rank = NULL
    cdef Names names
    cdef uint8_t char
    cdef bint is_full
    blocks = np.empty(2 * count, np.uint32)
    made = np.empty((2 * count, 2), np.uint64)  # each is of a mention of its own, but a name may have a reading, too
    if count == 0:
        return blocks, made
    cdef uint32_t[::1] block = blocks
    cdef uint64_t[:, ::1] keys = made
    found = <const Finding *> &findings[0]
    with nogil:
        names.slots = 64
        while names.slots < 2 * count:
            names.slots *= 2
        names.count = 0
        names.slot = <int32_t *> calloc(names.slots, sizeof(int32_t))
        names.used = <int32_t *> malloc(count * sizeof(int32_t))
        mentions = <Mention *> malloc(count * sizeof(Mention))
        persons = <Person *> calloc(count, sizeof(Person))
        own = <int64_t *> malloc(count * sizeof(int64_t))
        clerk = <int64_t *> malloc(count * sizeof(int64_t))
        rank = <int64_t *> malloc((2 * count + 2) * sizeof(int64_t))
        is_full = (
            names.slot == NULL or names.used == NULL or mentions == NULL or persons == NULL
            or own == NULL or clerk == NULL or rank == NULL
        )
        if not is_full:
            for at in range(count):
                row = &found[rows[at]]
                mentions[at].record = row.record
                mentions[at].value = values[at]
                mentions[at].reading = readings[at]
                mentions[at].kind = kinds[at]
                mentions[at].detector = row.detector
                if kinds[at] == ID:
                    mentions[at].value ^= families[row.detector]
                mentions[at].is_other = is_other[at] != 0
                mentions[at].of_company = of_company[at] != 0
                mentions[at].is_phone_of_person = (row.evidence & companys_numbers) == 0 and of_company[at] == 0
                char = chars[row.folded_start] if row.folded_start < chars.shape[0] else 0
                mentions[at].script = 0 if char == KANJI else 2 if <uint8_t> ((char | 32) - 97) < 26 else 1
                mentions[at].is_reading = kinds[at] >= NAME and mentions[at].script > 0 and (row.evidence & reading) != 0
            first = 0
            while first < count:
                last = first + 1
                while last < count and mentions[last].record == mentions[first].record:
                    last += 1
                record_people = number_persons(mentions, first, last, own, clerk, rank, &names)
                for at in range(first, last):
                    if mentions[at].person >= 0:
                        mentions[at].person += people
                        note_mention(&persons[mentions[at].person], mentions, <int32_t> at)
                        persons[mentions[at].person].block = found[rows[at]].block
                for at in range(first, last):
                    if mentions[at].person >= 0:
                        note_key(&persons[mentions[at].person], mentions, <int32_t> at)
                for number in range(people, people + record_people):
                    at = to
                    to = write_keys(&persons[number], mentions, low, high, keys, to)
                    while at < to:
                        block[at] = persons[number].block
                        at += 1
                people += record_people
                first = last
        free(names.slot)
        free(names.used)
        free(mentions)
        free(persons)
        free(own)
        free(clerk)
        free(rank)
    if is_full:
        raise MemoryError
    return blocks[:to], made[:to]
