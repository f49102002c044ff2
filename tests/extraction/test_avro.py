"""Avro object container files."""

from __future__ import annotations

import datetime as dt
import decimal
import io
from typing import Any

import fastavro
import pytest

from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.data_files.avro_values import Values, compile_schema
from meibo.extraction.model import Limits

ADDRESS = {"type": "record", "name": "Address", "fields": [
    {"name": "都道府県", "type": "string"}, {"name": "旧", "type": ["null", "Address"]},
]}  # fmt: skip
PERSON = {"type": "record", "name": "Person", "namespace": "jp.example", "fields": [
    {"name": "氏名", "type": "string"},
    {"name": "電話", "type": ["null", "string"]},
    {"name": "住所", "type": ["null", ADDRESS]},
    {"name": "生年月日", "type": {"type": "int", "logicalType": "date"}},
    {"name": "登録", "type": {"type": "long", "logicalType": "timestamp-millis"}},
    {"name": "額", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}},
    {"name": "点", "type": {"type": "array", "items": "double"}},
    {"name": "属性", "type": {"type": "map", "values": "string"}},
    {"name": "区分", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
    {"name": "札", "type": {"type": "fixed", "name": "Tag", "size": 3}},
    {"name": "有効", "type": "boolean"},
]}  # fmt: skip


def _person(number: int) -> dict[str, Any]:
    return {
        "氏名": f"鷹取{number}", "電話": "090-7305-2846" if number % 2 else None,
        "住所": {"都道府県": "埼玉県", "旧": {"都道府県": "東京都", "旧": None}},
        "生年月日": dt.date(1985, 4, 1), "登録": dt.datetime(2024, 4, 1, 9, tzinfo=dt.UTC),
        "額": decimal.Decimal("1234.50"), "点": [1.0, -2.5], "属性": {"役職": "部長"}, "区分": "B", "札": b"abc",
        "有効": True,
    }  # fmt: skip


def _write(schema: Any, records: list[Any], codec: str = "null") -> bytes:
    stream = io.BytesIO()
    fastavro.writer(stream, schema, records, codec=codec)
    return stream.getvalue()


@pytest.mark.parametrize("codec", ["null", "deflate", "bzip2", "xz"])
def test_records_stand_under_the_names_of_their_fields(codec: str) -> None:
    """Values of every type, whatever the blocks are compressed with."""
    (block,) = blocks_of(read_content(_write(PERSON, [_person(1), _person(2)], codec), "a.avro"))
    names, first, second = block.text.decode().splitlines()
    assert names.split("\t") == [field["name"] for field in PERSON["fields"]]
    assert first.split("\t") == [
        "鷹取1", "090-7305-2846", "都道府県: 埼玉県; 旧: 都道府県: 東京都", "1985-04-01", "2024-04-01 09:00:00+00:00",
        "1234.50", "1, -2.5", "役職: 部長", "B", "abc", "True",
    ]  # fmt: skip
    assert second.split("\t")[1] == ""
    assert (block.position.table, block.position.row) == (1, 1)


def test_both_readers_agree() -> None:
    """What is decoded here, and what fastavro decodes."""
    schema = fastavro.parse_schema({"type": "array", "items": ["long", "float", "string", "bytes", "null"]})
    value = [0, -1, 1 << 40, -(1 << 62), 1.5, "川越", b"\xff", None] * 30
    stream = io.BytesIO()
    fastavro.schemaless_writer(stream, schema, value)
    _, read = compile_schema(schema)
    assert read(Values(stream.getvalue())) == [value]


def test_a_file_of_plain_values_has_one_column() -> None:
    """A schema need not be a record."""
    (block,) = blocks_of(read_content(_write("string", ["埼玉県川越市"]), "a.avro"))
    assert block.text.decode() == "value\n埼玉県川越市\n"


def test_many_blocks_are_read() -> None:
    """fastavro writes one for each 16 KB."""
    blocks = blocks_of(read_content(_write(PERSON, [_person(n) for n in range(2000)], "deflate"), "a.avro"))
    assert core_of(blocks[-1]).splitlines()[-1].startswith("鷹取1999\t")


def _container(schema: bytes, block: bytes, records: int = 1, codec: bytes = b"null") -> bytes:
    def long(value: int) -> bytes:
        value *= 2
        raw = b""
        while value > 0x7F:
            raw += bytes([value & 0x7F | 0x80])
            value >>= 7
        return raw + bytes([value])

    def text(raw: bytes) -> bytes:
        return long(len(raw)) + raw

    head = long(2) + text(b"avro.schema") + text(schema) + text(b"avro.codec") + text(codec) + long(0)
    return b"Obj\x01" + head + bytes(16) + long(records) + text(block) + bytes(16)


RING = b'{"type": "record", "name": "R", "fields": [{"name": "next", "type": ["null", "R"]}]}'
NOTHING = b'{"type": "record", "name": "N", "fields": []}'


@pytest.mark.parametrize(
    "content",
    [
        _container(RING, b"\2" * 3_000_000 + b"\0"),
        _container(NOTHING, b"", 1 << 60),
        _container(b'{"type": "array", "items": "null"}', b"\xfe" + b"\xff" * 7 + b"\x7f\0"),
        _container(b'"string"', b"\xfe\xff\xff\xff\xff\xff\xff\xff\x7f"),
        _container(b'"string"', b"\1"),
        _container(b'["null"]', b"\2"),
        _container(b'{"type": "Unknown"}', b"\0"),
        _container(b"[" * 100_000, b"\0"),
        _container(b'"int"', b"\x80" * 100),
        _container(b'"int"', b"", codec=b"lzo"),
    ],
    ids=["ring", "nothing", "nulls", "long text", "negative", "branch", "type", "deep", "number", "codec"],
)
def test_hostile_files_end_as_damaged(content: bytes) -> None:
    """Values inside of values (of which fastavro dies), counts without bytes, lengths without end."""
    assert codes_of(read_content(content, "a.avro")) == ["damaged"]


def test_a_block_may_not_unpack_to_more_than_may_be_held() -> None:
    """What is unpacked is counted."""
    items = read_content(_write("string", ["あ" * 1_000_000], "deflate"), "a.avro", Limits(held_bytes=100_000))
    assert codes_of(items) == ["held-limit"]


def test_a_limit_keeps_what_was_read() -> None:
    """Records before it."""
    items = read_content(_write(PERSON, [_person(n) for n in range(50)]), "a.avro", Limits(cells=110))
    assert codes_of(items) == ["cell-limit"]
    assert "鷹取9\t" in text_of(items)


def test_a_file_that_is_cut_keeps_the_blocks_before() -> None:
    """Blocks stand for themselves."""
    content = _write(PERSON, [_person(n) for n in range(2000)])
    items = read_content(content[: len(content) // 2], "a.avro")
    assert codes_of(items) == ["damaged"]
    assert "鷹取100\t" in text_of(items)
