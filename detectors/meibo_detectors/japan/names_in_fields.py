"""Names in fields that are named as names: the whole cell, or each of several names in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from meibo_detectors.dictionaries.person_names import Flag, given_names, ordinary_words, surnames
from meibo_detectors.evidence import Evidence, Note, mark
from meibo_detectors.japan.name_pieces import (
    BLANK_PART,
    DOT_PART,
    HIRAGANA_PART,
    KANJI_PART,
    KATAKANA_PART,
    LATIN_PART,
    OTHER_PART,
    SIGN_PART,
    Pieces,
    cut_pieces,
    find_dots,
    first_inside,
)
from meibo_detectors.japan.name_remarks import strip_remarks
from meibo_detectors.japan.name_splits import LIKELY, LISTED, SOUND, accept_usual, guess_given_names, split_names
from meibo_detectors.japan.name_titles import skip_blanks
from meibo_detectors.japan.name_words import (
    LONGEST_ORGANISATION,
    LONGEST_PLACEHOLDER_ENDING,
    honorifics,
    latin_words,
    organisation_endings,
    organisations,
    placeholder_endings,
    placeholders,
)
from meibo_detectors.japan.names_in_kana import weigh_kana
from meibo_detectors.japan.names_in_romaji import weigh_romaji
from meibo_detectors.model import CANDIDATE, make_candidates

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text

LONGEST_KANJI_NAME: Final = 10


def find_in_fields(text: Text, start: Offsets, end: Offsets, sure: Truth | None = None) -> npt.NDArray[np.void]:
    """Candidates in these cells, ascending; ``sure``: for each field whether its name says that persons stand there."""
    sure = np.zeros(len(text.fields.start) + 1, np.bool_) if sure is None else sure
    pieces = cut_pieces(text, start, end)
    words = text.hashes.of(pieces.start, pieces.end)
    pieces = pieces.take(~(placeholders().holds(words) | honorifics().holds(words)))
    if not len(pieces.start):
        return np.zeros(0, CANDIDATE)
    kanji, hiragana, katakana = (pieces.number_of(kind) for kind in (KANJI_PART, HIRAGANA_PART, KATAKANA_PART))
    latin, signs = pieces.number_of(LATIN_PART), pieces.number_of(SIGN_PART)
    unfit = pieces.number_of(OTHER_PART) > 0
    dots = pieces.number_of(DOT_PART)
    in_kanji = ~unfit & (kanji > 0) & (latin + signs + dots == 0)
    dotted = ~unfit & (kanji > 0) & (dots > 0)
    in_kana = ~unfit & (kanji + latin + signs == 0) & ((hiragana == 0) | (katakana == 0)) & (hiragana + katakana > 1)
    in_latin = ~unfit & (kanji + hiragana + katakana == 0) & (latin > 1)
    joined = in_latin & (dots > 0)
    mixed = ~unfit & (kanji > 0) & (latin > 1) & (hiragana + katakana + signs + dots == 0)
    return np.concatenate(
        [
            _weigh_kanji(text, pieces.take(in_kanji), sure),
            _weigh_dotted(text, pieces.take(dotted), sure),
            _weigh_mixed(text, pieces.take(mixed)),
            weigh_kana(text, pieces.take(in_kana)),
            weigh_romaji(text, pieces.take(in_latin & ~joined)),
            weigh_romaji(text, cut_pieces(text, pieces.start[joined], pieces.end[joined], at_dots=True)),
        ]
    )


def _weigh_kanji(text: Text, pieces: Pieces, sure: Truth) -> npt.NDArray[np.void]:
    at_blanks = np.flatnonzero(text.folded.chars == ord(" "))
    pieces = strip_remarks(text, pieces, at_blanks)
    blanks = pieces.number_of(BLANK_PART)
    spaced = pieces.take(_is_spaced_out(text, pieces, blanks))
    start, end = pieces.start, pieces.end
    gap = first_inside(at_blanks, start, end)
    gap_end = skip_blanks(text, gap)
    rows = np.flatnonzero(
        (blanks == np.where(gap >= 0, gap_end - gap, 0)) & (end - start - blanks <= LONGEST_KANJI_NAME)
    )
    pieces, start, end, gap, gap_end = pieces.take(rows), start[rows], end[rows], gap[rows], gap_end[rows]
    of_staff = sure.take(text.fields.holding(start, end), mode="clip")  # each lies in a field
    splits = split_names(text, start, end, gap, gap_end)
    accept_usual(splits, np.ones(len(start), np.bool_))
    guess_given_names(text, splits, start, end, of_staff & (gap < 0))
    listed = splits.grade >= LISTED
    evidence = np.zeros(len(start), np.uint64)
    part = _is_part(text, start, end, (gap < 0) & ~listed)
    shaped = np.zeros(len(start), np.bool_)
    rows = np.flatnonzero(~listed & ~part & ~pieces.is_bracketed)
    shaped[rows] = _is_name_shaped(text, pieces.take(rows), gap[rows], gap_end[rows])
    mark(evidence, listed, Evidence.DICTIONARY_NAME)
    mark(evidence, (splits.grade == SOUND) & ~_is_word(text, start, end, gap < 0), Note.STRONG_FORM)
    mark(evidence, shaped, Evidence.NAME_SHAPED)
    begun = shaped & (splits.grade == LIKELY) & (of_staff | (gap >= 0))
    rows = np.flatnonzero(listed & of_staff)
    begun[rows] = ~ordinary_words().holds(text.hashes.of(start[rows], end[rows]))
    mark(evidence, begun, Note.STRONG_FORM)
    mark(evidence, part, Note.PARTIAL)
    mark(evidence, splits.is_sample, Evidence.SAMPLE)
    mark(evidence, pieces.is_titled, Evidence.HONORIFIC)
    mark(evidence, ~pieces.is_whole, Note.WEAK_FORM)
    kept = listed | shaped | part
    letterspaced = np.full(len(spaced.start), int(Evidence.NAME_SHAPED), np.uint64)
    return np.concatenate(
        [
            make_candidates(start[kept], end[kept], evidence[kept]),
            make_candidates(spaced.start, spaced.end, letterspaced),
        ]
    )


def _weigh_mixed(text: Text, pieces: Pieces) -> npt.NDArray[np.void]:
    """A surname in kanji and a given name in Latin letters, a blank between or none."""
    if not len(pieces.start):
        return np.zeros(0, CANDIDATE)
    border = pieces.start + pieces.number_of(KANJI_PART)
    given = skip_blanks(text, border)
    good = surnames().holds(text.hashes.of(pieces.start, border)) & (pieces.end - given == pieces.number_of(LATIN_PART))
    good &= text.folded.chars.take(given, mode="clip") - np.uint8(65) < 26
    good &= ~latin_words().holds(text.hashes.of(given, pieces.end))
    return make_candidates(
        pieces.start[good], pieces.end[good], np.full(int(good.sum()), int(Evidence.NAME_SHAPED), np.uint64)
    )


def _is_spaced_out(text: Text, pieces: Pieces, blanks: Offsets) -> Truth:
    """Three to six characters with a blank behind each (小 暮 智 也)."""
    size = pieces.end - pieces.start
    fits = (blanks >= 2) & (blanks <= 5) & (size == 2 * blanks + 1)
    for turn in range(1, 6):
        rows = np.flatnonzero(fits & (turn <= blanks))
        fits[rows] = text.folded.chars[pieces.start[rows] + 2 * turn - 1] == ord(" ")
    return np.asarray(fits)


def _weigh_dotted(text: Text, pieces: Pieces, sure: Truth) -> npt.NDArray[np.void]:
    """Kanji with middle dots: surname and given name, or several names."""
    if not len(pieces.start):
        return np.zeros(0, CANDIDATE)
    gap = first_inside(find_dots(text), pieces.start, pieces.end)
    splits = split_names(text, pieces.start, pieces.end, gap)
    one = (pieces.number_of(DOT_PART) == 1) & (splits.grade >= LISTED)
    start, end = pieces.start[one], pieces.end[one]
    whole = make_candidates(start, end, np.full(len(start), int(Evidence.DICTIONARY_NAME), np.uint64))
    return np.concatenate(
        [whole, _weigh_kanji(text, cut_pieces(text, pieces.start[~one], pieces.end[~one], at_dots=True), sure)]
    )


def _is_name_shaped(text: Text, pieces: Pieces, gap: Offsets, gap_end: Offsets) -> Truth:
    """Two to eight characters, no word of the dictionary, nothing that an organisation's name ends with."""
    start, end = pieces.start, pieces.end
    size = end - start - (gap_end - gap)
    longest_part = np.where(gap >= 0, np.maximum(gap - start, end - gap_end), size)
    shaped = (size >= 2) & (size <= 8) & (longest_part <= np.where(gap >= 0, 5, 6))
    shaped &= pieces.number_of(KATAKANA_PART) <= size // 2
    shaped &= ~_is_word(text, start, end, shaped)
    shaped &= ~_is_compound(text, start, end, shaped & (gap < 0) & (size == 4))
    for length in range(1, LONGEST_PLACEHOLDER_ENDING + 1):
        rows = np.flatnonzero(shaped & (end - start > length))
        shaped[rows] = ~placeholder_endings().holds(text.hashes.of(end[rows] - length, end[rows]))
    for length in range(1, LONGEST_ORGANISATION + 1):
        rows = np.flatnonzero(shaped & (end - start > length))
        rows = rows[organisation_endings().take(text.look_up_codes.take(end[rows] - 1))]
        shaped[rows] = ~organisations().holds(text.hashes.of(end[rows] - length, end[rows]))
        if length >= 4:
            rows = np.flatnonzero(shaped & (end - start > length))
            shaped[rows] = ~organisations().holds(text.hashes.of(start[rows], start[rows] + length))
    return shaped


def _is_word(text: Text, start: Offsets, end: Offsets, where: Truth) -> Truth:
    """Words of the dictionary among the rows where a condition holds."""
    found = where.copy()
    rows = np.flatnonzero(where)
    found[rows] = ordinary_words().holds(text.hashes.of(start[rows], end[rows]))
    return found


def _is_compound(text: Text, start: Offsets, end: Offsets, where: Truth) -> Truth:
    """Two common nouns of two kanji each (同居親族) among the rows where a condition holds."""
    found = np.zeros(len(start), np.bool_)
    rows = np.flatnonzero(where)
    for at in (0, 2):
        part = ordinary_words().find(text.hashes.of(start[rows] + at, start[rows] + at + 2))
        rows = rows[(part >= 0) & ((part & Flag.NOUN) != 0)]
    found[rows] = True
    return found


def _is_part(text: Text, start: Offsets, end: Offsets, where: Truth) -> Truth:
    """A surname or a given name alone."""
    found = np.zeros(len(start), np.bool_)
    rows = np.flatnonzero(where & (end - start <= 3))
    hashes = text.hashes.of(start[rows], end[rows])
    found[rows] = surnames().holds(hashes) | given_names().holds(hashes)
    return found
