"""Which extractor reads which format."""

from __future__ import annotations

import pytest

from meibo.extraction.registry import EXTRACTORS, find_extractor
from meibo.extraction.signatures import MEDIA
from meibo.extraction.text import extract_text


def test_text_is_read_in_spans() -> None:
    """Text has an extractor that several workers may share a file with."""
    extractor = find_extractor("text")
    assert extractor is not None
    assert extractor.extract is extract_text
    assert extractor.splits


@pytest.mark.parametrize("format_id", ["unknown", "zeros", "pdf", ""])
def test_other_formats_are_not_read(format_id: str) -> None:
    """A format without an extractor has none, rather than a guess."""
    assert find_extractor(format_id) is None


def test_formats_are_listed_once() -> None:
    """Each extractor is for a known format, and each format has one at most, in order of its id."""
    ids = [extractor.format_id for extractor in EXTRACTORS]
    assert ids == sorted(set(ids))
    assert set(ids) <= MEDIA.keys()
