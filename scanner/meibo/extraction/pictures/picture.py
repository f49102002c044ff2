"""Picture files: png, jpeg, tiff with all its pages, bmp, gif, webp, avif, heic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.model import Notice
from meibo.extraction.optional import tell_missing
from meibo.extraction.pictures.decoding import MOST_PIXELS, TooLargeError, read_pages
from meibo.extraction.pictures.one_page import PictureReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source

_TOO_LARGE = Notice("content-limit", detail=f"{MOST_PIXELS:,} pixels")
"""Of one page alone; other pages, and what else is in the file, are read."""


def extract(source: Source) -> Iterator[Item]:
    """Every page in its order; a first picture of several that are not pages is taken for all."""
    if source.pictures is None:
        yield Notice("image-only")
        return
    reader = PictureReader(source.pictures, source.budget)
    try:
        for number, page in enumerate(read_pages(source), start=1):
            try:
                yield from reader.read(page.draw, number)
            except TooLargeError:
                yield _TOO_LARGE
            if page.is_cut_short:
                yield Notice("damaged", detail="picture cut short")
    except TooLargeError:
        yield _TOO_LARGE
    except ModuleNotFoundError:
        yield tell_missing(source.format, "ocr")
