"""Picture files: png, jpeg, tiff with all its pages, bmp, gif, webp, avif, heic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.model import Notice
from meibo.extraction.optional import tell_missing
from meibo.extraction.pictures.decoding import read_pages
from meibo.extraction.pictures.one_page import PictureReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source


def extract(source: Source) -> Iterator[Item]:
    """Every page in its order; a first picture of several that are not pages is taken for all."""
    if source.pictures is None:
        yield Notice("image-only")
        return
    reader = PictureReader(source.pictures, source.budget)
    try:
        for number, page in enumerate(read_pages(source), start=1):
            yield from reader.read(page.draw, number)
            if page.is_cut_short:
                yield Notice("damaged", detail="picture cut short")
    except ModuleNotFoundError:
        yield tell_missing(source.format, "ocr")
