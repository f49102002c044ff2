"""How the glyphs of a PDF page become lines and tables in which every value is whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

from extraction.reading import blocks_of, core_of, read_content
from extraction.test_pdf import GOTHIC, draw, lines

TATEGAKI = "HeiseiMin-W3"
pdfmetrics.registerFont(UnicodeCIDFont(TATEGAKI, isVertical=True))

GOLDEN = Path(__file__).parent / "golden" / "pdf"
BODY = ParagraphStyle("body", fontName=GOTHIC, fontSize=10, leading=15, wordWrap="CJK")
GRID = [("FONT", (0, 0), (-1, -1), GOTHIC, 10), ("GRID", (0, 0), (-1, -1), 0.5, "black")]
PLAIN = [("FONT", (0, 0), (-1, -1), GOTHIC, 10)]


def read(*pages: Callable[[Canvas], None]) -> list[tuple[str, str]]:
    """The kind of layout and the text of each block on the pages."""
    items = read_content(draw(*pages), "a.pdf")
    return [(block.layout.kind, core_of(block)) for block in blocks_of(items) if block.position.page]


def text(*pages: Callable[[Canvas], None]) -> str:
    """The text of the pages."""
    return "\n".join(core for _, core in read(*pages))


def table(rows: list[list[object]], widths: list[int], style: list[object]) -> Callable[[Canvas], None]:
    """A page with a table."""

    def page(canvas: Canvas) -> None:
        built = Table(rows, colWidths=widths, style=style)
        _, height = built.wrapOn(canvas, 500, 700)
        built.drawOn(canvas, 50, 780 - height)

    return page


def cell(value: str) -> Paragraph:
    """A cell whose text is broken where it is full."""
    return Paragraph(value, BODY)


ROSTER: list[list[object]] = [
    ["氏名", "電話番号", "住所"],
    [cell("佐藤 花子"), cell("03-1234-5678"), cell("東京都千代田区霞が関三丁目２番１号中央合同庁舎")],
    [cell("鈴木 一郎"), cell("090-1234-5678"), cell("大阪府大阪市北区中之島１－３－２０")],
    [cell("高橋 次郎"), cell("06-1234-5678"), cell("北海道札幌市中央区北三条西６")],
]


@pytest.mark.parametrize("style", [GRID, PLAIN], ids=["ruled", "without rules"])
def test_values_that_their_cells_break_are_whole(style: list[object]) -> None:
    """The columns are too narrow for every value."""
    [(kind, rows)] = read(table(ROSTER, [70, 60, 120], style))
    assert kind == "delimited"
    assert rows.splitlines() == [
        "氏名\t電話番号\t住所",
        "佐藤 花子\t03-1234-5678\t東京都千代田区霞が関三丁目２番１号中央合同庁舎",
        "鈴木 一郎\t090-1234-5678\t大阪府大阪市北区中之島１－３－２０",
        "高橋 次郎\t06-1234-5678\t北海道札幌市中央区北三条西６",
    ]


def test_lines_that_a_cell_holds_on_purpose_stay_apart() -> None:
    rows = [["氏名", "連絡先"], ["佐藤 花子", "03-1234-5678\nhanako@example.jp"], ["鈴木 一郎", "なし"]]
    [(kind, content)] = read(table(rows, [100, 200], GRID))
    assert kind == "delimited"
    assert '"03-1234-5678\nhanako@example.jp"' in content


def test_words_that_a_cell_breaks_are_parted_as_they_were() -> None:
    style = ParagraphStyle("latin", fontName="Helvetica", fontSize=10, leading=12)
    rows = [
        ["name", "note"],
        [Paragraph("Hanako Sato-Yamada", style), Paragraph("please call back after the meeting", style)],
    ]
    [(_, content)] = read(table(rows, [80, 80], GRID))
    assert content.splitlines()[1] == "Hanako Sato-Yamada\tplease call back after the meeting"


def test_half_width_katakana_is_joined_without_a_space() -> None:
    value = "ﾐｽﾞﾎｷﾞﾝｺｳ ﾏﾙﾉｳﾁｼﾃﾝ ﾌﾂｳ 1234567 ﾃｼｶﾞﾜﾗ ﾀﾛｳｻﾞｴﾓﾝ"
    [(_, content)] = read(table([["口座", "摘要"], [cell(value), "済"]], [90, 60], GRID))
    assert content.splitlines()[1].replace(" ", "") == f"{value}\t済".replace(" ", "")


def test_merged_cells_keep_their_columns() -> None:
    rows = [["連絡先", "", "備考"], ["電話", "メール", ""], ["03-1234-5678", "a@example.jp", "済"]]
    style = [*GRID, ("SPAN", (0, 0), (1, 0)), ("SPAN", (2, 0), (2, 1))]
    [(_, content)] = read(table(rows, [100, 150, 50], style))
    assert content.splitlines() == ["連絡先\t\t備考", "電話\tメール", "03-1234-5678\ta@example.jp\t済"]


def test_running_text_is_joined_where_the_margin_breaks_it() -> None:
    sentence = (
        "本件の担当は佐藤花子様です。ご連絡は携帯電話０９０－１２３４－５６７８か、メールアドレスまでお願いいたします。"
    )

    def page(canvas: Canvas) -> None:
        for number, value in enumerate((sentence * 3, "以上")):
            paragraph = Paragraph(value, BODY)
            _, height = paragraph.wrapOn(canvas, 300, 700)
            paragraph.drawOn(canvas, 72, 700 - height - 200 * number)

    assert text(page).splitlines() == [sentence * 3, "以上"]


def test_lines_of_their_own_are_not_joined() -> None:
    values = ("佐藤 花子 090-1234-5678", "鈴木 一郎 090-8765-4321", "高橋 次郎 080-1111-2222")
    assert text(lines(*values)).splitlines() == list(values)


VERTICAL = ("佐藤花子様へお願い", "電話番号は", "〇三の一二三四")


def test_vertical_writing_is_read_down_its_columns_from_right_to_left() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont(TATEGAKI, 10)
        for column, value in enumerate(VERTICAL):
            canvas.drawString(400 - 20 * column, 700, value)

    assert text(page).splitlines() == list(VERTICAL)


def test_characters_below_each_other_are_vertical_writing_too() -> None:
    def page(canvas: Canvas) -> None:
        for column, value in enumerate(VERTICAL):
            for row, character in enumerate(value):
                canvas.drawString(400 - 20 * column, 700 - 10 * row, character)

    assert text(page).splitlines() == list(VERTICAL)


def test_a_label_that_is_written_down_keeps_its_cell() -> None:
    rows = [["勤\n務\n先", "千鳥商事株式会社"], ["電\n話", "03-1234-5678"]]
    [(kind, content)] = read(table(rows, [30, 200], GRID))
    assert kind == "delimited"
    assert content.splitlines()[0] == "勤務先\t千鳥商事株式会社"


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_pages_read_like_upright_ones(angle: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(angle)
        for number, value in enumerate(("氏名：佐藤 花子", "電話：03-1234-5678")):
            canvas.drawString(-100, -20 * number, value)

    assert text(page).splitlines() == ["氏名：佐藤 花子", "電話：03-1234-5678"]


def test_letters_that_are_spread_are_one_word() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "氏")
        canvas.drawString(102, 700, "名")
        canvas.drawString(200, 700, "佐藤 花子")
        canvas.drawString(72, 680, "電話番号")
        for number, character in enumerate("090-1234-5678"):
            canvas.drawString(200 + 9 * number, 680, character)

    assert text(page).splitlines() == ["氏名\t佐藤 花子", "電話番号\t090-1234-5678"]


def test_columns_of_a_newspaper_follow_each_other() -> None:
    def page(canvas: Canvas) -> None:
        for column in range(2):
            for row in range(30):
                canvas.drawString(72 + 250 * column, 760 - 20 * row, f"{column + 1}段目の{row + 1}行目の文章です。")

    assert text(page).splitlines() == [
        f"{column}段目の{row}行目の文章です。" for column in (1, 2) for row in range(1, 31)
    ]


def test_text_that_is_hidden_or_white_is_read() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 700, "白い文字 佐藤花子")
        hidden = canvas.beginText(72, 650)
        hidden.setTextRenderMode(3)
        hidden.textOut("見えない文字 鈴木一郎")
        canvas.drawText(hidden)

    assert text(page).splitlines() == ["白い文字 佐藤花子", "見えない文字 鈴木一郎"]


@pytest.mark.parametrize("style", [GRID, PLAIN], ids=["ruled", "without rules"])
def test_a_table_that_goes_on_shows_its_columns_on_the_next_page(style: list[object]) -> None:
    page_1 = table([["氏名", "電話番号"], ["佐藤 花子", "03-1234-5678"], ["鈴木 一郎", "なし"]], [90, 90], style)
    page_2 = table([["高橋 次郎", "06-1234-5678"], ["田中 愛", "なし"], ["森 健", "なし"]], [90, 90], style)
    first, second = blocks_of(read_content(draw(page_1, page_2), "a.pdf"))[:2]
    assert first.lead == 0
    assert second.text[: second.lead].decode().splitlines()[0] == "氏名\t電話番号"
    assert core_of(second).splitlines()[0] == "高橋 次郎\t06-1234-5678"
    assert second.position.page == 2


@pytest.mark.parametrize("name", ["form_table", "roster_centred", "roster_top"])
def test_files_of_other_writers_read_as_expected(name: str) -> None:
    """Broken cells without borders; a program draws those of one line before the others."""
    items = read_content((GOLDEN / f"{name}.pdf").read_bytes(), f"{name}.pdf")
    shown = [
        core_of(block).strip("\n") for block in blocks_of(items) if block.position.page and not block.position.container
    ]
    assert "\n".join(shown) + "\n" == (GOLDEN / f"{name}.txt").read_text("utf-8")
