"""Tar archives: every form of header, links, damage, limits; made by ``tarfile``."""

from __future__ import annotations

import gzip
import io
import tarfile

import pytest

from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Limits, Notice

_ROSTER = "氏名,電話\n久保田 利休,080-3114-6031\n".encode()
_FORMATS = [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]


def _tar(members: dict[str, bytes], form: int = tarfile.PAX_FORMAT, encoding: str = "utf-8") -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=form, encoding=encoding) as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return target.getvalue()


@pytest.mark.parametrize("form", _FORMATS)
def test_members_are_read_with_their_names(form: int) -> None:
    """In their order, names behind them."""
    items = read_content(_tar({"名簿/顧客.csv": _ROSTER, "空.txt": b"", "memo.txt": b"memo\n"}, form), "a.tar")
    assert [block.position.container for block in blocks_of(items)] == [("名簿/顧客.csv",), ("memo.txt",), ("names",)]
    assert text_of(items).endswith("名簿/顧客.csv\n空.txt\nmemo.txt\n")
    assert codes_of(items) == []


@pytest.mark.parametrize("form", _FORMATS[1:])
def test_long_names_are_whole(form: int) -> None:
    """They stand in members of their own kind."""
    name = "部署/" + "とても長い名前の" * 20 + ".csv"
    items = read_content(_tar({name: _ROSTER, "b.txt": b"b\n"}, form), "a.tar")
    assert [block.position.container for block in blocks_of(items)] == [(name,), ("b.txt",), ("names",)]


def test_names_in_cp932() -> None:
    """As Windows programs write them."""
    items = read_content(_tar({"顧客名簿.csv": _ROSTER}, tarfile.USTAR_FORMAT, "cp932"), "a.tar")
    assert blocks_of(items)[0].position.container == ("顧客名簿.csv",)


def test_links_and_devices_are_named_and_never_followed() -> None:
    """A link to a member, to a file outside, a device."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE)
        for number, kind in enumerate(kinds):
            member = tarfile.TarInfo(f"{number}")
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
        member = tarfile.TarInfo("../../x.csv")
        member.size = len(_ROSTER)
        archive.addfile(member, io.BytesIO(_ROSTER))
    items = read_content(target.getvalue(), "a.tar")
    assert [block.position.container for block in blocks_of(items)] == [("../../x.csv",), ("names",)]
    assert core_of(blocks_of(items)[1]) == "0\n1\n2\n3\n4\n../../x.csv\n"


def test_sparse_members_are_read_without_their_holes() -> None:
    """GNU's old form, whose list of parts goes on in blocks of its own."""
    block = bytearray(tarfile.TarInfo("s.csv").tobuf(tarfile.GNU_FORMAT))
    block[124:136], block[156:157], block[482] = b"%011o\0" % len(_ROSTER), b"S", 1
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    more = bytes(504) + b"\1" + bytes(7) + bytes(512)
    content = bytes(block) + more + _ROSTER.ljust(512, b"\0") + _tar({"b.txt": b"b\n"})
    items = read_content(content, "a.tar")
    assert [block.position.container for block in blocks_of(items)] == [("s.csv",), ("b.txt",), ("names",)]
    assert codes_of(items) == []


def test_archives_behind_each_other() -> None:
    """What was appended behind the end is read too."""
    items = read_content(_tar({"a.txt": b"a\n"}) + _tar({"b.txt": b"b\n"}), "a.tar")
    assert text_of(items) == "a\n\nb\n\na.txt\nb.txt\n"


def test_damaged_header_is_stepped_over() -> None:
    """The next whole header is found."""
    content = bytearray(_tar({"a.txt": b"a\n", "b.txt": b"b\n", "c.txt": b"c\n"}, tarfile.USTAR_FORMAT))
    content[1_024] ^= 0x55
    items = read_content(bytes(content), "a.tar")
    assert text_of(items) == "a\n\nc\n\na.txt\nc.txt\n"
    assert codes_of(items) == ["damaged"]


@pytest.mark.parametrize("packed", [False, True])
def test_cut_archive_gives_what_is_left(*, packed: bool) -> None:
    """Also in its last member."""
    big = _ROSTER + "".join(f"{n},社員\n" for n in range(20_000)).encode()
    content = _tar({"a.csv": _ROSTER, "b.csv": big})
    content = gzip.compress(content) if packed else content
    items = read_content(content[: len(content) * 3 // 4], "a.tar.gz" if packed else "a.tar")
    assert text_of(items).count("080-3114-6031") == 2
    assert "damaged" in codes_of(items)


@pytest.mark.parametrize("sixteenth", range(16))
def test_any_cut_and_change_ends_well(sixteenth: int) -> None:
    """With what there is."""
    content = bytearray(_tar({"a.csv": _ROSTER, "長" * 90: _ROSTER, "c.csv": _ROSTER}))
    read_content(bytes(content[: len(content) * sixteenth // 16]), "a.tar")
    for at in range(sixteenth, len(content), 97):
        changed = bytearray(content)
        changed[at] ^= 1 << sixteenth % 8
        read_content(bytes(changed), "a.tar")


def test_absurd_sizes_are_harmless() -> None:
    """A name of a gigabyte, a member of a terabyte, a negative size."""
    for kind in (b"L", b"x", b"0"):
        block = bytearray(tarfile.TarInfo("x").tobuf(tarfile.GNU_FORMAT))
        block[124:136], block[156:157] = b"77777777777\0", kind
        block[148:156] = b" " * 8
        block[148:156] = b"%06o\0 " % sum(block)
        items = read_content(bytes(block) + _tar({"b.txt": b"b\n"}), "a.tar")
        assert "damaged" in codes_of(items)
    block[124:136] = b"\xff" * 12
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    items = read_content(bytes(block) + _tar({"b.txt": b"b\n"}), "a.tar")
    assert "b\n" in text_of(items)


def test_member_larger_than_what_may_be_held() -> None:
    """A packed archive is read as it comes: only what needs holding is bounded."""
    content = gzip.compress(_tar({"a.csv": _ROSTER * 2_000, "b.csv": _ROSTER}))
    items = read_content(content, "a.tar.gz", Limits(held_bytes=50_000))
    assert codes_of(items) == []
    assert text_of(items).count("080-3114-6031") == 2_001


def test_limits_keep_what_was_read() -> None:
    """Members, in an archive that is read as it comes."""
    content = _tar({f"{n}.txt": "電話\n".encode() for n in range(10)})
    items = read_content(content, "a.tar", Limits(members=3))
    assert (codes_of(items), text_of(items).count("電話")) == (["member-limit"], 3)
    assert Notice("member-limit", detail="3") in items
