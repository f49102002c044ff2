"""Sheets and cards that were photographed from the side are seen as if from above, where they are sure to be some."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("cv2", reason="needs meibo[ocr]")

import cv2

from meibo.extraction.pictures.sheet_edges import find_straightening
from meibo.extraction.pictures.upright import transform

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo.extraction.pictures.decoding import Pixels
    from meibo.extraction.pictures.recogniser import Quads

WIDTH, HEIGHT = 1200, 900
TABLE, PAPER = (60, 80, 110), (236, 240, 242)
UPRIGHT_CORNERS = ((150, 120), (1050, 120), (1050, 780), (150, 780))
"""Of a sheet that is seen from straight above."""
ASKEW = ((190, 150), (1010, 120), (1060, 790), (120, 760))
Corners = tuple[tuple[int, int], ...]


def draw_sheet(corners: Corners) -> Pixels:
    pixels = np.full((HEIGHT, WIDTH, 3), TABLE, np.uint8)
    cv2.fillPoly(pixels, [np.array(corners, np.int32)], PAPER)
    return np.asarray(cv2.GaussianBlur(pixels, (5, 5), 0), np.uint8)


def place_text(*middles: tuple[float, float]) -> Quads:
    """Boxes of 60 by 20 pixels about these places."""
    box = np.array(((-30, -10), (30, -10), (30, 10), (-30, 10)), np.float64)
    return np.array([box + middle for middle in middles])


def ask(corners: Corners, *middles: tuple[float, float]) -> tuple[npt.NDArray[np.float64], tuple[int, int]] | None:
    return find_straightening(draw_sheet(corners), place_text(*(middles or ((600, 450), (500, 300)))))


shifts = st.integers(-60, 60)


@given(st.lists(st.tuples(shifts, shifts), min_size=4, max_size=4))
def test_the_corners_of_a_sheet_come_to_lie_in_those_of_the_picture(moved: list[tuple[int, int]]) -> None:
    """Wherever they lie, to a hundredth of the picture; what hardly leans is left as it is."""
    corners = tuple((x + dx, y + dy) for (x, y), (dx, dy) in zip(UPRIGHT_CORNERS, moved, strict=True))
    found = ask(corners)
    if found is None:
        edges = np.diff(np.array([*corners, corners[0]], np.float64), axis=0)
        lean = np.arctan2(edges[:, 1], edges[:, 0])
        apart = np.abs((lean[:2] - lean[2:] + np.pi / 2) % np.pi - np.pi / 2)
        assert apart.max() < 0.02
        return
    matrix, (width, height) = found
    seen = transform(np.array([corners], np.float64), matrix)[0]
    wanted = np.array(((0, 0), (width, 0), (width, height), (0, height)))
    assert np.abs(seen - wanted).max() < 0.012 * WIDTH


def test_a_straightened_sheet_is_as_large_as_its_longest_edges() -> None:
    """No pixel of the near side is lost."""
    found = ask(ASKEW)
    assert found is not None
    width, height = found[1]
    assert width == pytest.approx(940, abs=12)
    assert height == pytest.approx(672, abs=12)


@pytest.mark.parametrize(
    ("corners", "middles"),
    [
        pytest.param(UPRIGHT_CORNERS, (), id="seen from straight above"),
        pytest.param(ASKEW, ((600, 450), (40, 40), (1150, 860)), id="text beside the sheet too"),
        pytest.param(((-50, -50), (1250, -30), (1240, 960), (-30, 950)), (), id="as large as the picture"),
        pytest.param(((500, 400), (640, 380), (650, 500), (490, 490)), ((570, 440),), id="too small"),
        pytest.param(((600, 100), (1000, 330), (900, 780), (300, 780), (200, 330)), (), id="five corners"),
        pytest.param(((600, 100), (1050, 800), (150, 800)), (), id="three corners"),
    ],
)
def test_what_is_no_leaning_sheet_is_left_as_it_is(corners: Corners, middles: tuple[tuple[float, float], ...]) -> None:
    """A picture is bent only where all its text stands on something with four corners."""
    assert ask(corners, *middles) is None


def test_nothing_but_one_colour_is_left_as_it_is() -> None:
    """Without an edge there is no sheet."""
    pixels = np.full((HEIGHT, WIDTH, 3), PAPER, np.uint8)
    assert find_straightening(pixels, place_text((600, 450))) is None
