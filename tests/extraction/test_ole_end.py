"""An OLE container that lost its end is told from one that is whole."""

from __future__ import annotations

import io

import pytest

from extraction.compound_file import write_compound_file
from meibo.extraction.office.ole_end import is_cut
from meibo.extraction.office.ole_streams import open_stream

olefile = pytest.importorskip("olefile")


@pytest.mark.parametrize("sizes", [(100,), (100, 3000), (5000,), (5000, 70_000)])
def test_a_container_without_its_last_sector_is_cut(sizes: tuple[int, ...]) -> None:
    """Short streams lie in a stream of their own, long ones in sectors."""
    content = write_compound_file({f"stream {size}": b"x" * size for size in sizes})
    with olefile.OleFileIO(io.BytesIO(content)) as whole:
        assert not is_cut(whole)
        last = max(sector for sector, link in enumerate(whole.fat) if link != olefile.FREESECT)
    cut = content[: 512 * (last + 1)]
    try:
        with olefile.OleFileIO(io.BytesIO(cut)) as ole:
            assert is_cut(ole)
    except OSError:
        pass  # the library says so itself


def test_a_stream_in_a_ring_of_sectors_is_refused() -> None:
    """Three kilobytes that would be read four gigabytes long: found by the fuzzer."""
    content = bytearray(write_compound_file({"stream": b"x" * 6000}))
    entry = content.index("stream".encode("utf-16-le"))
    content[entry + 120 : entry + 124] = b"\xff\xff\xff\x7f"
    with olefile.OleFileIO(io.BytesIO(bytes(content))) as ole, pytest.raises(OSError, match="larger"):
        open_stream(ole, ["stream"])
