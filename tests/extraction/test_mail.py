"""Mails are read whole: header, bodies, attachments and mails inside, as Japanese mailers write them."""

from __future__ import annotations

import base64
import binascii
import email
import io
import time
import zipfile
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.inside import read_inside
from meibo.extraction.mail.addresses import read_addresses
from meibo.extraction.mail.header_words import decode_words, read_parameters
from meibo.extraction.mail.mime import Part, read_part, split_parts
from meibo.extraction.model import Limits, Notice

HEAD = b"From: a@example.co.jp\r\nTo: b@example.co.jp\r\nMIME-Version: 1.0\r\n"
JIS = "佐藤 花".encode("iso-2022-jp")
NAME = "名簿.csv"


def make_mail() -> EmailMessage:
    """A mail from Hana to Hajime."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address("佐藤 花", "hana", "example.co.jp")
    mail["To"] = [Address("加藤 一", "kato", "example.com"), Address("", "kimura", "example.net")]
    mail["Cc"] = "cc@example.co.jp"
    mail["Reply-To"] = "reply@example.co.jp"
    mail["Subject"] = "名簿送付の件"
    mail["Date"] = "Tue, 01 Apr 2025 13:10:58 +0900"
    mail["Message-ID"] = "<12345@mx.example.co.jp>"
    mail["X-Originating-IP"] = "[192.0.2.1]"
    mail["X-Author"] = "木村 二"
    return mail


def read_one(raw: bytes) -> str:
    """The text of the body of a mail."""
    return read_one_named(raw, "m.eml")


def read_one_named(raw: bytes, name: str) -> str:
    """The same of a file of any name."""
    return "".join(core_of(block) for block in blocks_of(read_content(raw, name)) if not block.position.container)


def test_header_in_labelled_lines() -> None:
    """Every address has its role, one a line; technical fields are left out."""
    mail = make_mail()
    mail.set_content("本文です。\n電話 03-1234-5678\n")
    header, body = blocks_of(read_content(mail.as_bytes(), "m.eml"))
    assert core_of(header).splitlines() == [
        "差出人\t佐藤 花\thana@example.co.jp", "宛先\t加藤 一\tkato@example.com", "宛先\t\tkimura@example.net",
        "Cc\t\tcc@example.co.jp", "返信先\t\treply@example.co.jp", "件名: 名簿送付の件",
        "日時: Tue, 01 Apr 2025 13:10:58 +0900",
        "x-originating-ip: [192.0.2.1]", "x-author: 木村 二",
    ]  # fmt: skip
    assert header.position.container == ("header",)
    assert (body.position.container, body.position.line) == ((), 1)
    assert "03-1234-5678" in core_of(body)


def test_attachments_are_read_in_their_place() -> None:
    """An attachment, and one inside an archive, stand in the chain of their names."""
    mail = make_mail()
    mail.set_content("添付します")
    mail.add_attachment("氏名,電話\n加藤 一,090-1234-5678\n".encode("cp932"), "text", "csv", filename=NAME)
    blocks = blocks_of(read_content(mail.as_bytes(), "m.eml"))
    assert blocks[-1].position.container == (NAME,)
    assert "加藤 一,090-1234-5678" in core_of(blocks[-1])


def test_mail_inside_a_mail() -> None:
    """A forwarded mail is a file of its own, called by its subject, with a header of its own."""
    inner, outer = make_mail(), make_mail()
    inner.set_content("中の本文")
    inner.add_attachment("中の添付".encode(), "text", "plain", filename="n.txt")
    outer.set_content("外の本文")
    outer.add_attachment(inner)
    places = {
        core_of(block).strip(): block.position.container for block in blocks_of(read_content(outer.as_bytes(), "m.eml"))
    }
    assert places["中の本文"] == ("名簿送付の件.eml",)
    assert places["中の添付"] == ("名簿送付の件.eml", "n.txt")


@pytest.mark.parametrize("charset", ["iso-2022-jp", "cp932", "euc-jp", "utf-8"])
@pytest.mark.parametrize("declared", ["", "iso-8859-1", "us-ascii", "utf-8", "x-unknown"])
def test_body_in_whatever_charset(charset: str, declared: str) -> None:
    """A body is read by how it reads where its charset is missing or wrong."""
    text = "佐藤花です。下記のとおりお送りしますのでご確認ください。\r\n電話：03-1234-5678\r\n"
    kind = f"Content-Type: text/plain; charset={declared}\r\n".encode() if declared else b""
    assert read_one(HEAD + kind + b"\r\n" + text.encode(charset)) == text


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit", "x-uuencode"])
def test_transfer_encodings(encoding: str) -> None:
    """What was encoded for its way is decoded, however its header is spelt."""
    raw = "電話：03-1234-5678\n".encode("cp932")
    encoded = {
        "base64": base64.encodebytes(raw),
        "quoted-printable": binascii.b2a_qp(raw),
        "8bit": raw,
        "x-uuencode": b"begin 644 a\n" + binascii.b2a_uu(raw) + b"`\nend\n",
    }[encoding]
    head = f"Content-Type: text/plain; charset=Shift_JIS\r\nContent-Transfer-Encoding: {encoding.upper()}\r\n\r\n"
    assert read_one(HEAD + head.encode() + encoded) == "電話：03-1234-5678\n"


def test_damaged_base64_is_read_as_far_as_it_goes() -> None:
    """Missing padding, blanks and foreign signs cost nothing but themselves."""
    raw = base64.b64encode("電話：03-1234-5678\n".encode()).rstrip(b"=") + b"\r\n!!"
    assert "03-1234-5678" in read_one(HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + raw)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?ISO-2022-JP?B?GyRCOjRGIxsoQiAbJEIyVhsoQg==?=", "佐藤 花"),
        ("=?iso-2022-jp?Q?=1B$B:4F#=1B(B?= =?iso-2022-jp?Q?=1B$B2V=1B(B?=", "佐藤花"),
        ("=?utf-8?B?5L2Q6JekIOiK?= =?utf-8?B?sQ==?=", "佐藤 花"),  # a character in two words
        ("=?utf-8?B?5L2Q6JekIOiKsQ?=", "佐藤 花"),  # without padding
        ("=?Shift_JIS?B?jbKToSCJ1A==?=", "佐藤 花"),
        ("=?utf-8*ja?Q?=E4=BD=90=E8=97=A4_=E8=8A=B1?=", "佐藤 花"),
        ("=?utf-8?q?=E4=BD=90=E8=97=A4 =E8=8A=B1?=", "佐藤 花"),  # a blank in it
        ("Re: =?utf-8?B?5L2Q6Jek?=(1)", "Re: 佐藤(1)"),
        ("=?x-none?B?5L2Q6Jek?=", "佐藤"),
        ("=?utf-8?B?5L2Q6Jek", "佐藤"),  # cut off
        ("plain =? text ?=", "plain =? text ?="),
    ],
)  # fmt: skip
def test_encoded_words(value: str, text: str) -> None:
    """Words are decoded, and joined before that where a character was split."""
    assert decode_words(value) == text


@pytest.mark.parametrize(
    "raw",
    [JIS, "佐藤 花".encode("cp932"), "佐藤 花".encode("euc-jp"), "佐藤 花".encode(), b'"' + JIS + b'"',
     b'"=?iso-2022-jp?B?GyRCOjRGIxsoQiAbJEIyVhsoQg==?="', b"=?iso-2022-jp?B?GyRCOjRGIxsoQiAbJEIyVhsoQg==?="],
)  # fmt: skip
def test_names_of_senders(raw: bytes) -> None:
    """A name is read raw, in quotes, and as encoded words in quotes, which is illegal and common."""
    text = text_of(read_content(b"From: " + raw + b" <hana@example.co.jp>\r\nMIME-Version: 1.0\r\n\r\nx", "m.eml"))
    assert "差出人\t佐藤 花\thana@example.co.jp" in text


@pytest.mark.parametrize(
    "parameter",
    [
        b"filename*=utf-8''%E5%90%8D%E7%B0%BF.csv",
        b"filename*=iso-2022-jp'ja'%1B$BL%3EJm%1B(B.csv",
        b"filename*0*=utf-8''%E5%90%8D; filename*1*=%E7%B0%BF.csv",
        b"filename*1*=%E7%B0%BF.csv; filename*0*=utf-8''%E5%90%8D",
        b'filename*0="=?utf-8?B?5ZCN57C/?="; filename*1=.csv',
        b'filename="=?utf-8?B?5ZCN57C/LmNzdg==?="',
        b"filename==?utf-8?B?5ZCN57C/LmNzdg==?=",
        b'filename="=?iso-2022-jp?B?GyRCTD5KbRsoQi5jc3Y=?="',
        b'filename="' + NAME.encode("iso-2022-jp") + b'"',
        b'filename="' + NAME.encode("cp932") + b'"',
        b"filename=" + NAME.encode("cp932"),
        b'filename="=?utf-8?B?5ZCN?=\r\n =?utf-8?B?57C/LmNzdg==?="',
    ],
)
def test_names_of_attachments(parameter: bytes) -> None:
    """A name is read in every way in which mailers write it."""
    raw = (
        HEAD
        + b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; "
        + parameter
        + b"\r\n\r\na,b\r\n1,2"
    )
    assert blocks_of(read_content(raw, "m.eml"))[-1].position.container == (NAME,)


def test_first_parameter_of_a_name_counts() -> None:
    """Parameters are told apart by name, quoted ones may hold any sign."""
    assert read_parameters('; charset=utf-8; name="a;b=\\"c\\""; charset=x') == {"charset": "utf-8", "name": 'a;b="c"'}


@pytest.mark.parametrize(
    ("value", "addresses"),
    [
        ('"佐藤, 花" <a@b.jp>, c@d.jp (木村)', [("佐藤, 花", "a@b.jp"), ("木村", "c@d.jp")]),
        ("Team: a@b.jp, c@d.jp;, e@f.jp", [("", "a@b.jp"), ("", "c@d.jp"), ("", "e@f.jp")]),
        ("undisclosed-recipients:;", [("undisclosed-recipients", "")]),
        ("'a@b.jp' <a@b.jp>", [("", "a@b.jp")]),
        ('"a..b."@mobile.example, <"c..d"@a.example>', [("", "a..b.@mobile.example"), ("", "c..d@a.example")]),
        ("佐藤　花 a@b.jp", [("佐藤 花", "a@b.jp")]),
        ("a@b.jp; c@d.jp", [("", "a@b.jp"), ("", "c@d.jp")]),
        ('"open <a@b.jp>', [("open", "a@b.jp")]),
        ("", []),
    ],
)  # fmt: skip
def test_addresses(value: str, addresses: list[tuple[str, str]]) -> None:
    """Names and addresses of a header."""
    assert read_addresses(value) == addresses


def test_flowed_text_is_joined() -> None:
    """A line that was broken for its way is whole, so that the value in it is; quotes stay apart."""
    head = b"Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\r\n\r\n"
    body = "> 住所：東京都千代田区 \r\n> 千代田1-2-3\r\n電話：090- \r\n1234-5678\r\n-- \r\n署名\r\n"
    assert read_one(HEAD + head + body.encode()).splitlines() == [
        "> 住所：東京都千代田区千代田1-2-3", "電話：090-1234-5678", "-- ", "署名",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "markup", "kinds"),
    [
        ("加藤 一\n090-1234-5678", "<p>加藤 一<br>090-1234-5678</p>", ["plain"]),
        ("HTMLメールです", "<p>HTMLメールです</p><p>加藤 一 090-1234-5678</p>", ["markup"]),
        ("", "<p>加藤 一</p>", ["markup"]),
        ("加藤 一", "<p>木村 二</p>", ["plain", "markup"]),
        ("加藤 一 東京都千代\n田区", "<p>加藤 <b>一</b> 東京都千代田区</p>", ["plain"]),
    ],
)
def test_text_and_html_of_one_body(text: str, markup: str, kinds: list[str]) -> None:
    """The text alone where it says all that the HTML does, the HTML alone where that says more, else both."""
    mail = make_mail()
    mail.set_content(text)
    mail.add_alternative(markup, subtype="html")
    bodies = [
        block for block in blocks_of(read_content(mail.as_bytes(), "m.eml")) if "header" not in block.position.container
    ]
    assert [block.layout.kind for block in bodies] == kinds


def test_html_in_pieces() -> None:
    """A phone writes HTML before and behind a picture as two parts; the text beside them says the same once."""
    parts = ("<p>加藤 一</p>", "<p>090-1234-5678</p>")
    pages = b"".join(
        b"--y\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + part.encode() + b"\r\n" for part in parts
    )
    raw = HEAD + (
        b'Content-Type: multipart/alternative; boundary="x"\r\n\r\n'
        b"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + "加藤 一\r\n090-1234-5678\r\n".encode() +
        b'--x\r\nContent-Type: multipart/mixed; boundary="y"\r\n\r\n' + pages + b"--y--\r\n--x--\r\n"
    )  # fmt: skip
    assert text_of(read_content(raw, "m.eml")).count("090-1234-5678") == 1


def test_web_page_saved_as_mail() -> None:
    """A page saved with its pictures (mht) is read as HTML."""
    page = (
        b"From: <Saved by a browser>\r\nSubject: =?utf-8?B?5ZCN57C/?=\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\n'
        b'Content-Type: text/html; charset="shift_jis"\r\nContent-Location: file:///C:/page.htm\r\n\r\n'
        + "<html><body><table><tr><th>氏名</th><td>加藤 一</td></tr></table></body></html>".encode("cp932")
        + b"\r\n--x\r\nContent-Type: image/gif\r\nContent-Location: http://example.jp/logo.gif\r\n\r\nGIF89a\0\0\r\n--x--\r\n"
    )
    items = read_content(page, "page.mht")
    body = blocks_of(items)[-1]
    assert body.layout.kind == "markup"
    assert "加藤 一" in core_of(body)


def test_recipients_are_judged_with_the_container_of_their_mail() -> None:
    """Ten external addresses in To and Cc; a mail inside is judged by itself."""
    inner, outer = make_mail(), make_mail()
    inner.set_content("x")
    del inner["To"]
    inner["To"] = ", ".join(f"p{number}@example.org" for number in range(10))
    outer.set_content("y")
    outer.add_attachment(inner)
    notices = [item for item in read_content(outer.as_bytes(), "m.eml") if isinstance(item, Notice)]
    assert Notice("outside-recipients", 2) in notices
    assert Notice("many-recipients", 10, container=("名簿送付の件.eml",)) in notices


def test_own_domains_of_the_configuration() -> None:
    """Where own domains are known, the sender's counts no more than others."""
    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Source
    from meibo.extraction.passwords import Passwords

    raw = make_mail().as_bytes()
    own = ("example.com", "example.net", "example.co.jp")
    source = Source(io.BytesIO(raw), "m.eml", "eml", Budget(Limits(), len(raw)), Passwords(), own_domains=own)
    assert codes_of(read_inside(source)) == []


def test_password_in_the_mail_is_remembered() -> None:
    """A password is known before the attachments are read."""
    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Member, Source
    from meibo.extraction.passwords import Passwords
    from meibo.extraction.registry import find_extractor

    mail = make_mail()
    mail.set_content("添付ファイルのパスワード：k7Rm-2024\n")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "x")
    mail.add_attachment(packed.getvalue(), "application", "zip", filename="a.zip")
    passwords = Passwords()
    source = Source(io.BytesIO(mail.as_bytes()), "m.eml", "eml", Budget(Limits(), 1000), passwords)
    extractor = find_extractor("eml")
    assert extractor
    member = next(item for item in extractor.load()(source) if isinstance(item, Member))
    assert member.name == "a.zip"
    assert list(passwords) == ["", "k7Rm-2024"]


DER = bytes.fromhex("3080 06092a864886f70d010702 a080 3080 020101 3100 3080 06092a864886f70d010701 a080 2480")


def sign(content: bytes) -> bytes:
    """What a signed file looks like, in pieces of any length, without the signature."""
    pieces = b"".join(b"\x04\x82" + len(part).to_bytes(2, "big") + part for part in (content[:7], content[7:]))
    return DER + pieces + bytes(12)


def test_signed_mail_is_unwrapped() -> None:
    """What is signed in one piece is read with its own parts; so is a signed file."""
    inner = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "加藤 一".encode()
    head = b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    assert read_one(HEAD + head + base64.encodebytes(sign(inner))) == "加藤 一"
    assert "加藤 一" in text_of(read_content(sign("氏名: 加藤 一".encode()), "form.txt.p7m"))


@pytest.mark.parametrize(
    "kind",
    [
        b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(sign(b"x" * 20).replace(b"\x01\x07\x02", b"\x01\x07\x03")),
        b'Content-Type: multipart/encrypted; boundary="x"\r\n\r\n--x\r\n\r\nVersion: 1\r\n--x--\r\n',
        b"\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nabcd\r\n-----END PGP MESSAGE-----\r\n",
    ],
)
def test_encrypted_mails_are_said_to_be_so(kind: bytes) -> None:
    """S/MIME, PGP/MIME and PGP in the text."""
    assert codes_of(read_content(HEAD + kind, "m.eml")) == ["encrypted"]


def test_tables_that_are_called_text() -> None:
    """A file that some mailers attach as text is read by its name, as a table."""
    raw = HEAD + b"Content-Type: text/plain; name=list.csv\r\n\r\n" + "氏名,電話\r\n加藤 一,090-1234-5678\r\n".encode()
    _, table = blocks_of(read_content(raw, "m.eml"))
    assert table.layout.kind == "delimited"


def test_parts_are_those_of_the_standard_library() -> None:
    """Bodies and attachments of mails in mails are the same bytes that ``email`` finds."""
    mail = make_mail()
    mail.set_content("本文\n" * 50, cte="quoted-printable")
    for number in range(3):
        inner = make_mail()
        inner.set_content(f"本文{number}", charset="iso-2022-jp")
        inner.add_attachment(bytes(range(256)) * number, "application", "octet-stream", filename=f"{number}.bin")
        mail.add_attachment(inner)
        mail.add_attachment(bytes(range(255, -1, -1)) * number, "application", "x-a", filename=f"{number}.dat")

    def collect(part: Part) -> list[bytes]:
        """The leaves below a part."""
        if part.kind == "message/rfc822":
            return collect(read_part(part.raw, part.start, part.end))
        if not part.kind.startswith("multipart/"):
            return [part.decode()]
        return [leaf for inner in split_parts(part, part.parameters["boundary"]) for leaf in collect(inner)]

    raw = mail.as_bytes()
    theirs = [part.get_payload(decode=True) for part in email.message_from_bytes(raw).walk() if not part.is_multipart()]
    assert collect(read_part(raw)) == theirs


def test_text_that_is_too_long_to_be_held() -> None:
    """It is read as a file, block by block."""
    line = "電話 090-1234-5678 へお願いします\r\n".encode("iso-2022-jp")
    raw = HEAD + b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n" + line * 400_000
    places = {block.position.container for block in blocks_of(read_content(raw, "m.eml"))}
    assert places == {("header",), ("body.txt",)}


def test_files_in_the_text() -> None:
    """Before MIME, files were uuencoded into the text."""
    rows = "氏名,電話\n加藤 一,090-1234-5678\n".encode("cp932")
    lines = b"".join(binascii.b2a_uu(rows[at : at + 45]) for at in range(0, len(rows), 45))
    raw = HEAD + b"\r\n" + "添付します\r\n".encode() + b"begin 644 list.csv\n" + lines + b"`\nend\r\nbye\r\n"
    body, table = blocks_of(read_content(raw, "m.eml"))[1:]
    assert core_of(body).split() == ["添付します", "bye"]
    assert (table.position.container, table.layout.kind) == (("list.csv",), "delimited")


def test_delivery_report() -> None:
    """Whom a mail did not reach stands in a part of its own."""
    raw = HEAD + (
        b'Content-Type: multipart/report; boundary="x"\r\n\r\n--x\r\n\r\nfailed\r\n'
        b"--x\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; kato@example.com\r\n"
        b"--x\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: lost\r\nFrom: lost@example.com\r\n--x--\r\n"
    )
    text = text_of(read_content(raw, "m.eml"))
    assert "kato@example.com" in text
    assert "差出人\t\tlost@example.com" in text


def test_a_text_that_looks_like_a_mail_loses_nothing() -> None:
    """What stands behind a header that was typed by hand is the body."""
    text = text_of(read_content("From: 佐藤\r\nTo: 加藤\r\n\r\n電話 03-1234-5678".encode(), "memo.txt"))
    assert "電話 03-1234-5678" in text
    assert "佐藤" in text


def test_mail_kept_by_apple() -> None:
    """A mail between its length and a list of its flags (emlx)."""
    mail = HEAD + b"\r\n" + "電話 03-1234-5678".encode()
    content = b"%d  \n" % len(mail) + mail + b'<?xml version="1.0"?><plist><key>flags</key></plist>'
    assert read_one_named(content, "1.emlx") == "電話 03-1234-5678"


@pytest.mark.parametrize("missing", [b"", b"; boundary=none"])
def test_multipart_without_its_boundary(missing: bytes) -> None:
    """Parts that cannot be told apart are read as text."""
    raw = HEAD + b"Content-Type: multipart/mixed" + missing + b"\r\n\r\n--x\r\n\r\n090-1234-5678\r\n--x--\r\n"
    assert "090-1234-5678" in read_one(raw)


def test_parts_in_parts_end_somewhere() -> None:
    """Ten thousand multiparts in each other are read in a second, and their text is not lost."""
    depth = 10_000
    raw = HEAD + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (number, number) for number in range(depth)
    )
    assert "090-1234-5678" in read_one(raw + b"\r\n090-1234-5678")


HOSTILE = {
    "one endless name": b"From: " + b"a" * 1_000_000 + b"\r\n\r\nx",
    "a name behind an address": b"From: x@y " + b"a" * 1_000_000 + b"\r\n\r\nx",
    "quotes that do not end": b"To: " + b'\\"' * 500_000 + b"\r\nFrom: a\r\n\r\nx",
    "brackets that do not end": b"To: " + b"(<" * 500_000 + b"\r\nFrom: a\r\n\r\nx",
    "words that do not end": b"Subject: " + b"=?utf-8?B?" * 100_000 + b"\r\nFrom: a\r\n\r\nx",
    "parameters": HEAD + b"Content-Type: text/plain" + b";a*0*=b" * 100_000 + b"\r\n\r\nx",
    "fields": b"From: a\r\n" + b"x: y\r\n" * 200_000 + b"\r\nx",
    "folds": b"From: a" + b"\r\n " * 300_000 + b"\r\n\r\nx",
    "styles": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<style>x" * 200_000,
    "tags": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<a" * 500_000,
    "uuencoded": HEAD + b"Content-Transfer-Encoding: uuencode\r\n\r\n" + b"\xff\n" * 200_000,
    "flowed": HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"> a \n" * 100_000,
    "quoted": HEAD + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b"=\n" * 500_000,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_mails_take_no_time(case: str) -> None:
    """A megabyte of whatever repeats is read in seconds."""
    start = time.perf_counter()
    assert read_content(HOSTILE[case], "m.eml")
    assert time.perf_counter() - start < 10


def test_parts_without_number_end_at_the_time_limit() -> None:
    """What was read before the time was up is given."""
    head = HEAD + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\n090-1234-5678\r\n'
    raw = head + b"--x\r\n" * 2_000_000
    items = read_content(raw, "m.eml", Limits(seconds=1, seconds_per_megabyte=0))
    assert codes_of(items) == ["time-limit"]
    assert "090-1234-5678" in text_of(items)


def test_damaged_mails_are_read_as_far_as_they_go() -> None:
    """Cut off at any place, and with any byte flipped, text is read and nothing is raised."""
    mail = make_mail()
    mail.set_content("本文です。")
    mail.add_alternative("<p>本文です。</p>", subtype="html")
    mail.add_attachment("加藤 一".encode("cp932"), "text", "plain", filename=NAME)
    content = mail.as_bytes()
    for part in range(1, 16):
        assert blocks_of(read_content(content[: len(content) * part // 16], "m.eml"))
    for at in range(0, len(content), 3):
        flipped = bytearray(content)
        flipped[at] ^= 0xFF
        assert blocks_of(read_content(bytes(flipped), "m.eml"))


def test_limits_keep_what_was_read() -> None:
    """Where too many files are attached, those before the limit are read."""
    mail = make_mail()
    mail.set_content("本文")
    for number in range(5):
        mail.add_attachment(f"text {number}".encode(), "text", "plain", filename=f"{number}.txt")
    items = read_content(mail.as_bytes(), "m.eml", Limits(members=3))
    assert codes_of(items)[-1] == "member-limit"
    assert "text 2" in text_of(items)
    assert "text 3" not in text_of(items)
    assert codes_of(read_content(mail.as_bytes(), "m.eml", Limits(held_bytes=100))) == ["held-limit"]
