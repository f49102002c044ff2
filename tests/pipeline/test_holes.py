"""Sparse files: nothing is read where nothing was written, and the result is that of the same bytes on the disk."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest

from meibo.inventory.reader import Reader
from meibo.pipeline.holes import MARGIN_BYTES, lies_in_hole
from meibo.pipeline.model import SPAN_BYTES

VALUE = "電話 090-1234-5678 メール taro@mail.co.jp\n".encode()

if not hasattr(os, "SEEK_DATA"):
    pytest.skip("a system that does not tell holes", allow_module_level=True)


def write(place: Path, size_bytes: int, values: tuple[int, ...], *, is_sparse: bool) -> None:
    """A file with a value at each of some offsets, NULs elsewhere: left out, or written."""
    with place.open("wb") as stream:
        if is_sparse:
            stream.truncate(size_bytes)
        else:
            for _ in range(size_bytes // SPAN_BYTES):
                stream.write(bytes(SPAN_BYTES))
        for at in values:
            stream.seek(at)
            stream.write(VALUE)


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        (4 * MARGIN_BYTES, 5 * MARGIN_BYTES, True),
        (4 * MARGIN_BYTES, 8 * MARGIN_BYTES, False),  # data behind its end, within reach
        (2 * MARGIN_BYTES, 5 * MARGIN_BYTES, True),
        (MARGIN_BYTES, 5 * MARGIN_BYTES, False),  # data before its beginning, within reach
        (0, 100, False),
        (11 * MARGIN_BYTES, 12 * MARGIN_BYTES, True),  # nothing up to the end of the file
    ],
)
def test_a_hole_is_told(start: int, end: int, wanted: bool, tmp_path: Path) -> None:
    """Data at the beginning and at 9 MB; a range counts as a hole with a margin on either side."""
    place = tmp_path / "a"
    write(place, 20 * MARGIN_BYTES, (0, 9 * MARGIN_BYTES - 4096), is_sparse=True)
    with place.open("rb", buffering=0) as stream:
        stream.seek(77)
        assert lies_in_hole(stream, start, end) is wanted
        assert stream.tell() == 77
    assert not lies_in_hole(io.BytesIO(bytes(100)), start, end)


@pytest.mark.slow
def test_holes_give_what_written_nuls_give(scan: Any, tmp_path: Path) -> None:
    """Values at the beginning, on a border of spans, right behind one and at the end, between holes of whole spans."""
    values = (0, 2 * SPAN_BYTES - 30, 4 * SPAN_BYTES, 6 * SPAN_BYTES - len(VALUE))
    found = []
    for is_sparse in (True, False):
        share = tmp_path / f"share-{is_sparse}"
        share.mkdir()
        write(share / "a.txt", 6 * SPAN_BYTES, values, is_sparse=is_sparse)
        inventory = scan(share, name=f"{is_sparse}.db")
        reader = Reader(inventory)
        try:
            (asset,) = reader.assets(1)
            positions = [(one.detector, one.start, one.end, one.location) for one in reader.positions(1)]
        finally:
            reader.close()
        found.append((asset.status, asset.format, asset.bytes_read, asset.content_hash, positions))
    assert found[0] == found[1]
    assert len(found[0][-1]) == len(values)
