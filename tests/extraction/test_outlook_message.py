"""Messages saved by Outlook are read with their header, bodies, attachments and the messages inside them."""

from __future__ import annotations

import pytest

from extraction.compound_file import write_compound_file
from extraction.outlook_writing import make_message, write_msg
from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Limits, Notice

SENT = 133_000_000_000_000_000  # 2022-06-18, counted in 100 ns from 1601 on
TO, CC, BCC = 1, 2, 3


def make_mail(code_page: int = 0, **more: object) -> bytes:
    """A mail to three people with one attachment."""
    return write_msg(
        {0x001A: "IPM.Note", 0x0037: "名簿の件", 0x0042: "佐藤 花", 0x5D02: "hana@example.co.jp", 0x0039: SENT,
         0x1000: "名簿をお送りします。\r\n電話 03-1234-5678\r\n"},
        [{0x3001: "加藤 一", 0x39FE: "kato@example.com", 0x3003: "/O=ORG/CN=KATO", 0x0C15: TO},
         {0x3001: "木村 二", 0x3003: "kimura@example.net", 0x0C15: CC},
         {0x3001: "secret@example.org", 0x39FE: "secret@example.org", 0x0C15: BCC}],
        [{0x3707: "名簿.csv", 0x3704: "MEIBO~1.CSV", 0x3701: "氏名,電話\n加藤 一,090-1234-5678\n".encode()}],
        code_page=code_page,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize("code_page", [0, 932])
def test_header_lines_body_and_attachment(code_page: int) -> None:
    """Addresses stand behind their role, whether strings are Unicode or in the code page that the message names."""
    items = read_content(make_mail(code_page), "mail.msg")
    header, body, attached = blocks_of(items)
    assert core_of(header).splitlines() == [
        "差出人\t佐藤 花\thana@example.co.jp", "宛先\t加藤 一\tkato@example.com", "Cc\t木村 二\tkimura@example.net",
        "Bcc\t\tsecret@example.org", "件名: 名簿の件", "日時: 2022-06-18 04:26",
    ]  # fmt: skip
    assert header.position.container == ("header",)
    assert "03-1234-5678" in core_of(body)
    assert body.position.container == ()
    assert attached.position.container == ("名簿.csv",)
    assert attached.layout.kind == "delimited"


def test_external_recipients_are_counted() -> None:
    """All recipients but those of the sender's domain are outside."""
    items = read_content(make_mail(), "mail.msg")
    assert Notice("outside-recipients", 3) in items


def test_message_inside_a_message() -> None:
    """An attached message stands in a container called by its subject, and so does what is attached to it."""
    inner = make_message(
        {0x001A: "IPM.Note", 0x0037: "転送: 申込", 0x1000: "申込者 加藤 一"},
        [],
        [{0x3707: "申込.txt", 0x3701: "氏名: 加藤 一".encode()}],
    )
    items = read_content(write_msg({0x0037: "外", 0x1000: "添付参照"}, [], [inner]), "mail.msg")
    places = {core_of(block).strip(): block.position.container for block in blocks_of(items)}
    assert places["申込者 加藤 一"] == ("転送_ 申込.msg",)
    assert places["氏名: 加藤 一"] == ("転送_ 申込.msg", "申込.txt")


def test_contact() -> None:
    """A contact's fields are labelled; the parts of an address stand in the order in which it is written."""
    content = write_msg(
        {0x001A: "IPM.Contact", 0x3001: "加藤 一", 0x3A11: "加藤", 0x3A06: "一", 0x3A1C: "090-1234-5678",
         0x3A5B: "100-0001", 0x3A5C: "東京都", 0x3A59: "千代田区", 0x3A5D: "千代田1-2-3",
         0x8000: "カトウ", 0x8001: "ハジメ", 0x8002: "kato@example.com"},
        names=[0x802D, 0x802C, 0x8083],
    )  # fmt: skip
    lines = text_of(read_content(content, "contact.msg")).splitlines()
    assert "氏名: 加藤 一" in lines
    assert "フリガナ: カトウ ハジメ" in lines
    assert "携帯電話: 090-1234-5678" in lines
    assert "メール: kato@example.com" in lines
    assert "自宅住所: 〒100-0001 東京都千代田区千代田1-2-3" in lines


def test_appointment() -> None:
    """Place and times of an appointment are shown."""
    content = write_msg(
        {0x001A: "IPM.Appointment", 0x0037: "面談", 0x8000: "第2会議室", 0x8001: SENT, 0x1000: "加藤さんと面談"},
        names=[0x8208, 0x820D],
    )
    text = text_of(read_content(content, "a.msg"))
    assert "場所: 第2会議室" in text
    assert "開始: 2022-06-18 04:26" in text


def test_html_body_in_its_code_page() -> None:
    """A body of HTML is decoded by the code page that the message names, and read as markup."""
    html = "<html><body><p>氏名：加藤 一</p></body></html>".encode("cp932")
    body = blocks_of(read_content(write_msg({0x0037: "件", 0x1013: html, 0x3FDE: 932}), "m.msg"))[-1]
    assert body.layout.kind == "markup"
    assert "氏名：加藤 一" in core_of(body)


RTF_OF_HTML = (
    rb"{\rtf1\ansi\ansicpg932\fromhtml1 \deff0{\fonttbl{\f0\fswiss\fcharset128 MS PGothic;}}"
    rb"{\*\htmltag19 <html>}{\*\htmltag34 <body>}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 "
    rb"\'89\'c1\'93\'a1 \'88\'ea\htmlrtf }\htmlrtf0 {\*\htmltag72 </p>}{\*\htmltag58 </html>}}"
)
RTF = rb"{\rtf1\ansi\ansicpg932{\fonttbl{\f0 Arial;}}{\*\generator X;}\f0 \u21152?\u34276? 090-1234-5678\par end\par}"


@pytest.mark.parametrize(
    ("raw", "kind", "text"),
    [(RTF_OF_HTML, "markup", "<html><body><p>加藤 一</p></html>"), (RTF, "plain", "加藤 090-1234-5678\nend\n")],
)
def test_rich_text_body(raw: bytes, kind: str, text: str) -> None:
    """Rich text made of HTML gives the HTML back; other rich text is read as text."""
    packed = len(raw).to_bytes(4, "little") * 2 + b"MELA" + bytes(4) + raw
    body = blocks_of(read_content(write_msg({0x0037: "件", 0x1009: packed}), "m.msg"))[-1]
    assert body.layout.kind == kind
    assert core_of(body) == text


@pytest.mark.parametrize(
    ("packed", "text"),
    [
        (
            "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af3 2068656c090020627705b06c647d0a800fa0",
            "hello world",
        ),
        ("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0", "WXYZ" * 5),
    ],
)
def test_packed_rich_text(packed: str, text: str) -> None:
    """Repetitions are unpacked, also those that run into themselves: the two examples of the specification."""
    body = blocks_of(read_content(write_msg({0x0037: "x", 0x1009: bytes.fromhex(packed)}), "m.msg"))[-1]
    assert core_of(body).strip() == text


def test_damaged_rich_text_leaves_the_header() -> None:
    """A body that cannot be unpacked is an issue of its own."""
    items = read_content(write_msg({0x0037: "件", 0x0C1A: "佐藤 花", 0x1009: bytes(40)}), "m.msg")
    assert codes_of(items) == ["damaged"]
    assert "差出人: 佐藤 花" in text_of(items)


def test_one_body_of_two_is_read() -> None:
    """Where text and HTML say the same, the people in them are counted once."""
    html = "<p>加藤 一 090-1234-5678</p>".encode()
    items = read_content(
        write_msg({0x0037: "件", 0x1000: "加藤 一 090-1234-5678", 0x1013: html, 0x3FDE: 65001}), "m.msg"
    )
    assert text_of(items).count("090-1234-5678") == 1


def test_damaged_files_end_with_a_notice() -> None:
    """Whatever is cut off or flipped, something is read or an issue says why not."""
    content = make_mail()
    for part in range(1, 16):
        assert read_content(content[: len(content) * part // 16], "m.msg")
    for at in range(0, len(content), 97):
        flipped = bytearray(content)
        flipped[at] ^= 0xFF
        read_content(bytes(flipped), "m.msg")


def test_attachment_over_the_limit_is_left_out() -> None:
    """An attachment that is too large to be held is an issue of its own; the rest is read."""
    content = write_msg(
        {0x0037: "件", 0x1000: "本文"},
        [],
        [{0x3707: "big.bin", 0x3701: bytes(200_000)}, {0x3707: "b.txt", 0x3701: b"small"}],
    )
    items = read_content(content, "m.msg", Limits(held_bytes=100_000))
    assert "held-limit" in codes_of(items)
    assert "small" in text_of(items)


def test_messages_inside_messages_end_at_the_depth_limit() -> None:
    """A message in a message in a message is read as far as the limit goes."""
    inner = make_message({0x0037: "0", 0x1000: "deepest"})
    for number in range(1, 6):
        inner = make_message({0x0037: str(number), 0x1000: f"level {number}"}, [], [inner])
    items = read_content(write_msg({0x0037: "top"}, [], [inner]), "m.msg", Limits(depth=3))
    assert codes_of(items) == ["depth-limit"]
    assert "level 3" in text_of(items)
    assert "deepest" not in text_of(items)


def test_a_container_without_a_message_is_read() -> None:
    """An empty container gives no text and no exception."""
    assert (
        blocks_of(read_content(write_compound_file({"__nameid_version1.0/__substg1.0_00030102": b"xyz"}), "m.msg"))
        == []
    )
