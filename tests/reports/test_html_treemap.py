"""The layout of the map of folders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo.reports.html_treemap import HEIGHT, WIDTH, squarify

WEIGHTS = st.lists(st.integers(1, 100_000), min_size=1, max_size=60).map(lambda values: sorted(values, reverse=True))


@given(WEIGHTS)
def test_areas_are_in_proportion_and_fill_the_map(weights: list[int]) -> None:
    """Each rectangle has its share of the area and lies within the map; together they fill it."""
    places = squarify(weights, (0.0, 0.0, WIDTH, HEIGHT))
    scale = WIDTH * HEIGHT / sum(weights)
    for weight, (left, top, width, height) in zip(weights, places, strict=True):
        assert width * height == pytest.approx(weight * scale, rel=1e-6)
        assert left >= -1e-6
        assert top >= -1e-6
        assert left + width <= WIDTH + 1e-6
        assert top + height <= HEIGHT + 1e-6


@given(WEIGHTS)
def test_rectangles_do_not_overlap(weights: list[int]) -> None:
    """No two share more than an edge."""
    places = squarify(weights, (0.0, 0.0, WIDTH, HEIGHT))
    for at, (left, top, width, height) in enumerate(places):
        for other_left, other_top, other_width, other_height in places[at + 1 :]:
            across = min(left + width, other_left + other_width) - max(left, other_left)
            down = min(top + height, other_top + other_height) - max(top, other_top)
            assert min(across, down) <= 1e-6


def test_equal_weights_give_nearly_square_cells() -> None:
    """Twelve equal parts of a map are no strips."""
    for _, _, width, height in squarify([1] * 12, (0.0, 0.0, WIDTH, HEIGHT)):
        assert 0.5 < width / height < 2


def test_the_example_of_the_paper() -> None:
    """Weights 6, 6, 4, 3, 2, 2, 1 in a map of 6 by 4, as Bruls, Huizing and van Wijk lay them out."""
    places = squarify([6, 6, 4, 3, 2, 2, 1], (0.0, 0.0, 6.0, 4.0))
    assert places[:2] == [pytest.approx((0, 0, 3, 2)), pytest.approx((0, 2, 3, 2))]
    assert places[2] == pytest.approx((3, 0, 12 / 7, 7 / 3))
    assert places[3] == pytest.approx((3 + 12 / 7, 0, 9 / 7, 7 / 3))


def test_nothing_has_no_place() -> None:
    assert squarify([], (0.0, 0.0, 1.0, 1.0)) == []
