"""Archives made to exhaust who reads them: each ends within the limits, with what was read before."""

from __future__ import annotations

import functools
import io
import time
from collections.abc import Callable, Iterator

import pytest

from extraction import bombs
from extraction.reading import blocks_of, codes_of, read_content, text_of
from meibo.extraction.budget import Budget
from meibo.extraction.inside import read_inside
from meibo.extraction.model import HEAD_BYTES, Limits, Notice, Source
from meibo.extraction.passwords import Passwords
from meibo.extraction.sniffing.sniff import look_inside, sniff
from meibo_detectors.model import Block

_GRACE_SECONDS = 10
"""What a file may take beyond its time: the clock is looked at between pieces."""
_SMALL = Limits(ratio_from_bytes=4 << 20)


def test_zip_of_zips() -> None:
    """A thousand times more in each level."""
    items = read_content(bombs.nest_zips(16, 4), "42.zip", _SMALL)
    assert codes_of(items) == ["ratio-limit"]
    assert "03-1234-5678" in text_of(items)


def test_deep_nesting() -> None:
    """The files above the limit are read."""
    items = read_content(bombs.nest_zips(1, 50, b"x\n"), "a.zip")
    assert codes_of(items) == ["depth-limit"]
    assert len(blocks_of(items)) == Limits().depth + 1


def test_archive_inside_itself() -> None:
    """Every level is one, and no byte is packed."""
    items = read_content(bombs.nest_in_itself(200), "quine.zip")
    assert codes_of(items)[-1] == "depth-limit"


def test_members_that_overlap() -> None:
    """One packed member under many names."""
    items = read_content(bombs.overlap_members(1_000, 14_000_000), "a.zip", _SMALL)
    assert codes_of(items) == ["ratio-limit"]


@pytest.mark.parametrize("claimed_bytes", [0, 10, 0xFFFFFFFE])
@pytest.mark.slow
def test_sizes_that_lie(claimed_bytes: int) -> None:
    """Nothing depends on them."""
    items = read_content(bombs.lie_about_size(claimed_bytes), "a.zip", _SMALL)
    assert codes_of(items) == ["ratio-limit"]
    assert "03-1234-5678" in text_of(items)


@pytest.mark.parametrize("suffix", [".gz", pytest.param(".bz2", marks=pytest.mark.slow), ".xz", ".zst"])
def test_packed_files(suffix: str) -> None:
    """Gigabytes from megabytes."""
    items = read_content(bombs.pack_series(suffix, 1 << 27), "a.txt" + suffix, _SMALL)
    assert codes_of(items) == ["ratio-limit"]


def test_many_members() -> None:
    """Names are read in any case; members up to the limit."""
    limits = Limits(members=100)
    items = read_content(bombs.list_members(10_000), "a.zip", limits)
    assert codes_of(items) == ["member-limit"]
    assert text_of(items).count(".txt") == 10_000
    assert codes_of(read_content(bombs.pack_tar(10_000), "a.tar.gz", limits)) == ["member-limit"]


_SUFFIXES = (".gz", ".bz2", ".xz", ".zst")
_BOMBS: dict[str, Callable[[], bytes]] = {
    "nested.zip": lambda: bombs.nest_zips(16, 6),
    "overlapping.zip": lambda: bombs.overlap_members(60_000, 140_000_000),
    "members.zip": lambda: bombs.list_members(1_000_000),
    "members.tar.gz": lambda: bombs.pack_tar(1_000_000),
    **{"lines" + suffix: functools.partial(bombs.pack_series, suffix, 10 << 30) for suffix in _SUFFIXES},
}


@pytest.mark.slow
@pytest.mark.no_cover  # which makes it four times as slow
@pytest.mark.parametrize("name", _BOMBS)
def test_default_limits_hold(name: str) -> None:
    """The real limits, and the time that they leave."""
    content = _BOMBS[name]()
    start = time.monotonic()
    codes = {item.code for item in _read(content, name) if isinstance(item, Notice)}
    assert time.monotonic() - start < Limits().parser_seconds(len(content)) + _GRACE_SECONDS
    assert codes & {"ratio-limit", "member-limit", "time-limit", "content-limit"} or name == "members.zip"


def _read(content: bytes, name: str) -> Iterator[Block | Notice]:
    """As the parser's process does it: nothing that was read is kept here."""
    stream = io.BytesIO(content)
    kind = look_inside(sniff(content[:HEAD_BYTES], name), stream, name)
    return read_inside(Source(stream, name, kind.id, Budget(Limits(), len(content)), Passwords()))
