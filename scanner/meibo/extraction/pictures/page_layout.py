"""Recognised lines laid out as a page of a PDF is: texts and tables, each with where its lines stand."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from msgspec import structs

from meibo.extraction.blocks import cut_text
from meibo.extraction.pdf.glyphs import Glyphs
from meibo.extraction.pdf.grids import find_grids
from meibo.extraction.pdf.layout import lay_out
from meibo.extraction.pdf.pieces import is_wide
from meibo.extraction.pdf.rules import Rules
from meibo.extraction.pictures.recogniser import GLYPH_SHARE, measure_sides, median_height
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from meibo.extraction.budget import Budget
    from meibo.extraction.pdf.glyphs import Floats
    from meibo.extraction.pdf.tables import RunningHead, Table
    from meibo.extraction.pictures.recogniser import Written
    from meibo_detectors.model import Block, Box

_LINE_POINTS: Final = 10.0
"""The layout's distances are those of printed text: a usual line is made as high."""
_SPACE: Final = 0.6
"""Heights between two characters of a line that are a space."""
_NUMBERED: Final = re.compile(r"([第号])[ \t\u3000]*([0-9][0-9 -]{5,}[0-9])[ \t\u3000]*(号)")
"""A number that cards and certificates print spread over a line."""
_MOST_WORDS: Final = 2
"""Single characters with spaces between them that are words of their own."""
_BLANK: Final = "\u3000"


_MOST_LINES: Final = 6
"""Of a cell."""
_FEW_ROWS: Final = 3
"""Of a table that has no names of columns, or hardly more than those."""


class Sheet(NamedTuple):
    """Where recognised lines belong."""

    number: int
    """Of the page."""
    height: int
    """Of the picture, in pixels."""
    rules: Rules
    is_card: bool = False
    """A card or copies of some: nothing on it is a table, and what stands together belongs together."""


def write_blocks(
    lines: Sequence[Written], boxes: Sequence[Box], sheet: Sheet, head: RunningHead, budget: Budget
) -> Iterator[Block]:
    """The blocks of a page. ``boxes`` are where each line stands on the page as it is seen."""
    if not lines:
        return
    scale = _LINE_POINTS / max(GLYPH_SHARE * median_height(np.array([line.quad for line in lines])), 1.0)
    glyphs = make_glyphs(lines, sheet.height, scale)
    rules = _drop_frames(Rules(sheet.rules.across * scale, sheet.rules.down * scale), lines, sheet.height, scale)
    low, high = glyphs.box.min(axis=0), glyphs.box.max(axis=0)
    finder = _BoxFinder(lines, boxes)
    page_box = np.array([[low[0], low[1], high[2], high[3]]])
    for part in _join_texts(lay_out(glyphs, rules, page_box, budget), is_card=sheet.is_card):
        if isinstance(part, str):
            blocks = cut_text(part, budget.limits, Position(page=sheet.number))
        else:
            blocks = head.write(part, sheet.number, budget)
        for block in blocks:
            yield structs.replace(block, boxes=finder.find(block))


def _drop_frames(rules: Rules, lines: Sequence[Written], height: int, scale: float) -> Rules:
    """The rules of tables, without frames around texts, such as the edges of a card: a cell has few lines."""
    middle = np.array([line.quad.mean(axis=0) for line in lines])
    x, y = middle[:, 0] * scale, (height - middle[:, 1]) * scale
    across, down = rules
    for grid in find_grids(across, down):
        cell = grid.find(np.stack((x, y, x, y), axis=1))
        if np.bincount(cell[cell >= 0], minlength=1).max() > _MOST_LINES:
            box = grid.x.min() - 1, grid.y.min() - 1, grid.x.max() + 1, grid.y.max() + 1
            across, down = _outside(across, box), _outside(down, box)
    return Rules(across, down)


def _outside(rules: Floats, box: tuple[float, float, float, float]) -> Floats:
    left, bottom, right, top = box
    is_inside = (rules[:, 0] >= left) & (rules[:, 1] >= bottom) & (rules[:, 2] <= right) & (rules[:, 3] <= top)
    kept: Floats = rules[~is_inside]
    return kept


def _join_texts(parts: Iterable[str | Table], *, is_card: bool) -> Iterator[str | Table]:
    """Texts one behind the other as one; the frames of cards and forms, which part labels from values, as text too."""
    text: list[str] = []
    for part in parts:
        if isinstance(part, str):
            text.append(part)
        elif is_card or len(part.rows) <= _FEW_ROWS:
            text += ["\t".join(cell.replace("\n", " ") for cell in row) for row in part.rows]
        else:
            yield from _write_texts(text)
            text = []
            yield part
    yield from _write_texts(text)


def _write_texts(parts: Sequence[str]) -> Iterator[str]:
    if parts:
        yield _NUMBERED.sub(r"\1 \2 \3", "\n".join(parts))


def make_glyphs(lines: Sequence[Written], height: int, scale: float) -> Glyphs:
    """The characters of lines, each with its box; y goes up."""
    text: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    spaced: list[bool] = []
    for line in lines:
        left, right = line.quad[[0, 3], 0].mean(), line.quad[[1, 2], 0].mean()
        middle = height - line.quad[:, 1].mean()
        _, (high,) = measure_sides(line.quad[None])
        tall = GLYPH_SHARE * float(high)
        starts, ends = left + line.starts * (right - left), left + line.ends * (right - left)
        before = -1
        has_gap = _find_gaps(line.text, starts, ends, tall)
        for at, character in enumerate(line.text):
            if character.isspace():
                continue
            if has_gap[at]:  # drawn: what was found as one line stays one
                text.append(_BLANK)
                boxes.append((ends[before], middle - tall / 2, starts[at], middle + tall / 2))
                spaced.append(False)
            text.append(character)
            boxes.append((starts[at], middle - tall / 2, ends[at], middle + tall / 2))
            spaced.append(before < 0 or at - before > 1)
            before = at
    box = np.array(boxes, np.float64).reshape(-1, 4) * scale
    return Glyphs(text, box, np.array(spaced, np.bool_), np.zeros(len(text), np.int8))


def _find_gaps(text: str, starts: Floats, ends: Floats, tall: float) -> list[bool]:
    """For each character whether a space stands before it, beside kanji or kana; none in a word that is spread."""
    gaps = [False] * len(text)
    shown = [at for at, character in enumerate(text) if not character.isspace()]
    for before, at in pairwise(shown):
        gaps[at] = starts[at] - ends[before] > _SPACE * tall and (is_wide(text[before]) or is_wide(text[at]))
    is_spread = len(shown) > _MOST_WORDS and all(gaps[at] for at in shown[1:])
    return [False] * len(text) if is_spread else gaps


class _BoxFinder:
    """Finds the lines of a picture again in what was laid out; each is taken once."""

    def __init__(self, lines: Sequence[Written], boxes: Sequence[Box]) -> None:
        self._left = [("".join(line.text.split()), box) for line, box in zip(lines, boxes, strict=True)]
        self._whole = unite_boxes(list(boxes))

    def find(self, block: Block) -> tuple[Box, ...]:
        """Where each line of a block's core stands; where one is not found, where all of the page's text does."""
        core = block.text[block.lead : len(block.text) - block.tail].decode().removesuffix("\n")
        return tuple(self._find_line("".join(line.split())) for line in core.split("\n"))

    def _find_line(self, text: str) -> Box:
        found = []
        left = []
        for written, box in self._left:
            at = text.find(written) if written else -1
            if at < 0:
                left.append((written, box))
            else:
                found.append(box)
                text = text[:at] + "\n" + text[at + len(written) :]
        self._left = left
        return unite_boxes(found) if found else self._whole


def unite_boxes(boxes: Sequence[Box]) -> Box:
    """The box around some."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)
