"""The tables of names, made ready once for the kernels that read them."""

from libc.stdint cimport uint32_t, uint64_t

from meibo_detectors.kernels.word_hash cimport Words, words_of

import numpy as np

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
        self.held = (words, signs, seconds, samples)
        names.surnames = words_in(words, "surnames")
        names.given_names = words_in(words, "given_names")
        names.ordinary_words = words_in(words, "ordinary_words")
        names.surname_readings = words_in(words, "surname_readings")
        names.given_readings = words_in(words, "given_readings")
        names.romaji_surnames = words_in(words, "romaji_surnames")
        names.romaji_given_names = words_in(words, "romaji_given_names")
        names.foreign_names = words_in(words, "foreign_names")
        names.honorifics = words_in(words, "honorifics")
        names.personal_honorifics = words_in(words, "personal_honorifics")
        names.honorific_compounds = words_in(words, "honorific_compounds")
        names.leading_words = words_in(words, "leading_words")
        names.following_words = words_in(words, "following_words")
        names.organisations = words_in(words, "organisations")
        names.placeholders = words_in(words, "placeholders")
        names.placeholder_endings = words_in(words, "placeholder_endings")
        names.place_beginnings = words_in(words, "place_beginnings")
        names.firm_words = words_in(words, "firm_words")
        names.particles = words_in(words, "particles")
        names.latin_words = words_in(words, "latin_words")
        names.labels = words_in(words, "labels")
        names.persons = words_in(words, "persons")
        names.parties = words_in(words, "parties")
        names.titles = words_in(words, "titles")
        names.trailing_words = words_in(words, "trailing_words")
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


cdef Words words_in(words, name):
    """The table of one name, for use without the GIL."""
    table = words[name]
    return words_of(table.keys, table.numbers)


def pair_hashes(surname, given):
    """One number for each surname and given name, of their hashes; what ``samples`` holds."""
    return np.array([pair_names(first, second) for first, second in zip(surname, given, strict=True)], np.uint64)
