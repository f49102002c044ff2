"""What holds for every picture format: the suite of the other formats, on the smallest picture that holds text."""

from __future__ import annotations

import functools
import io
import itertools
import time
from typing import Any

import pytest

pytest.importorskip("rapidocr", reason="needs meibo[ocr]")
pytest.importorskip("pi_heif", reason="needs pi-heif")

from extraction.pictures.drawing import FORMATS, PHONE, write_line
from extraction.reading import READS_TEXT, codes_of, read_pictures, text_of
from extraction.watching import FLIPS, Watch, flip
from meibo.catalogue.issues import issue_code
from meibo.extraction.budget import Budget
from meibo.extraction.inside import read_inside
from meibo.extraction.model import HEAD_BYTES, Limits, Notice, Source
from meibo.extraction.passwords import Passwords
from meibo.extraction.pictures.time import Pictures
from meibo.extraction.registry import EXTRACTORS, find_extractor
from meibo.extraction.sniffing.sniff import look_inside, sniff
from meibo_detectors.model import Block

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")
SIXTEENTHS = 16
MOST_SECONDS = 20.0
TINY_LIMITS = {
    "content": Limits(content_bytes=200),
    "held": Limits(held_bytes=200),
    "members": Limits(members=0),
    "depth": Limits(depth=0),
    "cells": Limits(cells=0),
    "pages": Limits(pages=0),
    "blocks": Limits(block_bytes=1, context_chars=1, lookahead_bytes=1),
    "no time": Limits(seconds=0, seconds_per_megabyte=0),
}

make = functools.cache(write_line)


def read(content: bytes, name: str, limits: Limits | None = None) -> list[Any]:
    """Everything in a picture, in its time."""
    began = time.monotonic()
    items = read_pictures(content, name, READS_TEXT, limits)
    assert time.monotonic() - began < MOST_SECONDS
    for item in items:
        if isinstance(item, Block):
            item.text.decode()
            assert 0 <= item.lead <= len(item.text) - item.tail
            assert item.boxes
            assert all(0 <= edge <= 1000 for box in item.boxes for edge in box)
        else:
            issue_code(item.code)
            assert PHONE not in item.detail
    return items


def sparse(values: range, quick: tuple[int, ...] = ()) -> list[Any]:
    """Few are tried in the quick run: each takes a fifth of a second."""
    return [value if value in quick else pytest.param(value, marks=pytest.mark.slow) for value in values]


def test_every_format_is_read_only_where_that_is_asked_for() -> None:
    (extractor,) = (extractor for extractor in EXTRACTORS if extractor.reads_pictures)
    assert extractor.formats == FORMATS
    for format_id in FORMATS:
        assert find_extractor(format_id) is None
        assert find_extractor(format_id, reads_pictures=True) is extractor


@pytest.mark.parametrize("format_id", FORMATS)
class TestPicture:
    """Each format in turn."""

    def test_it_reads_what_was_planted(self, format_id: str) -> None:
        """On its page, without a fault."""
        content = make(format_id)
        assert look_inside(sniff(content[:HEAD_BYTES], "a"), io.BytesIO(content), "a").id == format_id
        items = read(content, f"a.{format_id}")
        assert PHONE in text_of(items)
        assert codes_of(items) == []
        assert {block.position.page for block in items} == {1}

    @pytest.mark.parametrize("part", sparse(range(1, SIXTEENTHS), (9,)))
    def test_it_reads_a_file_that_was_cut(self, format_id: str, part: int) -> None:
        """What is there, and that something is missing."""
        content = make(format_id)
        items = read(content[: len(content) * part // SIXTEENTHS], f"a.{format_id}")
        assert codes_of(items)

    @pytest.mark.parametrize("seed", sparse(range(FLIPS), (5,)))
    def test_it_reads_a_file_with_flipped_bits(self, format_id: str, seed: int) -> None:
        read(flip(make(format_id), seed), f"a.{format_id}")

    @pytest.mark.slow
    @pytest.mark.parametrize("name", ["meibo", "meibo.txt", "meibo.docx", "meibo.eps", "..", "a/b\\c.zip"])
    def test_it_reads_a_file_of_another_name(self, format_id: str, name: str) -> None:
        """What a file is stands in it."""
        assert PHONE in text_of(read(make(format_id), name))

    def test_it_reads_an_empty_file(self, format_id: str) -> None:
        """Nothing is in it, and that is no fault."""
        assert codes_of(read(b"", f"a.{format_id}")) == []

    @pytest.mark.parametrize("limit", sparse(range(len(TINY_LIMITS)), (7,)))
    def test_it_ends_at_every_limit(self, format_id: str, limit: int) -> None:
        """With a notice; where the limit does not concern it, with all that was planted."""
        name = list(TINY_LIMITS)[limit]
        items = read(make(format_id), f"a.{format_id}", TINY_LIMITS[name])
        assert codes_of(items) or PHONE in text_of(items) or name == "blocks"

    @pytest.mark.slow
    @pytest.mark.parametrize("steps", [1, 2, 3, 10])
    def test_it_ends_in_the_middle_when_the_time_is_up(self, format_id: str, steps: int) -> None:
        content, clock = make(format_id), itertools.count()
        budget = Budget(Limits(seconds=steps, seconds_per_megabyte=0), len(content), lambda: next(clock))
        items = list(read_inside(make_source(content, format_id, budget)))
        assert codes_of(items) == ["time-limit"] or PHONE in text_of(items)

    @pytest.mark.slow
    def test_it_reads_the_same_twice(self, format_id: str) -> None:
        """Nothing stays behind from one file to the next."""
        first = read(make(format_id), f"a.{format_id}")
        for seed in range(3):
            read(flip(make(format_id), seed), f"a.{format_id}")
        assert read(make(format_id), f"a.{format_id}") == first

    def test_it_touches_nothing(self, format_id: str) -> None:
        """It opens no file for writing, makes and removes none, starts no program and has no network."""
        content = make(format_id)
        read(content, f"a.{format_id}")  # what it needs is imported now
        with Watch() as seen:
            read(content, f"a.{format_id}")
        assert seen == []

    @pytest.mark.slow
    def test_it_leaves_the_content_alone(self, format_id: str) -> None:
        """The stream is somebody else's."""
        content = make(format_id)
        source = make_source(content, format_id, Budget(Limits(), len(content)))
        list(read_inside(source))
        assert isinstance(source.stream, io.BytesIO)
        assert source.stream.closed or source.stream.getvalue() == content

    @pytest.mark.slow
    def test_it_is_only_counted_where_pictures_stay_unread(self, format_id: str) -> None:
        """As a picture, with its format."""
        content = make(format_id)
        source = make_source(content, format_id, Budget(Limits(), len(content)))._replace(pictures=None)
        assert list(read_inside(source)) == [Notice("image-only", detail=format_id)]


def make_source(content: bytes, format_id: str, budget: Budget) -> Source:
    return Source(
        io.BytesIO(content), f"a.{format_id}", format_id, budget, Passwords(()), pictures=Pictures(READS_TEXT)
    )
