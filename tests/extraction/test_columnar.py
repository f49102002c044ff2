"""Parquet and Arrow files, as data tools write them."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Limits, Notice

pa = pytest.importorskip("pyarrow")
feather = pytest.importorskip("pyarrow.feather")
parquet = pytest.importorskip("pyarrow.parquet")

FORMATS = ["parquet", "arrow"]


def _write(table: object, format_id: str, **options: object) -> bytes:
    stream = io.BytesIO()
    (parquet.write_table if format_id == "parquet" else feather.write_feather)(table, stream, **options)
    return stream.getvalue()


def _members(count: int = 3) -> object:
    return pa.table({"氏名": [f"鷹取{n}" for n in range(1, count + 1)], "電話": ["090-7305-2846"] * count})


@pytest.mark.parametrize("format_id", FORMATS)
def test_rows_stand_under_the_names_of_their_columns(format_id: str) -> None:
    """Rows count from 1 in the one table of the file."""
    (block,) = blocks_of(read_content(_write(_members(), format_id), "a"))
    assert block.text.decode().splitlines()[:2] == ["氏名\t電話", "鷹取1\t090-7305-2846"]
    assert (block.position.table, block.position.row) == (1, 1)


@pytest.mark.parametrize("format_id", FORMATS)
def test_values_of_every_type_are_written(format_id: str) -> None:
    """Times that Python cannot hold are written by Arrow; structures have columns of their own."""
    table = pa.table(
        {
            "額": [1_234_567_890_123.0],
            "日": [dt.date(1985, 4, 1)],
            "時": pa.array([1_700_000_000_123_456_789], pa.timestamp("ns")),
            "連絡先": [{"電話": "03-5550-1234", "FAX": None}],
            "住所": [["埼玉県川越市", "東京都北区"]],
            "属性": pa.array([[("役職", "部長")]], pa.map_(pa.string(), pa.string())),
            "符号": pa.array(["甲"]).dictionary_encode(),
            "生": ["乙".encode("cp932") * 30],
        }
    )
    (block,) = blocks_of(read_content(_write(table, format_id), "a"))
    header, row = block.text.decode().splitlines()
    cells = dict(zip(header.split("\t"), row.split("\t"), strict=True))
    assert cells["連絡先.電話"] == "03-5550-1234"
    assert [cells[name] for name in ("額", "日", "住所", "符号", "生")] == [
        "1234567890123", "1985-04-01", "埼玉県川越市, 東京都北区", "甲", "乙" * 30
    ]  # fmt: skip
    assert cells["時"].startswith("2023-11-14 22:13:20.123456")
    assert "役職" in cells["属性"]


@pytest.mark.parametrize("format_id", FORMATS)
def test_files_in_cells_are_named_by_column_and_row(format_id: str) -> None:
    """A picture, for instance."""
    table = pa.table({"写真": [None, b"\xff\xd8\xff\xe0" + bytes(20_000)]})
    assert Notice("image-only", detail="jpeg", container=("写真/2",)) in read_content(_write(table, format_id), "a")


@pytest.mark.parametrize("compression", ["none", "snappy", "gzip", "zstd", "lz4", "brotli"])
def test_every_compression_is_read(compression: str) -> None:
    """Of Parquet."""
    assert "鷹取3" in text_of(read_content(_write(_members(), "parquet", compression=compression), "a"))


@pytest.mark.parametrize("format_id", FORMATS)
def test_a_long_table_is_read_to_its_end(format_id: str) -> None:
    """In several groups of rows."""
    options = {"row_group_size": 1000} if format_id == "parquet" else {"chunksize": 1000}
    blocks = blocks_of(read_content(_write(_members(5000), format_id, **options), "a"))
    assert core_of(blocks[-1]).splitlines()[-1].startswith("鷹取5000\t")


@pytest.mark.parametrize("format_id", FORMATS)
def test_a_long_text_that_is_repeated_is_not_written_out_at_once(format_id: str) -> None:
    """A dictionary stores it once; cells are written row by row, and a limit ends them."""
    count = 100_000
    table = pa.table(
        {"x": pa.DictionaryArray.from_arrays(pa.array([0] * count, pa.int32()), pa.array(["あ" * 300_000]))}
    )
    items = read_content(_write(table, format_id), "a", Limits(content_bytes=20_000_000))
    assert codes_of(items)[-1] in ("content-limit", "ratio-limit")
    assert "あ" in text_of(items)


@pytest.mark.parametrize("format_id", FORMATS)
def test_a_damaged_end_is_told(format_id: str) -> None:
    """The footer finds everything else."""
    assert codes_of(read_content(_write(_members(), format_id)[:-20], "a")) == ["damaged"]


@pytest.mark.parametrize("format_id", FORMATS)
def test_a_limit_keeps_what_was_read(format_id: str) -> None:
    """Rows before it."""
    items = read_content(_write(_members(100), format_id), "a", Limits(cells=20))
    assert codes_of(items) == ["cell-limit"]
    assert "鷹取10\t" in text_of(items)
