"""How many people are likely to stand behind united keys: those of different names, and of one name by birth dates."""

from libc.stdint cimport int64_t, uint64_t
from libc.stdlib cimport calloc, free, malloc

cdef enum:
    KIND_BITS = 7
    FIRST_BIT = 8
    BIRTH = 3  # PersonKey.BIRTH
    NAME = 6  # PersonKey.NAME; what is lower is a key of its own
    SCRIPT_BITS = 48


cdef struct Name:
    int64_t births  # dates, or people with one
    int64_t group  # a name of the same people, the lowest in the end
    int64_t people  # of the group, where this name is the lowest
    int64_t elsewhere  # of these, whom kanji names stand for already
    bint is_borne  # by somebody, not only possibly
    bint is_kanji
    bint with_kanji  # some name of the group is, where this name is the lowest


cdef inline int64_t root_of(Name *names, int64_t one) noexcept nogil:
    while names[one].group != one:
        names[one].group = names[names[one].group].group
        one = names[one].group
    return one


cdef inline void join(Name *names, int64_t one, int64_t other) noexcept nogil:
    one, other = root_of(names, one), root_of(names, other)
    if one < other:
        names[other].group = one
    else:
        names[one].group = other


cdef inline int64_t count_of(const Name *name) noexcept nogil:
    """People of one name: no more than one where birth dates do not tell them apart."""
    return name.births if name.births > 1 else 1


cdef int64_t note_people(const uint64_t[:, ::1] keys, const int64_t[::1] which, Name *names) noexcept nogil:
    """Join the names that one person has; returns how many people have none."""
    cdef Py_ssize_t start = 0, end, at, count = keys.shape[0], name = 0
    cdef int64_t own, nameless = 0
    cdef bint has_birth, has_key
    while start < count:
        end, own, has_birth, has_key = start, -1, False, False
        while end < count and (end == start or not keys[end, 1] & FIRST_BIT):
            has_birth = has_birth or keys[end, 1] & KIND_BITS == BIRTH
            has_key = has_key or keys[end, 1] & KIND_BITS < NAME
            end += 1
        for at in range(start, end):
            if keys[at, 1] & KIND_BITS == NAME:
                if own >= 0:
                    join(names, own, which[name])
                own = which[name]
                names[own].is_borne = True
                names[own].is_kanji = (keys[at, 1] & SCRIPT_BITS) == 0
                names[own].births += has_birth
            name += keys[at, 1] & KIND_BITS >= NAME
        nameless += has_key and own < 0
        start = end
    return nameless


cdef void join_readings(
    const int64_t[::1] read_name, const int64_t[::1] read_as, Name *names, Py_ssize_t count, int64_t *first
) noexcept nogil:
    """Join the groups without kanji that are read alike."""
    cdef Py_ssize_t at
    cdef int64_t name
    for at in range(read_name.shape[0]):
        name = read_name[at]
        if name >= count or not names[name].is_borne or names[root_of(names, name)].with_kanji:
            continue
        if first[read_as[at]] < 0:
            first[read_as[at]] = name
        join(names, name, first[read_as[at]])


cdef void stand_in(
    const int64_t[::1] read_name, const int64_t[::1] read_as, Name *names, Py_ssize_t count, int64_t *known
) noexcept nogil:
    """Note of each group without kanji how many people have kanji that are read so."""
    cdef Py_ssize_t at
    cdef int64_t name, root
    for at in range(read_name.shape[0]):
        name = read_name[at]
        if name >= count or not names[name].is_borne:
            continue
        if names[name].is_kanji:
            known[read_as[at]] += count_of(&names[name])
    for at in range(read_name.shape[0]):
        name = read_name[at]
        if name >= count or not names[name].is_borne or names[name].is_kanji:
            continue
        if names[root_of(names, name)].with_kanji and known[read_as[at]] < count_of(&names[name]):
            known[read_as[at]] = count_of(&names[name])
    for at in range(read_name.shape[0]):
        if read_name[at] >= count:
            continue
        root = root_of(names, read_name[at])
        if not names[root].with_kanji and names[root].elsewhere < known[read_as[at]]:
            names[root].elsewhere = known[read_as[at]]


def count_likely(
    const uint64_t[:, ::1] keys,
    const int64_t[::1] which,
    Py_ssize_t count,
    const int64_t[::1] read_name,
    const int64_t[::1] read_as,
    Py_ssize_t readings,
    const int64_t[::1] born,
):
    """People who have a name, told apart by names and birth dates; and united people who have none.

    ``which`` numbers the names among the keys (PersonKey.NAME and POSSIBLE_NAME) in order, from 0 to ``count - 1``.
    ``read_name`` and ``read_as`` are parallel: the name (``count`` or more: none of these) and its reading, from 0 to
    ``readings - 1``. ``born`` are the names of birth dates that are no keys. Raises ValueError where a number does not fit.
    """
    cdef Name *names
    cdef int64_t *known
    cdef int64_t *first
    cdef Py_ssize_t at, name = 0
    cdef int64_t nameless = 0, root, total = 0
    cdef bint is_full
    for at in range(which.shape[0]):
        if not 0 <= which[at] < count:
            raise ValueError("a name without a number")
    for at in range(keys.shape[0]):
        name += (keys[at, 1] & KIND_BITS) >= NAME
    if name != which.shape[0]:
        raise ValueError("which must number the names")
    if read_name.shape[0] != read_as.shape[0]:
        raise ValueError("one reading a name")
    for at in range(read_as.shape[0]):
        if not 0 <= read_as[at] < readings or read_name[at] < 0:
            raise ValueError("a reading without a name or a number")
    for at in range(born.shape[0]):
        if born[at] < 0:
            raise ValueError("a birth date without a name")
    names = <Name *> calloc(count + 1, sizeof(Name))
    known = <int64_t *> calloc(readings + 1, sizeof(int64_t))
    first = <int64_t *> malloc((readings + 1) * sizeof(int64_t))
    is_full = names == NULL or known == NULL or first == NULL
    if not is_full:
        with nogil:
            for at in range(count):
                names[at].group = at
            for at in range(readings):
                first[at] = -1
            nameless = note_people(keys, which, names)
            for at in range(born.shape[0]):
                if born[at] < count:
                    names[born[at]].births += 1
            for at in range(count):
                if names[at].is_kanji:
                    names[root_of(names, at)].with_kanji = True
            join_readings(read_name, read_as, names, count, first)
            stand_in(read_name, read_as, names, count, known)
            for at in range(count):
                root = root_of(names, at)
                if names[at].is_borne and names[root].people < count_of(&names[at]):
                    names[root].people = count_of(&names[at])
            for at in range(count):
                if names[at].people > names[at].elsewhere:
                    total += names[at].people - names[at].elsewhere
    free(names)
    free(known)
    free(first)
    if is_full:
        raise MemoryError
    return total, nameless
