"""What holds for any text in any layout: cells ascend, lie in their blocks and records, and no text is too odd."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.model import Layout
from meibo_detectors.normalise import SEPARATOR
from meibo_detectors.structure.recognise import recognise

Read = Callable[[Sequence[str], Sequence[Layout]], Any]

KINDS = ("plain", "delimited", "json", "markup", "sql", "vcard", "zengin")
LAYOUTS = [Layout(kind, "," if kind == "delimited" else "") for kind in KINDS] + [Layout("delimited", "\t")]  # type: ignore[arg-type]

# fmt: off
pieces = st.sampled_from([
    "氏名", "住所", "電話番号", "：", ":", "=", ",", "，", "\t", "\n", "\r\n", "\r", " ", "\u3000",
    '"', '""', "'",
    "\\", '\\"', "{", "}", "[", "]", "(", ")", ");", "<", ">", "</", "/>", "<td>",
    "</td>", "<tr>", "<th>", "<table>", "<br>",
    "<dl><dt>", "<dd>", "<!--", "-->", "<![CDATA[", "]]>", "<script>", "</script>",
    "<a b='", "INSERT INTO t (",
    "VALUES (", "CREATE TABLE t (", "COPY t (a, b) FROM stdin;\n", "\\.\n",
    "BEGIN:VCARD\n", "END:VCARD\n", "N:a;b;;\n",
    "ADR:;;", "TEL;TYPE=X:", "\n ", "2", "1", "2" + "0" * 119, "山田", "太郎",
    "090-1234-5678", "様\n", "〒100-0001\n", "【", "】",
    "■", "・", "|", "|---|", "---\n", "\u200b", "ﾀﾞ", "&lt;", "\\u5c71", "%E5%B1%B1",
    "\x00", "🙂", ";", "a", "null",
    '"label":"氏名"', '"value":"a"', '"columns":["氏名","a"]', '[["b",1],["c",2]]', "氏名,a,b\n", "住所,c,d\n",
    "key", "、", "。", "1980/1/1", "10:02", "<input name='a' value='b'>", "<label>",
    "</label>", "&", "?", "/",
])
# fmt: on
texts = st.lists(pieces | st.text(max_size=4), max_size=40).map(
    lambda parts: "".join(parts).encode("utf-8", "ignore").decode()
)
layouts = st.sampled_from(LAYOUTS)


def check(reading: Any, count: int) -> None:
    """Every rule that the arrays of cells keep."""
    folded, cells = reading.folded, reading.cells
    size = len(folded.chars)
    assert len({len(column) for column in cells[:-3]}) == 1
    assert cells.records[0] == 0
    assert (np.diff(cells.records) > 0).all()
    assert set(folded.block_starts[:count].tolist()) <= set(cells.records.tolist()) or size == 0
    assert (cells.end > cells.start).all()
    assert (cells.start[1:] >= cells.end[:-1]).all()
    block = np.searchsorted(folded.block_starts[:count], cells.start, "right") - 1
    ends = folded.block_starts[1 : count + 1] - len(SEPARATOR)
    assert (cells.end <= ends[block]).all()
    assert (np.searchsorted(cells.records, cells.start, "right") - 1 == cells.record).all()
    for start, end in ((cells.name_start, cells.name_end), (cells.upper_start, cells.upper_end)):
        named = end > 0
        assert (start[~named] == 0).all()
        assert (start[named] < end[named]).all()
        assert (end <= size).all()
        assert (np.searchsorted(folded.block_starts[:count], start[named], "right") - 1 == block[named]).all()
    assert (cells.column >= -1).all()
    assert (cells.place >= 0).all()


@given(texts, layouts)
def test_any_text_in_any_layout_gives_sound_cells(read: Read, text: str, layout: Layout) -> None:
    """No text breaks a finder, and its cells keep the rules."""
    check(read([text], [layout]), 1)


@given(st.lists(st.tuples(texts, layouts), min_size=1, max_size=5))
def test_blocks_of_a_pass_do_not_see_each_other(read: Read, blocks: list[tuple[str, Layout]]) -> None:
    """Blocks that are read together give the values, names and places that each gives alone."""
    together = read([text for text, _ in blocks], [layout for _, layout in blocks])
    check(together, len(blocks))
    alone = [read([text], [layout]).found for text, layout in blocks]
    assert [found[:3] for found in together.found] == [found[:3] for part in alone for found in part]


@given(
    st.lists(st.lists(st.text("ab山田,\"\n' ;", max_size=6), min_size=3, max_size=3), min_size=1, max_size=8),
    st.sampled_from(",;\t"),
)
def test_quoted_csv_is_read_as_the_standard_says(read: Read, rows: list[list[str]], delimiter: str) -> None:
    """What a CSV writer writes with quotes is read back cell by cell,
    line breaks and doubled quotes included."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    found = read([file.getvalue()], [Layout("delimited", delimiter)]).found
    blank = " \t\r\n"
    expected = [
        (row, place, cell.strip(blank)) for row, cells in enumerate(rows) for place, cell in enumerate(cells, 1)
    ]
    assert [(cell.record, cell.place, cell.value.replace('""', '"')) for cell in found] == [
        item for item in expected if item[2]
    ]


keys = st.sampled_from(["name", "tel", "住所", "id"])
scalars = st.text("ab山田{}[],: \"\\'\n", min_size=1, max_size=8).filter(
    lambda value: value.strip() == value
) | st.integers(0, 999)
people = st.lists(st.dictionaries(keys, scalars, min_size=1), min_size=1, max_size=5)


@given(people, st.sampled_from([None, 1]), st.booleans())
def test_json_values_are_named_by_their_keys(
    read: Read, rows: list[dict[str, Any]], indent: int | None, ascii_only: bool
) -> None:
    """Every string and number of a list of objects is a cell of its object's record,
    named by its key."""
    text = json.dumps(rows, ensure_ascii=ascii_only, indent=indent)
    found = read([text], [Layout("json")]).found
    assert [cell.name for cell in found] == [key for row in rows for key in row]
    plain = [str(value) for row in rows for value in row.values()]
    loose = [value for value in plain if not set(value) & set("\\\n\"' ")]
    assert [cell.value for cell in found if cell.value in loose] == loose
    owners = [number for number, row in enumerate(rows) for _ in row]
    ranks = {record: rank for rank, record in enumerate(dict.fromkeys(cell.record for cell in found))}
    assert [ranks[cell.record] for cell in found] == owners


@given(people, st.integers(0, 300), st.integers(0, 300))
def test_json_that_is_cut_anywhere_keeps_its_names(
    read: Read, rows: list[dict[str, Any]], start: int, end: int
) -> None:
    """A part of a document gives no name that the document has not."""
    text = json.dumps(rows, ensure_ascii=False)
    reading = read([text[start : start + end]], [Layout("json")])
    check(reading, 1)


@given(texts, st.sampled_from(["", ".csv", ".txt", ".json", ".xml", ".sql", ".tsv", ".md"]))
def test_any_head_is_recognised(text: str, suffix: str) -> None:
    """Every text has a layout, and a delimiter exactly where it is delimited."""
    layout = recognise(text, suffix)
    assert layout.kind in KINDS
    assert bool(layout.delimiter) == (layout.kind == "delimited")


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.kind + layout.delimiter.strip())
def test_hostile_repetition_ends_soon(read: Read, layout: Layout) -> None:
    """Long runs of one sign give sound cells too."""
    for sign in (
        '"',
        "<",
        "{",
        "[",
        "(",
        ",",
        ":",
        " ",
        "\n",
        "=",
        "'",
        "<a>",
        "a:",
        "|",
        "【",
        "\\",
        "]",
        "</a>",
        "; ",
    ):
        check(read([sign * 20_000], [layout]), 1)
