"""What a file is, by its first bytes."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from meibo.extraction.signatures import CONTAINERS, FAMILIES, MEDIA, SIGNATURES, WORDS
from meibo.extraction.sniff import sniff

_PIXELS = bytes(range(40))
_BITMAP = b"BM" + struct.pack("<IHHII", 94, 0, 0, 54, 40) + _PIXELS


def _zip(*members: str, stored_mimetype: str = "") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        if stored_mimetype:
            archive.writestr(zipfile.ZipInfo("mimetype"), stored_mimetype)
        for member in members:
            archive.writestr(member, "見本")
    return target.getvalue()


def _ole(stream_name: str = "") -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + stream_name.encode("utf-16-le") + bytes(200)


@pytest.mark.parametrize(
    ("head", "name", "format_id", "media"),
    [
        (b"", "a.txt", "empty", "text"),
        (b"plain\n", "a.txt", "text", "text"),
        ("氏名,電話\n".encode("cp932"), "a.csv", "text", "text"),
        ("氏名,電話\n".encode("utf-16"), "a.csv", "text", "text"),
        (b"\xef\xbb\xbf", "a.csv", "text", "text"),
        (b"<html><body>", "a.html", "text", "text"),
        (b'{"name": "x"}', "a.json", "text", "text"),
        (b"plain\n", "a.docx", "text", "text"),
        (bytes(5000), "a.log", "zeros", "other"),
        (bytes(range(256)) * 8, "a.dat", "unknown", "other"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a.txt", "pdf", "document"),
        (b"{\\rtf1\\ansi ", "a.doc", "rtf", "document"),
        (_zip("a.txt"), "a.zip", "zip", "archive"),
        (_zip("[Content_Types].xml", "word/document.xml"), "a.bin", "docx", "document"),
        (_zip("[Content_Types].xml", "xl/workbook.xml"), "a.zip", "xlsx", "document"),
        (_zip("[Content_Types].xml", "ppt/presentation.xml"), "a.pptx", "pptx", "document"),
        (_zip("x", stored_mimetype="application/vnd.oasis.opendocument.text"), "a.zip", "odt", "document"),
        (_zip("META-INF/MANIFEST.MF"), "a.zip", "jar", "program"),
        (_zip("a.txt"), "a.xlsx", "xlsx", "document"),
        (b"PK\x05\x06" + bytes(18), "a.zip", "zip", "archive"),
        (_ole(), "a.xls", "xls", "document"),
        (_ole(), "a.jtd", "ichitaro", "document"),
        (_ole(), "a", "ole", "document"),
        (_ole("WordDocument"), "a.xls", "doc", "document"),
        (_ole("EncryptedPackage"), "a.docx", "encrypted-office", "document"),
        (b"\x89PNG\r\n\x1a\n" + _PIXELS, "a.txt", "png", "image"),
        (b"\xff\xd8\xff\xe0" + _PIXELS, "a.txt", "jpeg", "image"),
        (b"GIF89a" + _PIXELS, "a", "gif", "image"),
        (_BITMAP, "a", "bmp", "image"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "a", "wav", "audio"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "a", "heic", "image"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "a", "mp4", "video"),
        (b"ID3\x03" + bytes(20), "a", "mp3", "audio"),
        (b"\x1f\x8b\x08" + _PIXELS, "a", "gzip", "archive"),
        (b"BZh91AY&SY" + _PIXELS, "a", "bzip2", "archive"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "a", "7z", "archive"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\x0000", "a", "tar", "archive"),
        (b"\x24\x5e-lh5-" + _PIXELS, "a", "lzh", "archive"),
        (b"SQLite format 3\0" + _PIXELS, "a", "sqlite", "database"),
        (b"\0\1\0\0Standard Jet DB\0", "a", "access", "database"),
        (b"\x7fELF\x02\x01\x01\0", "a", "elf", "program"),
        (b"MZ\x90\0\x03\0\0\0", "a", "windows-program", "program"),
        (b"!BDN" + _PIXELS, "a", "outlook-store", "archive"),
    ],
)
def test_format_is_told_by_content(head: bytes, name: str, format_id: str, media: str) -> None:
    """Content decides; the name only splits a family whose inside is not seen."""
    found = sniff(head, name)
    assert (found.id, found.media) == (format_id, media)


@pytest.mark.parametrize(
    "text",
    [
        "PK方式の説明\n",
        "PKG_VERSION=1\n",
        "BM25による検索\n",
        "BMW, Toyota\n",
        "MZ世代のアンケート\n",
        "MZ\n",
        "%!PS という書き出し\n",
        "GIF89a という形式\n",
        "GIF画像\n",
        "ID3 tag\n",
        "II*\n",
        "RIFF    WAVE\n",
        "    ftyp\n",
        "ab-lh5-cd\n",
        "BZh91AY&SY\n",
        "ORC, PAR1, regf\n",
        "fLaC\n",
        "OggS\n",
    ],
)
def test_words_are_no_signatures(text: str) -> None:
    """A text that begins like a binary format is still text, in each encoding."""
    for encoding in ("utf-8", "cp932", "utf-16"):
        assert sniff(text.encode(encoding), "a.bin").id == "text"


def test_every_format_has_its_media() -> None:
    """A format that a table can answer is assigned to a kind of media."""
    ids = {format_id for _, _, format_id in (*SIGNATURES, *WORDS, *CONTAINERS)}
    ids |= {format_id for family in FAMILIES.values() for format_id in family.values()}
    assert ids <= MEDIA.keys()


def test_signatures_alone_are_found() -> None:
    """Each signature is reachable: none is hidden behind an earlier one of another format."""
    for offset, magic, format_id in (*SIGNATURES, *WORDS):
        head = bytes([1]) * offset + magic + b"\1" * 8
        assert sniff(head, "a").id == format_id
