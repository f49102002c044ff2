"""Parts of a workbook that only Excel itself writes: pivot caches, other workbooks' values, threads, old drawings."""

from __future__ import annotations

import pytest

from extraction.compound_file import write_compound_file
from extraction.package_writer import MAIN, write_package, write_relations, write_sheet_part
from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Notice
from meibo_detectors.model import Block

CELLS = '<row r="1"><c r="A1"><v>7</v></c></row>'
DEFINITION = (
    f'<pivotCacheDefinition {MAIN}><cacheFields count="2">'
    '<cacheField name="氏名"><sharedItems><s v="久保 智也"/><s v="佐野 美咲"/><s v="消した人"/></sharedItems>'
    "</cacheField>"
    '<cacheField name="購入額"><sharedItems containsNumber="1"/></cacheField></cacheFields></pivotCacheDefinition>'
)
RECORDS = (
    f'<pivotCacheRecords {MAIN}><r><x v="1"/><n v="1200"/></r><r><x v="0"/><n v="30"/></r>'
    '<r><x v="99"/><d v="2026-04-01T00:00:00"/></r></pivotCacheRecords>'
)


def read_parts(**parts: str | bytes) -> list[Block | Notice]:
    """What is read of a workbook with these parts in ``xl``; ``__`` stands for a slash, ``_`` for a point."""
    named = {f"xl/{name.replace('__', '/').replace('_', '.')}": part for name, part in parts.items()}
    return read_content(write_package(write_sheet_part(CELLS), parts=named), "a.xlsx")


def core_in(items: list[Block | Notice], *container: str) -> str:
    """The text of the one block at a place."""
    (block,) = [block for block in blocks_of(items) if block.position.container == container]
    return core_of(block)


def test_a_pivot_cache_is_a_table_below_the_names_of_its_fields() -> None:
    """Its records with their values looked up; in its lists also what no record has any more."""
    items = read_parts(
        pivotCache__pivotCacheDefinition1_xml=DEFINITION,
        pivotCache__pivotCacheRecords1_xml=RECORDS,
        pivotCache___rels__pivotCacheDefinition1_xml_rels=write_relations(
            ("rId1", "pivotCacheRecords", "pivotCacheRecords1.xml")
        ),
    )
    records = core_in(items, "xl/pivotCache/pivotCacheRecords1.xml")
    assert records == "氏名\t購入額\n佐野 美咲\t1200\n久保 智也\t30\n\t2026-04-01\n"
    lists = core_in(items, "xl/pivotCache/pivotCacheDefinition1.xml")
    assert lists == "氏名\n久保 智也\n佐野 美咲\n消した人\n"


def test_values_of_other_workbooks_keep_their_places() -> None:
    """By the names of the sheets that they come from."""
    link = (
        f'<externalLink {MAIN}><externalBook><sheetNames><sheetName val="元"/><sheetName val="社員"/></sheetNames>'
        '<sheetDataSet><sheetData sheetId="1"><row r="2"><cell r="B2" t="str"><v>久保 智也</v></cell>'
        '<cell r="D2"><v>31000.0</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>'
    )
    items = read_parts(externalLinks__externalLink1_xml=link)
    (block,) = [block for block in blocks_of(items) if block.position.sheet == "社員"]
    assert (block.position.sheet, block.position.row, core_of(block)) == ("社員", 2, "\t久保 智也\t\t31000\n")


def test_threads_of_comments_and_their_persons_are_read() -> None:
    """Who wrote, and what."""
    comment = '<threadedComment ref="A1"><text>090-2345-6781 です</text></threadedComment>'
    thread = f'<ThreadedComments xmlns="x">{comment}</ThreadedComments>'
    persons = '<personList xmlns="x"><person displayName="久保 智也" userId="S::kubo@example.jp::1"/></personList>'
    text = text_of(read_parts(threadedComments__threadedComment1_xml=thread, persons__person_xml=persons))
    assert "090-2345-6781 です" in text
    assert "久保 智也\nS::kubo@example.jp::1" in text


def test_text_boxes_of_old_drawings_are_read() -> None:
    """VML is written like HTML of its time: not whole XML."""
    drawing = (
        "<xml><v:shape><v:textbox style='x'><div>久保&nbsp;智也<br>090-2345-6781</div></v:textbox></v:shape></xml>"
    )
    items = read_parts(drawings__vmlDrawing1_vml=drawing)
    assert core_in(items, "xl/drawings/vmlDrawing1.vml") == "久保\xa0智也\n090-2345-6781"


def test_links_are_read_as_they_were_meant() -> None:
    """Without the percent signs of addresses."""
    relations = write_relations(("rId1", "hyperlink", "mailto:%E4%B9%85%E4%BF%9D@example.jp"))
    relations = relations.replace('/hyperlink"', '/hyperlink" TargetMode="External"')
    assert "mailto:久保@example.jp" in text_of(read_parts(worksheets___rels__sheet1_xml_rels=relations))


def test_files_inside_are_read_with_their_own_extractor() -> None:
    """A file that was dragged into the sheet, a small picture and an object that says nothing."""
    native = b"\2\0" + "名簿.txt\0".encode("cp932") + b"c:\\a\0" + b"\0\0\3\0" + b"\4\0\0\0" + b"c:\\\0"
    native += len("久保 智也".encode()).to_bytes(4, "little") + "久保 智也".encode()
    stored = write_compound_file({"\x01Ole10Native": len(native).to_bytes(4, "little") + native})
    items = read_parts(embeddings__oleObject1_bin=stored, media__image1_png=b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert core_in(items, "xl/embeddings/oleObject1.bin", "名簿.txt") == "久保 智也"
    assert codes_of(items) == ["small-image"]


@pytest.mark.parametrize(
    "name", ["comments1_xml", "drawings__drawing1_xml", "externalLinks__externalLink1_xml", "tables__table1_xml"]
)
def test_a_damaged_part_leaves_the_others_alone(name: str) -> None:
    """Its damage is a notice that names it."""
    items = read_parts(**{name: "<a><b></a>", "persons__person_xml": '<p><person displayName="久保 智也"/></p>'})
    damaged = [item for item in items if isinstance(item, Notice)]
    assert [item.container for item in damaged] == [(f"xl/{name.replace('__', '/').replace('_', '.')}",)]
    assert "久保 智也" in text_of(items)
    assert core_of(blocks_of(items)[0]) == "7\n"
