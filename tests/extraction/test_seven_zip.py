"""7z archives: with and without the system's library, encrypted, damaged."""

from __future__ import annotations

import io

import pytest

from extraction.reading import blocks_of, codes_of, read_content, text_of
from meibo.extraction.archives import seven_zip
from meibo.extraction.archives.libarchive import load_libarchive
from meibo.extraction.model import Limits, Notice

py7zr = pytest.importorskip("py7zr")

_ROSTER = "氏名,電話\n久保田 利休,080-3114-6031\n".encode()
_BIG = "".join(f"{n},社員{n:05d},03-{n % 9000 + 1000}-5678\n" for n in range(20_000)).encode()
_WORD = "秘密2025"
_MEMBERS = {"名簿/顧客.csv": _ROSTER, "空.txt": b"", "b.csv": _BIG, "c.txt": b"c\n"}


def _pack(members: dict[str, bytes] = _MEMBERS, **options: object) -> bytes:
    target = io.BytesIO()
    with py7zr.SevenZipFile(target, "w", **options) as archive:
        for name, content in members.items():
            archive.writestr(content, name)
    return target.getvalue()


@pytest.fixture(params=["py7zr", "libarchive"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read by the one or the other."""
    if request.param == "py7zr":
        monkeypatch.setattr(seven_zip, "load_libarchive", lambda: None)
    elif load_libarchive() is None:
        pytest.skip("libarchive is not installed")
    return str(request.param)


_FILTERS = {
    "lzma2": [{"id": py7zr.FILTER_LZMA2, "preset": 6}],
    "lzma": [{"id": py7zr.FILTER_LZMA, "preset": 6}],
    "bzip2": [{"id": py7zr.FILTER_BZIP2}],
    "deflate": [{"id": py7zr.FILTER_DEFLATE}],
    "ppmd": [{"id": py7zr.FILTER_PPMD, "order": 6, "mem": 24}],
    "copy": [{"id": py7zr.FILTER_COPY}],
    "zstd": [{"id": py7zr.FILTER_ZSTD, "level": 3}],
    "delta": [{"id": py7zr.FILTER_DELTA}, {"id": py7zr.FILTER_LZMA2, "preset": 6}],
    "x86": [{"id": py7zr.FILTER_X86}, {"id": py7zr.FILTER_LZMA2, "preset": 6}],
}


@pytest.mark.parametrize("name", _FILTERS)
def test_members_and_names_are_read(name: str, reader: str) -> None:
    """By every method that is in use."""
    if name == "zstd" and reader == "libarchive":
        pytest.skip("newer than many builds of the library")
    items = read_content(_pack(filters=_FILTERS[name]), "a.7z")
    places = [block.position.container for block in blocks_of(items)]
    assert sorted(set(places)) == [("b.csv",), ("c.txt",), ("names",), ("名簿/顧客.csv",)]
    for text in (_ROSTER, _BIG, "名簿/顧客.csv\n空.txt\nb.csv\nc.txt\n".encode()):
        assert text.decode() in text_of(items)
    assert codes_of(items) == []


def test_encrypted_members_are_named_and_counted() -> None:
    """Their names show; a password of the list opens them."""
    content = _pack(password=_WORD)
    items = read_content(content, "a.7z", passwords=("wrong",))
    assert text_of(items) == "名簿/顧客.csv\n空.txt\nb.csv\nc.txt\n"
    assert codes_of(items) == ["encrypted"]
    assert Notice("encrypted", len(_MEMBERS)) in items
    items = read_content(content, "a.7z", passwords=("wrong", _WORD))
    assert codes_of(items) == ["password-opened"]
    assert _ROSTER.decode() in text_of(items)
    assert _BIG.decode() in text_of(items)


def test_encrypted_names_need_the_password() -> None:
    """Nothing shows without it."""
    content = _pack(password=_WORD, header_encryption=True)
    items = read_content(content, "a.7z", passwords=("wrong",))
    assert (codes_of(items), text_of(items)) == (["encrypted"], "")
    items = read_content(content, "a.7z", passwords=("wrong", _WORD))
    assert codes_of(items) == ["password-opened"]
    assert _ROSTER.decode() in text_of(items)


def test_few_passwords_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes half a second, as the format intends."""
    monkeypatch.setattr(seven_zip, "_MOST_ATTEMPTS", 2)
    content = _pack({"a.csv": _ROSTER}, password=_WORD, header_encryption=True)
    assert codes_of(read_content(content, "a.7z", passwords=("1", "2", _WORD))) == ["encrypted"]
    assert codes_of(read_content(content, "a.7z", passwords=("1", _WORD))) == ["password-opened"]


def test_damage_ends_a_folder_and_keeps_what_was_read(reader: str) -> None:
    """Members that are packed behind the damage are lost with it."""
    content = bytearray(_pack({"a.csv": _ROSTER, "b.csv": _BIG, "c.txt": b"c\n"}, filters=_FILTERS["copy"]))
    content[400_000] ^= 1
    items = read_content(bytes(content), "a.7z")
    assert "damaged" in codes_of(items)
    assert _ROSTER.decode() in text_of(items)


@pytest.mark.parametrize("sixteenth", range(16))
@pytest.mark.slow
def test_any_cut_and_change_ends_well(sixteenth: int, reader: str) -> None:
    """With what there is."""
    for content in (_pack(), _pack(filters=_FILTERS["copy"])):
        assert "damaged" in codes_of(read_content(content[: len(content) * sixteenth // 16], "a.7z")) or not sixteenth
        changed = bytearray(content)
        changed[len(content) * sixteenth // 16] ^= 1 << sixteenth % 8
        read_content(bytes(changed), "a.7z")


def test_limits_keep_what_was_read(reader: str) -> None:
    """Members, and bytes."""
    members = {f"{n}.txt": "電話\n".encode() for n in range(10)}
    items = read_content(_pack(members), "a.7z", Limits(members=3))
    assert (codes_of(items), text_of(items).count("電話")) == (["member-limit"], 3)
    items = read_content(_pack({"a.txt": b"0123456789 \n" * 500_000}), "a.7z", Limits(ratio_from_bytes=1 << 20))
    assert codes_of(items) == ["ratio-limit"]


def test_without_any_reader_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """py7zr is an extra, and libarchive a library of the system."""
    monkeypatch.setattr(seven_zip, "load_libarchive", lambda: None)
    monkeypatch.setitem(__import__("sys").modules, "py7zr", None)
    items = read_content(_pack(), "a.7z")
    assert items == [Notice("format-not-read", detail="7z: pip install 'meibo[sevenzip]'")]
