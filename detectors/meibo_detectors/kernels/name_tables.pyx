"""The tables of names, made ready once for the kernels that read them."""

from libc.stdint cimport uint32_t, uint64_t

from meibo_detectors.kernels.word_hash cimport Words, words_of

import numpy as np

cdef enum:
    LEAST_SIFTED = 4096  # slots of a table that is too large for the nearest cache
    SIEVE_BITS = 4

SIGNS = {
    "surname_beginning": SURNAME_BEGINNING,
    "given_beginning": GIVEN_BEGINNING,
    "given_ending": GIVEN_ENDING,
    "title_beginning": TITLE_BEGINNING,
    "title_ending": TITLE_ENDING,
    "lead_beginning": LEAD_BEGINNING,
    "lead_ending": LEAD_ENDING,
    "following_ending": FOLLOWING_ENDING,
    "organisation_ending": ORGANISATION_ENDING,
    "given_tail": GIVEN_TAIL,
    "thing_tail": THING_TAIL,
    "lone_tail": LONE_TAIL,
    "place_tail": PLACE_TAIL,
    "lone_surname": LONE_SURNAME,
    "name_ending": NAME_ENDING,
    "calling_ending": CALLING_ENDING,
    "last_kanji": LAST_KANJI,
    "given_particle": GIVEN_PARTICLE,
    "particle": PARTICLE,
    "inner_kana": INNER_KANA,
    "label_ending": LABEL_ENDING,
    "party_ending": PARTY_ENDING,
    "department": DEPARTMENT,
    "kinship": KINSHIP,
    "introduction": INTRODUCTION,
    "age": AGE,
    "dash": DASH,
    "separator": SEPARATOR,
    "joined": JOINED,
    "behind_reading": BEHIND_READING,
}


cdef class NameTables:
    """Word tables by name, a number of ``SIGNS`` for each code point, pairs of particles, samples, bits of evidence."""

    def __init__(
        self, words, const uint32_t[::1] signs, const uint32_t[:, ::1] seconds, const uint64_t[::1] samples, marks
    ):
        cdef Names *names = &self.names
        sieves = {name: make_sieve(words[name].keys) for name in words if len(words[name].keys) >= LEAST_SIFTED}
        self.held = (words, signs, seconds, samples, sieves)
        names.surnames = words_in(words, sieves, "surnames")
        names.given_names = words_in(words, sieves, "given_names")
        names.ordinary_words = words_in(words, sieves, "ordinary_words")
        names.surname_readings = words_in(words, sieves, "surname_readings")
        names.given_readings = words_in(words, sieves, "given_readings")
        names.romaji_surnames = words_in(words, sieves, "romaji_surnames")
        names.romaji_given_names = words_in(words, sieves, "romaji_given_names")
        names.foreign_names = words_in(words, sieves, "foreign_names")
        names.honorifics = words_in(words, sieves, "honorifics")
        names.personal_honorifics = words_in(words, sieves, "personal_honorifics")
        names.honorific_compounds = words_in(words, sieves, "honorific_compounds")
        names.leading_words = words_in(words, sieves, "leading_words")
        names.following_words = words_in(words, sieves, "following_words")
        names.organisations = words_in(words, sieves, "organisations")
        names.placeholders = words_in(words, sieves, "placeholders")
        names.placeholder_endings = words_in(words, sieves, "placeholder_endings")
        names.place_beginnings = words_in(words, sieves, "place_beginnings")
        names.firm_words = words_in(words, sieves, "firm_words")
        names.particles = words_in(words, sieves, "particles")
        names.latin_words = words_in(words, sieves, "latin_words")
        names.labels = words_in(words, sieves, "labels")
        names.persons = words_in(words, sieves, "persons")
        names.parties = words_in(words, sieves, "parties")
        names.titles = words_in(words, sieves, "titles")
        names.trailing_words = words_in(words, sieves, "trailing_words")
        names.sign_count = signs.shape[0]
        names.signs = &signs[0] if names.sign_count else NULL
        names.second_count = seconds.shape[0] if seconds.shape[1] == 2 else 0
        names.seconds = &seconds[0, 0] if names.second_count else NULL
        names.sample_count = samples.shape[0]
        names.samples = &samples[0] if names.sample_count else NULL
        names.marks.listed, names.marks.shaped = marks["listed"], marks["shaped"]
        names.marks.titled, names.marks.sample = marks["titled"], marks["sample"]
        names.marks.strong, names.marks.weak = marks["strong"], marks["weak"]
        names.marks.needs_label, names.marks.partial = marks["needs_label"], marks["partial"]


cdef Words words_in(words, sieves, name):
    """The table of one name, for use without the GIL."""
    table = words[name]
    cdef Words made = words_of(table.keys, table.numbers)
    cdef const uint64_t[::1] sieve
    if name in sieves:
        sieve = sieves[name]
        made.sieve, made.sieve_shift = &sieve[0], sieve_shift(sieve.shape[0])
    return made


cdef inline int sieve_shift(Py_ssize_t length) noexcept:
    """How far a hash is shifted to be a bit's number in a sieve of this length, a power of two."""
    cdef int shift = 64 - 6
    while length > 1:
        length >>= 1
        shift -= 1
    return shift


cdef make_sieve(const uint64_t[::1] keys):
    """The sieve of a table, with SIEVE_BITS bits for each of its slots: one in ten is set, or fewer."""
    cdef Py_ssize_t slot
    cdef uint64_t bit
    made = np.zeros(keys.shape[0] * SIEVE_BITS // 64, np.uint64)
    cdef uint64_t[::1] sieve = made
    cdef int shift = sieve_shift(sieve.shape[0])
    with nogil:
        for slot in range(keys.shape[0]):
            if keys[slot]:
                bit = keys[slot] >> shift
                sieve[bit >> 6] |= <uint64_t> 1 << (bit & 63)
    return made


def pair_hashes(surname, given):
    """One number for each surname and given name, of their hashes; what ``samples`` holds."""
    return np.array([pair_names(first, second) for first, second in zip(surname, given, strict=True)], np.uint64)
