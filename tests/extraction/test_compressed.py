"""Packed files: gzip, bzip2, xz and Zstandard, whole, in series, and damaged."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import tarfile
from collections.abc import Callable

import pytest

from extraction.reading import blocks_of, codes_of, read_content, text_of
from meibo.extraction.model import Limits

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_ROSTER = "氏名,電話\n久保田 利休,080-3114-6031\n".encode()
_BIG = "".join(f"{n},社員{n:05d},03-{n % 9000 + 1000}-5678\n" for n in range(20_000)).encode()
_PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstd.compress,
}
_each = pytest.mark.parametrize("suffix", _PACKERS)


@_each
def test_file_inside_has_the_name_without_suffix(suffix: str) -> None:
    """It is read as what it is."""
    items = read_content(_PACKERS[suffix](_BIG), "名簿.csv" + suffix)
    assert {block.position.container for block in blocks_of(items)} == {("名簿.csv",)}
    assert (text_of(items), codes_of(items)) == (_BIG.decode(), [])


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("a.tgz", "a.tar"),
        ("a.tar.gz", "a.tar"),
        ("a.gz", "a"),
        ("a.log", "a.log"),
        ("backup", "backup"),
        ("", "content"),
    ],
)
def test_names_of_packed_files(name: str, inside: str) -> None:
    """Short suffixes of packed tar archives, and names that tell nothing."""
    assert blocks_of(read_content(gzip.compress(_ROSTER), name))[0].position.container == (inside,)


@_each
def test_packed_streams_behind_each_other(suffix: str) -> None:
    """Logs are packed in pieces; padding and other bytes behind the last piece are no damage."""
    pack = _PACKERS[suffix]
    for behind in (b"", bytes(100), b"other bytes"):
        items = read_content(pack(_ROSTER) + pack(b"b\n") + pack(_BIG) + behind, "a.csv" + suffix)
        assert (text_of(items), codes_of(items)) == ((_ROSTER + b"b\n" + _BIG).decode(), [])


@_each
def test_cut_file_gives_what_is_left(suffix: str) -> None:
    """And is said to be damaged."""
    content = _PACKERS[suffix](_BIG * 4)
    items = read_content(content[: len(content) * 3 // 4], "a.csv" + suffix)
    assert (codes_of(items), text_of(items)[:1_000]) == (["damaged"], _BIG.decode()[:1_000])


@_each
def test_any_cut_and_change_ends_well(suffix: str) -> None:
    """With what there is."""
    content = _PACKERS[suffix](_BIG[:5_000])
    for sixteenth in range(16):
        read_content(content[: len(content) * sixteenth // 16], "a" + suffix)
    for at in range(0, len(content), 29):
        changed = bytearray(content)
        changed[at] ^= 1 << at % 8
        read_content(bytes(changed), "a" + suffix)


def test_wrong_checksum_is_damage() -> None:
    """What was unpacked is read all the same."""
    content = bytearray(gzip.compress(_ROSTER))
    content[-6] ^= 1
    items = read_content(bytes(content), "a.gz")
    assert codes_of(items) == ["damaged"]


@_each
def test_packed_tar_is_read_through(suffix: str) -> None:
    """Each layer adds to the place."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        member = tarfile.TarInfo("名簿.csv")
        member.size = len(_ROSTER)
        archive.addfile(member, io.BytesIO(_ROSTER))
    items = read_content(_PACKERS[suffix](target.getvalue()), "a.tar" + suffix)
    assert [block.position.container for block in blocks_of(items)] == [("a.tar", "名簿.csv"), ("a.tar", "names")]


@_each
def test_limits_bound_what_is_unpacked(suffix: str) -> None:
    """A bomb is read up to the limit, no further."""
    content = _PACKERS[suffix](b"0123456789 \n" * 1_000_000)
    items = read_content(content, "a" + suffix, Limits(ratio=100, ratio_from_bytes=8 << 20))
    assert codes_of(items) == ["ratio-limit"]
    assert text_of(items).startswith("0123456789")
