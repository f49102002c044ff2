"""Which pictures hold text at all: photographs without any must cost little, and text in them must not be missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("rapidocr", reason="needs meibo[ocr]")

import numpy as np
from PIL import Image, ImageFilter

from extraction.pictures.drawing import LINE, draw_line
from meibo.extraction.pictures.recogniser import load_recogniser
from meibo.extraction.pictures.triage import find_text

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = (480, 640)


def count_lines(picture: Image.Image) -> int:
    """The boxes in which text is looked for further."""
    return len(find_text(np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1]), load_recogniser()))


def noise(seed: int) -> Image.Image:
    """Each pixel for itself."""
    return Image.fromarray(np.random.default_rng(seed).integers(0, 256, (*SIZE, 3), np.uint8))


def clouds(seed: int) -> Image.Image:
    """As of a photograph out of focus: shapes of all sizes, the larger the stronger."""
    dice = np.random.default_rng(seed)
    sum_of = np.zeros((*SIZE, 3))
    for octave in range(2, 7):
        cells = Image.fromarray(dice.integers(0, 256, (3 * octave**2, 4 * octave**2, 3), np.uint8))
        sum_of += np.asarray(cells.resize(SIZE[::-1], Image.Resampling.BICUBIC), np.float64) / octave
    return Image.fromarray((sum_of / sum_of.max() * 255).astype(np.uint8))


def gradient(_: int) -> Image.Image:
    """A sky."""
    across = np.linspace(90, 220, SIZE[1])[None, :, None]
    return Image.fromarray(np.broadcast_to(across, (*SIZE, 3)).astype(np.uint8))


def grass(seed: int) -> Image.Image:
    """Thin strokes in all directions but straight."""
    dice = np.random.default_rng(seed)
    strokes = Image.fromarray(dice.integers(40, 220, (SIZE[0], SIZE[1] // 8, 3), np.uint8)).resize(SIZE[::-1])
    return strokes.filter(ImageFilter.GaussianBlur(1.2))


def bricks(_: int) -> Image.Image:
    """A wall."""
    wall = np.full((*SIZE, 3), (150, 90, 70), np.uint8)
    for row, y in enumerate(range(0, SIZE[0], 40)):
        wall[y : y + 4] = 200
        for x in range(40 * (row % 2), SIZE[1], 80):
            wall[y : y + 40, x : x + 4] = 200
    return Image.fromarray(wall)


def blank(_: int) -> Image.Image:
    """Paper."""
    return Image.new("RGB", SIZE[::-1], "white")


def discs(seed: int) -> Image.Image:
    """Leaves, stones, fruit."""
    dice = np.random.default_rng(seed)
    y, x = np.mgrid[: SIZE[0], : SIZE[1]]
    picture = np.full((*SIZE, 3), 90, np.uint8)
    for _ in range(60):
        across, down, radius = dice.integers(0, SIZE[1]), dice.integers(0, SIZE[0]), dice.integers(8, 50)
        picture[(x - across) ** 2 + (y - down) ** 2 < radius**2] = dice.integers(0, 256, 3)
    return Image.fromarray(picture).filter(ImageFilter.GaussianBlur(1.5))


WITHOUT_TEXT = (noise, clouds, gradient, grass, bricks, blank, discs)


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 12))])
@pytest.mark.parametrize("draw", WITHOUT_TEXT)
def test_pictures_without_text_are_done_with(draw: Callable[[int], Image.Image], seed: int) -> None:
    assert count_lines(draw(seed)) == 0


@pytest.mark.parametrize("draw", [clouds, gradient, discs])
def test_a_card_on_a_table_is_seen(draw: Callable[[int], Image.Image]) -> None:
    """It takes a sixth of the picture's width and height, and its print a fiftieth."""
    table = draw(3).resize((2400, 1800))
    card = draw_line("氏名 鷹取一葉", LINE, "埼玉県川越市脇田町12-3", size=36, width=480)
    table.paste(card, (1300, 900))
    assert count_lines(table) > 0


@pytest.mark.parametrize("quarters", range(4))
def test_a_line_is_seen_whichever_way_up(quarters: int) -> None:
    sheet = Image.new("RGB", (640, 400), "white")
    sheet.paste(draw_line(LINE), (100, 150))
    assert count_lines(sheet.rotate(90 * quarters, expand=True)) == 1


def test_a_picture_that_was_cut_around_one_line() -> None:
    """As mail addresses are shown on pages so that no machine reads them."""
    assert count_lines(draw_line("taro.yamada@kaisya-a.co.jp")) == 1
    assert count_lines(draw_line(LINE).rotate(90, expand=True)) == 1


@pytest.mark.parametrize(
    ("written", "lines"), [("0 0 0 0 0 0", 0), ("OooOoO", 0), ("0 0 0 7 0 0", 1), ("No. 6000", 1), ("6000-12", 1)]
)
def test_a_row_of_round_things_is_no_text(written: str, lines: int) -> None:
    """Coins, wheels, lamps: what recognises characters sees naughts in them."""
    sheet = Image.new("RGB", (640, 400), "white")
    sheet.paste(draw_line(written), (100, 150))
    assert count_lines(sheet) == lines
