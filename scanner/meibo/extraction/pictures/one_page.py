"""One picture or page: is there text, which way is up, what is written, and where; and the faces on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from meibo.extraction.model import Notice
from meibo.extraction.pdf.tables import RunningHead
from meibo.extraction.pictures.digit_boxes import close_up
from meibo.extraction.pictures.mrz_repair import repair_lines
from meibo.extraction.pictures.page_layout import Sheet, write_blocks
from meibo.extraction.pictures.recogniser import GLYPH_SHARE, load_recogniser, median_height
from meibo.extraction.pictures.ruled_lines import take_rules
from meibo.extraction.pictures.triage import find_text
from meibo.extraction.pictures.upright import Upright, find_turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item
    from meibo.extraction.pictures.decoding import Pixels
    from meibo.extraction.pictures.time import Pictures

_SIDE: Final = 1600
"""Pixels of the longest side in which lines are found; they are read as they are."""
LEAST_SIDE: Final = 24
"""Pixels; nothing smaller holds a word or a face that anybody could tell."""


class PictureReader:
    """Reads the pictures of one file in their order."""

    def __init__(self, pictures: Pictures, budget: Budget) -> None:
        self._pictures, self._budget = pictures, budget
        self._head = RunningHead()

    def read(self, pixels: Pixels, number: int) -> Iterator[Item]:
        """Everything on a page with this number; where the time for pictures is up, a notice that it was not read."""
        if self._pictures.is_spent:
            yield Notice("image-only")
            return
        with self._pictures.spending():
            items = list(self._look(pixels, number))
        yield from items

    def _look(self, pixels: Pixels, number: int) -> Iterator[Item]:
        self._budget.check_time()
        if min(pixels.shape[:2]) < LEAST_SIDE:
            return
        if self._pictures.work.reads_text:
            yield from self._read_text(pixels, number)
        else:
            yield Notice("image-only")

    def _read_text(self, pixels: Pixels, number: int) -> Iterator[Item]:
        recogniser = load_recogniser()
        found = find_text(pixels, recogniser)
        if not len(found):
            return
        upright = Upright(pixels, find_turn(pixels, found, recogniser))
        page, rules = take_rules(upright.pixels, GLYPH_SHARE * median_height(found))
        quads = recogniser.find(page, _SIDE)
        lines = close_up(repair_lines(recogniser.read(page, quads)), rules, page.shape[0])
        if not lines:
            return
        boxes = [upright.find_box(line.quad) for line in lines]
        yield from write_blocks(lines, boxes, Sheet(number, upright.pixels.shape[0], rules), self._head, self._budget)
