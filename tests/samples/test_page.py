"""A page knows where it wrote what."""

from __future__ import annotations

import codecs

import pytest

from meibo.samples.page import CellLocation, Decoy, Location, Page, Spread, Value


def make_value(text: str) -> Value:
    """A value of which only the text matters."""
    return Value("jp_name", text, text)


def test_columns_are_code_points() -> None:
    """A character beyond the basic plane counts as one column."""
    page = Page()
    page.write("𠮷野家\n𠮷", make_value("甲"), "、", Decoy("version", "1.2"))
    assert [mark.location for mark in page.marks] == [Location(2, 2), Location(2, 4)]


def test_fill_places_parts() -> None:
    """A template's fields become parts where they stand, and its leading line break is dropped."""
    page = Page()
    page.fill("\n一行目{first}\n{second}さん", first=make_value("甲"), second=make_value("乙"))
    assert page.text == "一行目甲\n乙さん"
    assert [mark.location for mark in page.marks] == [Location(1, 4), Location(2, 1)]


def test_table_quotes_cells() -> None:
    """A quoted value starts after its quotation mark."""
    page = Page()
    page.write_table([["番号", "氏名"], ["1", make_value("甲")]], quote='"')
    assert page.text == '"番号","氏名"\n"1","甲"\n'
    assert page.marks[0].location == Location(2, 6)


def test_places_in_a_table_are_cells() -> None:
    """Rows count with titles, blank rows and line breaks inside a cell as one; columns are cells."""
    page = Page(is_table=True)
    page.write_line("名簿\n")
    page.write_table([["氏名", "住所"], ["甲", "一行目\n二行目"], [make_value("乙"), make_value("丙")]])
    assert page.text == '名簿\n\n氏名,住所\n甲,"一行目\n二行目"\n乙,丙\n'
    assert [mark.location for mark in page.marks] == [CellLocation(5, 1), CellLocation(5, 2)]


def test_a_value_spreads_over_cells() -> None:
    """It stands at its first cell, and what comes after it counts all of its cells, empty ones too."""
    page = Page(is_table=True)
    page.write_row(["1", Spread(make_value("甲 乙"), ("甲", "乙", "")), make_value("丙")], delimiter=";")
    assert page.text == "1;甲;乙;;丙\n"
    assert [(mark.part.text, mark.location) for mark in page.marks] == [
        ("甲 乙", CellLocation(1, 2)),
        ("丙", CellLocation(1, 5)),
    ]


def test_cells_are_quoted_where_they_must_be() -> None:
    """A delimiter, a line break or a quotation mark inside a cell asks for marks around it, which are doubled."""
    page = Page(is_table=True)
    page.write_row(['a"b', "c,d", "e;f"])
    assert page.text == '"a""b","c,d",e;f\n'


def test_utf_16_is_little_endian() -> None:
    """UTF-16 is written in one byte order on every machine."""
    page = Page("utf-16")
    page.write("甲\n")
    assert page.encode("\r\n") == codecs.BOM_UTF16_LE + "甲\r\n".encode("utf-16-le")


def test_unwritable_character_is_an_error() -> None:
    """A character that the encoding lacks is never replaced."""
    page = Page("iso2022_jp")
    page.write("ｶﾅ")
    with pytest.raises(UnicodeEncodeError):
        page.encode()
