"""Contacts and calendars: properties are whole, however they are folded and encoded, at the lines of the file."""

from __future__ import annotations

import binascii
import zipfile
from io import BytesIO

import pytest

from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Limits


def card(*lines: str | bytes, encoding: str = "utf-8") -> bytes:
    """A card of these properties."""
    inside = b"".join((line if isinstance(line, bytes) else line.encode(encoding)) + b"\r\n" for line in lines)
    return b"BEGIN:VCARD\r\n" + inside + b"END:VCARD\r\n"


def quote(text: str, encoding: str) -> str:
    """Quoted-printable, every byte."""
    return "".join(f"={byte:02X}" for byte in text.encode(encoding))


def lines_of(content: bytes, name: str = "a.vcf") -> list[str]:
    """The lines of a file that is one block."""
    (block,) = blocks_of(read_content(content, name))
    return core_of(block).splitlines()


def test_folded_values_are_whole_at_their_line() -> None:
    """A folded value is one; what follows stands at the line that it has in the file."""
    content = card("FN:加藤\r\n  一", "TEL;TYPE=CELL:090-1234-\r\n\t5678", "BDAY:1985-04-12")
    assert lines_of(content) == [
        "BEGIN:VCARD", "FN:加藤 一", "", "TEL;TYPE=CELL:090-1234-5678", "", "BDAY:1985-04-12", "END:VCARD",
    ]  # fmt: skip
    (block,) = blocks_of(read_content(content, "a.vcf"))
    assert (block.layout.kind, block.position.line) == ("vcard", 1)


def test_a_fold_inside_a_character() -> None:
    """Writers that count bytes cut characters."""
    raw = "FN:加藤 一".encode()
    assert "FN:加藤 一" in lines_of(card(raw[:5] + b"\r\n " + raw[5:]))


@pytest.mark.parametrize(("charset", "encoding"), [("SHIFT_JIS", "cp932"), ("UTF-8", "utf-8"), ("EUC-JP", "euc-jp")])
def test_quoted_printable_in_its_charset(charset: str, encoding: str) -> None:
    """Old phones quote each value, over several lines, in the charset that it names."""
    address = quote("千代田1-2-3", encoding)
    mark = f";CHARSET={charset};ENCODING=QUOTED-PRINTABLE:"
    name = f"N{mark}{quote('加藤', encoding)};{quote('一', encoding)}"
    home = (f"ADR;HOME{mark};;{address[:40]}=", address[40:] + ";;;100-0001;")
    content = card("VERSION:2.1", name, *home, "TEL:0312345678", encoding=encoding)
    lines = lines_of(content)
    assert lines[2] == f"N{mark}加藤;一"
    assert lines[3] == f"ADR;HOME{mark};;千代田1-2-3;;;100-0001;"
    assert lines[5] == "TEL:0312345678"


def test_file_in_shift_jis() -> None:
    """Values that are not quoted are in the file's encoding."""
    content = card(
        "VERSION:2.1",
        "N:加藤;一",
        "SOUND;X-IRMC-N;CHARSET=SHIFT_JIS:ｶﾄｳ;ﾊｼﾞﾒ",
        "NOTE:お世話になっております",
        encoding="cp932",
    )
    assert "N:加藤;一" in lines_of(content)
    assert "SOUND;X-IRMC-N;CHARSET=SHIFT_JIS:ｶﾄｳ;ﾊｼﾞﾒ" in lines_of(content)


def test_escapes() -> None:
    """A card keeps its values in one line; a semicolon that is part of a value stays marked."""
    lines = lines_of(card(r"NOTE:電話\n090-1234-5678\, 夜", r"N:a\;b;c"))
    assert lines[1:3] == ["NOTE:電話  090-1234-5678, 夜", r"N:a\;b;c"]


def test_picture_is_decoration_and_no_text() -> None:
    """A picture of a person, small as it is, is a file inside."""
    photo = binascii.b2a_base64(b"\xff\xd8\xff" + bytes(200), newline=False).decode()
    items = read_content(
        card("FN:加藤 一", f"PHOTO;ENCODING=b;TYPE=JPEG:{photo[:60]}\r\n {photo[60:]}", "TEL:0312345678"), "a.vcf"
    )
    assert "small-image" in codes_of(items)
    assert photo[:20] not in text_of(items)
    assert "TEL:0312345678" in text_of(items)


CALENDAR = """BEGIN:VCALENDAR\r
BEGIN:VEVENT\r
UID:1234@example.jp\r
ATTENDEE;CN="加藤 一":mail\r
 to:kato@example.jp\r
DESCRIPTION:住所：東京都千代田区\\n電話：090-12\r
 34-5678\\n\\nよろしく\\, 佐藤\r
END:VEVENT\r
BEGIN:VEVENT\r
SUMMARY:面談\r
END:VEVENT\r
END:VCALENDAR\r
"""


def test_calendar() -> None:
    """Descriptions stand in lines; every event and everybody in it stands apart; ids are left out."""
    _, event, guest, rest, second = blocks_of(read_content(CALENDAR.encode(), "a.ics"))
    assert core_of(event).splitlines() == ["BEGIN:VEVENT", "UID:"]
    assert core_of(guest).splitlines() == ['ATTENDEE;CN="加藤 一":mailto:kato@example.jp']
    lines = core_of(rest).splitlines()
    assert lines[:4] == ["DESCRIPTION:住所：東京都千代田区", "電話：090-1234-5678", "", "よろしく, 佐藤"]
    assert second.position.line == 9
    assert core_of(second).startswith("BEGIN:VEVENT\nSUMMARY:面談")


def test_attached_file() -> None:
    """A file in an event is read under its name."""
    content = binascii.b2a_base64("氏名,電話\n加藤 一,090-1234-5678\n".encode(), newline=False).decode()
    line = f"ATTACH;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=名簿.csv:{content}\r\nSUMMARY"
    blocks = blocks_of(read_content(CALENDAR.replace("SUMMARY", line).encode(), "a.ics"))
    assert ("名簿.csv",) in [block.position.container for block in blocks]


def test_inside_an_archive() -> None:
    """Cards are read from beginning to end, so that a member need not be held."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.vcf", card("FN:加藤 一") * 20_000)
    items = read_content(packed.getvalue(), "a.zip", Limits(held_bytes=100_000))
    assert text_of(items).count("FN:加藤 一") == 20_000
    assert codes_of(items) == []


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n"])
def test_damaged_files(line_end: bytes) -> None:
    """Cut off, or with any byte flipped: text, and no exception."""
    content = (card("N:加藤;一", "NOTE;ENCODING=QUOTED-PRINTABLE:=82=A0=", "=82") + CALENDAR.encode()).replace(
        b"\r\n", line_end
    )
    for part in range(1, 16):
        assert blocks_of(read_content(content[: len(content) * part // 16], "a.vcf"))
    for at in range(len(content)):
        flipped = bytearray(content)
        flipped[at] ^= 0xFF
        assert blocks_of(read_content(bytes(flipped), "a.vcf"))


def test_endless_lines_are_bounded() -> None:
    """A line of many megabytes, and a value folded a million times."""
    assert "x" * 1000 in text_of(read_content(card(b"NOTE:" + b"x" * 5_000_000), "a.vcf"))
    assert text_of(read_content(card(b"NOTE:" + b"\r\n x" * 1_000_000), "a.vcf")).count("x") == 1_000_000
