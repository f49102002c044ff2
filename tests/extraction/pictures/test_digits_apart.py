"""Digits that stand far apart are read as the number that they are."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("rapidocr", reason="needs meibo[ocr]")

from PIL import Image, ImageDraw, ImageFont

from meibo.extraction.pictures.digits_apart import put_together, read_apart
from meibo.extraction.pictures.recogniser import load_recogniser

PITCH, HEIGHT = 46, 40


def draw(signs: str, size: int = 26, hyphen_at: int = -1) -> tuple[np.ndarray, np.ndarray]:
    """Signs in boxes whose sides were painted over; the picture, and the corners of the boxes."""
    width = PITCH * (len(signs) + 1)
    picture = Image.new("RGB", (width + 40, HEIGHT + 40), (245, 243, 240))
    pen = ImageDraw.Draw(picture)
    x = 20.0
    for at, sign in enumerate(signs):
        pen.text((x + 14, 24), sign, (30, 30, 40), ImageFont.load_default(size))
        x += PITCH
        if at == hyphen_at:
            pen.line((x + 4, 40, x + 16, 40), (30, 30, 40), 3)
            x += 20
    quad = np.array([(20, 20), (x, 20), (x, 20 + HEIGHT), (20, 20 + HEIGHT)], np.float64)
    return np.ascontiguousarray(np.asarray(picture)[:, :, ::-1]), quad


@pytest.mark.parametrize("number", ["918128152170", "37587856169", "111122223333", "000000000018"])
def test_no_digit_is_lost(number: str) -> None:
    """Also of two like ones, which a reader of lines takes for one where they stand apart."""
    assert read_apart(*draw(number), load_recogniser()) == number


def test_a_hyphen_between_groups_is_no_digit() -> None:
    assert read_apart(*draw("4612579135", hyphen_at=3), load_recogniser()) == "4612579135"


@pytest.mark.parametrize("signs", ["ABCDEF", "12345X"])
def test_letters_are_no_number(signs: str) -> None:
    assert read_apart(*draw(signs), load_recogniser()) is None


def test_empty_boxes_hold_nothing() -> None:
    pixels, quad = draw("      ")
    assert put_together(pixels, quad) is None or read_apart(pixels, quad, load_recogniser()) is None


def test_marks_of_no_usual_height_are_no_digits() -> None:
    """One is far lower than the other: neither is as high as digits beside each other are."""
    picture = Image.new("RGB", (200, 100), (245, 243, 240))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((40, 2, 50, 97), (30, 30, 40))
    pen.rectangle((120, 30, 130, 67), (30, 30, 40))
    corners = np.array([(0, 0), (200, 0), (200, 100), (0, 100)], np.float64)
    assert put_together(np.asarray(picture), corners) is None


def test_digits_are_counted() -> None:
    """Each stretch of ink as high as the others is one."""
    strip = put_together(*draw("123456", hyphen_at=2))
    assert strip is not None
    assert strip.digits == 6
    assert strip.pixels.shape[1] < 6 * PITCH
