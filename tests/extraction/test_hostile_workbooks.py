"""Workbooks that were made to break readers: each ends soon and in little memory, with what could be read."""

from __future__ import annotations

import itertools
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from extraction.package_writer import MAIN, write_package, write_relations, write_sheet_part
from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from extraction.specimens import Specimen, make_ods, make_xlsb, make_xlsx
from meibo.extraction.model import Limits, Notice
from meibo_detectors.model import Block

BEGIN, END = write_sheet_part("|").encode().split(b"|")
LAUGHS = (
    "<!DOCTYPE a [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in itertools.pairwise("abcdefghij"))
    + "]>"
)
CORNERS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>始</t></is></c></row>'
    '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>終</t></is></c></row>'
)
MEGABYTE = 1 << 20


def read_within(megabytes: int, content: bytes, limits: Limits | None = None) -> list[Block | Notice]:
    """What is read, with at most so much memory of Python's own."""
    tracemalloc.start()
    try:
        items = read_content(content, "a.xlsx", limits)
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak_bytes < megabytes * MEGABYTE
    return items


def repeat(piece: bytes, megabytes: int) -> Iterator[bytes]:
    """A sheet whose rows are a piece, again and again."""
    chunk = piece * (MEGABYTE // len(piece))
    yield BEGIN
    for _ in range(megabytes):
        yield chunk
    yield END


def test_two_cells_that_span_17_billion() -> None:
    """Both are read in their places, in each of a hundred sheets."""
    items = read_within(64, write_package(write_sheet_part(CORNERS), sheets=100))
    places = [(block.position.sheet, block.position.row) for block in blocks_of(items)]
    assert places[:3] == [("S1", 1), ("S1", 1_048_576), ("S2", 1)]
    assert core_of(blocks_of(items)[1]).strip("\t\n") == "終"
    assert codes_of(items) == []


def test_a_cell_at_the_end_of_every_row() -> None:
    """Empty cells before a filled one cost too: they are written."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="XFD{row}"><v>2</v></c></row>' for row in range(1, 300)
    )
    items = read_within(64, write_package(write_sheet_part(rows)), Limits(cells=1_000_000))
    assert codes_of(items) == ["cell-limit"]
    assert "1" in text_of(items)


@pytest.mark.parametrize("piece", [b" ", b'<row r="1"></row>', b'<c r="A1"><v>1</v></c>', b"<c/>"])
def test_a_sheet_that_was_packed_too_well(piece: bytes) -> None:
    """The ratio of its real bytes to those of the file is too high."""
    limits = Limits(ratio=10, ratio_from_bytes=1 << 20, large_sheet_bytes=1 << 19)
    items = read_within(32, write_package(repeat(piece, 4)), limits)
    assert codes_of(items) == ["ratio-limit"]


def test_shared_texts_that_are_too_many() -> None:
    """Numbers, and the texts that could be held, are read all the same."""
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>5</v></c><c r="C1" t="s"><v>89999</v></c></row>'
    strings = itertools.chain(
        [f"<sst {MAIN}>".encode()], (b"<si><t>text</t></si>" * 10_000 for _ in range(9)), [b"</sst>"]
    )
    limits = Limits(large_sheet_bytes=1 << 20, held_bytes=1 << 19)
    items = read_within(64, write_package(write_sheet_part(rows), strings), limits)
    assert codes_of(items) == ["held-limit"]
    assert core_of(blocks_of(items)[0]).strip() == "text\t5"


@pytest.mark.parametrize("place", ["sheet", "strings", "workbook", "comments"])
def test_a_billion_laughs(place: str) -> None:
    """Entities are not expanded; no Office program declares any."""
    laugh = '<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>'
    content = {
        "sheet": lambda: write_package(LAUGHS + write_sheet_part(laugh)),
        "strings": lambda: write_package(
            write_sheet_part('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
            f"{LAUGHS}<sst {MAIN}><si><t>&j;</t></si></sst>",
        ),
        "workbook": lambda: write_package(prolog=LAUGHS),
        "comments": lambda: write_package(parts={"xl/comments1.xml": f"{LAUGHS}<comments><t>&j;</t></comments>"}),
    }[place]()
    items = read_within(16, content)
    assert "damaged" in codes_of(items) or "haha" not in text_of(items)
    assert len(text_of(items)) < 1000


def test_a_dimension_that_lies() -> None:
    """Neither too small nor too large a one is believed."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="C9"><v>2</v></c></row>'
    for dimension in ("A1", "A1:XFD1048576", "nonsense"):
        for attempt in (0, 1):
            content = write_package(write_sheet_part(rows, dimension=f'<dimension ref="{dimension}"/>'))
            assert text_of(read_content(content, "a.xlsx", attempt=attempt)).split()[:2] == ["1", "2"]


@pytest.mark.parametrize("piece", ["<f ", "<c r='A1' ", "<v:textbox>", "<", '<f>"', "<a>", '<c r="A1"><f>"'])
def test_patterns_take_no_longer_than_the_text_is_long(piece: str) -> None:
    """What is never closed is looked through once, not once for each beginning."""
    content = write_package(write_sheet_part(piece * 300_000), parts={"xl/drawings/vmlDrawing1.vml": piece * 300_000})
    assert (
        codes_of(read_content(content, "a.xlsx", Limits(seconds=15, ratio_from_bytes=1 << 30))).count("time-limit") == 0
    )


def test_cells_that_do_not_say_where_they_stand() -> None:
    """They follow one another."""
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row r='4'><c t='inlineStr'><is><t>三</t></is></c></row>"
    items = read_content(write_package(write_sheet_part(rows)), "a.xlsx")
    assert core_of(blocks_of(items)[0]) == "1\t2\n\n\n三\n"


@pytest.mark.parametrize("reference", ["ZZZZ1", "A0", "A99999999999", "1A", "あ1", "", "A-1"])
def test_places_that_do_not_exist(reference: str) -> None:
    """What stands there is read all the same, or is damage."""
    cell = f'<row r="1"><c r="{reference}"><v>5</v></c></row><row r="x"><c r="B2" t="s"><v>x</v></c></row>'
    items = read_content(write_package(write_sheet_part(cell)), "a.xlsx")
    assert "5" in text_of(items) or "damaged" in codes_of(items)


def test_a_workbook_without_its_sheets_is_damaged() -> None:
    """It is not clean: a sheet that the package does not hold, or none at all."""
    missing = write_package(parts={"xl/_rels/workbook.xml.rels": write_relations(("rId9", "worksheet", "no.xml"))})
    assert codes_of(read_content(missing, "a.xlsx")) == ["damaged"]
    assert codes_of(read_content(write_package(sheets=0), "a.xlsx")) == ["damaged"]


@pytest.mark.parametrize("make", [make_xlsx, make_xlsb, make_ods])
def test_a_workbook_without_its_directory(make: Callable[[], Specimen]) -> None:
    """All parts that stand before the cut are read; whether others stood behind it, nobody can tell."""
    specimen = make()
    whole = read_content(specimen.content, specimen.name)
    items = read_content(specimen.content[: specimen.content.index(b"PK\x01\x02")], specimen.name)
    assert "damaged" not in codes_of(whole)
    assert "damaged" in codes_of(items)
    assert text_of(items) == text_of(whole)
