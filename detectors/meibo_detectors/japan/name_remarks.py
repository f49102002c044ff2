"""What stands beside a name in its field, blanks between: a department or title before it, a seal's mark behind it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import numpy as np

from meibo_detectors.dictionaries.person_names import surnames
from meibo_detectors.dictionaries.word_table import WordTable, make_word_table
from meibo_detectors.japan.name_pieces import BLANK_PART, Pieces, count_kinds
from meibo_detectors.japan.name_titles import skip_blanks
from meibo_detectors.japan.name_words import (
    LONGEST_HONORIFIC,
    LONGEST_ORGANISATION,
    honorifics,
    leading_words,
    organisations,
)

if TYPE_CHECKING:
    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text

MOST_REMARKS: Final = 3
TRAILING_WORDS: Final = ("印", "他", "外", "記", "捺印", "押印", "本人", "代筆", "自署")
LONGEST_TRAIL: Final = 2


def strip_remarks(text: Text, pieces: Pieces, blanks: Offsets) -> Pieces:
    """The pieces without words before and behind the name that blanks part from it; a surname is no such word.

    ``blanks`` are those of the text.
    """
    spaced = np.flatnonzero(pieces.number_of(BLANK_PART) > 0)
    late = np.flatnonzero(text.folded.letter_codes.take(pieces.start, mode="clip") == ord("故"))
    if not len(spaced) and not len(late):
        return pieces
    start, end = pieces.start.copy(), pieces.end.copy()
    start[late] += end[late] - start[late] > 2
    start[late] = skip_blanks(text, start[late])
    for _ in range(MOST_REMARKS):
        last = blanks.take(np.searchsorted(blanks, end[spaced]) - 1, mode="clip")
        trails = (last > start[spaced]) & (end[spaced] - last - 1 <= LONGEST_TRAIL)
        trails &= _trailing_words().holds(text.hashes.of(np.minimum(last + 1, end[spaced]), end[spaced]))
        end[spaced[trails]] = _before_blanks(text, last[trails])
        first = blanks.take(np.searchsorted(blanks, start[spaced]), mode="clip")
        behind = skip_blanks(text, first)
        leads = np.flatnonzero((first > start[spaced]) & (end[spaced] - behind >= 2))
        leads = leads[_is_lead(text, start[spaced[leads]], first[leads])]
        start[spaced[leads]] = behind[leads]
        spaced = spaced[trails | np.isin(np.arange(len(spaced)), leads)]
        if not len(spaced):
            break
    rows = np.flatnonzero((start != pieces.start) | (end != pieces.end))
    if not len(rows):
        return pieces
    counts = pieces.counts.copy()
    counts[rows] = count_kinds(text, start[rows], end[rows])
    is_whole = pieces.is_whole.copy()
    is_whole[rows] = False
    return pieces._replace(start=start, end=end, counts=counts, is_whole=is_whole)


def _before_blanks(text: Text, at: Offsets) -> Offsets:
    """Where the blanks begin that the last of which stands at each offset."""
    for _ in range(MOST_REMARKS):
        at = at - (text.folded.chars.take(at - 1, mode="clip") == ord(" "))
    return at


def _is_lead(text: Text, start: Offsets, end: Offsets) -> Truth:
    """Whether a word is a label or title, or ends as organisations or titles do (営業部, 営業部長), and is no surname."""
    hashes = text.hashes.of(start, end)
    unknown = ~surnames().holds(hashes)
    found = unknown & leading_words().holds(hashes)
    for length in range(1, max(LONGEST_ORGANISATION, LONGEST_HONORIFIC) + 1):
        rows = np.flatnonzero(unknown & ~found & (end - start > length))
        if not len(rows):
            break
        ending = text.hashes.of(end[rows] - length, end[rows])
        found[rows] = organisations().holds(ending) | (honorifics().holds(ending) & (length >= 2))
        rows = rows[~found[rows]] if length >= 4 else rows[:0]
        found[rows] = organisations().holds(text.hashes.of(start[rows], start[rows] + length))
    return found


@functools.cache
def _trailing_words() -> WordTable:
    return make_word_table(TRAILING_WORDS)
