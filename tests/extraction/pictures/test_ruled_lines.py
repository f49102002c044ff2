"""Lines that are ruled on a page: found, told to the layout, and painted over before the text is read."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2", reason="needs OpenCV")

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from extraction.pictures.drawing import load_font
from meibo.extraction.pictures.ruled_lines import take_rules

SIZE = (600, 400)
LINE_HEIGHT = 20.0
NEAR = 3.0
"""Pixels."""


def sheet(paper: int = 255) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Paper and a pen."""
    picture = Image.new("RGB", SIZE, (paper,) * 3)
    return picture, ImageDraw.Draw(picture)


def take(picture: Image.Image) -> tuple[np.ndarray, list[list[float]], list[list[float]]]:
    """What is left of a picture, and the rules that were taken out, from the left and from above."""
    pixels, rules, _ = take_rules(np.ascontiguousarray(np.asarray(picture)[:, :, ::-1]), LINE_HEIGHT)
    return pixels, sorted(rules.across.tolist()), sorted(rules.down.tolist())


def find_rows(picture: Image.Image) -> list[np.ndarray]:
    """The rows of boxes that were taken out, from above."""
    found = take_rules(np.ascontiguousarray(np.asarray(picture)[:, :, ::-1]), LINE_HEIGHT).rows
    return sorted(found, key=lambda quad: float(quad[0, 1]))


@pytest.mark.parametrize("paper", [255, 180])
@pytest.mark.parametrize("width", [1, 2, 5])
def test_lines_are_found_and_painted_over(paper: int, width: int) -> None:
    """In the colour of the paper; y goes up."""
    picture, pen = sheet(paper)
    pen.line((100, 100, 500, 100), (20,) * 3, width)
    pen.line((300, 150, 300, 350), (20,) * 3, width)
    pixels, across, down = take(picture)
    assert across == [pytest.approx([100, 300, 500, 300], abs=NEAR)]
    assert down == [pytest.approx([300, 50, 300, 250], abs=NEAR)]
    assert pixels.min() > paper - 25


def test_a_table_has_all_its_borders() -> None:
    picture, pen = sheet()
    for row in range(4):
        pen.line((100, 100 + 60 * row, 500, 100 + 60 * row), 0, 2)
    for column in range(3):
        pen.line((100 + 200 * column, 100, 100 + 200 * column, 280), 0, 2)
    pixels, across, down = take(picture)
    assert (len(across), len(down)) == (4, 3)
    assert pixels.min() > 230


def test_a_slightly_crooked_line_is_one() -> None:
    """Pages are turned upright to a third of a degree."""
    picture, pen = sheet()
    pen.line((50, 200, 550, 202), 0, 3)
    _, across, down = take(picture)
    assert len(across) == 1
    assert across[0][2] - across[0][0] > 400
    assert down == []


def test_text_stays() -> None:
    """Also the longest strokes of kanji, and what looks like a rule: 一, ー, an underscore."""
    picture, pen = sheet()
    for row, text in enumerate(
        ("十一年二月一日 田中一一郎", "サーバー メーカー ー", "IIII 1111 |||| ____ ----", "口田回囲国 工王主")
    ):
        pen.text((40, 40 + 60 * row), text, 0, load_font(20))
    pixels, across, down = take(picture)
    assert (across, down) == ([], [])
    assert np.array_equal(pixels, np.asarray(picture)[:, :, ::-1])


def test_what_is_wide_is_no_line() -> None:
    """Bars, filled cells, pictures."""
    picture, pen = sheet()
    pen.rectangle((100, 100, 500, 140), 0)
    pen.rectangle((100, 200, 140, 380), (120,) * 3)
    _, across, down = take(picture)
    assert across == []
    assert down == []


def test_the_sides_of_a_digits_box_are_painted_over_and_part_nothing() -> None:
    """They are hardly higher than the digit: a stroke would be left, but no stroke ends at a line."""
    picture, pen = sheet()
    for box in range(12):
        pen.rectangle((60 + 32 * box, 100, 92 + 32 * box, 132), outline=0, width=2)
        pen.text((68 + 32 * box, 104), str(box % 10), 0, load_font(20))
    pixels, across, down = take(picture)
    assert across == down == []
    (row,) = find_rows(picture)
    assert row[[0, 2]].ravel().tolist() == pytest.approx([60, 100, 60 + 32 * 12, 132], abs=NEAR)
    sides = pixels[104:128, 60 : 60 + 32 * 12 + 1 : 32]
    assert sides.min() > 200
    assert pixels[108:128, 68:80].min() < 80  # the digits are still there


def test_a_frame_around_the_boxes_is_no_edge_of_theirs() -> None:
    """A form's own lines part its rows; those of the boxes within part no label from its number."""
    picture, pen = sheet()
    pen.rectangle((20, 80, 580, 150), outline=0, width=2)
    for box in range(12):
        pen.rectangle((160 + 32 * box, 100, 192 + 32 * box, 132), outline=0, width=2)
    _, across, down = take(picture)
    assert len(across) == len(down) == 2
    assert len(find_rows(picture)) == 1


def test_groups_of_boxes_with_a_hyphen_between_are_one_row() -> None:
    """Boxes of two lines are two, and four boxes none."""
    picture, pen = sheet()
    for y, groups in ((60, (0, 1, 2, 3, 5, 6, 7, 8, 9, 10)), (200, range(6)), (300, range(3))):
        for box in groups:
            pen.rectangle((60 + 32 * box, y, 92 + 32 * box, y + 32), outline=0, width=2)
    assert [round(float(row[1, 0] - row[0, 0]), -1) for row in find_rows(picture)] == [350, 190]


def test_a_page_without_lines() -> None:
    """Is not copied."""
    pixels = np.full((400, 600, 3), 240, np.uint8)
    left, rules, _ = take_rules(pixels, LINE_HEIGHT)
    assert left is pixels
    assert rules.across.shape == rules.down.shape == (0, 4)


@given(
    seed=st.integers(0, 2**32 - 1),
    width=st.integers(24, 300),
    height=st.integers(24, 300),
    line_height=st.floats(0, 400),
)
def test_any_pixels_may_come(seed: int, width: int, height: int, line_height: float) -> None:
    """The rules are on the page, and the picture keeps its size."""
    dots = np.random.default_rng(seed).integers(0, 2, (height, width, 1), np.uint8) * 255
    pixels, rules, _ = take_rules(np.repeat(dots, 3, axis=2), line_height)
    assert pixels.shape == (height, width, 3)
    for rule in (*rules.across.tolist(), *rules.down.tolist()):
        assert min(rule) >= 0
        assert max(rule[0], rule[2]) <= width
        assert max(rule[1], rule[3]) <= height
