"""Picture files as pictures in memory: each page upright, in colours that a screen shows, no larger than need be.

Pillow reads them (MIT-CMU licence), HEIC with pi-heif (BSD). What a header promises is looked at before anything is
unpacked.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import warnings
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meibo.extraction.model import Source

Pixels = npt.NDArray[np.uint8]
"""Rows of columns of blue, green and red, as OpenCV has them."""

LONGEST_SIDE: Final = 3600
"""Pixels; a page of A4 at 300 dpi has 3,508. More shows nothing that is not seen so."""
MOST_PIXELS: Final = 120_000_000
"""A3 at 700 dpi; a larger picture is not unpacked."""
_EVEN: Final = 0.9
"""Dots that are so nearly square are taken for square."""
_MOST_UNEVEN: Final = 4.0
"""What says that its dots are longer than so says nothing."""
_READERS: Final = {
    "png": ("PNG",),
    "jpeg": ("JPEG",),
    "tiff": ("TIFF",),
    "bmp": ("BMP", "DIB"),
    "gif": ("GIF",),
    "webp": ("WEBP",),
    "avif": ("AVIF",),
    "heic": ("HEIF",),
}
"""Pillow's readers by format; no other is tried, whatever a file says of itself."""
_HOLDING_PAGES: Final = frozenset({"tiff"})
"""Formats whose further pictures are pages, and not steps of an animation or smaller copies."""
FORMATS: Final = tuple(_READERS)
_ORIENTATION: Final = 274
"""The tag of how a camera was held (TIFF 6.0)."""
_LYING: Final = range(5, 9)
"""Its values that make rows of columns."""


class TooLargeError(Exception):
    """A picture has more than MOST_PIXELS."""


class Page:
    """One page of a picture file, unpacked when it is looked at."""

    def __init__(self, image: Any, open_again: Callable[[], Any] | None = None) -> None:
        self._image, self._open_again = image, open_again
        self._whole: Pixels | None = None
        self.is_cut_short = False
        """Whether a part of it was found missing."""

    def draw(self, side: int = LONGEST_SIDE) -> Pixels:
        """The page with a longest side of at least so many pixels, or as large as it is.

        Raises TooLargeError for one with too many pixels, and what Pillow raises for a damaged one.
        """
        if self._whole is not None:
            return self._whole
        width, height = self._image.size
        if width * height > MOST_PIXELS:
            raise TooLargeError
        if self._open_again is None or max(width, height) < 2 * side:
            self._whole = self._unpack(self._image, LONGEST_SIDE)
            return self._whole
        return self._unpack(self._open_again(), side)

    def _unpack(self, image: Any, side: int) -> Pixels:
        from PIL import ImageFile

        share = min(side / max(*image.size, 1), 1.0)
        needed = (max(int(image.width * share), 1), max(int(image.height * share), 1))
        image.draft("RGB", needed)  # JPEG can be unpacked at half its size and less
        is_lying = getattr(image, "tag_v2", {}).get(_ORIENTATION) in _LYING
        try:
            image.load()
        except (OSError, SyntaxError):
            self.is_cut_short = True
            ImageFile.LOAD_TRUNCATED_IMAGES = True
            try:
                image.load()
            finally:
                ImageFile.LOAD_TRUNCATED_IMAGES = False
        if is_lying and "dpi" in image.info:  # Pillow turns a TIFF while it unpacks it, and leaves these as they were
            image.info["dpi"] = image.info["dpi"][::-1]
        return to_pixels(image)


def read_pages(source: Source) -> Iterator[Page]:
    """Every page of a picture file; raises TooLargeError, and what Pillow raises for one that is none."""
    image = _open(source)
    if source.format not in _HOLDING_PAGES:
        source.budget.take_page()
        can_be_small = source.format == "jpeg"
        yield Page(image, functools.partial(_open, source) if can_be_small else None)
        return
    for number in itertools.count():  # one by one: to count them takes as long as to go through all
        with _bounded():
            try:
                image.seek(number)
            except EOFError:
                return
        source.budget.take_page()
        yield Page(image)


def _open(source: Source) -> Any:
    from PIL import Image, ImageFile

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # a second guard, for readers that unpack while they open
    if source.format == "heic":
        from pi_heif import register_heif_opener  # type: ignore[import-untyped]

        register_heif_opener(thumbnails=False)
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    source.stream.seek(0)
    with _bounded():
        return Image.open(source.stream, formats=_READERS[source.format])


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    """Pillow's own limit as ours; it leaves to us what has less than twice as many pixels."""
    from PIL import Image

    try:
        with warnings.catch_warnings(category=Image.DecompressionBombWarning, action="ignore"):
            yield
    except Image.DecompressionBombError:
        raise TooLargeError from None


def to_pixels(image: Any) -> Pixels:
    """A picture of Pillow's as it is seen: turned as its camera was held, what is transparent on white."""
    from PIL import Image

    image = _square_dots(image)
    if max(image.size) > LONGEST_SIDE:  # at first: all else may need a copy
        image = image.convert("L") if image.mode == "1" else image
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BOX, reducing_gap=2.0)
    image = _turn(image)
    if image.mode.startswith(("I", "F")):
        image = _to_grey(image)
    if image.mode in {"LA", "PA", "RGBA", "La", "RGBa"} or "transparency" in image.info:
        over = image.convert("RGBA")
        image = Image.new("RGBA", over.size, "white")
        image.alpha_composite(over)
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def _turn(image: Any) -> Any:
    """As the camera was held; as it is where what says so is damaged."""
    from PIL import ImageOps

    try:
        return ImageOps.exif_transpose(image)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - what cameras write of themselves may hold anything, and the picture is in order
        return image


def _square_dots(image: Any) -> Any:
    """A picture as wide and as high as it is seen: the dots of a fax are higher than wide."""
    across, down = (float(dots) for dots in image.info.get("dpi") or (1, 1))
    ratio = down / across if across > 0 else 0.0
    is_stated = _EVEN > ratio > 1 / _MOST_UNEVEN or 1 / _EVEN < ratio < _MOST_UNEVEN
    if not is_stated:
        return image
    finest = max(across, down)
    size = round(image.width * finest / across), round(image.height * finest / down)
    grey = image.convert("L") if image.mode == "1" else image
    return grey.resize(size) if max(size) <= 2 * LONGEST_SIDE else image


def _to_grey(image: Any) -> Any:
    """Numbers of 16 bits and more, spread over those of 8."""
    from PIL import Image

    numbers = np.asarray(image, np.float64)
    low, high = float(numbers.min(initial=np.inf)), float(numbers.max(initial=-np.inf))
    spread = (numbers - low) * (255 / max(high - low, 1e-9))
    return Image.fromarray(spread.astype(np.uint8))
