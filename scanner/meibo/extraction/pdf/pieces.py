"""Glyphs put together to pieces: what stands on one line, in one cell, with no wide gap in it."""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from meibo.extraction.pdf.glyphs import Floats, Glyphs

Truth = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.int64]
Line = npt.NDArray[np.float64]

# all in heights of the line
_WIDE_GAP = 1.02
_WIDE_BLANK = 1.6
"""Of drawn spaces: one ideographic space stands inside of names."""
_BACK = 0.5
_NARROW_GAP = 0.28
"""Programs leave a fifth or a quarter of a character between kanji and digits, where no space was written."""
_DOWN = (0.75, 1.3)
_LEAST_DOWN = 3
"""Characters below each other that are taken for vertical writing."""
_EVEN = 0.12
_LEAST_SPREAD = 3
_EXACT = 0.6
"""Points between places that are one."""
_LEAST_BEGINS = 3
_MOST_GAPS = 20
"""Of a piece; one that reaches over columns has few."""
_MOST_COMPARED = 1 << 24


class Gap(NamedTuple):
    """A space that is not drawn: nothing stands there."""

    at: int
    """Index into the text."""
    left: float
    right: float


class Piece(NamedTuple):
    """A stretch of text and the box around it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    cell: int
    """The number of the cell of a ruled table that it stands in, -1 outside of tables."""
    order: int
    """Its number in the order in which the page draws."""
    ends_blank: bool
    """Whether a space is drawn behind it."""
    gaps: tuple[Gap, ...] = ()
    """Spaces in it that are not drawn."""

    @property
    def height(self) -> float:
        """In points."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Halfway between bottom and top."""
        return (self.top + self.bottom) / 2


@functools.lru_cache(1 << 14)
def is_wide(character: str) -> bool:
    """Whether it is as wide as high: kanji, kana, full-width letters."""
    return unicodedata.east_asian_width(character) in "WF"


def find_vertical(text: list[str], box: Floats) -> Truth:
    """For each glyph whether it stands directly below the one before, in a run that is written vertically."""
    count = len(text)
    down = np.zeros(count, np.bool_)
    if count < _LEAST_DOWN:
        return down
    left, bottom, right, top = box.T
    height = top - bottom
    step = ((bottom + top)[:-1] - (bottom + top)[1:]) / 2
    shift = np.abs((left + right)[1:] - (left + right)[:-1]) / 2
    size = np.maximum(np.maximum(height[1:], height[:-1]), 1e-3)
    wide = np.fromiter(map(is_wide, text), np.bool_, count)
    down[1:] = (shift < 0.3 * size) & (step > _DOWN[0] * size) & (step < _DOWN[1] * size) & (wide[1:] | wide[:-1])
    edges = np.flatnonzero(np.diff(np.concatenate(([0], down.view(np.int8), [0]))))
    for start, end in edges.reshape(-1, 2).tolist():
        if end - start + 1 < _LEAST_DOWN:
            down[start:end] = False
    return down


def cut_pieces(glyphs: Glyphs, cell: Indices, is_down: Truth) -> list[Piece]:
    """The pieces in the order of the glyphs; ``is_down`` as ``find_vertical`` tells it."""
    blank = np.fromiter(map(str.isspace, glyphs.text), np.bool_, len(glyphs.text))
    drawn = np.flatnonzero(~blank)
    if not len(drawn):
        return []
    before, after = drawn[:-1], drawn[1:]
    left, bottom, right, top = glyphs.box.T
    height = np.maximum(top - bottom, 1e-3)
    wide = np.fromiter(map(is_wide, glyphs.text), np.bool_, len(glyphs.text))
    em = np.maximum(height, np.where(wide, right - left, 0.0))
    size = np.maximum(em[before], em[after])
    gap = left[after] - right[before]
    overlap = np.minimum(top[before], top[after]) - np.maximum(bottom[before], bottom[after])
    is_apart = overlap < 0.4 * np.minimum(height[before], height[after])
    is_blank_between = after - before > 1
    strays = _find_strays(glyphs, np.flatnonzero(blank), before, after, ~is_blank_between & (gap > _NARROW_GAP * size))
    is_blank_between |= strays >= 0
    is_apart |= (gap > np.where(is_blank_between, _WIDE_BLANK, _WIDE_GAP) * size) | (gap < -_BACK * size)
    is_apart &= ~is_down[after]
    is_apart |= cell[before] != cell[after]
    is_spaced = glyphs.is_spaced[after] & ~is_blank_between & ~is_down[after]
    is_spaced &= ~((gap < _NARROW_GAP * size) & (wide[before] | wide[after]))
    is_apart |= is_spaced & ~is_apart & _begins_column(left[drawn], is_apart)
    starts = np.concatenate(([0], np.flatnonzero(is_apart) + 1, [len(drawn)]))
    _drop_spread(is_spaced, is_apart, left[drawn], right[drawn], starts)
    words = list(glyphs.text)
    for at in after[is_spaced & ~is_apart].tolist():
        words[at] = " " + words[at]
    for at in np.flatnonzero((strays >= 0) & ~is_apart).tolist():
        words[after[at]] = glyphs.text[strays[at]] + words[after[at]]
    pieces = _make_pieces(words, glyphs.box, drawn, starts, cell)
    _note_gaps(pieces, words, glyphs.box, drawn, starts, is_spaced & ~is_apart)
    return pieces


def _find_strays(glyphs: Glyphs, blank: Indices, before: Indices, after: Indices, is_gap: Truth) -> Indices:
    """For each gap the space that is drawn in it, though later, since it is of another font; -1 where there is none."""
    found = np.full(len(before), -1, np.int64)
    gaps = np.flatnonzero(is_gap)
    if not len(blank) or not len(gaps) or len(blank) * len(gaps) > _MOST_COMPARED:
        return found
    left = glyphs.box[blank, 0]
    middle = (glyphs.box[blank, 1] + glyphs.box[blank, 3]) / 2
    ahead = glyphs.box[after[gaps]]
    fits = (left >= glyphs.box[before[gaps], 2][:, None] - 1) & (left < ahead[:, :1])
    fits &= (middle > ahead[:, 1:2]) & (middle < ahead[:, 3:])
    found[gaps] = np.where(fits.any(axis=1), blank[fits.argmax(axis=1)], -1)
    return found


def _begins_column(left: Line, is_apart: Truth) -> Truth:
    """For each gap whether pieces of several other lines begin exactly where it ends: the gap between two columns."""
    begins = np.sort(left[np.concatenate(([True], is_apart))])
    count = np.searchsorted(begins, left[1:] + _EXACT, "right") - np.searchsorted(begins, left[1:] - _EXACT)
    return np.asarray(count >= _LEAST_BEGINS)


def _drop_spread(is_spaced: Truth, is_apart: Truth, left: Line, right: Line, starts: Indices) -> None:
    """Take away the spaces of pieces whose characters are spread evenly: they are one word."""
    spaces = np.add.reduceat(np.append(is_spaced & ~is_apart, False), starts[:-1])
    for number in np.flatnonzero(spaces >= _LEAST_SPREAD - 1).tolist():
        start, end = int(starts[number]), int(starts[number + 1])
        if spaces[number] != end - start - 1:
            continue
        if any(_is_even(edge[start:end]) for edge in (left, right, left + right)):
            is_spaced[start : end - 1] = False


def _is_even(places: Line) -> bool:
    pitch = np.diff(places)
    return bool(np.ptp(pitch) < 2 * _EVEN * abs(pitch.mean()))


def _make_pieces(words: list[str], box: Floats, drawn: Indices, starts: Indices, cell: Indices) -> list[Piece]:
    first, last = drawn[starts[:-1]], drawn[starts[1:] - 1]
    drawn_box = box[drawn]
    low = np.minimum.reduceat(drawn_box, starts[:-1], axis=0)
    high = np.maximum.reduceat(drawn_box, starts[:-1], axis=0)
    left, bottom, right, top = low[:, 0].tolist(), low[:, 1].tolist(), high[:, 2].tolist(), high[:, 3].tolist()
    pieces: list[Piece] = []
    for order, (begin, end, number) in enumerate(zip(first.tolist(), last.tolist(), cell[first].tolist(), strict=True)):
        ends_blank = end + 1 < len(words) and words[end + 1].isspace()
        text = "".join(words[begin : end + 1]).strip()
        box_of_piece = left[order], bottom[order], right[order], top[order]
        pieces.append(Piece(text, *box_of_piece, number, order, ends_blank))
    return pieces


def _note_gaps(
    pieces: list[Piece], words: list[str], box: Floats, drawn: Indices, starts: Indices, is_gap: Truth
) -> None:
    gaps = np.flatnonzero(is_gap)
    owners = np.searchsorted(starts, gaps, "right") - 1
    for gap, owner in zip(gaps.tolist(), owners.tolist(), strict=True):
        at = len("".join(words[drawn[starts[owner]] : drawn[gap + 1]]))
        place = Gap(at, float(box[drawn[gap], 2]), float(box[drawn[gap + 1], 0]))
        pieces[owner] = pieces[owner]._replace(gaps=(*pieces[owner].gaps, place)[:_MOST_GAPS])
