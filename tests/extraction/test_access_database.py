"""Access databases: tables as rows under the names of their columns."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from extraction.jet_writer import PAGE_BYTES, mask, write_jet
from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.data_files.access_table import Column, read_row
from meibo.extraction.model import Limits, Notice

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[list[str | bytes | None]]
MEMBERS: Rows = [[f"鷹取{n}", f"090-7305-{n:04}", "埼玉県川越市脇田町"] for n in range(1, 201)]
COLUMNS = ["氏名", "電話", "住所"]
CONTENT = write_jet({"会員": (COLUMNS, MEMBERS), "取引先": (["名"], [["蓮沼商店"]])})


def test_rows_stand_under_the_names_of_their_columns() -> None:
    """Each table by its name; the catalogue is not shown."""
    members, customers = blocks_of(read_content(CONTENT, "a.mdb"))
    assert members.text.decode().splitlines()[:2] == ["氏名\t電話\t住所", "鷹取1\t090-7305-0001\t埼玉県川越市脇田町"]
    assert core_of(members).count("\n") == 200
    assert (members.position.table, members.position.row) == ("会員", 1)
    assert (customers.position.table, core_of(customers)) == ("取引先", "蓮沼商店\n")


def test_another_reader_takes_it_for_a_database(tmp_path: Path) -> None:
    """What the test writes is what the format is, in the eyes of a library that others use."""
    parser = pytest.importorskip("access_parser")
    place = tmp_path / "a.mdb"
    place.write_bytes(CONTENT)
    assert parser.AccessParser(str(place)).parse_table("会員")["氏名"] == [row[0] for row in MEMBERS]


def test_nothing_and_objects_in_cells() -> None:
    """A picture is named by table, column and row."""
    rows: Rows = [["鷹取一葉", None], [None, b"\xff\xd8\xff\xe0" + bytes(900)]]
    items = read_content(write_jet({"写真": (["氏名", "像"], rows)}), "a.mdb")
    assert text_of(items) == "鷹取一葉\n"
    assert Notice("small-image", container=("写真/像/2",)) in items


def test_texts_in_one_byte_a_character_are_read() -> None:
    """Access writes texts so where it can, and changes to two bytes in their midst."""
    pages = type("Pages", (), {"is_jet_3": False})
    raw = b"\xff\xfeTel \0" + "電話".encode("utf-16-le") + b"\x00 03-5550"
    row = struct.pack("<H", 1) + raw + struct.pack("<HHH", 2 + len(raw), 2, 1) + b"\1"
    column = Column("x", 10, 0, 0, 0, is_fixed=False, offset=0)
    assert read_row(row, [column], pages) == ["Tel 電話 03-5550"]  # type: ignore[arg-type]


def test_pages_that_are_masked_with_a_key_in_the_header_are_read() -> None:
    """What Access calls encoding needs no password."""
    key = b"\x11\x22\x33\x44"
    hidden = bytearray(mask(b"\xc7\xda\x39\x6b", CONTENT[24 : 24 + 128]))
    hidden[0x3E - 24 : 0x42 - 24] = key
    first = CONTENT[:24] + mask(b"\xc7\xda\x39\x6b", bytes(hidden)) + CONTENT[24 + 128 : PAGE_BYTES]
    number = int.from_bytes(key, "little")
    others = [
        mask(struct.pack("<I", number ^ at // PAGE_BYTES), CONTENT[at : at + PAGE_BYTES])
        for at in range(PAGE_BYTES, len(CONTENT), PAGE_BYTES)
    ]
    assert "鷹取200" in text_of(read_content(first + b"".join(others), "a.mdb"))


def test_a_database_with_a_password_is_named() -> None:
    """Its pages look like noise."""
    noise = mask(b"secret", CONTENT[PAGE_BYTES:])
    assert codes_of(read_content(CONTENT[:PAGE_BYTES] + noise, "a.accdb")) == ["encrypted"]


def test_a_damaged_definition_costs_its_table_alone() -> None:
    """The others are read."""
    content = bytearray(CONTENT)
    content[3 * PAGE_BYTES] = 0xEE
    items = read_content(bytes(content), "a.mdb")
    assert codes_of(items) == ["damaged"]
    assert "蓮沼商店" in text_of(items)


def test_a_long_value_in_a_ring_ends() -> None:
    """A chain of rows that leads to itself."""
    target = struct.pack("<BBHIIHH", 1, 1, 0, 0x4C41564C, 0, 1, PAGE_BYTES - 40)
    pages = len(CONTENT) // PAGE_BYTES
    pointer = b"\0" + (pages + 1).to_bytes(3, "little")
    ring = target.ljust(PAGE_BYTES - 40, b"\0") + pointer + b"x" * 36
    content = write_jet({"会員": (COLUMNS, MEMBERS), "取引先": (["名"], [["蓮沼商店"]]), "長": (["文"], [[b"q"]])})
    short = struct.pack("<III", 1 | 1 << 31, 0, 0)
    at = content.rindex(short)
    number = len(content) // PAGE_BYTES
    long = struct.pack("<I", 0x3FFF_FFFF) + b"\0" + number.to_bytes(3, "little") + bytes(4)
    ring = ring.replace(pointer, b"\0" + number.to_bytes(3, "little"))
    items = read_content(content[:at] + long + content[at + 12 :] + ring, "a.mdb")
    assert codes_of(items) == ["damaged"]
    assert "鷹取200" in text_of(items)


def test_a_limit_keeps_what_was_read() -> None:
    """Rows before it."""
    items = read_content(CONTENT, "a.mdb", Limits(cells=60))
    assert codes_of(items) == ["cell-limit"]
    assert "鷹取10\t" in text_of(items)
