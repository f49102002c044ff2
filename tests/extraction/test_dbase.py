"""dBASE tables, written by hand after the description of the format."""

from __future__ import annotations

import struct

import pytest

from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Limits

Field = tuple[str, str, int]
NAMES: tuple[Field, ...] = (("氏名", "C", 20), ("TEL", "C", 15), ("生年月日", "D", 8), ("額", "N", 10))
ROWS = [(" ", ["鷹取一葉", "090-7305-2846", "19850401", "1200"]), ("*", ["蓮沼稔", "03-5550-1234", "20000101", "5"])]
LEVEL_3, FOXPRO = 0x03, 0x30


def _write(
    fields: tuple[Field, ...] = NAMES,
    rows: list[tuple[str, list[str | bytes]]] = ROWS,  # type: ignore[assignment]
    encoding: str = "cp932",
    code_page: int = 0,
    version: int = LEVEL_3,
    count: int | None = None,
) -> bytes:
    record_bytes = 1 + sum(length for _, _, length in fields)
    header_bytes = 32 + 32 * len(fields) + 1
    count = len(rows) if count is None else count
    content = struct.pack("<B3BIHH17xB2x", version, 124, 4, 1, count, header_bytes, record_bytes, code_page)
    for name, kind, length in fields:
        content += struct.pack("<11sc4xBB14x", name.encode(encoding), kind.encode(), length & 0xFF, length >> 8)
    content += b"\r"
    for mark, values in rows:
        content += mark.encode()
        for (_, _, length), value in zip(fields, values, strict=True):
            raw = value if isinstance(value, bytes) else value.encode(encoding)
            content += raw.ljust(length)[:length]
    return content + b"\x1a"


def test_records_stand_under_the_names_of_their_fields() -> None:
    """Deleted ones too: the row's number is that of the record."""
    (block,) = blocks_of(read_content(_write(), "meibo.dbf"))
    assert block.text.decode().splitlines() == [
        "氏名\tTEL\t生年月日\t額",
        "鷹取一葉\t090-7305-2846\t1985-04-01\t1200",
        "蓮沼稔\t03-5550-1234\t2000-01-01\t5",
    ]
    assert (block.position.table, block.position.row) == (1, 1)


@pytest.mark.parametrize(("encoding", "code_page"), [("cp932", 0x13), ("cp932", 0x7B), ("cp932", 3), ("euc_jp", 0)])
def test_the_encoding_is_told_by_the_header_or_by_trial(encoding: str, code_page: int) -> None:
    """Japanese programs leave the byte empty, or western."""
    assert "鷹取一葉\t" in text_of(read_content(_write(encoding=encoding, code_page=code_page), "meibo.dbf"))


def test_numbers_and_times_of_foxpro_are_read() -> None:
    """They are binary."""
    fields: tuple[Field, ...] = (
        ("I", "I", 4),
        ("T", "T", 8),
        ("Y", "Y", 8),
        ("B", "B", 8),
        ("M", "M", 4),
        ("L", "L", 1),
    )
    values: list[str | bytes] = [
        struct.pack("<i", -7), struct.pack("<ii", 2_460_000, 3_600_000), struct.pack("<q", 12_345_000),
        struct.pack("<d", 0.5), b"\1\0\0\0", "T",
    ]  # fmt: skip
    assert text_of(read_content(_write(fields, [(" ", values)], version=FOXPRO), "a.dbf")) == (
        "-7\t2023-02-24 01:00:00\t1234.5\t0.5\t\tT\n"
    )


def test_a_long_text_has_its_length_in_two_bytes() -> None:
    """The second is that of the decimals, in numbers."""
    content = _write((("備考", "C", 600),), [(" ", ["あ" * 300])])
    assert text_of(read_content(content, "a.dbf")) == "あ" * 300 + "\n"


def test_level_7_has_longer_names() -> None:
    """Its header is another."""
    head = struct.pack("<B3BIHH56x", 0x04, 124, 4, 1, 1, 68 + 48 + 1, 21)
    field = struct.pack("<32scBB13x", "申込者の氏名".encode("cp932"), b"C", 20, 0)
    content = head + field + b"\r " + "鷹取一葉".encode("cp932").ljust(20) + b"\x1a"
    (block,) = blocks_of(read_content(content, "a.dbf"))
    assert block.text.decode() == "申込者の氏名\n鷹取一葉\n"


def test_a_table_that_is_cut_keeps_what_it_has() -> None:
    """And it is told."""
    content = _write(rows=ROWS * 20)  # type: ignore[arg-type]
    items = read_content(content[: len(content) // 2], "a.dbf")
    assert codes_of(items) == ["damaged"]
    assert "鷹取一葉" in text_of(items)


def test_records_beyond_the_number_in_the_header_are_read() -> None:
    """The header lies where a program died."""
    assert core_of(blocks_of(read_content(_write(count=0), "a.dbf"))[0]).count("\n") == 2


def test_a_header_that_does_not_add_up_is_damage() -> None:
    """Where fields are longer than the record."""
    content = bytearray(_write())
    content[10] = 9
    assert codes_of(read_content(bytes(content), "a.dbf")) == ["damaged"]


def test_a_limit_keeps_what_was_read() -> None:
    """Records before it."""
    items = read_content(_write(rows=ROWS * 20), "a.dbf", Limits(cells=20))  # type: ignore[arg-type]
    assert codes_of(items) == ["cell-limit"]
    assert "鷹取一葉" in text_of(items)
