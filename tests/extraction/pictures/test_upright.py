"""Pictures that lie on their side, stand on their head or lean; and the way back, to where things stand in them."""

from __future__ import annotations

import pytest

pytest.importorskip("rapidocr", reason="needs meibo[ocr]")

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from extraction.pictures.drawing import UPRIGHT, draw_line, draw_quarters, name_quarters
from meibo.extraction.pictures.decoding import Pixels
from meibo.extraction.pictures.recogniser import load_recogniser
from meibo.extraction.pictures.upright import Turn, Upright, find_turn

TURNED = {0: UPRIGHT, 1: "green white red blue", 2: "white blue green red", 3: "blue red white green"}
"""What the quarters look like after so many quarter turns to the left."""
THOUSANDTHS = 2


def turn(pixels: Pixels, by: Turn) -> Upright:
    """A picture that is turned."""
    upright = Upright(pixels)
    upright.turn(by)
    return upright


def to_pixels(picture: Image.Image) -> np.ndarray:
    return np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1])


@pytest.mark.parametrize("quarters", TURNED)
def test_a_picture_is_turned_to_the_left(quarters: int) -> None:
    turned = turn(to_pixels(draw_quarters(96, 64)), Turn(quarters))
    assert turned.pixels.shape == ((96, 64, 3) if quarters % 2 else (64, 96, 3))
    assert name_quarters(turned.pixels) == TURNED[quarters]


def test_no_turn_is_no_copy() -> None:
    pixels = to_pixels(draw_quarters())
    assert turn(pixels, Turn()).pixels is pixels


def rotate(places: np.ndarray, size: tuple[int, int], quarters: int, degrees: float) -> np.ndarray:
    """Where places of a picture stand after it was turned to the left, by the rules of geometry alone."""
    width, height = size
    for _ in range(quarters):
        places = np.stack((places[:, 1], width - places[:, 0]), axis=1)
        width, height = height, width
    angle = np.radians(degrees)
    middle = np.array((width / 2, height / 2))
    turn = np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))])
    return (places - middle) @ turn.T + middle


@given(
    width=st.integers(30, 2000),
    height=st.integers(30, 2000),
    quarters=st.integers(0, 3),
    degrees=st.floats(-20, 20),
    edges=st.lists(st.floats(0.05, 0.95), min_size=4, max_size=4),
)
def test_a_box_is_found_where_it_was(
    width: int, height: int, quarters: int, degrees: float, edges: list[float]
) -> None:
    """The corners of a box, turned with the picture, are found again within two thousandths and a pixel's rounding."""
    (left, right), (top, bottom) = sorted(edges[:2]), sorted(edges[2:])
    share = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    there = rotate(share * (width, height), (width, height), quarters, degrees)
    turned = turn(np.zeros((height, width, 3), np.uint8), Turn(quarters, degrees))
    box = turned.find_box(there)
    wanted = np.array([left, top, right, bottom]) * 1000
    assert np.abs(np.array(box) - wanted).max() <= THOUSANDTHS
    assert box[0] <= box[2]
    assert box[1] <= box[3]


@given(
    quad=st.lists(st.floats(-1e5, 1e5), min_size=8, max_size=8), quarters=st.integers(0, 3), degrees=st.floats(-20, 20)
)
def test_a_box_never_leaves_the_picture(quad: list[float], quarters: int, degrees: float) -> None:
    box = turn(np.zeros((50, 70, 3), np.uint8), Turn(quarters, degrees)).find_box(np.array(quad).reshape(4, 2))
    assert all(0 <= edge <= 1000 for edge in box)


def test_places_agree_with_what_is_seen() -> None:
    """A red dot is where the turned picture shows it."""
    for quarters in range(4):
        for degrees in (0.0, 5.0, -12.0):
            picture = Image.new("RGB", (300, 200), "white")
            picture.paste((255, 0, 0), (60, 40, 70, 50))
            turned = turn(to_pixels(picture), Turn(quarters, degrees))
            ys, xs = np.nonzero(turned.pixels[:, :, 1] < 100)
            x, y = xs.mean() + 0.5, ys.mean() + 0.5
            box = np.array(turned.find_box(np.array([(x, y)] * 4)))
            assert np.abs(box - np.array((65 / 300, 45 / 200) * 2) * 1000).max() <= 6


# --- which turn a page asks for


@pytest.fixture(scope="module")
def page() -> Image.Image:
    """Lines of text on a sheet."""
    lines = draw_line(
        "氏名　鷹取一葉", "電話　090-7305-2846", "埼玉県川越市脇田町12-3", "東京都北区赤羽西1-2-3", width=460
    )
    sheet = Image.new("RGB", (700, 500), "white")
    sheet.paste(lines, (80, 120))
    return sheet


def ask(picture: Image.Image) -> Turn:
    """The turn of a picture by its lines."""
    recogniser, pixels = load_recogniser(), to_pixels(picture)
    return find_turn(pixels, recogniser.find(pixels, 640), recogniser)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_page_is_turned_back(page: Image.Image, quarters: int) -> None:
    """However it was put on the scanner."""
    turn = ask(page.rotate(-90 * quarters, expand=True))
    assert turn.quarters % 4 == quarters
    assert turn.degrees == 0


@pytest.mark.parametrize(
    "degrees", [-12, 2, *(pytest.param(degrees, marks=pytest.mark.slow) for degrees in (-5, -2, -1, 1, 5, 12, 18))]
)
def test_a_leaning_page_is_set_upright(page: Image.Image, degrees: int) -> None:
    """To within half a degree."""
    turn = ask(page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white"))
    assert turn.quarters == 0
    assert turn.degrees == pytest.approx(-degrees, abs=0.5)


def test_a_picture_without_lines_stays() -> None:
    assert find_turn(np.zeros((50, 50, 3), np.uint8), np.zeros((0, 4, 2)), load_recogniser()) == Turn()
