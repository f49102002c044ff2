"""Names in katakana or hiragana: readings of Japanese names, and foreigners' names with a middle dot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from meibo_detectors.dictionaries.person_names import (
    foreign_names,
    given_readings,
    ordinary_words,
    surname_readings,
)
from meibo_detectors.evidence import Evidence, Note, mark
from meibo_detectors.japan.name_pieces import BLANK_PART, DOT_PART, MIDDLE_DOT, Pieces, find_joints, first_inside
from meibo_detectors.japan.name_runs import find_stretches
from meibo_detectors.japan.name_splits import is_sample
from meibo_detectors.japan.name_titles import is_addressed, is_titled
from meibo_detectors.japan.name_words import firm_words, place_beginnings
from meibo_detectors.model import CANDIDATE, make_candidates
from meibo_detectors.normalise import HIRAGANA, KANJI, KATAKANA, PROLONGED
from meibo_detectors.windows import first_column, window

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text

LONGEST_READING: Final = 8
LONGEST_FOREIGN: Final = 32
MOST_DOTS: Final = 3
DOT: Final = ord(MIDDLE_DOT)
_JOINED: Final = [ord(sign) for sign in "=＝゠-&『《〈』》〉"]
_BEHIND_READING: Final = [ord(sign) for sign in "),、, "]


def weigh_kana(text: Text, pieces: Pieces) -> npt.NDArray[np.void]:
    """Candidates of pieces that hold nothing but kana, blanks and dots."""
    start, end = pieces.start, pieces.end
    dots, blanks = pieces.number_of(DOT_PART), pieces.number_of(BLANK_PART)
    gap = first_inside(find_joints(text), start, end)
    single = dots + blanks == 1
    read = np.zeros(len(start), np.bool_)
    sample = np.zeros(len(start), np.bool_)
    rows = np.flatnonzero(single)
    read[rows], sample[rows] = _is_reading(text, start[rows], gap[rows], gap[rows] + 1, end[rows])
    rows = np.flatnonzero((dots + blanks == 0) & (end - start >= 4) & (end - start <= 2 * LONGEST_READING))
    for length in range(2, LONGEST_READING):
        rows = rows[~read[rows] & (end[rows] - start[rows] >= length + 2)]
        border = start[rows] + length
        read[rows], sample[rows] = _is_reading(text, start[rows], border, border, end[rows])
    parts = (dots + blanks >= 1) & (dots + blanks <= 4) & (end - start - dots - blanks >= 4)
    alone = (dots + blanks == 0) & ~read
    rows = np.flatnonzero(alone)
    hashes = text.hashes.of(start[rows], end[rows])
    alone[rows] = surname_readings().holds(hashes) | given_readings().holds(hashes)
    evidence = np.zeros(len(start), np.uint64)
    mark(evidence, read, Evidence.DICTIONARY_NAME)
    mark(evidence, parts & ~read & ~pieces.is_bracketed, Evidence.NAME_SHAPED)
    mark(evidence, alone, Note.PARTIAL)
    mark(evidence, sample, Evidence.SAMPLE)
    mark(evidence, pieces.is_titled, Evidence.HONORIFIC)
    mark(evidence, ~pieces.is_whole, Note.WEAK_FORM)
    kept = read | (parts & ~pieces.is_bracketed) | alone
    return make_candidates(start[kept], end[kept], evidence[kept])


def find_readings_in_text(text: Text, blocked: Truth) -> npt.NDArray[np.void]:
    """Pairs of kana words with one blank between that read as surname and given name."""
    chars = text.folded.chars
    is_blank = chars[1:-1] == ord(" ")
    rows = []
    for is_kana in (_is_katakana(chars), chars == HIRAGANA):
        if not (is_kana[:-2] & is_blank & is_kana[2:]).any():
            continue
        start, end = find_stretches(is_kana)
        paired = (start[1:] - end[:-1] == 1) & (chars[end[:-1]] == ord(" ")) & ~blocked[start[:-1]]
        left = np.flatnonzero(paired)
        padded = np.concatenate([[False], paired, [False]])
        left = left[~padded[left] & ~padded[left + 2]]  # neither word of the pair is also paired with a third
        size = end[left + 1] - start[left]
        left = left[
            (end - start >= 2)[left] & (end - start >= 2)[left + 1] & (size >= 5) & (size <= 2 * LONGEST_READING)
        ]
        rows.append(_weigh_pairs(text, start[left], end[left], start[left + 1], end[left + 1]))
    return np.concatenate(rows) if rows else np.zeros(0, CANDIDATE)


def _weigh_pairs(
    text: Text, start: Offsets, border: Offsets, given_start: Offsets, end: Offsets
) -> npt.NDArray[np.void]:
    read, sample = _is_reading(text, start, border, given_start, end)
    evidence = np.full(len(start), int(Evidence.DICTIONARY_NAME) | int(Note.WEAK_FORM), np.uint64)
    mark(evidence, sample, Evidence.SAMPLE)
    return make_candidates(start[read], end[read], evidence[read])


def find_bracketed_readings(text: Text, end: Offsets) -> npt.NDArray[np.void]:
    """Readings without a blank that begin brackets directly behind names, which end here: 小暮智也（こぐれともや）."""
    chars = text.folded.chars
    start = end[(end < len(chars)) & (chars.take(end, mode="clip") == ord("("))] + 1
    kana = window(chars, start, 2 * LONGEST_READING + 1)
    is_kana = (kana == HIRAGANA) | (kana == KATAKANA) | (kana == PROLONGED)
    size = first_column(~is_kana)
    rows = np.flatnonzero((size >= 4) & (size <= 2 * LONGEST_READING))
    start, size = start[rows], size[rows]
    closed = np.isin(text.folded.letter_codes.take(start + size, mode="clip"), _BEHIND_READING)
    start, stop = start[closed], (start + size)[closed]
    read, sample = np.zeros((2, len(start)), np.bool_)
    for length in range(2, LONGEST_READING):
        rows = np.flatnonzero(~read & (stop - start >= length + 2))
        border = start[rows] + length
        read[rows], sample[rows] = _is_reading(text, start[rows], border, border, stop[rows])
    evidence = np.full(len(start), int(Evidence.DICTIONARY_NAME) | int(Note.WEAK_FORM), np.uint64)
    mark(evidence, sample, Evidence.SAMPLE)
    return make_candidates(start[read], stop[read], evidence[read])


def find_foreigners_in_text(text: Text, blocked: Truth) -> npt.NDArray[np.void]:
    """Two to four katakana words with middle dots between: ジョン・スミス."""
    chars = text.folded.chars
    dots = np.flatnonzero(text.folded.letter_codes == DOT)
    if not len(dots):
        return np.zeros(0, CANDIDATE)
    is_part = _is_katakana(chars)
    is_part[dots] = True
    start, end = find_stretches(is_part)
    first, behind = np.searchsorted(dots, start), np.searchsorted(dots, end)
    count = behind - first
    rows = np.flatnonzero((count >= 1) & (count <= MOST_DOTS) & (end - start <= LONGEST_FOREIGN) & ~blocked[start])
    start, end = start[rows], end[rows]
    first_dot, last_dot = dots[first[rows]], dots[behind[rows] - 1]
    long = (first_dot - start >= 2) & (end - last_dot >= 3)
    start, end, first_dot, last_dot = start[long], end[long], first_dot[long], last_dot[long]
    firm = firm_words().holds(text.hashes.of(last_dot + 1, end)) | firm_words().holds(text.hashes.of(start, first_dot))
    start, end, first_dot, last_dot = start[~firm], end[~firm], first_dot[~firm], last_dot[~firm]
    last_name = foreign_names().find(text.hashes.of(last_dot + 1, end))
    known = foreign_names().holds(text.hashes.of(start, first_dot)) & (last_name >= 0)
    titled = np.where(known, is_titled(text, end), is_addressed(text, end))
    sure = known & (last_name == 0) & _stands_free(text, start, end, titled)
    sure &= ~ordinary_words().holds(text.hashes.of(start, end))
    sure &= ~place_beginnings().holds(text.hashes.of(start, first_dot))
    evidence = np.full(len(start), int(Note.NEEDS_LABEL), np.uint64)
    mark(evidence, sure, Note.STRONG_FORM)
    mark(evidence, ~sure, Note.WEAK_FORM)
    mark(evidence, known, Evidence.DICTIONARY_NAME)
    mark(evidence, ~known, Evidence.NAME_SHAPED)
    mark(evidence, titled, Evidence.HONORIFIC)
    return make_candidates(start, end, evidence)


def _stands_free(text: Text, start: Offsets, end: Offsets, titled: Truth) -> Truth:
    """Neither part of a longer name (ルイ＝ナポレオン), nor in the quotes of a work, nor before kanji that are no title."""
    codes, chars = text.folded.letter_codes, text.folded.chars
    before = np.where(start > 0, codes.take(start - 1, mode="clip"), 0)
    inside = end < len(chars)
    after = np.where(inside, codes.take(end, mode="clip"), 0)
    goes_on = inside & (chars.take(end, mode="clip") == KANJI) & ~titled
    return np.asarray(~np.isin(before, _JOINED) & ~np.isin(after, _JOINED) & ~goes_on)


def _is_katakana(chars: npt.NDArray[np.uint8]) -> Truth:
    return np.asarray((chars == KATAKANA) | (chars == PROLONGED))


def _is_reading(text: Text, start: Offsets, border: Offsets, given_start: Offsets, end: Offsets) -> tuple[Truth, Truth]:
    """Whether both parts are readings of Japanese names, and whether together they are a sample's."""
    surname, given = text.hashes.of(start, border), text.hashes.of(given_start, end)
    read = surname_readings().holds(surname) & given_readings().holds(given)
    return read, read & is_sample(surname, given)
