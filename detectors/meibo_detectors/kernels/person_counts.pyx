"""How many people stand behind united keys, at least and at most."""

from libc.stdint cimport int64_t, uint8_t, uint64_t
from libc.stdlib cimport calloc, free

cdef enum:
    KIND_BITS = 7
    FIRST_BIT = 8
    EMAIL = 2  # PersonKey.EMAIL
    BIRTH = 3  # PersonKey.BIRTH
    NAME = 6  # PersonKey.NAME; what is lower is a key of its own
    POSSIBLE_NAME = 7
    SCRIPTS = 4
    SCRIPT_PLACE = 4


cdef struct Bearers:
    int64_t rows  # names of people who have a key too
    int64_t people[NAME]  # of those whose first name this is: all, and by kind of key
    int64_t firsts  # people with a key whose first name in its script this is
    int64_t births  # of those, who have a birth date
    uint8_t is_alone  # somebody of this name has no key
    uint8_t script


cdef inline Py_ssize_t script_of(uint64_t half) noexcept nogil:
    return <Py_ssize_t> ((half >> SCRIPT_PLACE) & (SCRIPTS - 1))


def count_people(const uint64_t[:, ::1] keys, const int64_t[::1] which, Py_ssize_t names):
    """Least, least of one script, and most, as ``person_sets`` states them.

    The second half of a key tells its kind, the script of a name, and whether a person begins there. ``which`` numbers
    the names among the keys (PersonKey.NAME and POSSIBLE_NAME) in order, from 0 to ``names - 1``. Raises ValueError
    where it does not.
    """
    cdef Bearers *bearers
    cdef int64_t by_kind[NAME]
    cdef Py_ssize_t start = 0, end, at, kind, count = keys.shape[0], name = 0, first_name
    cdef int64_t keyed = 0, least = 0, of_script = 0, most = 0, largest
    cdef int64_t of_names[SCRIPTS]
    cdef int64_t born[SCRIPTS]
    cdef Py_ssize_t script, scripts
    cdef uint8_t has[POSSIBLE_NAME + 1]
    for at in range(which.shape[0]):
        if not 0 <= which[at] < names:
            raise ValueError("a name without a number")
    for at in range(count):
        first_name = <Py_ssize_t> (keys[at, 1] & KIND_BITS)
        name += first_name >= NAME
    if name != which.shape[0]:
        raise ValueError("which must number the names")
    bearers = <Bearers *> calloc(names + 1, sizeof(Bearers))
    if bearers == NULL:
        raise MemoryError
    with nogil:
        for kind in range(NAME):
            by_kind[kind] = 0
        name = 0
        while start < count:
            for kind in range(POSSIBLE_NAME + 1):
                has[kind] = 0
            end, first_name, scripts = start, -1, 0
            while end < count and (end == start or not keys[end, 1] & FIRST_BIT):
                has[keys[end, 1] & KIND_BITS] = 1
                end += 1
            has[0] = has[0] or has[1] or has[2] or has[3] or has[4] or has[5]
            keyed += has[0]
            for kind in range(1, NAME):
                by_kind[kind] += has[kind]
            for at in range(start, end):
                if keys[at, 1] & KIND_BITS < NAME:
                    continue
                bearers[which[name]].script = <uint8_t> script_of(keys[at, 1])
                if has[0]:
                    bearers[which[name]].rows += 1
                    if first_name < 0:
                        first_name = <Py_ssize_t> which[name]
                        for kind in range(NAME):
                            bearers[first_name].people[kind] += has[kind]
                    script = 1 << script_of(keys[at, 1])
                    if keys[at, 1] & KIND_BITS == NAME and not scripts & script:
                        scripts |= script
                        bearers[which[name]].firsts += 1
                        bearers[which[name]].births += has[BIRTH]
                elif keys[at, 1] & KIND_BITS == NAME:
                    bearers[which[name]].is_alone = 1
                name += 1
            start = end
        for kind in range(SCRIPTS):
            of_names[kind] = born[kind] = 0
        for name in range(names):
            largest = 1 if bearers[name].people[0] else 0
            for kind in range(1, NAME):
                if bearers[name].people[kind] > largest:
                    largest = bearers[name].people[kind]
            of_names[bearers[name].script] += largest
            # Of one name only birth dates tell people apart in whatever file: anybody may have two documents.
            if bearers[name].firsts:
                born[bearers[name].script] += bearers[name].births if bearers[name].births else 1
        least, most, start, name = 0, keyed, 0, 0
        for start in range(count):  # people of names only stand by themselves
            if start == 0 or keys[start, 1] & FIRST_BIT:
                has[0] = 0
                end = start
                while end < count and (end == start or not keys[end, 1] & FIRST_BIT):
                    has[0] = has[0] or keys[end, 1] & KIND_BITS < NAME
                    end += 1
            if keys[start, 1] & KIND_BITS < NAME:
                continue
            if not has[0] and keys[start, 1] & KIND_BITS == NAME:
                of_names[script_of(keys[start, 1])] += bearers[which[name]].rows == 0
                born[script_of(keys[start, 1])] += bearers[which[name]].rows == 0
                most += bearers[which[name]].rows != 1
            elif not has[0]:
                most += bearers[which[name]].rows == 0 and not bearers[which[name]].is_alone
            name += 1
        for kind in range(SCRIPTS):
            least += of_names[kind]
            if born[kind] > of_script:
                of_script = born[kind]
        for kind in range(1, NAME):
            if by_kind[kind] > least:
                least = by_kind[kind]
        if by_kind[EMAIL] > of_script:
            of_script = by_kind[EMAIL]
    free(bearers)
    return least, of_script, most
