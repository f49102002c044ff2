"""Findings as Parquet: the same as the JSON lines, in columns."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from meibo.inventory.model import FileResult, Location, StoredPosition
from meibo.inventory.reader import Reader
from meibo.reports.model import ReportOptions
from meibo.reports.registry import write_report

pa_parquet = pytest.importorskip("pyarrow.parquet")
MakeFile = Callable[..., FileResult]
MakeInventory = Callable[..., Reader]
PLACE_KEYS = ("line", "row", "column", "sheet", "cell", "page", "box", "table", "offset")


@pytest.mark.slow
def test_rows_are_those_of_the_json_lines(run_meibo: Callable[..., str], desk: Path, sample_share: Path) -> None:
    """Of a real scan, with every form of location; only that a table's name or number is always text."""
    run_meibo("scan", sample_share, "--jsonl", "a.jsonl", "--parquet", "a.parquet", "--all-locations")
    lines = [json.loads(line) for line in (desk / "a.jsonl").read_bytes().splitlines()]
    rows = pa_parquet.read_table(desk / "a.parquet").to_pylist()
    for row in rows:
        location = {key: row.pop(key) for key in PLACE_KEYS}
        row["location"] = {key: value for key, value in location.items() if value is not None}
    for line in lines:
        if "table" in line["location"]:
            line["location"]["table"] = str(line["location"]["table"])
    assert rows == lines
    assert len({tuple(row["location"]) for row in rows}) >= 4


def test_the_file_says_what_it_is_of(office: Reader, english: ReportOptions, tmp_path: Path) -> None:
    write_report("parquet", office, 1, tmp_path / "a.parquet", english)
    metadata = pa_parquet.read_schema(tmp_path / "a.parquet").metadata
    assert metadata[b"meibo.scan"] == b"1"


def test_a_box_is_a_column_too(
    make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions, tmp_path: Path
) -> None:
    """Of what was recognised in a picture; empty elsewhere."""
    places: tuple[Location, ...] = ({"page": 3, "box": [80, 100, 420, 130]}, {"page": 4})
    positions = tuple(
        StoredPosition("email", place, 0, 16, 75, ("recognised",), bytes(32), "h***@example.com") for place in places
    )
    reader = make_inventory([make_file("a.pdf", counts={"email": (0, 0, 2)}, positions=positions)])
    write_report("parquet", reader, 1, tmp_path / "a.parquet", english)
    rows = pa_parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert [(row["page"], row["box"]) for row in rows] == [(3, [80, 100, 420, 130]), (4, None)]


def test_many_rows_come_in_several_groups_and_none_is_lost(
    office: Reader, english: ReportOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meibo.reports.parquet.GROUP_ROWS", 2)
    monkeypatch.setattr("meibo.reports.parquet.BATCH_ROWS", 1)
    write_report("parquet", office, 1, tmp_path / "a.parquet", english)
    read = pa_parquet.ParquetFile(tmp_path / "a.parquet")
    assert (read.num_row_groups, read.metadata.num_rows) == (2, 4)


def test_without_its_library_the_extra_is_named_before_the_scan(tmp_path: Path) -> None:
    """In place of a report that fails after hours."""
    program = "import sys; sys.modules['pyarrow'] = None; from meibo.cli.main import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", program, "scan", tmp_path, "--parquet", "a.parquet", "--lang", "en"],
        cwd=tmp_path, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert "pip install 'meibo[columnar]'" in done.stderr
    assert not (tmp_path / "meibo.db").exists()
