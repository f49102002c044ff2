"""Workbooks of Excel: every sheet with its cells in their places, shown as people see them."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Limits, Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

PHONE = 9023456781
ATTEMPTS = pytest.mark.parametrize("attempt", [0, 1], ids=["fast", "row by row"])


def write_workbook(fill: Callable[[Workbook], object]) -> bytes:
    """A workbook that ``fill`` has filled."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        fill(book)
    return stream.getvalue()


def write_sheet(fill: Callable[[Workbook, Worksheet], object]) -> bytes:
    """A workbook of one sheet."""
    return write_workbook(lambda book: fill(book, book.add_worksheet("会員")))


def read_cell(value: object, number_format: str | int, attempt: int = 0, *, is_1904: bool = False) -> str:
    """What is read of one cell."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"date_1904": is_1904}) as book:
        book.add_worksheet().write(0, 0, value, book.add_format({"num_format": number_format}))
    return core_of(blocks_of(read_content(stream.getvalue(), "a.xlsx", attempt=attempt))[0]).rstrip("\n")


@ATTEMPTS
def test_cells_keep_their_places(attempt: int) -> None:
    """A table that begins at C4 says so; rows and columns between cells are kept."""

    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet.write_row(3, 2, ["氏名", "電話番号"])
        sheet.write_row(4, 2, ["久保 智也", "090-2345-6781"])
        sheet.write(6, 4, "以上")

    block = blocks_of(read_content(write_sheet(fill), "a.xlsx", attempt=attempt))[0]
    assert block.position.sheet == "会員"
    assert block.position.row == 4
    lines = [line.split("\t") for line in core_of(block).split("\n")]
    at = 3 - (block.position.column or 1)
    assert [line[at:] for line in lines[:2]] == [["氏名", "電話番号"], ["久保 智也", "090-2345-6781"]]
    assert lines[3][at + 2] == "以上"


@ATTEMPTS
@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (123456789012, "General", "123456789012"),
        (123456789012345, "0", "123456789012345"),
        (1e20, "General", "100000000000000000000"),
        (0.1 + 0.2, "General", "0.3"),
        (-2.5, "General", "-2.5"),
        (PHONE, "00000000000", "09023456781"),
        (1001001, "000-0000", "100-1001"),
        (10004, "000\\-0000", "001-0004"),
        (1001001, '"〒"000-0000', "〒100-1001"),
        (312345678, r"[<=99999999]####-####;\(00\)\ ####-####", "(03) 1234-5678"),
        (12345678, r"[<=99999999]####-####;\(00\)\ ####-####", "1234-5678"),
        (9023456781, "000-0000-0000", "090-2345-6781"),
        (45, '"No."0000', "No.0045"),
        (1234567, "#,##0", "1234567"),
        (0.25, "0%", "0.25"),
        (31000, "yyyy/m/d", "1984-11-14"),
        (31000, '[$-411]ggge"年"m"月"d"日"', "1984-11-14"),
        (31000, "e.m.d", "1984-11-14"),
        (31000, 31, "1984-11-14"),
        (31000, 57, "1984-11-14"),
        (31000.5, "yyyy/m/d h:mm", "1984-11-14 12:00"),
        (0.5, "h:mm", "12:00"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (31000, '0"日"', "31000"),
        (31000, "@", "31000"),
    ],
)
def test_numbers_are_read_as_they_are_shown(value: float, number_format: str | int, shown: str, attempt: int) -> None:
    """Whole numbers without point, leading zeros and hyphens of formats, dates as dates."""
    assert read_cell(value, number_format, attempt) == shown


@ATTEMPTS
def test_days_may_be_counted_from_1904(attempt: int) -> None:
    """Workbooks from old Macs."""
    assert read_cell(dt.date(1984, 11, 14), "yyyy/m/d", attempt, is_1904=True) == "1984-11-14"


@ATTEMPTS
def test_errors_are_left_out_and_formulas_show_their_results(attempt: int) -> None:
    """Only what the workbook stored: nothing is calculated."""

    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet.write_formula(0, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(0, 1, '=A2&""', None, "久保 智也")
        sheet.write_boolean(0, 2, True)

    block = blocks_of(read_content(write_sheet(fill), "a.xlsx", attempt=attempt))[0]
    assert core_of(block).strip("\n").split("\t")[-2:] == ["久保 智也", "TRUE"]
    assert "#" not in core_of(block)


@ATTEMPTS
def test_hidden_sheets_are_read_and_said(attempt: int) -> None:
    """Hidden and very hidden ones; a chart sheet has no cells."""

    def fill(book: Workbook) -> None:
        for name, state in (("表", ""), ("裏", "hide"), ("奥", "very_hidden")):
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, f"{name}の値")
            if state:
                getattr(sheet, state)()
        book.add_chartsheet("図")

    items = read_content(write_workbook(fill), "a.xlsx", attempt=attempt)
    assert [core_of(block).strip() for block in blocks_of(items)[:3]] == ["表の値", "裏の値", "奥の値"]
    assert [item for item in items if isinstance(item, Notice)] == [Notice("hidden-sheet", count=2)]


@ATTEMPTS
def test_what_stands_outside_of_cells_is_read(attempt: int) -> None:
    """Comments, text boxes, headers, lists to choose from, links, names, formulas' texts, filters, properties."""

    def fill(book: Workbook) -> None:
        sheet = book.add_worksheet("久保 智也")
        sheet.write_comment(0, 0, "連絡先は 090-2345-6781", {"author": "佐野 美咲"})
        sheet.insert_textbox(3, 3, "図形の 中村 翼")
        sheet.set_header('&L&"ＭＳ 明朝,標準"&12総務部 大野 健&R&P')
        sheet.set_footer("&C取扱注意 & 社外秘".replace("& ", "&& "))
        sheet.data_validation("B1", {"validate": "list", "source": ["原田 葵", "松井 陸"]})
        sheet.data_validation("B2", {"validate": "any", "input_title": "入力", "input_message": "三浦 蓮に聞く"})
        sheet.write_url(1, 0, "mailto:kubo%40example.jp", string="メール")
        sheet.write_formula(2, 0, '=HYPERLINK("mailto:sano@example.jp","送る")', None, "送る")
        sheet.write_row(10, 0, ["名"])
        sheet.autofilter(10, 0, 11, 0)
        sheet.filter_column_list(0, ["上田 凛"])
        book.define_name("担当", '="石川 蒼"')
        book.set_properties({"author": "岡本 湊", "company": "例示株式会社", "manager": "前田 紬"})
        book.set_custom_property("顧客", "藤原 樹")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "='久保 智也'!$A$1:$A$2", "name": "系列 村上 悠"})
        chart.set_title({"name": "題 近藤 律"})
        sheet.insert_chart("F1", chart)

    items = read_content(write_workbook(fill), "a.xlsx", attempt=attempt)
    text = text_of(items)
    for word in (
        "佐野 美咲", "090-2345-6781", "図形の 中村 翼", "総務部 大野 健", "取扱注意 & 社外秘", "原田 葵",
        "三浦 蓮に聞く", "mailto:kubo@example.jp", "mailto:sano@example.jp", "上田 凛", "担当: 石川 蒼",
        "作成者: 岡本 湊", "会社: 例示株式会社", "管理者: 前田 紬", "顧客: 藤原 樹", "題 近藤 律", "久保 智也",
    ):  # fmt: skip
        assert word in text
    assert "明朝" not in text
    containers = {block.position.container for block in blocks_of(items)}
    assert {("xl/comments1.xml",), ("xl/drawings/drawing1.xml",), ("docProps/core.xml",)} <= containers
    assert codes_of(items) == []


def test_a_large_sheet_is_read_row_by_row_with_the_same_result() -> None:
    """Above ``large_sheet_bytes``; the cells and their places are the same."""

    def fill(book: Workbook, sheet: Worksheet) -> None:
        style = book.add_format({"num_format": "00000000000"})
        for row in range(3000):
            sheet.write_row(row, 0, [f"会員{row}", "久保 智也"])
            sheet.write(row, 2, PHONE + row, style)

    content = write_sheet(fill)
    held, streamed = (read_content(content, "a.xlsx", Limits(large_sheet_bytes=size)) for size in (64 << 20, 10_000))
    assert text_of(held) == text_of(streamed)
    assert "会員2999\t久保 智也\t09023459780" in text_of(streamed)
