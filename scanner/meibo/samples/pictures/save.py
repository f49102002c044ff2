"""Writes images in the formats that scanners, faxes and telephones write."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from PIL import ExifTags, Image

from meibo.samples.writers.model import WRITTEN_AT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Save = Callable[[Sequence[Image.Image]], bytes]

_TURNED: Final = 6
"""A camera that was held upright writes its picture lying on the left side, and this orientation with it."""


def save_png(pages: Sequence[Image.Image]) -> bytes:
    """PNG."""
    return _save(pages[0], "PNG", dpi=pages[0].info["dpi"])


def save_jpeg(pages: Sequence[Image.Image]) -> bytes:
    """JPEG, as strongly compressed as cameras do."""
    return _save(pages[0].convert("RGB"), "JPEG", quality=82, dpi=pages[0].info["dpi"])


def save_turned_jpeg(pages: Sequence[Image.Image]) -> bytes:
    """JPEG that viewers turn by a quarter, to the right, because it says so."""
    turned = pages[0].convert("RGB").transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = _TURNED
    return _save(turned, "JPEG", quality=82, dpi=pages[0].info["dpi"], exif=exif)


def save_tiff(pages: Sequence[Image.Image]) -> bytes:
    """TIFF of as many pages as there are, in black and white (ITU-T T.6), as fax machines keep what they receive."""
    first, *further = [_make_black(page) for page in pages]
    dpi = pages[0].info["dpi"]
    return _save(first, "TIFF", compression="group4", dpi=dpi, save_all=True, append_images=further)


def save_bmp(pages: Sequence[Image.Image]) -> bytes:
    """BMP in 256 shades of grey."""
    return _save(pages[0].convert("L"), "BMP", dpi=pages[0].info["dpi"])


def save_gif(pages: Sequence[Image.Image]) -> bytes:
    """GIF of 64 colours."""
    return _save(pages[0].convert("RGB").quantize(64), "GIF")


def save_webp(pages: Sequence[Image.Image]) -> bytes:
    """WebP with loss."""
    return _save(pages[0].convert("RGB"), "WEBP", quality=80)


def save_pdf(pages: Sequence[Image.Image]) -> bytes:
    """PDF with a picture on each page and no text."""
    at = WRITTEN_AT.utctimetuple()
    first, *further = pages
    return _save(
        *(first, "PDF"), dpi=first.info["dpi"], save_all=True, append_images=further, creationDate=at,
        modDate=at, producer="Scanner",
    )  # fmt: skip


def _make_black(page: Image.Image) -> Image.Image:
    black = page if page.mode == "1" else page.convert("L").point([255 * (level > 168) for level in range(256)], "1")
    black.info["dpi"] = page.info["dpi"]
    return black


def _save(image: Image.Image, kind: str, **options: Any) -> bytes:
    content = io.BytesIO()
    image.save(content, kind, **options)
    return content.getvalue()


SAVERS: Final[dict[str, Save]] = {
    "png": save_png,
    "jpg": save_jpeg,
    "tif": save_tiff,
    "bmp": save_bmp,
    "gif": save_gif,
    "webp": save_webp,
    "pdf": save_pdf,
}
"""By suffix; only ``tif`` and ``pdf`` hold more than one page."""
