"""What a file is, by its first bytes and by the directory of its container."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile

import pytest

from meibo.extraction.model import HEAD_BYTES
from meibo.extraction.sniffing.signatures import BRANDS, MEDIA, SIGNATURES, SUFFIXES, WORDS
from meibo.extraction.sniffing.sniff import Format, look_inside, sniff

_PIXELS = bytes(range(40))
_BITMAP = b"BM" + struct.pack("<IHHII", 94, 0, 0, 54, 40) + _PIXELS


def _zip(*members: str, mimetype: str = "", main_type: str = "", before: bytes = b"") -> bytes:
    """A zip file with members of these names, and with what a package says about itself."""
    target = io.BytesIO(before)
    target.seek(0, 2)
    with zipfile.ZipFile(target, "a" if before else "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.writestr(member, "見本")
        if mimetype:
            archive.writestr("mimetype", mimetype)
        if main_type:
            types = f'<Types><Override PartName="/x" ContentType="application/{main_type}+xml"/></Types>'
            archive.writestr("[Content_Types].xml", types)
    return target.getvalue()


def _ole(stream_name: str = "") -> bytes:
    """The beginning of an OLE file whose directory cannot be read."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + stream_name.encode("utf-16-le") + bytes(200)


def _compound(*names: str, class_id: bytes = bytes(16)) -> bytes:
    """A whole OLE file with empty streams of these names in its root."""
    header = struct.pack("<8s16sHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
                         0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # fmt: skip
    sectors = -(-(len(names) + 1) // 4)
    chain = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    rows = [_row("Root Entry", 5, 1 if names else -1, -1, class_id)]
    rows += [_row(name, 2, -1, n + 2 if n + 1 < len(names) else -1) for n, name in enumerate(names)]
    return (header + struct.pack("<I", 0)).ljust(512, b"\xff") + table + b"".join(rows).ljust(512 * sectors, b"\0")


def _row(name: str, kind: int, child: int, right: int, class_id: bytes = bytes(16)) -> bytes:
    raw = name.encode("utf-16-le")
    first = 0xFFFFFFFE
    return struct.pack("<64sHBBiii16sI16xIQ", raw, len(raw) + 2, kind, 1, -1, right, child, class_id, 0, first, 0)


def _look(content: bytes, name: str) -> Format:
    stream = io.BytesIO(content)
    found = look_inside(sniff(content[:HEAD_BYTES], name), stream, name)
    assert stream.tell() == 0
    return found


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
        (bytes(range(256)) * 8, "a.xdw", "docuworks", "document"),
        (bytes(range(256)) * 8, "資料.zip.002", "archive-volume", "archive"),
        (bytes(range(256)) * 8, "資料.r01", "archive-volume", "archive"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a.txt", "pdf", "document"),
        (b"{\\rtf1\\ansi ", "a.doc", "rtf", "document"),
        (_zip("a.txt"), "a.docx", "zip", "archive"),
        (b"PK\x05\x06" + bytes(18), "a.zip", "zip", "archive"),
        (_ole(), "a", "ole", "document"),
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
        (b"070701" + b"0" * 104 + b"a.txt\0", "a", "cpio", "archive"),
        (b"070701,\xe6\x97\xa5\n", "a.csv", "text", "text"),
        (b"MSCF\0\0\0\0" + _PIXELS, "a", "cab", "archive"),
        (bytes(32769) + b"CD001\x01", "a", "iso9660", "archive"),
        (b"conectix\0\0\0\2", "a", "disk-image", "archive"),
        (b"SQLite format 3\0" + _PIXELS, "a", "sqlite", "database"),
        (b"\0\1\0\0Standard Jet DB\0", "a", "access", "database"),
        (b"\x7fELF\x02\x01\x01\0", "a", "elf", "program"),
        (b"MZ\x90\0\x03\0\0\0", "a", "windows-program", "program"),
        (b"!BDN" + _PIXELS, "a", "outlook-store", "archive"),
        (b"\x78\x9f\x3e\x22" + _PIXELS, "winmail.dat", "tnef", "document"),
        (b"-----BEGIN PGP MESSAGE-----\n", "a.txt", "pgp", "encrypted"),
        (b"\x85\x02\x0c\x03" + _PIXELS, "a", "pgp", "encrypted"),
    ],
)
def test_format_is_told_by_content(head: bytes, name: str, format_id: str, media: str) -> None:
    """Content decides; the name is asked only where the content is no text and tells nothing."""
    found = sniff(head, name)
    assert (found.id, found.media) == (format_id, media)


@pytest.mark.parametrize(
    ("main_type", "format_id"),
    [
        ("vnd.openxmlformats-officedocument.wordprocessingml.document.main", "docx"),
        ("vnd.ms-word.document.macroEnabled.main", "docx"),
        ("vnd.ms-word.template.macroEnabledTemplate.main", "docx"),
        ("vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", "xlsx"),
        ("vnd.ms-excel.sheet.macroEnabled.main", "xlsx"),
        ("vnd.ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
        ("vnd.openxmlformats-officedocument.presentationml.slideshow.main", "pptx"),
        ("vnd.ms-visio.drawing.main", "vsdx"),
        ("vnd.ms-package.xps-fixeddocumentsequence", "xps"),
        ("vnd.openxmlformats-officedocument.spreadsheetml.sheet", "zip"),  # something embedded, in no known document
    ],
)
@pytest.mark.parametrize("name", ["a.bin", "a.zip", "a.xlsx", "a"])
def test_office_package_is_told_by_its_main_part(main_type: str, format_id: str, name: str) -> None:
    """Whatever the file is called; the statement may be the last of many members."""
    content = _zip(*(f"{n}.xml" for n in range(2000)), main_type=main_type)
    assert _look(content, name).id == format_id


@pytest.mark.parametrize(
    ("mimetype", "format_id"),
    [
        ("application/vnd.oasis.opendocument.text", "odt"),
        ("application/vnd.oasis.opendocument.text-template", "odt"),
        ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
        ("application/vnd.oasis.opendocument.presentation", "odp"),
        ("application/vnd.oasis.opendocument.graphics", "odg"),
        ("application/epub+zip", "epub"),
        ("application/hwp+zip", "hwpx"),
    ],
)
def test_package_is_told_by_its_mimetype(mimetype: str, format_id: str) -> None:
    """Wherever the member stands."""
    assert _look(_zip("content.xml", mimetype=mimetype), "a.zip").id == format_id


@pytest.mark.parametrize(
    ("members", "name", "format_id"),
    [
        (("a.txt",), "a.zip", "zip"),
        (("a.txt",), "a.xlsx", "zip"),
        (("word/memo.txt", "xl/x.txt", "ppt/x.txt"), "a.zip", "zip"),
        (("word/document.xml",), "a.zip", "zip"),  # a folder that somebody packed
        (("word/document.xml",), "a.docx", "docx"),  # a damaged one
        (("xl\\workbook.xml", "[Content_Types].xml"), "a.zip", "xlsx"),
        (("content.xml", "META-INF/manifest.xml"), "a.ods", "ods"),
        (("META-INF/MANIFEST.MF", "A.class"), "a.zip", "jar"),
        (("META-INF/MANIFEST.MF",), "a.jar", "jar"),
        (("META-INF/MANIFEST.MF", "顧客.csv"), "a.zip", "zip"),
        (("AndroidManifest.xml", "classes.dex"), "a.zip", "apk"),
        (("Index/Document.iwa",), "a.numbers", "numbers"),
        (("Index/Document.iwa", "Index/Slide.iwa"), "a.zip", "key"),
        (("index.xml", "buildVersionHistory.plist"), "a.pages", "pages"),
    ],
)
def test_package_is_told_by_its_members(members: tuple[str, ...], name: str, format_id: str) -> None:
    """Where a package does not state what it is; folders of these names alone are no document."""
    assert _look(_zip(*members), name).id == format_id


def test_zip_is_told_without_its_directory() -> None:
    """A document that was cut off is still one; so is one behind other bytes, or with bytes behind it."""
    document = _zip("word/document.xml", main_type="x.wordprocessingml.document.main")
    assert _look(document[:-60], "a.zip").id == "docx"
    assert _look(document + bytes(1000), "a.zip").id == "docx"
    assert _look(b"PK\x03\x04" + bytes(2000) + document, "a.zip").id == "docx"


def test_lying_directory_is_harmless() -> None:
    """Sizes and counts of the directory's end are not believed."""
    content = bytearray(_zip("a.txt", "b.txt"))
    end = content.rindex(b"PK\x05\x06")
    content[end + 8 : end + 20] = b"\xff" * 12
    assert _look(bytes(content), "a.zip").id == "zip"


@pytest.mark.parametrize(
    ("names", "name", "format_id", "media"),
    [
        (("WordDocument", "1Table"), "a.xls", "doc", "document"),
        (("\x05SummaryInformation", "Workbook"), "a.doc", "xls", "document"),
        (("Book",), "a", "xls", "document"),
        (("Bookmarks",), "a", "ole", "document"),
        (("PowerPoint Document",), "a", "ppt", "document"),
        (("__nameid_version1.0",), "a", "msg", "document"),
        (("__substg1.0_0037001F",), "a", "msg", "document"),
        (("\x06DataSpaces", "EncryptionInfo", "EncryptedPackage"), "a.xlsx", "encrypted-office", "document"),
        (("JSRV_SegmentInformation", "DocumentText"), "a", "ichitaro", "document"),
        (("x",), "a.jtd", "ichitaro", "document"),
        (("\x05HwpSummaryInformation", "FileHeader"), "a", "hwp", "document"),
        (("VisioDocument",), "a", "visio", "document"),
        (("Quill", "Contents"), "a", "publisher", "document"),
        (("Catalog", "1"), "Thumbs.db", "thumbnails", "image"),
        (("x",), "a", "ole", "document"),
        ((), "a.xls", "xls", "document"),
    ],
)
def test_ole_is_told_by_its_root(names: tuple[str, ...], name: str, format_id: str, media: str) -> None:
    """By the names of its streams; the file's own name counts where these say nothing."""
    found = _look(_compound(*names), name)
    assert (found.id, found.media) == (format_id, media)


def test_ole_class_and_damage() -> None:
    """An installer is told by its class; without a directory, names in the first bytes tell, then the file's name."""
    installer = bytes.fromhex("84100c0000000000c000000000000046")
    assert _look(_compound("x", class_id=installer), "a").id == "msi"
    assert _look(_ole("WordDocument"), "a.xls").id == "doc"
    assert _look(_ole("EncryptedPackage"), "a.docx").id == "encrypted-office"
    assert _look(_ole(), "a.xls").id == "xls"
    assert _look(_ole(), "a").id == "ole"


_RECEIVED = b"Received: from a by b; Thu, 1 May 2025 10:00:00 +0900\r\n"


@pytest.mark.parametrize(
    ("head", "name", "format_id"),
    [
        (b"From: a@example.jp\nTo: b@example.jp\nMIME-Version: 1.0\n\nx\n", "a.txt", "eml"),
        (_RECEIVED + b"\tby c\r\nsubject: x\r\n\r\nx", "a", "eml"),
        (b"\xef\xbb\xbf" + _RECEIVED + b"To: x\r\n\r\n", "a.dat", "eml"),
        (b"X-Original-Thing: 1\n" + _RECEIVED + b"To: x\n\n", "a.dat", "eml"),
        (b"From: a\nDate: Thu, 1 May 2025 10:00:00 +0900\n\nx", "a.txt", "eml"),
        (b"From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\n", "a.mht", "eml"),
        ("From: 山田\n本文\n".encode("cp932"), "memo.eml", "eml"),
        ("From: 山田\n本文\n".encode("cp932"), "memo.txt", "text"),
        ("From: 山田\nTo: 鈴木\nDate: 2025/5/1\nSubject: 打合せ\n\n本文".encode(), "memo.txt", "text"),
        (b"TEL: 03-1234-5678\nFAX: 03-1234-5679\n", "memo.eml", "text"),
        (b"Content-Type: text/html\n\n", "a.txt", "text"),
        (b"From a@example.jp Thu May  1 10:00:00 2025\nSubject: x\n\nx", "a.txt", "mbox"),
        (b"From a@example.jp Thu May  1 10:00:00 2025\n\nx", "inbox.mbox", "mbox"),
        (b"From a@example.jp Thu May  1 10:00:00 2025\n\nx", "a.txt", "text"),
        (b"From the desk of the president\nDear all\n", "a.txt", "text"),
    ],
)
def test_mail_is_told_by_its_header(head: bytes, name: str, format_id: str) -> None:
    """A note that begins like a mail is no mail: only programs write the fields that make one."""
    found = sniff(head, name)
    assert (found.id, found.media) == (format_id, "text")


def test_tables_of_dbase_are_told_by_their_header() -> None:
    """Version, date, lengths and field descriptors fit together, and the name says so too."""
    fields = b"NAME".ljust(11, b"\0") + b"C" + bytes(4) + bytes([20]) + bytes(15)
    table = struct.pack("<4BIHH20x", 3, 125, 5, 1, 0, 65, 21) + fields + b"\r"
    assert sniff(table, "a.dbf").id == "dbf"
    assert sniff(table, "a.bin").id != "dbf"
    assert sniff(table[:2] + b"\x0d" + table[3:], "a.dbf").id != "dbf"


def test_tar_without_magic_is_told_by_its_checksum() -> None:
    """As tar was before POSIX."""
    block = bytearray(tarfile.TarInfo("name.txt").tobuf(tarfile.USTAR_FORMAT))
    block[257:265] = bytes(8)
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    assert sniff(bytes(block), "a").id == "tar"
    block[0] ^= 1
    assert sniff(bytes(block), "a").id != "tar"


@pytest.mark.parametrize(
    ("raw", "format_id", "media"),
    [
        ("3080 06092a864886f70d010703 a0803080020100", "pkcs7", "encrypted"),
        ("30820500 06092a864886f70d010702 a08204f1 308204ed 020101 310f", "pkcs7-signed", "archive"),
        ("3082020006092a864886f70d010702a0820100308200ff020101310f300d300b06092a864886f70d010701", "pkcs7-signature",
         "metadata"),
        ("30820500 020103 30820400", "pfx", "metadata"),
        ("30820500 30820400 a003020102", "certificate", "metadata"),
    ],
)  # fmt: skip
def test_cryptographic_messages_are_named(raw: str, format_id: str, media: str) -> None:
    """What is encrypted is said to be; a signature beside its text and a key hold no text."""
    found = sniff(bytes.fromhex(raw) + bytes(40), "a.p7m")
    assert (found.id, found.media) == (format_id, media)


def test_libmagic_names_what_nothing_else_tells() -> None:
    """Where it is installed; whatever it says, the file is not read."""
    pytest.importorskip("magic", exc_type=ImportError)
    rare = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0b" + bytes(range(200))
    assert _look(rare, "a").id == "unknown"
    games = bytes.fromhex("0a0501010000000000000000") + bytes(116)
    assert sniff(games, "a").id == "unknown"
    assert _look(games, "a") in (Format("image/x-pcx", "image"), Format("image/vnd.zbrush.pcx", "image"))


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
    ids = {format_id for _, _, format_id in (*SIGNATURES, *WORDS, *BRANDS)} | set(SUFFIXES.values())
    assert ids <= MEDIA.keys()


def test_signatures_alone_are_found() -> None:
    """Each signature is reachable: none is hidden behind an earlier one of another format."""
    for offset, magic, format_id in (*SIGNATURES, *WORDS):
        head = bytes([1]) * offset + magic + b"\1" * 8
        assert sniff(head, "a").id == format_id
