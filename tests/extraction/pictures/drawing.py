"""Small pictures for tests: coloured quarters that tell which way up they are, and lines of Japanese text."""

from __future__ import annotations

import functools
import io
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL import Image

RED, GREEN, BLUE, WHITE, BLACK = (220, 30, 30), (30, 160, 60), (40, 60, 200), (255, 255, 255), (0, 0, 0)
NAMES = {"red": RED, "green": GREEN, "blue": BLUE, "white": WHITE, "black": BLACK}
UPRIGHT = "red green blue white"
"""The quarters as they are drawn: upper left, upper right, lower left, lower right."""
HEIC = Path(__file__).parent / "heic"
PHONE = "090-7305-2846"
LINE = f"電話 {PHONE}"
FORMATS = ("png", "jpeg", "tiff", "bmp", "gif", "webp", "avif", "heic")
BEST: dict[str, dict[str, Any]] = {
    "jpeg": {"quality": 95, "subsampling": 0},
    "webp": {"lossless": True},
    "avif": {"quality": 90, "speed": 10},
    "tiff": {"compression": "tiff_lzw"},
}
"""How each format is written, where it is not as Pillow does it unasked."""


def draw_quarters(width: int = 96, height: int = 64) -> Image.Image:
    """Red, green; blue, white."""
    from PIL import Image

    picture = Image.new("RGB", (width, height), WHITE)
    across, down = width // 2, height // 2
    picture.paste(RED, (0, 0, across, down))
    picture.paste(GREEN, (across, 0, width, down))
    picture.paste(BLUE, (0, down, across, height))
    return picture


def name_quarters(pixels: npt.NDArray[np.uint8]) -> str:
    """The colours in the middle of the quarters of blue-green-red pixels, each by its nearest name."""
    height, width = pixels.shape[:2]
    places = [(y, x) for y in (height // 4, 3 * height // 4) for x in (width // 4, 3 * width // 4)]
    return " ".join(_name(pixels[y, x, ::-1].tolist()) for y, x in places)


def _name(colour: list[int]) -> str:
    name, distance = min(
        ((name, max(abs(a - b) for a, b in zip(colour, own, strict=True))) for name, own in NAMES.items()),
        key=lambda pair: pair[1],
    )
    return name if distance < 24 else str(tuple(colour))


def write(picture: Image.Image, format_id: str, **options: Any) -> bytes:
    """A picture as a file; of ``heic`` there are those in the folder only."""
    content = io.BytesIO()
    picture.save(content, format_id.upper(), **{**BEST.get(format_id, {}), **options})
    return content.getvalue()


def write_quarters(format_id: str) -> bytes:
    """The quarters as a file of any format."""
    return (HEIC / "quarters.heic").read_bytes() if format_id == "heic" else write(draw_quarters(), format_id)


@functools.cache
def load_font(size: int) -> Any:
    """The machine's Japanese font; the test is skipped where there is none."""
    from PIL import ImageFont

    from meibo.samples.pictures.fonts import MissingError, find_faces

    try:
        return ImageFont.truetype(str(find_faces().gothic), size)
    except MissingError as missing:
        pytest.skip(f"needs a {missing.missing}")


def draw_line(*texts: str, size: int = 28, width: int = 420) -> Image.Image:
    """Lines of black text, one below the other, on a sheet that is as high as they need."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (width, size // 2 + len(texts) * (size * 3 // 2 + 8)), WHITE)
    pen = ImageDraw.Draw(picture)
    for number, text in enumerate(texts):
        pen.text((size // 2, size // 2 + number * (size * 3 // 2 + 8)), text, (24, 24, 26), load_font(size))
    return picture


def write_line(format_id: str) -> bytes:
    """``LINE`` as a file of any format."""
    return (HEIC / "line.heic").read_bytes() if format_id == "heic" else write(draw_line(LINE), format_id)


def write_chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def promise_png(width: int, height: int, rows: bytes = b"\0" * 100) -> bytes:
    """A PNG that promises a size in colours, whatever it holds."""
    header = write_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + write_chunk(b"IDAT", zlib.compress(rows, 9)) + write_chunk(b"IEND", b"")
