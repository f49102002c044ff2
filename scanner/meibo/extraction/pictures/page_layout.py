"""Recognised lines laid out as a page of a PDF is: texts and tables, each with where its lines stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from msgspec import structs

from meibo.extraction.blocks import cut_text
from meibo.extraction.pdf.glyphs import Glyphs
from meibo.extraction.pdf.layout import lay_out
from meibo.extraction.pdf.pieces import is_wide
from meibo.extraction.pdf.rules import Rules
from meibo.extraction.pictures.recogniser import GLYPH_SHARE, measure_sides, median_height
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from meibo.extraction.budget import Budget
    from meibo.extraction.pdf.glyphs import Floats
    from meibo.extraction.pdf.tables import RunningHead
    from meibo.extraction.pictures.recogniser import Written
    from meibo_detectors.model import Block, Box

_LINE_POINTS: Final = 10.0
"""The layout's distances are those of printed text: a usual line is made as high."""
_SPACE: Final = 0.6
"""Heights between two characters of a word that are a space."""


class Sheet(NamedTuple):
    """Where recognised lines belong."""

    number: int
    """Of the page."""
    height: int
    """Of the picture, in pixels."""
    rules: Rules


def write_blocks(
    lines: Sequence[Written], boxes: Sequence[Box], sheet: Sheet, head: RunningHead, budget: Budget
) -> Iterator[Block]:
    """The blocks of a page. ``boxes`` are where each line stands on the page as it is seen."""
    if not lines:
        return
    scale = _LINE_POINTS / max(GLYPH_SHARE * median_height(np.array([line.quad for line in lines])), 1.0)
    glyphs = make_glyphs(lines, sheet.height, scale)
    rules = Rules(sheet.rules.across * scale, sheet.rules.down * scale)
    low, high = glyphs.box.min(axis=0), glyphs.box.max(axis=0)
    finder = _BoxFinder(lines, boxes)
    for part in lay_out(glyphs, rules, np.array([[low[0], low[1], high[2], high[3]]]), budget):
        if isinstance(part, str):
            blocks = cut_text(part, budget.limits, Position(page=sheet.number))
        else:
            blocks = head.write(part, sheet.number, budget)
        for block in blocks:
            yield structs.replace(block, boxes=finder.find(block))


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
        shown = [at for at, character in enumerate(line.text) if not character.isspace()]
        for at in shown:
            text.append(line.text[at])
            boxes.append((starts[at], middle - tall / 2, ends[at], middle + tall / 2))
        spaced += _find_spaces(line.text, shown, starts, ends, tall)
    box = np.array(boxes, np.float64).reshape(-1, 4) * scale
    return Glyphs(text, box, np.array(spaced, np.bool_), np.zeros(len(text), np.int8))


def _find_spaces(text: str, shown: Sequence[int], starts: Floats, ends: Floats, tall: float) -> Iterator[bool]:
    """For each character that is shown whether a space stands before it: one that was read, or a gap between words."""
    before = -1
    for at in shown:
        gap = (starts[at] - ends[before]) if before >= 0 else tall
        both_wide = before >= 0 and is_wide(text[at]) and is_wide(text[before])
        yield before < 0 or at - before > 1 or bool(both_wide and gap > _SPACE * tall)
        before = at


class _BoxFinder:
    """Finds the lines of a picture again in what was laid out; each is taken once."""

    def __init__(self, lines: Sequence[Written], boxes: Sequence[Box]) -> None:
        self._left = [("".join(line.text.split()), box) for line, box in zip(lines, boxes, strict=True)]
        self._whole = unite_boxes(list(boxes))

    def find(self, block: Block) -> tuple[Box, ...]:
        """Where each line of a block's core stands; where one is not found, where all of the page's text does."""
        core = block.text[block.lead : len(block.text) - block.tail].decode()
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
