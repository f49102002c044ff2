"""One picture or page: is there text, which way is up, what is written, and where; and the faces on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import structs

from meibo.extraction.model import Face, Notice
from meibo.extraction.pdf.tables import RunningHead
from meibo.extraction.pictures.card_words import LABELS_ABOVE, name_card
from meibo.extraction.pictures.decoding import LONGEST_SIDE
from meibo.extraction.pictures.digit_boxes import close_up, read_rows
from meibo.extraction.pictures.digits_apart import read_apart
from meibo.extraction.pictures.faces import load_finder, looks_like_card
from meibo.extraction.pictures.look_alikes import put_right
from meibo.extraction.pictures.memory import telling_its_end
from meibo.extraction.pictures.mrz_repair import repair_lines
from meibo.extraction.pictures.page_layout import Sheet, write_blocks
from meibo.extraction.pictures.recogniser import GLYPH_SHARE, load_recogniser, median_height
from meibo.extraction.pictures.ruled_lines import take_rules
from meibo.extraction.pictures.sheet_edges import find_straightening
from meibo.extraction.pictures.triage import find_text
from meibo.extraction.pictures.upright import Upright, find_turn, transform
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item
    from meibo.extraction.pdf.rules import Rules
    from meibo.extraction.pictures.decoding import Pixels
    from meibo.extraction.pictures.recogniser import Floats, Quads, Written
    from meibo.extraction.pictures.time import Pictures

    Draw = Callable[[int], Pixels]
    """A page as a picture whose longest side has at least so many pixels, or as large as it is."""

_SIDE: Final = 1280
"""Pixels of the longest side in which lines are found; they are read as they are."""
GLANCE_SIDE: Final = 1280
"""Pixels in which text is looked for at first: enough for a card on a table."""
LEAST_SIDE: Final = 24
"""Pixels; nothing smaller holds a word or a face that anybody could tell."""


class PictureReader:
    """Reads the pictures of one file in their order."""

    def __init__(self, pictures: Pictures, budget: Budget) -> None:
        self._pictures, self._budget = pictures, budget
        self._head = RunningHead()

    def read(self, draw: Draw, number: int) -> Iterator[Item]:
        """Everything on a page with this number; where the time for pictures is up, a notice that it was not read."""
        if self._pictures.is_spent:
            yield Notice("image-only")
            return
        with self._pictures.spending(), telling_its_end():
            items = list(self._look(draw, number))
        yield from items

    def _look(self, draw: Draw, number: int) -> Iterator[Item]:
        self._budget.check_time()
        work = self._pictures.work
        pixels = draw(GLANCE_SIDE)
        if min(pixels.shape[:2]) < LEAST_SIDE:
            return
        upright, card = Upright(pixels), ""
        if work.reads_text:
            found = find_text(pixels, load_recogniser())
            if len(found):
                upright = self._turn(draw(LONGEST_SIDE), found, pixels.shape[1])
                lines, rules = _read_lines(upright.pixels, found)
                card = name_card("\n".join(line.text for line in lines))
                boxes = [upright.find_box(line.quad) for line in lines]
                sheet = Sheet(number, upright.pixels.shape[0], rules, bool(card) and card not in LABELS_ABOVE)
                for block in write_blocks(lines, boxes, sheet, self._head, self._budget):
                    yield structs.replace(block, scope=card)
        else:
            yield Notice("image-only")
        if work.finds_faces:
            yield from _find_faces(upright, number, is_card=bool(card))

    def _turn(self, pixels: Pixels, found: Quads, width: int) -> Upright:
        """The picture as it is to be read; lines were found in a copy that is so many pixels wide."""
        found *= pixels.shape[1] / width
        upright = Upright(pixels)
        straightening = find_straightening(pixels, found)
        if straightening is not None:
            upright.straighten(*straightening)
            found = transform(found, straightening[0])
        upright.turn(find_turn(upright.pixels, found, load_recogniser()))
        return upright


def _read_lines(pixels: Pixels, found: Quads) -> tuple[list[Written], Rules]:
    """The lines of an upright picture and the rules between them; ``found`` tell how high its text is."""
    recogniser = load_recogniser()
    page, rules, rows = take_rules(pixels, GLYPH_SHARE * median_height(found))

    def read_again(quad: Floats) -> str | None:
        return read_apart(page, quad, recogniser)

    lines = repair_lines(recogniser.read(page, recogniser.find(page, _SIDE)))
    lines = close_up(read_rows(lines, rows, read_again), rules, page.shape[0], read_again)
    return [line._replace(text=put_right(line.text)) for line in lines], rules


def _find_faces(upright: Upright, number: int, *, is_card: bool) -> Iterator[Face]:
    portraits = load_finder().find(upright.pixels)
    is_card = is_card or (len(portraits) == 1 and looks_like_card(upright.pixels, portraits[0]))
    for portrait in portraits:
        yield Face(Position(page=number), upright.find_box(portrait.quad), portrait.score, is_card)
