"""The cells of fields that are named as names, cut into the names that they hold."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.japan.name_titles import title_endings
from meibo_detectors.japan.name_words import LONGEST_HONORIFIC, honorifics
from meibo_detectors.normalise import HIRAGANA, KANJI, KATAKANA, PROLONGED, is_letter, table_of

if TYPE_CHECKING:
    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text

LONGEST_CELL: Final = 60
LONGEST_NAME: Final = 40
MARGIN_CHARS: Final = 4
MARK_CHARS: Final = 4
"""The longest mark of a firm in kana, with its bracket."""
_SEPARATORS: Final = b'(),/[]<>"\n\r\t'
_SEPARATING_CODES: Final = "、，／；【】「」『』〔〕*※★☆●○◎〇■□◆◇▲△▼▽㊞㊟✓✔①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
MIDDLE_DOT: Final = "・"
"""Half-width ones are folded to it."""

KANJI_PART, HIRAGANA_PART, KATAKANA_PART, LATIN_PART, BLANK_PART, DOT_PART, SIGN_PART, OTHER_PART = range(8)
_BITS: Final = 8


class Pieces(NamedTuple):
    """What may be a name, ascending; arrays of one length."""

    start: Offsets
    end: Offsets
    is_titled: Truth
    """An honorific stood behind it."""
    is_bracketed: Truth
    """It stands in brackets: the reading, or a remark."""
    is_whole: Truth
    """Nothing else stands in its cell."""
    counts: npt.NDArray[np.uint64]
    """Characters by kind, packed; see ``number_of``."""

    def take(self, rows: Offsets | Truth) -> Pieces:
        """The pieces of these rows."""
        rows = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows  # faster for several arrays
        return Pieces(
            self.start.take(rows),
            self.end.take(rows),
            self.is_titled.take(rows),
            self.is_bracketed.take(rows),
            self.is_whole.take(rows),
            self.counts.take(rows),
        )

    def number_of(self, kind: int) -> Offsets:
        """How many characters of a kind (``KANJI_PART`` ...) each piece has."""
        return ((self.counts >> np.uint64(kind * _BITS)) & np.uint64(0xFF)).astype(np.int64)


def cut_pieces(text: Text, start: Offsets, end: Offsets, *, at_dots: bool = False) -> Pieces:
    """The pieces of these cells (ascending): between commas, slashes and brackets, without blanks and honorifics.

    ``at_dots``: middle dots and semicolons part names, too; else they may join surname and given name.
    """
    short = (end - start <= LONGEST_CELL) & (end > start)
    start, end = start[short], end[short]
    at, _ = offsets_inside(start, end)
    codes = text.folded.letter_codes.take(at)
    is_separator = _separators().take(codes)
    if at_dots:
        is_separator |= _is_dot(codes)
    else:
        is_separator &= ~_inverts(text, at, codes, start)
    splits = at[is_separator]
    piece_start = np.sort(np.concatenate([start, splits + 1]))
    piece_end = np.sort(np.concatenate([end, splits]))
    before = text.folded.chars[np.maximum(piece_start - 1, 0)]
    is_bracketed = (before == ord("(")) | (before == ord("["))
    held = np.searchsorted(start, piece_start, "right") - 1
    is_firm = _is_firm(text, piece_start, piece_end, start[held], end[held])
    is_whole = (piece_start == start[held]) & (piece_end == end[held])
    piece_start, piece_end = _trim(text, piece_start, piece_end)
    stripped = _strip_honorific(text, piece_start, piece_end)
    is_titled = stripped != piece_end
    piece_start, piece_end = _trim(text, piece_start, stripped)
    size = piece_end - piece_start
    rows = np.flatnonzero((size >= 1) & (size <= LONGEST_NAME) & ~is_firm)
    piece_start, piece_end = piece_start[rows], piece_end[rows]
    counts = count_kinds(text, piece_start, piece_end)
    return Pieces(piece_start, piece_end, is_titled[rows], is_bracketed[rows], is_whole[rows], counts)


def _inverts(text: Text, at: Offsets, codes: npt.NDArray[np.uint32], start: Offsets) -> Truth:
    """Whether each of these characters is the one comma between two Latin words of its cell: Kogure, Tomoya."""
    found = codes == ord(",")
    rows = np.flatnonzero(found)
    if len(rows):
        chars, comma = text.folded.chars, at[rows]
        fits = is_letter(chars.take(comma - 1)) & is_letter(chars.take(comma + 2, mode="clip"))
        fits &= chars.take(comma + 1, mode="clip") == ord(" ")
        blanks = np.bincount(np.searchsorted(start, at[codes == ord(" ")], "right"), minlength=len(start) + 1)
        found[rows] = fits & (blanks[np.searchsorted(start, comma, "right")] == 1)
    return np.asarray(found)


def first_inside(positions: Offsets, start: Offsets, end: Offsets) -> Offsets:
    """The first of these positions (ascending) in each stretch, -1 where there is none."""
    if not len(positions):
        return np.full(len(start), -1)
    at = np.searchsorted(positions, start)
    first = positions.take(at, mode="clip")
    return np.where((at < len(positions)) & (first < end), first, -1)


def offsets_inside(start: Offsets, end: Offsets) -> tuple[Offsets, Offsets]:
    """Every offset inside the stretches, and the stretch it belongs to."""
    size = end - start
    owner = np.repeat(np.arange(len(start)), size)
    before = np.cumsum(size) - size
    return np.arange(len(owner)) + np.repeat(start - before, size), owner


def _is_firm(text: Text, start: Offsets, end: Offsets, cell_start: Offsets, cell_end: Offsets) -> Truth:
    """Pieces behind カ) or before (カ, as banks write 株式会社 and its kind in kana."""
    chars = text.folded.chars
    before, behind = start - cell_start, cell_end - end
    closes = (before >= 2) & (before <= MARK_CHARS) & (chars[np.maximum(start - 1, 0)] == ord(")"))
    opens = (behind >= 2) & (behind <= MARK_CHARS) & (chars.take(end, mode="clip") == ord("("))
    is_kana = (chars[cell_start] == KATAKANA, chars[np.maximum(cell_end - 1, 0)] == KATAKANA)
    return np.asarray((closes & is_kana[0]) | (opens & is_kana[1]))


def find_dots(text: Text) -> Offsets:
    """Where middle dots and semicolons stand in a text."""
    return np.flatnonzero(_is_dot(text.folded.letter_codes))


def find_joints(text: Text) -> Offsets:
    """Where blanks, middle dots and semicolons stand in a text."""
    return np.flatnonzero((text.folded.chars == ord(" ")) | _is_dot(text.folded.letter_codes))


def _is_dot(codes: npt.NDArray[np.uint32]) -> Truth:
    return np.asarray((codes == ord(MIDDLE_DOT)) | (codes == ord(";")))


def _trim(text: Text, start: Offsets, end: Offsets) -> tuple[Offsets, Offsets]:
    """The stretches without blanks and semicolons at their ends."""
    margin = table_of(b" ;")
    chars = text.folded.chars
    for _ in range(MARGIN_CHARS):
        leads = (end > start) & margin.take(chars.take(start, mode="clip"))
        start = start + leads
        trails = (end > start) & margin.take(chars.take(end - 1, mode="clip"))
        end = end - trails
        if not (leads.any() or trails.any()):
            break
    return start, end


def _strip_honorific(text: Text, start: Offsets, end: Offsets) -> Offsets:
    """The ends without an honorific, where at least one character stays."""
    rows = np.flatnonzero(title_endings().take(text.folded.letter_codes.take(end - 1, mode="clip")))
    stripped = end.copy()
    for length in range(1, LONGEST_HONORIFIC + 1):
        rows = rows[end[rows] - start[rows] > length]
        held = rows[honorifics().holds(text.hashes.of(end[rows] - length, end[rows]))]
        stripped[held] = end[held] - length
    return stripped


def count_kinds(text: Text, start: Offsets, end: Offsets) -> npt.NDArray[np.uint64]:
    """The characters of each stretch by kind, packed; see ``Pieces.number_of``."""
    if not len(start):
        return np.zeros(0, np.uint64)
    at, owner = offsets_inside(start, end)
    weights = _weights().take(text.folded.chars.take(at))
    dots = _is_dot(text.folded.letter_codes.take(at))
    weights[dots] = np.uint64(1 << (DOT_PART * _BITS))
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    counts: npt.NDArray[np.uint64] = np.add.reduceat(weights, first)
    return counts


@functools.cache
def _weights() -> npt.NDArray[np.uint64]:
    kinds = np.full(256, OTHER_PART)
    kinds[KANJI], kinds[HIRAGANA], kinds[[KATAKANA, PROLONGED]] = KANJI_PART, HIRAGANA_PART, KATAKANA_PART
    kinds[[*range(65, 91), *range(97, 123)]] = LATIN_PART
    kinds[ord(" ")] = BLANK_PART
    kinds[[ord(sign) for sign in ".,'-"]] = SIGN_PART
    return np.uint64(1) << (kinds * _BITS).astype(np.uint64)


@functools.cache
def _separators() -> Truth:
    table = np.zeros(0x110000, np.bool_)
    table[[*_SEPARATORS, *(ord(sign) for sign in _SEPARATING_CODES)]] = True
    return table
