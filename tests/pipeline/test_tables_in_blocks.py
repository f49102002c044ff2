"""A table of many blocks and spans is one table: the header of its first line names the cells of its last row."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from meibo.extraction.model import Limits, Span
from meibo.inventory.model import Counts
from meibo.inventory.reader import Reader
from meibo.pipeline.assembly import assemble
from meibo.pipeline.model import SPAN_BYTES, Part, Settings, Unit
from meibo.pipeline.worker import Worker
from meibo.samples.draw import Dice
from meibo.samples.names import MEN, SURNAMES, WOMEN
from meibo.samples.numbers import draw_my_number
from meibo_connectors.registry import connect, parse_target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from meibo.inventory.model import FileResult

KEY = bytes(range(32))
HEADER = ("番号", "氏名", "生年月日", "個人番号", "備考")
COLUMNS = {"jp_name": 2, "dob": 3, "jp_my_number": 4}
"""Of what is found in each row: birth dates and My Numbers are high only where the header says so."""
BLOCK_BYTES = 3_000
Row = tuple[str, ...]


def make_rows(count: int, remark: str = "特になし") -> list[Row]:
    """Rows of as many different people; no two share a name or a My Number."""
    dice = Dice("tables in blocks", count)
    given = MEN + WOMEN
    born = dt.date(1960, 1, 1)
    return [
        (
            str(number + 1),
            f"{SURNAMES[number % len(SURNAMES)].kanji} {given[number // len(SURNAMES) % len(given)].kanji}",
            f"{born + dt.timedelta(days=number % 15_000):%Y/%m/%d}",
            draw_my_number(dice),
            remark,
        )
        for number in range(count)
    ]


def write_table(rows: Sequence[Row], header: Row = HEADER) -> str:
    """Rows below the header."""
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue()


class Pieces:
    """Reads one file in spans and blocks of any size, in this process."""

    def __init__(self, folder: Path) -> None:
        self._target = parse_target(str(folder))
        self._folder = folder

    def __call__(self, name: str, content: bytes, block_bytes: int, span_bytes: int | None = None) -> FileResult:
        (self._folder / name).write_bytes(content)
        connector = connect(self._target)
        (entry,) = (entry for entry in connector.list(lambda _: False) if entry.path == name)
        total = -(-len(content) // span_bytes) if span_bytes else 1
        ends = [(at + 1) * (span_bytes or 0) for at in range(total - 1)]
        spans = [Span(start, end) for start, end in zip([0, *ends], [*ends, None], strict=True)]
        parts = tuple(
            Part(0, 0, entry, span if total > 1 else None, ordinal, total) for ordinal, span in enumerate(spans)
        )
        settings = Settings((self._target,), (), KEY, examples=None, limits=Limits(block_bytes=block_bytes))
        results = [result for passed in Worker(settings).process(Unit(parts)) for result in passed]
        return assemble(entry, results, KEY, None)


@pytest.fixture
def read_in_pieces(tmp_path: Path) -> Pieces:
    """Reads content under a name, in blocks and spans of these sizes."""
    folder = tmp_path / "pieces"
    folder.mkdir()
    return Pieces(folder)


def check_rows(result: Any, rows: int, first: int = 2, columns: dict[str, int] = COLUMNS) -> None:
    """Every row of a read file has its findings: high, named by their column, at its number."""
    assert result.counts == {detector: Counts(0, 0, rows) for detector in columns}
    for detector, column in columns.items():
        found = [position for position in result.positions if position.detector == detector]
        assert [position.location for position in found] == [
            {"row": number, "column": column} for number in range(first, first + rows)
        ]
        assert all(position.evidence[0].startswith("column:") for position in found)
    assert (result.persons_least, result.persons_most) == (rows, rows)


def facts(result: FileResult) -> tuple[Any, ...]:
    """What must not depend on how a file was cut."""
    positions = sorted(result.positions, key=lambda position: position.detector)  # of each detector in reading order
    return result.counts, positions, result.person_keys, result.persons_least, result.persons_most


@pytest.mark.parametrize(("block_bytes", "span_bytes"), [(2_000, None), (5_000, 12_000), (20_000, 9_000)])
def test_every_block_knows_the_header(read_in_pieces: Pieces, block_bytes: int, span_bytes: int | None) -> None:
    """However a table is cut, each row is found as under the header, with its number in the file and its person."""
    content = write_table(make_rows(500)).encode()
    whole = read_in_pieces("whole.csv", content, 1 << 20)
    check_rows(whole, 500)
    assert facts(read_in_pieces("whole.csv", content, block_bytes, span_bytes)) == facts(whole)


def test_titles_and_two_rows_of_header_reach_every_block(read_in_pieces: Pieces) -> None:
    """Title lines above and a header of two rows name the cells of later blocks too."""
    rows = make_rows(400)
    upper = ("番号", "本人", "", "個人番号", "備考")
    lower = ("", "氏名", "生年月日", "", "")
    table = write_table([("2026年4月1日現在",), (), upper, lower, *rows], ("会員名簿",)).encode("cp932")
    result = read_in_pieces("titles.csv", table, 2_000, 9_000)
    check_rows(result, 400, first=6)


@pytest.mark.slow
def test_line_breaks_in_cells_tear_no_row(read_in_pieces: Pieces) -> None:
    """With line breaks in quoted cells throughout, rows count as rows in every block and span."""
    remark = "電話は午前中に限る、\r\n留守のときは伝言を残し、\r\n折り返しを待つこと"
    content = write_table(make_rows(400, remark)).encode()
    whole = read_in_pieces("breaks.csv", content, 1 << 20)
    check_rows(whole, 400)
    for block_bytes, span_bytes in ((4_000, None), (5_000, 16_000)):
        assert facts(read_in_pieces("breaks.csv", content, block_bytes, span_bytes)) == facts(whole), block_bytes


def write_json_lines(rows: Sequence[Row]) -> str:
    """A JSON object a line."""
    return "".join(json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False) + "\n" for row in rows)


def write_json(rows: Sequence[Row]) -> str:
    """An array of objects over many lines."""
    return json.dumps([dict(zip(HEADER, row, strict=True)) for row in rows], ensure_ascii=False, indent=1)


def write_xml(rows: Sequence[Row]) -> str:
    """An element a row."""
    tags = ("row", "name", "birthday", "mynumber", "note")
    members = "".join(
        "<member>\n" + "".join(f"<{tag}>{cell}</{tag}>\n" for tag, cell in zip(tags, row, strict=True)) + "</member>\n"
        for row in rows
    )
    return f'<?xml version="1.0"?>\n<members>\n{members}</members>\n'


def write_dump(rows: Sequence[Row]) -> str:
    """One INSERT over many lines, its columns named by the CREATE statement alone."""
    create = "CREATE TABLE members (id int, name text, birthday date, my_number char(12), note text);\n"
    return create + "INSERT INTO members VALUES\n" + ",\n".join("('" + "','".join(row) + "')" for row in rows) + ";\n"


def write_form(rows: Sequence[Row]) -> str:
    """A form a person."""
    return "".join("".join(f"{name}：{cell}\n" for name, cell in zip(HEADER, row, strict=True)) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("lines.jsonl", write_json_lines), ("array.json", write_json), ("members.xml", write_xml),
        ("members.sql", write_dump), ("forms.txt", write_form),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_records_of_any_format_may_be_cut(
    read_in_pieces: Pieces, name: str, write: Callable[[Sequence[Row]], str]
) -> None:
    """In blocks and spans that end anywhere, records of each format keep their fields' names; people stay exact but for
    one a torn record."""
    content = write(make_rows(300)).encode()
    whole = read_in_pieces(name, content, 1 << 20)
    assert whole.counts == {detector: Counts(0, 0, 300) for detector in COLUMNS}
    assert (whole.persons_least, whole.persons_most) == (300, 300)
    cut = read_in_pieces(name, content, BLOCK_BYTES, 12_000)
    assert facts(cut)[:2] == facts(whole)[:2]
    torn = 0 if name == "lines.jsonl" else len(content) // BLOCK_BYTES + len(content) // 12_000
    assert cut.persons_least == 300
    assert cut.persons_most <= 300 + torn  # what stands on both sides of a border may be two people


REMARK = "毎月の案内は不要、年末のカタログのみ送付を希望、代金引換は平日の夕方以降に届けること。" * 4


@pytest.fixture
def large_table(share: Path) -> Iterator[tuple[Path, int]]:
    """A table of six blocks of a megabyte, with line breaks in its cells."""
    rows = make_rows(10_500, REMARK + "\n" + REMARK[:20])
    file = share / "large.csv"
    file.write_text(write_table(rows), "utf-8", newline="")
    assert file.stat().st_size > 6 << 20
    yield file, len(rows)
    file.unlink()


def read(inventory: Path) -> tuple[Any, list[Any]]:
    """The only file and its positions."""
    reader = Reader(inventory)
    try:
        (asset,) = reader.assets(1)
        return asset, list(reader.positions(1))
    finally:
        reader.close()


@pytest.mark.slow
def test_a_table_of_six_megabytes(
    scan: Any, large_table: tuple[Path, int], dump_inventory: Callable[[Path], Any]
) -> None:
    """Every row of a large table is found high at its number; one worker or two tell the same."""
    file, rows = large_table
    inventory = scan(file, examples=None)
    asset, positions = read(inventory)
    assert (asset.status, asset.issue_code) == ("complete", None)
    assert asset.counts == {detector: Counts(0, 0, rows) for detector in COLUMNS}
    assert (asset.persons_least, asset.persons_most) == (rows, rows)
    places = {detector: {"row": 0, "column": column} for detector, column in COLUMNS.items()}
    for position in positions:
        places[position.detector]["row"] += 1 + (places[position.detector]["row"] == 0)
        assert position.location == places[position.detector]
    assert dump_inventory(scan(file, name="one.db", examples=None, workers=1)) == dump_inventory(inventory)


@pytest.mark.slow
def test_a_table_of_two_spans(scan: Any, share: Path, watcher: Any, dump_inventory: Callable[[Path], Any]) -> None:
    """A table of more than a span is read by two workers as by one; stopped between its spans it ends the same."""
    rows = make_rows(110_000, REMARK + "\n" + REMARK[:60])
    file = share / "large.csv"
    file.write_text(write_table(rows), "utf-8", newline="")
    assert SPAN_BYTES < file.stat().st_size < 2 * SPAN_BYTES
    inventory = scan(file)
    two = dump_inventory(inventory)
    asset, positions = read(inventory)
    assert (asset.status, asset.issue_code) == ("complete", None)
    assert asset.counts == {detector: Counts(0, 0, len(rows)) for detector in COLUMNS}
    assert (asset.persons_least, asset.persons_most) == (len(rows), len(rows))
    assert [position.location["row"] for position in positions if position.detector == "dob"] == list(range(2, 22))
    torn = scan.key_file.with_name("torn.db")
    with pytest.raises(KeyboardInterrupt):
        scan(file, name="torn.db", workers=1, should_stop=lambda: bool(dump_inventory(torn)["parts"]))
    eyes = watcher()
    scan(file, name="torn.db", workers=1, watcher=eyes)
    file.unlink()
    assert eyes.events == [("resumed", 1)]
    assert dump_inventory(torn) == two
