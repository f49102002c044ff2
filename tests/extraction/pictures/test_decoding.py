"""Picture files as pictures in memory: right way up, in the colours that are seen, and never larger than need be."""

from __future__ import annotations

import io
import random
import struct
import time
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("PIL", reason="needs Pillow")
pytest.importorskip("pi_heif", reason="needs pi-heif")

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from extraction.pictures.drawing import (
    FORMATS,
    HEIC,
    UPRIGHT,
    draw_quarters,
    name_quarters,
    promise_png,
    write,
    write_chunk,
    write_quarters,
)
from extraction.reading import codes_of, read_pictures, text_of
from extraction.watching import Watch
from meibo.extraction.budget import Budget, LimitReachedError
from meibo.extraction.model import Limits, Notice, Source
from meibo.extraction.passwords import Passwords
from meibo.extraction.pictures import decoding
from meibo.extraction.pictures.decoding import LONGEST_SIDE, MOST_PIXELS, Page, TooLargeError, read_pages, to_pixels

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")
"""Pillow warns of damage; the process that reads files is silent."""

ORIENTATION = 0x0112
LIMIT = ("content-limit", f"{MOST_PIXELS:,} pixels")


def open_pages(content: bytes, format_id: str, limits: Limits | None = None) -> Iterator[Page]:
    """The pages of a file, each to be drawn before the next."""
    budget = Budget(limits or Limits(), len(content))
    return read_pages(Source(io.BytesIO(content), "a", format_id, budget, Passwords(())))


def draw(content: bytes, format_id: str) -> Any:
    """The only page of a file."""
    (page,) = open_pages(content, format_id)
    return page.draw()


def codes_and_details(content: bytes, name: str) -> list[tuple[str, str]]:
    """The notices of a file."""
    return [(item.code, item.detail) for item in read_pictures(content, name) if isinstance(item, Notice)]


# --- formats and colours


@pytest.mark.parametrize("format_id", FORMATS)
def test_each_format_is_unpacked(format_id: str) -> None:
    """In its size and its colours."""
    pixels = draw(write_quarters(format_id), format_id)
    assert pixels.shape == (64, 96, 3)
    assert pixels.dtype == np.uint8
    assert name_quarters(pixels) == UPRIGHT


def test_every_format_of_the_extractor_has_a_specimen() -> None:
    assert decoding.FORMATS == FORMATS


@pytest.mark.parametrize("compression", ["raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg", "zstd", "lzma"])
def test_each_packing_of_tiff(compression: str) -> None:
    assert name_quarters(draw(write(draw_quarters(), "tiff", compression=compression), "tiff")) == UPRIGHT


@pytest.mark.parametrize("compression", ["group3", "group4", "tiff_ccitt"])
def test_each_packing_of_faxes(compression: str) -> None:
    """In black and white."""
    fax = draw_quarters().convert("L").point([255 * (level > 100) for level in range(256)], "1")
    assert name_quarters(draw(write(fax, "tiff", compression=compression), "tiff")) == "black white black white"


def test_a_tiff_has_pages() -> None:
    """Each of its own size; what other formats hold beside their first picture are steps of an animation."""
    pages = [draw_quarters(96, 64), draw_quarters(40, 80), draw_quarters(200, 30)]
    drawn = [
        page.draw().shape
        for page in open_pages(write(pages[0], "tiff", save_all=True, append_images=pages[1:]), "tiff")
    ]
    assert drawn == [(64, 96, 3), (80, 40, 3), (30, 200, 3)]


@pytest.mark.parametrize("format_id", ["gif", "png", "webp", "avif"])
def test_an_animation_is_its_first_picture(format_id: str) -> None:
    steps = [draw_quarters(), Image.new("RGB", (96, 64), "black")]
    content = write(steps[0], format_id, save_all=True, append_images=steps[1:])
    assert name_quarters(draw(content, format_id)) == UPRIGHT


def test_a_camera_writes_smaller_copies_beside_the_picture() -> None:
    """MPO: JPEG behind JPEG, of which the first is the picture."""
    content = io.BytesIO()
    draw_quarters().save(content, "MPO", save_all=True, append_images=[draw_quarters(48, 32)], quality=95)
    assert draw(content.getvalue(), "jpeg").shape == (64, 96, 3)


@pytest.mark.parametrize(
    ("mode", "format_id", "quarters"),
    [
        ("1", "png", "white black black white"),
        ("1", "bmp", "white black black white"),
        ("L", "png", "(87, 87, 87) (110, 110, 110) (70, 70, 70) white"),
        ("L", "jpeg", "(87, 87, 87) (110, 110, 110) (70, 70, 70) white"),
        ("LA", "png", "(87, 87, 87) (110, 110, 110) (70, 70, 70) white"),
        ("RGBA", "png", UPRIGHT),
        ("RGBA", "webp", UPRIGHT),
        ("CMYK", "jpeg", UPRIGHT),
        ("CMYK", "tiff", UPRIGHT),
        ("YCbCr", "tiff", UPRIGHT),
        ("I;16", "png", "black (65, 65, 65) black white"),
        ("I;16", "tiff", "black (65, 65, 65) black white"),
        ("I", "tiff", "black (65, 65, 65) black white"),
        ("F", "tiff", "black (65, 65, 65) black white"),
    ],
)
def test_colours_of_each_kind(mode: str, format_id: str, quarters: str) -> None:
    """Numbers of 16 bits and more are spread over what a screen shows."""
    picture = draw_quarters()
    if mode in {"I;16", "I", "F"}:
        grey = np.asarray(picture.convert("L"), np.int32)
        levels = np.where(grey == 255, 40_000, np.where(grey == 110, 11_000, 1_000))
        dtype = {"I;16": np.uint16, "I": np.int32, "F": np.float32}[mode]
        picture = Image.fromarray(levels.astype(dtype))
    else:
        picture = picture.convert(mode)
    assert name_quarters(draw(write(picture, format_id), format_id)) == quarters


def test_a_palette_is_looked_up() -> None:
    picture = draw_quarters().quantize(4)
    for format_id in ("png", "gif", "bmp", "tiff"):
        assert name_quarters(draw(write(picture, format_id), format_id)) == UPRIGHT


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_shows_white_paper(mode: str) -> None:
    """Not what the file has below it, which is black in most."""
    clear = Image.new("RGBA", (96, 64), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 48, 32))
    assert name_quarters(draw(write(clear.convert(mode), "png"), "png")) == "black white white white"


def test_one_colour_that_is_transparent() -> None:
    """By its number in a palette, or by its level."""
    picture = Image.new("P", (96, 64), 1)
    picture.putpalette([0, 0, 0, 220, 30, 30])
    picture.paste(0, (0, 0, 48, 32))
    for format_id in ("png", "gif"):
        assert name_quarters(draw(write(picture, format_id, transparency=1), format_id)) == "black white white white"
    grey = Image.new("L", (96, 64), 7)
    grey.paste(0, (0, 0, 48, 32))
    assert name_quarters(draw(write(grey, "png", transparency=7), "png")) == "black white white white"


def test_sixteen_bits_with_a_transparent_level_stay_what_they_are() -> None:
    levels = np.full((64, 96), 50_000, np.uint16)
    levels[:32, :48] = 2_000
    content = write(Image.fromarray(levels), "png", transparency=65_535)
    assert name_quarters(draw(content, "png")) == "black white white white"


# --- which way up

TURNED = {
    1: "red green blue white",
    2: "green red white blue",
    3: "white blue green red",
    4: "blue white red green",
    5: "red blue green white",
    6: "blue red white green",
    7: "white green blue red",
    8: "green white red blue",
}
"""By the tag of orientation: what is seen of the quarters as they are stored (TIFF 6.0, p. 36)."""


@pytest.mark.parametrize("format_id", ["jpeg", "png", "tiff", "webp", "avif"])
@pytest.mark.parametrize("orientation", TURNED)
def test_a_picture_is_turned_as_its_camera_was_held(orientation: int, format_id: str) -> None:
    notes = Image.Exif()
    notes[ORIENTATION] = orientation
    pixels = draw(write(draw_quarters(), format_id, exif=notes), format_id)
    assert pixels.shape == ((64, 96, 3) if orientation < 5 else (96, 64, 3))
    assert name_quarters(pixels) == TURNED[orientation]


def test_heic_says_twice_how_it_is_turned() -> None:
    """In its own way and in the camera's notes; it is turned once."""
    pixels = draw((HEIC / "turned.heic").read_bytes(), "heic")
    assert (pixels.shape, name_quarters(pixels)) == ((64, 96, 3), UPRIGHT)


@pytest.mark.parametrize("format_id", ["jpeg", "png", "webp"])
def test_damaged_notes_of_a_camera_leave_the_picture(format_id: str) -> None:
    """Whatever stands in them."""
    notes = Image.Exif()
    notes[ORIENTATION], notes[0x010E] = 6, "x" * 40
    dice = random.Random(7)
    for _ in range(60):
        raw = bytearray(notes.tobytes())
        for _ in range(dice.randrange(1, 4)):
            raw[dice.randrange(len(raw))] = dice.randrange(256)
        assert name_quarters(draw(write(draw_quarters(), format_id, exif=bytes(raw)), format_id)) in TURNED.values()


# --- dots that are not square


@pytest.mark.parametrize(
    ("size", "dpi", "shape"),
    [
        ((200, 100), (204, 98), (208, 200)),  # an ordinary fax
        ((200, 200), (204, 196), (200, 200)),  # a fine one
        ((100, 200), (98, 204), (200, 208)),
        ((100, 100), (300, 300), (100, 100)),
        ((100, 100), (300, 20), (100, 100)),  # which nobody means
        ((100, 100), (300, 0), (100, 100)),
        ((100, 100), (0, 0), (100, 100)),
    ],
)
@pytest.mark.parametrize("mode", ["1", "L"])
def test_faxes_are_as_high_as_they_are_seen(
    size: tuple[int, int], dpi: tuple[int, int], shape: tuple[int, int], mode: str
) -> None:
    content = write(draw_quarters(*size).convert(mode), "tiff", dpi=dpi, compression="raw")
    assert draw(content, "tiff").shape[:2] == shape


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_fax_that_lies_on_its_side_is_stretched_across(orientation: int) -> None:
    """Its resolution is that of its rows as they are stored."""
    notes = Image.Exif()
    notes[ORIENTATION] = orientation
    for format_id in ("tiff", "png"):
        content = write(draw_quarters(200, 100), format_id, dpi=(204, 98), exif=notes)
        assert draw(content, format_id).shape[:2] == ((208, 200) if orientation < 5 else (200, 208))


# --- sizes


def test_a_photograph_is_unpacked_small_for_a_glance_and_whole_later() -> None:
    (page,) = open_pages(write(draw_quarters(4000, 3000), "jpeg"), "jpeg")
    glance = page.draw(1280)
    assert glance.shape == (1500, 2000, 3)
    whole = page.draw()
    assert whole.shape == (2700, 3600, 3)
    assert name_quarters(glance) == name_quarters(whole) == UPRIGHT
    assert page.draw(1280) is whole  # what is there is not unpacked again


def test_what_is_small_is_unpacked_once() -> None:
    (page,) = open_pages(write(draw_quarters(1600, 1200), "jpeg"), "jpeg")
    assert page.draw(1280) is page.draw()


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "I;16"])
def test_nothing_is_larger_than_the_longest_side(mode: str) -> None:
    picture = draw_quarters(5000, 1000)
    levels = np.asarray(picture.convert("L"), np.uint16) * 200
    picture = Image.fromarray(levels) if mode == "I;16" else picture.convert(mode)
    assert draw(write(picture, "png", compress_level=1), "png").shape == (720, LONGEST_SIDE, 3)


@given(
    width=st.integers(1, 9000),
    height=st.integers(1, 60),
    dpi=st.tuples(st.floats(0, 1e4), st.floats(0, 1e4)) | st.just((float("nan"), 1.0)),
    is_standing=st.booleans(),
)
def test_whatever_a_picture_says_of_its_size(
    width: int, height: int, dpi: tuple[float, float], *, is_standing: bool
) -> None:
    """It is neither empty nor larger than that."""
    picture = Image.new("L", (height, width) if is_standing else (width, height))
    picture.info["dpi"] = dpi
    shape = to_pixels(picture).shape
    assert min(shape[:2]) >= 1
    assert max(shape[:2]) <= LONGEST_SIDE


# --- what is cut short


@pytest.mark.parametrize("format_id", ["png", "jpeg", "gif", "tiff", "bmp"])
def test_what_is_there_of_a_cut_file_is_read(format_id: str) -> None:
    """From its beginning on, which is the lower edge of a BMP; what is missing is said."""
    options = {"compression": "raw"} if format_id == "tiff" else {}
    content = write(draw_quarters(480, 320), format_id, **options)
    (page,) = open_pages(content[: len(content) * 5 // 8], format_id)
    quarters = name_quarters(page.draw()).split()
    assert (quarters[2:] == ["blue", "white"]) if format_id == "bmp" else (quarters[:2] == ["red", "green"])
    assert page.is_cut_short
    assert codes_of(read_pictures(content[: len(content) * 5 // 8], f"a.{format_id}")) == ["damaged"]


@pytest.mark.parametrize("format_id", ["webp", "avif", "heic", "tiff"])
def test_formats_that_cannot_be_read_in_part(format_id: str) -> None:
    """Theirs is one piece, or its directory stands at the end: they are damaged."""
    content = write_quarters(format_id)
    assert codes_of(read_pictures(content[: len(content) * 5 // 8], f"a.{format_id}")) == ["damaged"]


def test_a_whole_file_is_not_cut_short() -> None:
    for format_id in FORMATS:
        (page,) = open_pages(write_quarters(format_id), format_id)
        page.draw()
        assert not page.is_cut_short


def test_cut_files_do_not_make_the_next_one_pass() -> None:
    """Pillow's switch for reading what is damaged is one of the whole process."""
    content = write(draw_quarters(480, 320), "png")
    for _ in range(2):
        (page,) = open_pages(content[:600], "png")
        page.draw()
        assert page.is_cut_short


# --- bombs: each with the limit that holds


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (16_000, 10_000), (11_000, 11_000), (2**31 - 1, 1)])
def test_a_header_that_promises_too_many_pixels(width: int, height: int) -> None:
    """Ours, before anything is unpacked: MOST_PIXELS."""
    assert codes_and_details(promise_png(width, height), "a.png") == [LIMIT]
    with pytest.raises(TooLargeError):
        draw(promise_png(width, height), "png")


@pytest.mark.parametrize("format_id", ["gif", "tiff", "bmp", "jpeg", "webp", "avif"])
def test_other_headers_that_promise_too_many(format_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same, tried with a lower bound: to write what is that large takes seconds."""
    monkeypatch.setattr(decoding, "MOST_PIXELS", 5_000)
    assert codes_and_details(write_quarters(format_id), f"a.{format_id}") == [LIMIT]
    monkeypatch.setattr(decoding, "MOST_PIXELS", 100)  # Pillow's own limit, twice as high
    assert codes_and_details(write_quarters(format_id), f"a.{format_id}") == [LIMIT]


def test_a_picture_that_is_too_large_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an archive, and of a TIFF."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.png", promise_png(60_000, 60_000))
        file.writestr("b.txt", "電話 090-7305-2846")
    items = read_pictures(archive.getvalue(), "a.zip")
    assert codes_of(items) == ["content-limit"]
    assert "7305" in text_of(items)
    monkeypatch.setattr(decoding, "MOST_PIXELS", 5_000)
    pages = [draw_quarters(30, 30), draw_quarters(96, 64), draw_quarters(30, 30)]
    drawn: list[str] = []
    for page in open_pages(write(pages[0], "tiff", save_all=True, append_images=pages[1:]), "tiff"):
        try:
            drawn.append(str(page.draw().shape))
        except TooLargeError:
            drawn.append("too large")
    assert drawn == ["(30, 30, 3)", "too large", "(30, 30, 3)"]


def make_many_pages(count: int) -> bytes:
    """A TIFF of tiny pages that share their eight bytes; the last directory names no other."""
    tags = ((256, 8), (257, 8), (258, 1), (259, 1), (262, 1), (273, 8), (278, 8), (279, 8))
    entries = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    size = len(entries) + 4
    places = [16 + size * number for number in range(1, count)]
    return struct.pack("<2sHI8x", b"II", 42, 16) + b"".join(entries + struct.pack("<I", at) for at in (*places, 0))


def test_thousands_of_tiny_pages() -> None:
    """The limit of pages, each of which costs nothing before it is reached."""
    content = make_many_pages(5_000)
    items = read_pictures(content, "a.tif", limits=Limits(pages=50))
    assert codes_of(items) == ["page-limit"]
    with pytest.raises(LimitReachedError, match="page-limit"):
        list(open_pages(content, "tiff", Limits(pages=50)))


@pytest.mark.slow
def test_a_hundred_thousand_tiny_pages() -> None:
    """The limit of pages or that of time, in its time."""
    content = make_many_pages(100_000)
    began = time.monotonic()
    items = read_pictures(content, "a.tif", limits=Limits(seconds=5, seconds_per_megabyte=0))
    assert codes_of(items)[0] in {"time-limit", "page-limit"}
    assert time.monotonic() - began < 15


def test_pages_in_a_circle() -> None:
    """A directory that names an earlier one as the next is the last."""
    content = make_many_pages(3)
    assert len(list(open_pages(content, "tiff"))) == 3
    assert len(list(open_pages(content[:-4] + struct.pack("<I", 16), "tiff"))) == 3


@pytest.mark.parametrize(("kind", "before"), [(b"zTXt", b"k\0\0"), (b"iTXt", b"k\0\1\0\0\0"), (b"iCCP", b"k\0\0")])
def test_text_that_unpacks_without_end(kind: bytes, before: bytes) -> None:
    """Pillow's limit of a mebibyte for each; the picture is damaged."""
    bomb = write_chunk(kind, before + zlib.compress(bytes(20 << 20), 9))
    content = write_quarters("png")
    began = time.monotonic()
    assert codes_of(read_pictures(content[:33] + bomb + content[33:], "a.png")) in (["damaged"], [])
    assert time.monotonic() - began < 2


def test_rows_that_unpack_without_end() -> None:
    """The size in the header: what is behind the last row stays packed."""
    assert draw(promise_png(32, 32, bytes(40 << 20)), "png").shape == (32, 32, 3)


def test_lzw_that_unpacks_a_thousandfold() -> None:
    """The pixels: it is as large as it says, and made smaller."""
    content = write(Image.new("P", (9_000, 4_000)), "gif")
    assert len(content) < 200_000
    assert draw(content, "gif").shape == (1_600, 3_600, 3)


# --- formats that pretend to be others

DISGUISES = {
    "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n%%EndComments\n(x) run\nshowpage\n%%EOF\n",
    "EPS of Windows": b"\xc5\xd0\xd3\xc6" + (32).to_bytes(4, "little") + bytes(24) + b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "WMF": b"\xd7\xcd\xc6\x9a\0\0" + bytes(40),
    "FITS": b"SIMPLE  =                    T" + bytes(2850),
    "PPM": b"P6 8 8 255\n" + bytes(192),
    "XBM": b"#define a_width 8\n#define a_height 8\nstatic char a_bits[] = {0};",
    "IM": b"Image type: RGB\r\nFile size (no of images): 1\r\n",
    "nothing": b"",
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_no_other_reader_of_pillows_is_reached(disguise: str) -> None:
    """Whatever a file was taken for: some of them start programs."""
    draw(write_quarters("png"), "png")
    with Watch() as seen:
        for format_id in FORMATS:
            with pytest.raises((Image.UnidentifiedImageError, SyntaxError)):
                draw(DISGUISES[disguise], format_id)
    assert seen == []


@pytest.mark.parametrize("taken_for", FORMATS)
def test_a_picture_is_read_as_what_it_was_told_to_be_or_not_at_all(taken_for: str) -> None:
    for format_id in FORMATS:
        if format_id == taken_for:
            continue
        with pytest.raises((Image.UnidentifiedImageError, SyntaxError)):
            draw(write_quarters(format_id), taken_for)


def test_a_name_does_not_matter() -> None:
    """What a file is stands in it: EPS is not read, and PNG named EPS is."""
    assert codes_of(read_pictures(DISGUISES["EPS"], "a.png")) != []
    assert codes_of(read_pictures(write_quarters("png"), "a.eps")) == []
