"""Plain text as an extractor like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.text.blocks_of_text import extract_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.model import Item, Source


def extract(source: Source) -> Iterator[Item]:
    """Blocks of the source's span, then notices of its encodings."""
    return extract_text(source.stream, source.budget.limits, source.span, source.suffix)
