"""The time that a file's pictures may take: what is over it is counted as a picture, and what was read stays."""

from __future__ import annotations

import contextlib
import io
import itertools
import zipfile
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("rapidocr", reason="needs meibo[ocr]")

from extraction.pictures.drawing import draw_line, write
from extraction.reading import blocks_of, codes_of, read_pictures
from meibo.configuration.pictures import PictureWork
from meibo.extraction.pictures.time import Pictures

if TYPE_CHECKING:
    from collections.abc import Callable

NUMBERS = ("090-7305-2841", "090-7305-2842", "090-7305-2843", "090-7305-2844")


def ticking() -> Callable[[], float]:
    """A clock on which each picture takes a second, however long it does."""
    moments = itertools.count()
    return lambda: float(next(moments))


def write_tiff() -> bytes:
    first, *others = [draw_line(f"電話 {number}") for number in NUMBERS]
    return write(first, "tiff", save_all=True, append_images=others)


def write_pdf() -> bytes:
    first, *others = [draw_line(f"電話 {number}") for number in NUMBERS]
    content = io.BytesIO()
    first.save(content, "PDF", save_all=True, append_images=others, resolution=150)
    return content.getvalue()


def write_zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for at, number in enumerate(NUMBERS):
            archive.writestr(f"{at}.png", write(draw_line(f"電話 {number}"), "png"))
    return content.getvalue()


@pytest.mark.parametrize(("name", "make"), [("a.tif", write_tiff), ("a.pdf", write_pdf), ("a.zip", write_zip)])
def test_time_that_is_up_in_the_middle(name: str, make: Callable[[], bytes]) -> None:
    """Two pictures were read, and the others are told: as many as there are."""
    work = PictureWork(reads_text=True, file_seconds=2)
    items = read_pictures(make(), name, work, clock=ticking())
    text = "".join(block.text.decode() for block in blocks_of(items))
    assert [number in text for number in NUMBERS] == [True, True, False, False]
    assert codes_of(items) == ["image-only", "image-only"]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "make"), [("a.tif", write_tiff), ("a.pdf", write_pdf), ("a.zip", write_zip)])
def test_time_that_suffices(name: str, make: Callable[[], bytes]) -> None:
    """Each page has its number, and each member its name."""
    items = read_pictures(make(), name)
    blocks = [block for block in blocks_of(items) if block.position.page]  # an archive lists its members, too
    assert [number in block.text.decode() for number, block in zip(NUMBERS, blocks, strict=True)] == [True] * 4
    places = [(block.position.container, block.position.page) for block in blocks]
    if name == "a.zip":
        assert places == [((f"{at}.png",), 1) for at in range(4)]
    else:
        assert places == [((), page) for page in (1, 2, 3, 4)]
    assert codes_of(items) == []


def test_a_picture_that_is_begun_is_read_to_its_end() -> None:
    """Even where it takes longer than all of them may: what is read of it is worth more than what is saved."""
    items = read_pictures(write_tiff(), "a.tif", PictureWork(reads_text=True, file_seconds=0.5), clock=ticking())
    assert len(blocks_of(items)) == 1
    assert codes_of(items) == ["image-only"] * 3


def test_only_work_on_pictures_counts() -> None:
    now = [0.0]
    pictures = Pictures(PictureWork(reads_text=True, file_seconds=3), lambda: now[0])
    for _ in range(2):
        now[0] += 100  # on other parts of the file
        assert not pictures.is_spent
        with pictures.spending():
            now[0] += 1.5
    assert pictures.is_spent


def test_work_that_fails_counts_too() -> None:
    now = [0.0]
    pictures = Pictures(PictureWork(reads_text=True, file_seconds=1), lambda: now[0])
    with contextlib.suppress(ValueError), pictures.spending():
        now[0] += 2
        raise ValueError
    assert pictures.is_spent
