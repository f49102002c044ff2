"""Portraits: which are found at which confidence, and what is taken for one."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np
from PIL import Image, ImageOps

from seen.photographs import find_file, list_bases
from seen.tables import show_quantile, write_rows
from seen.values import PORTRAIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from meibo.samples.pictures.model import DrawnPage
    from seen.reading import PictureDesk

CONFIDENCES: Final = (0.7, 0.9, 0.95)
"""The last is the product's own."""
FACES: Final = {"astronaut.png": 1, "grace_hopper.jpg": 1, "camera.png": 1}
"""How many people's faces can be seen; a face from the side is in the last."""
_PLACES: Final = {
    "astronaut.png": ("scikit-image", "skimage/data/astronaut.png"),
    "grace_hopper.jpg": ("matplotlib", "matplotlib/mpl-data/sample_data/grace_hopper.jpg"),
    "camera.png": ("scikit-image", "skimage/data/camera.png"),
}
_LFW: Final = ("scikit-image", "skimage/data/lfw_subset.npy")
_LFW_FACES: Final = 100
"""The rest of the set are parts of pictures without any."""
_BORDER: Final = 12
"""Pixels that are repeated around each of 25: the set cuts through hair and chin."""
_ENLARGED: Final = 4
_PAGE: Final = (1240, 1754)
"""A4 at 150 dpi."""


class Case(msgspec.Struct, frozen=True):
    """A picture of which is known how many faces it shows."""

    group: str
    content: bytes
    faces: int


class Counted(msgspec.Struct, frozen=True):
    """What one confidence gives of one group."""

    group: str
    confidence: float
    pictures: int
    faces: int
    found: int
    false: int
    seconds: list[float]


def list_cases(drawn: Sequence[DrawnPage] = ()) -> Iterator[Case]:
    """Every picture: the set of small faces, portraits in different clothes, pictures of nobody, drawn cards."""
    yield from _list_small()
    for name, count in FACES.items():
        if place := find_file(*_PLACES[name]):
            with Image.open(place) as file:
                yield from (Case("photographs of somebody", content, count) for content in _dress(file.convert("RGB")))
    for name, place in list_bases().items():
        if name not in FACES:
            with Image.open(place) as file:
                yield Case("photographs of nobody", _save(file.convert("RGB")), 0)
    for page in drawn:
        count = sum(field.detector == PORTRAIT for field in page.fields)
        group = "drawn pictures with portraits" if count else "drawn pages and cards without any"
        yield Case(group, _save(page.image), count)


def count(cases: Sequence[Case], desk: PictureDesk) -> Iterator[Counted]:
    """Each group at each confidence."""
    for group in dict.fromkeys(case.group for case in cases):
        own = [case for case in cases if case.group == group]
        for confidence in CONFIDENCES:
            told = [(case, *desk.find_faces(case.content, confidence)) for case in own]
            yield Counted(
                group,
                confidence,
                len(own),
                sum(case.faces for case in own),
                sum(min(len(faces), case.faces) for case, faces, _ in told),
                sum(max(len(faces) - case.faces, 0) for case, faces, _ in told),
                [seconds for *_, seconds in told],
            )


def check(counted: Sequence[Counted]) -> None:
    """Raise AssertionError where the faces of the set are not found."""
    own = [one for one in counted if one.confidence == CONFIDENCES[-1] and one.faces]
    assert sum(one.found for one in own) > 0, "not one face was found"


def write_section(counted: Sequence[Counted]) -> str:
    """The table."""
    head = ("pictures", "of them", "confidence", "faces", "found", "false", "s each: median", "most")
    rows: list[tuple[Any, ...]] = [
        (
            *(one.group, one.pictures, one.confidence, one.faces, one.found, one.false),
            *(show_quantile(one.seconds, 0.5), f"{max(one.seconds):.2f}"),
        )
        for one in counted
    ]
    return write_rows(head, rows)


def _list_small() -> Iterator[Case]:
    place = find_file(*_LFW)
    if place is None:
        return
    for at, levels in enumerate(np.load(place)):
        tiny = Image.fromarray(np.pad((levels * 255).astype(np.uint8), _BORDER, "edge"))
        side = tiny.width * _ENLARGED
        large = tiny.resize((side, side), Image.Resampling.BICUBIC).convert("RGB")
        is_face = at < _LFW_FACES
        name = "small faces" if is_face else "as small parts without faces"
        yield Case(f"{name}, enlarged", _save(large), int(is_face))
        page = Image.new("RGB", _PAGE, "white")
        page.paste(large, (820, 180))
        yield Case(f"{name}, on a page", _save(page), int(is_face))


def _dress(image: Image.Image) -> Iterator[bytes]:
    """One portrait as it may lie on a share."""
    yield _save(image)
    yield _save(ImageOps.mirror(image))
    yield _save(image.resize((image.width // 2, image.height // 2)))
    yield _save(ImageOps.grayscale(image).convert("RGB"))
    jpeg = io.BytesIO()
    image.save(jpeg, "JPEG", quality=40)
    yield jpeg.getvalue()
    page = Image.new("RGB", _PAGE, "white")
    page.paste(ImageOps.contain(image, (500, 500)), (640, 160))
    yield _save(page)


def _save(image: Image.Image) -> bytes:
    content = io.BytesIO()
    image.convert("RGB").save(content, "PNG", compress_level=1)
    return content.getvalue()
