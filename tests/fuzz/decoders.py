"""Targets: what turns bytes of files into text, below the formats that use it.

Decoders are reached through formats as well, but seldom at their odd corners: here the bytes are theirs alone. None
raises, whatever comes out is valid text, and plain text is the same however it is cut into spans.
"""

from __future__ import annotations

import contextlib
import io

from extraction.specimens import PEOPLE, SPECIMENS, TEXT
from fuzz.target import Run, Target

_CODECS = ("utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp_ext", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
_WORDS = (
    "=?ISO-2022-JP?B?GyRCTD5KbRsoQg==?= =?utf-8?q?=E5=90=8D?= (x) \"a, b\" <ren@example.jp>; filename*0*=cp932''%96%BC"
)


def make_text() -> Run:
    """Plain text in small blocks; the first byte says where the file is cut in two, as for two workers."""
    from meibo.extraction.model import Limits, Span
    from meibo.extraction.text.blocks_of_text import extract_text
    from meibo.extraction.text.encoding import decide
    from meibo_detectors.model import Block

    limits = Limits(block_bytes=64, context_chars=8, lookahead_bytes=16)

    def read(data: bytes, span: Span) -> bytes:
        blocks = [item for item in extract_text(io.BytesIO(data), limits, span, ".csv") if isinstance(item, Block)]
        for block in blocks:
            block.text.decode()
        return b"".join(block.text[block.lead : len(block.text) - block.tail] for block in blocks)

    def is_utf8(data: bytes) -> bool:
        try:
            data.decode()
        except UnicodeDecodeError:
            return False
        return decide(data) in ("utf-8", "ascii")

    def run(data: bytes) -> None:
        cut, data = limits.block_bytes * (data[0] % 8 if data else 0), data[1:]
        whole = read(data, Span())
        parts = read(data, Span(0, cut)) + read(data, Span(cut))
        assert parts == whole or not is_utf8(data)  # what is damaged may be read otherwise where it is cut

    return run


def list_texts() -> list[bytes]:
    """The same names in every encoding."""
    return [b"\x20" + TEXT.encode(codec) for codec in _CODECS]


def make_encoding() -> Run:
    """Each decision about an encoding, and each decoder with bytes that are not its own."""
    from meibo.extraction.text.charsets import decode_as
    from meibo.extraction.text.encoding import decide, decide_narrow, decode, read_opening

    names = (*_CODECS, "utf-7", "gb18030", "hz", "big5", "unicode-escape", "idna", "rot13", "no such", "\0")

    def run(data: bytes) -> None:
        which, data = (data[0] if data else 0), data[1:]
        read_opening(data)
        for codec in {decide(data), decide_narrow(data), _CODECS[which % len(_CODECS)]} - {None}:
            decode(data, str(codec)).text.decode()
        decode_as(data, names[which % len(names)]).encode("utf-8", "surrogatepass")

    return run


def make_sniff() -> Run:
    """What a file is told to be, by its bytes and its name, and by what stands inside of containers."""
    from meibo.extraction.model import HEAD_BYTES
    from meibo.extraction.sniffing.sniff import look_inside, sniff

    def run(data: bytes) -> None:
        name = "a." + data[:4].decode("latin-1")
        for content in (data, data[4:]):
            stream = io.BytesIO(content)
            kind = look_inside(sniff(content[:HEAD_BYTES], name), stream, name)
            assert kind.id
            assert stream.tell() == 0

    return run


def list_all_specimens() -> list[bytes]:
    """The beginning of each."""
    return [SPECIMENS[name]().content[:4096] for name in SPECIMENS]


def make_transfer() -> Run:
    """Parts of mails and what they were encoded in to be transferred."""
    from meibo.extraction.mail.mime import decode_uu, read_part, split_parts

    def run(data: bytes) -> None:
        decode_uu(data)
        part = read_part(data)
        for one in (part, *split_parts(part, part.parameters.get("boundary", "b"))):
            one.decode()
            assert isinstance(one.file_name + one.kind + one.disposition, str)

    return run


def list_mails() -> list[bytes]:
    """A mail, and the encodings of transfer that are left."""
    head = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Transfer-Encoding: "
    return [
        SPECIMENS["eml"]().content,
        head + b"quoted-printable\r\n\r\n=E5=90=8D=\r\n=\r\n--b--\r\n",
        head + b"uuencode\r\n\r\nbegin 644 a\r\n#0V%T\r\n`\r\nend\r\n--b--\r\n",
    ]


def make_header() -> Run:
    """Encoded words, parameters, addresses, and who is outside."""
    from meibo.extraction.mail.addresses import read_addresses
    from meibo.extraction.mail.header_words import decode_base64, decode_words, read_parameters, read_raw
    from meibo.extraction.mail.mailed_passwords import find_passwords

    def run(data: bytes) -> None:
        text = decode_words(read_raw(data))
        read_parameters(text)
        for address in read_addresses(text):
            assert isinstance(address, tuple)
        find_passwords(data.decode("utf-8", "replace"))
        decode_base64(data)

    return run


def make_rich_text() -> Run:
    """Compressed RTF of mails, and markup hidden in RTF."""
    from meibo.extraction.budget import Budget
    from meibo.extraction.mail.markup_text import cover_each_other, read_markup
    from meibo.extraction.mail.rich_text import read_rich_text, unpack_rich_text
    from meibo.extraction.model import Limits

    def run(data: bytes) -> None:
        budget = Budget(Limits(content_bytes=16 << 20, held_bytes=4 << 20, seconds=4.0), len(data))
        with contextlib.suppress(ValueError):  # it says that it is damaged
            read_rich_text(unpack_rich_text(data, budget), budget)
        read_rich_text(data, budget)
        text = data.decode("utf-8", "replace")
        cover_each_other(read_markup(text), text)

    return run


def list_rich_texts() -> list[bytes]:
    """The example of [MS-OXRTFCP] 3.1.1, and RTF with markup in it."""
    packed = "2d0000002b0000004c5a4675f1c5c7a703000a0072637067313235423200f3206b656c6c6f20626865726f007d0a800fa0"
    markup = rb"{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}\htmlrtf x\htmlrtf0 \u21517?{\*\htmltag72 </p>}}"
    return [bytes.fromhex(packed), markup, SPECIMENS["rtf"]().content]


def make_cells() -> Run:
    """Formats of numbers and dates, field codes of documents, names of members, cut tables."""
    from meibo.extraction.archives.member_names import decode_name
    from meibo.extraction.documents.field_codes import find_address, find_reading, find_target
    from meibo.extraction.spreadsheets.cell_values import read_serial_date, show_value
    from meibo.extraction.spreadsheets.number_formats import is_date_format, is_elapsed_format, parse_digit_format

    def run(data: bytes) -> None:
        number = float(int.from_bytes(data[:9], "little", signed=True)) / 1e6
        text = data[9:].decode("utf-8", "replace")
        is_date_format(200, text)
        is_elapsed_format(200, text)
        if (form := parse_digit_format(text)) is not None:
            form.write(number)
        show_value(read_serial_date(number, is_1904=bool(data[:1]), is_elapsed=len(data) % 2 > 0))
        find_address(text)
        find_target(text)
        find_reading(text)
        decode_name(data).encode()

    return run


def list_cells() -> list[bytes]:
    """Formats as spreadsheets write them, and fields as word processors do."""
    texts = ('0000-0000;[Red]-0;@"様"', "[>=10000000]000\\-0000;00-0000", '[$-411]ggge"年"m"月"d"日"', "[h]:mm:ss",
             'HYPERLINK "mailto:ren@example.jp" \\o "x"', "EQ \\* jc2 \\o\\ad(\\s\\up 11(かわごえ),川越)")  # fmt: skip
    return [(36526 * 1_000_000).to_bytes(9, "little") + text.encode() for text in texts]


def list_headers() -> list[bytes]:
    """Words of headers, and a mail that tells a password."""
    people = ", ".join(f"{name} <a{at}@example.jp>" for at, (name, *_) in enumerate(PEOPLE))
    return [_WORDS.encode(), people.encode(), "パスワードは次のとおりです。\n\n  kawagoe2024\n".encode()]


def _encodings() -> list[bytes]:
    return [bytes([at]) + one[1:] for at, one in enumerate(list_texts())]


DECODERS = (
    Target("decoder/text", make_text, list_texts, ("meibo.extraction.text",), most_bytes=2_000),
    Target("decoder/encoding", make_encoding, _encodings, ("meibo.extraction.text",), most_bytes=10_000),
    Target("decoder/sniff", make_sniff, list_all_specimens, ("meibo.extraction.sniffing",), most_bytes=8_192),
    Target("decoder/transfer", make_transfer, list_mails, ("meibo.extraction.mail",)),
    Target("decoder/mail-header", make_header, list_headers, ("meibo.extraction.mail",), most_bytes=4_000),
    Target("decoder/rich-text", make_rich_text, list_rich_texts, ("meibo.extraction.mail",), most_bytes=4_000),
    Target(
        "decoder/cell",
        make_cells,
        list_cells,
        ("meibo.extraction.spreadsheets.number_formats", "meibo.extraction.spreadsheets.cell_values",
         "meibo.extraction.documents.field_codes", "meibo.extraction.archives.member_names"),
        most_bytes=1_000,
    ),
)  # fmt: skip
