"""Which extractor reads which format."""

from __future__ import annotations

import pytest

from meibo.extraction.registry import EXTRACTORS, find_extractor
from meibo.extraction.sniffing.signatures import MEDIA


def test_text_is_read_in_spans() -> None:
    """Text has an extractor that several workers may share a file with."""
    extractor = find_extractor("text")
    assert extractor is not None
    assert extractor.is_plain


@pytest.mark.parametrize("format_id", ["unknown", "zeros", "hwp", ""])
def test_other_formats_are_not_read(format_id: str) -> None:
    """A format without an extractor has none, rather than a guess."""
    assert find_extractor(format_id) is None


def test_formats_are_listed_once() -> None:
    """Each extractor is for known formats, and each format has one at most."""
    ids = [format_id for extractor in EXTRACTORS for format_id in extractor.formats]
    assert len(ids) == len(set(ids))
    assert set(ids) <= MEDIA.keys()


@pytest.mark.parametrize("extractor", EXTRACTORS, ids=lambda extractor: extractor.module)
def test_every_extractor_is_there(extractor: object) -> None:
    """Each module has its function."""
    assert callable(extractor.load())  # type: ignore[attr-defined]
