"""What holds for every extractor, whatever its format: a suite over the registry and one specimen of each format."""

from __future__ import annotations

import functools
import importlib
import io
import itertools
import time
from collections.abc import Iterator
from typing import Any

import pytest

from extraction.reading import blocks_of, read_content, text_of
from extraction.specimens import NOT_WRITTEN, PLANTED, SPECIMENS, Specimen
from extraction.watching import FLIPS, Watch, flip
from meibo.catalogue.issues import IssueClass, issue_code
from meibo.extraction.budget import Budget
from meibo.extraction.inside import read_inside
from meibo.extraction.model import HEAD_BYTES, Limits, Notice, Source
from meibo.extraction.passwords import Passwords
from meibo.extraction.registry import EXTRACTORS
from meibo.extraction.sniffing.sniff import look_inside, sniff
from meibo_detectors.model import Block

READ_HERE = tuple(extractor for extractor in EXTRACTORS if not extractor.reads_pictures)
"""Pictures have a suite of their own, in ``pictures``."""
FORMATS = tuple(format_id for extractor in READ_HERE for format_id in extractor.formats)
WRITTEN = tuple(format_id for format_id in FORMATS if format_id in SPECIMENS)
TOLD_BY_NAME = ("lzma", "ole")
"""Formats that show nothing of themselves, or hold anything."""
SIXTEENTHS = 16
MOST_SECONDS = 20.0
"""For one reading of one specimen, on a busy machine."""

TINY_LIMITS = {
    "content": Limits(content_bytes=200),
    "held": Limits(held_bytes=200),
    "ratio": Limits(ratio=0, ratio_from_bytes=200),
    "members": Limits(members=0),
    "depth": Limits(depth=0),
    "cells": Limits(cells=4),
    "pages": Limits(pages=0),
    "blocks": Limits(block_bytes=1, context_chars=1, lookahead_bytes=1),
    "no time": Limits(seconds=0, seconds_per_megabyte=0),
}


@functools.cache
def _make(format_id: str) -> Specimen:
    return SPECIMENS[format_id]()


def _read(specimen: Specimen, content: bytes | None = None, limits: Limits | None = None) -> list[Block | Notice]:
    began = time.monotonic()
    items = read_content(
        specimen.content if content is None else content, specimen.name, limits, passwords=specimen.passwords
    )
    assert time.monotonic() - began < MOST_SECONDS
    _check(items)
    return items


def _check(items: list[Block | Notice]) -> None:
    """Blocks are text with its surroundings; notices are of the catalogue and quote nothing."""
    for item in items:
        if isinstance(item, Block):
            item.text.decode()
            assert 0 <= item.lead <= len(item.text) - item.tail
            continue
        if item.code != "encoding":
            issue_code(item.code)
        assert not any(value in item.detail for value in PLANTED)


def _faults(items: list[Block | Notice]) -> list[str]:
    codes = [item.code for item in items if isinstance(item, Notice) and item.code != "encoding"]
    return [code for code in codes if issue_code(code).kind is IssueClass.FAULT]


def test_every_format_has_a_specimen() -> None:
    """Or a reason for having none."""
    assert set(FORMATS) == SPECIMENS.keys() | NOT_WRITTEN.keys()
    assert not SPECIMENS.keys() & NOT_WRITTEN.keys()


def thin_out(values: range) -> list[Any]:
    """Every third is tried in the quick run, too."""
    return [value if at % 3 == 0 else pytest.param(value, marks=pytest.mark.slow) for at, value in enumerate(values)]


@pytest.mark.parametrize("format_id", WRITTEN)
class TestExtractor:
    """Each format in turn."""

    @pytest.fixture(autouse=True)
    def _is_there(self, format_id: str) -> None:
        extractor = next(extractor for extractor in EXTRACTORS if format_id in extractor.formats)
        try:
            importlib.import_module(f"meibo.extraction.{extractor.module}")
            specimen = _make(format_id)
        except ImportError as error:
            pytest.skip(f"needs {error.name}")
        notices = [item for item in read_content(specimen.content, specimen.name) if isinstance(item, Notice)]
        if any(notice.code == "format-not-read" for notice in notices):
            pytest.skip("needs what is not installed here")

    def test_it_reads_all_that_was_planted(self, format_id: str) -> None:
        """Whole values, without a fault."""
        specimen = _make(format_id)
        stream = io.BytesIO(specimen.content)
        assert look_inside(sniff(specimen.content[:HEAD_BYTES], specimen.name), stream, specimen.name).id == format_id
        items = _read(specimen)
        text = text_of(items)
        assert [value for value in specimen.planted if value not in text] == []
        assert _faults(items) == []

    @pytest.mark.parametrize("part", thin_out(range(1, SIXTEENTHS)))
    def test_it_reads_a_file_that_was_cut(self, format_id: str, part: int) -> None:
        """Something comes out: what was read, or why nothing was."""
        specimen = _make(format_id)
        content = specimen.content[: len(specimen.content) * part // SIXTEENTHS]
        assert _read(specimen, content) or not content.strip()

    @pytest.mark.parametrize("seed", thin_out(range(FLIPS)))
    def test_it_reads_a_file_with_flipped_bits(self, format_id: str, seed: int) -> None:
        """From one of them to one in a hundred bytes; they may change what it says in any way."""
        specimen = _make(format_id)
        _read(specimen, flip(specimen.content, seed))

    @pytest.mark.parametrize("name", ["meibo", "meibo.txt", "meibo.docx", "meibo.jpg", "..", "a/b\\c.zip"])
    def test_it_reads_a_file_of_another_name(self, format_id: str, name: str) -> None:
        """What a file is stands in it."""
        if format_id in TOLD_BY_NAME:
            pytest.skip("only its name tells what it is")
        specimen = _make(format_id)
        text = text_of(_read(specimen._replace(name=name)))
        assert [value for value in specimen.planted if value not in text] == []

    def test_it_reads_an_empty_file(self, format_id: str) -> None:
        """Nothing is in it, and that is no fault."""
        assert _read(_make(format_id), b"") == []

    @pytest.mark.parametrize("limit", TINY_LIMITS)
    def test_it_ends_at_every_limit(self, format_id: str, limit: str) -> None:
        """With a notice; where the limit does not concern it, with all that was planted."""
        specimen = _make(format_id)
        items = _read(specimen, limits=TINY_LIMITS[limit])
        text = text_of(items)
        assert _faults(items) or all(value in text for value in specimen.planted) or limit == "blocks"

    @pytest.mark.parametrize("steps", [1, 3, 10, 30])
    def test_it_ends_in_the_middle_when_the_time_is_up(self, format_id: str, steps: int) -> None:
        """What was read before stays."""
        specimen = _make(format_id)
        clock = itertools.count()
        budget = Budget(Limits(seconds=steps, seconds_per_megabyte=0), len(specimen.content), lambda: next(clock))
        items = list(_read_within(specimen, budget))
        _check(items)
        text = text_of(items)
        assert "time-limit" in _faults(items) or all(value in text for value in specimen.planted)

    def test_it_reads_the_same_twice(self, format_id: str) -> None:
        """Nothing stays behind from one file to the next."""
        specimen = _make(format_id)
        first = _read(specimen)
        for seed in range(3):
            _read(specimen, flip(specimen.content, seed))
        assert _read(specimen) == first

    def test_it_touches_nothing(self, format_id: str) -> None:
        """It opens no file for writing, makes and removes none, starts no program and has no network."""
        specimen = _make(format_id)
        _read(specimen)  # what it needs is imported now
        with Watch() as seen:
            _read(specimen)
        assert seen == []

    def test_it_leaves_the_content_alone(self, format_id: str) -> None:
        """The stream is somebody else's."""
        specimen = _make(format_id)
        stream = io.BytesIO(specimen.content)
        list(_read_within(specimen, Budget(Limits(), len(specimen.content)), stream))
        assert stream.closed or stream.getvalue() == specimen.content


def test_a_library_that_panics_is_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those in Rust raise what is no Exception."""

    class PanicException(BaseException):
        pass

    def give_up(source: Source) -> Iterator[Block]:
        yield from ()
        raise PanicException

    monkeypatch.setattr("meibo.extraction.data_files.dbase.extract", give_up)
    items = _read(_make("dbf"))
    assert [item.code for item in items if isinstance(item, Notice)] == ["damaged"]
    assert blocks_of(items) == []


def _read_within(specimen: Specimen, budget: Budget, stream: io.BytesIO | None = None) -> Iterator[Block | Notice]:
    stream = stream or io.BytesIO(specimen.content)
    kind = look_inside(sniff(specimen.content[:HEAD_BYTES], specimen.name), stream, specimen.name)
    yield from read_inside(Source(stream, specimen.name, kind.id, budget, Passwords(specimen.passwords)))
