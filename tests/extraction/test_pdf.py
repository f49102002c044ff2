"""PDF: pages with their numbers, form values, notes, attachments, properties; encrypted, damaged and hostile files."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Limits, Notice
from meibo_detectors.model import Block

GOTHIC = "HeiseiKakuGo-W5"
pdfmetrics.registerFont(UnicodeCIDFont(GOTHIC))


def draw(*pages: Callable[[Canvas], None], encrypt: StandardEncryption | None = None) -> bytes:
    """A PDF whose pages are drawn one by one, in a Japanese font that is not embedded."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, invariant=True, encrypt=encrypt)
    for page in pages:
        canvas.setFont(GOTHIC, 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def lines(*texts: str) -> Callable[[Canvas], None]:
    """A page of lines, one below the other."""

    def page(canvas: Canvas) -> None:
        for number, text in enumerate(texts):
            canvas.drawString(72, 760 - 18 * number, text)

    return page


def blank(canvas: Canvas) -> None:
    """An empty page."""


def in_container(items: list[Block | Notice], *container: str) -> str:
    """The text of the blocks of one container."""
    return "\n".join(core_of(block) for block in blocks_of(items) if block.position.container == container)


def test_each_page_is_read_with_its_number() -> None:
    items = read_content(draw(lines("氏名：佐藤 花子"), blank, lines("電話：03-1234-5678")), "a.pdf")
    assert [(block.position.page, core_of(block).strip()) for block in blocks_of(items) if block.position.page] == [
        (1, "氏名：佐藤 花子"),
        (3, "電話：03-1234-5678"),
    ]
    assert codes_of(items) == []


def test_properties_are_lines_with_labels() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setTitle("緊急連絡網")
        canvas.setAuthor("田中 一郎")
        canvas.setSubject("三年二組")

    items = read_content(draw(page), "a.pdf")
    assert in_container(items, "properties").splitlines()[:3] == [
        "タイトル: 緊急連絡網",
        "件名: 三年二組",
        "作成者: 田中 一郎",
    ]


@pytest.mark.parametrize("attempt", [0, 1])
def test_values_of_form_fields_stand_behind_their_names(attempt: int) -> None:
    def page(canvas: Canvas) -> None:
        form = canvas.acroForm
        form.textfield(name="phone", tooltip="電話番号", value="090-1234-5678", x=100, y=700, width=200, height=20)
        form.textfield(name="email", value="hanako@example.jp", x=100, y=650, width=200, height=20)
        form.textfield(name="empty", value="", x=100, y=600, width=200, height=20)

    text = text_of(read_content(draw(page), "a.pdf", attempt=attempt))
    assert "電話番号: 090-1234-5678" in text
    assert "email: hanako@example.jp" in text
    assert "empty" not in text


def test_values_of_fields_without_a_name_stand_beside_what_the_page_shows() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "氏名")
        canvas.drawString(72, 660, "電話番号")
        canvas.acroForm.textfield(name="Text1", value="Sato Hanako", x=150, y=694, width=200, height=20)
        canvas.acroForm.textfield(name="Text2", value="090-1234-5678", x=150, y=654, width=200, height=20)

    assert text_of(read_content(draw(page), "a.pdf")).splitlines()[:2] == [
        "氏名\tSato Hanako",
        "電話番号\t090-1234-5678",
    ]


def test_notes_name_their_author_and_links_the_address_that_they_write_to() -> None:
    def page(canvas: Canvas) -> None:
        canvas.textAnnotation("要確認：鈴木様", (100, 100, 200, 200))
        canvas.linkURL("mailto:hanako@example.jp?subject=x", (100, 300, 200, 320))

    text = in_container(read_content(draw(page), "a.pdf"), "annotations")
    assert text.splitlines() == ["要確認：鈴木様", "メール: hanako@example.jp"]


def test_bookmarks_count_only_where_the_page_does_not_show_them() -> None:
    def page(canvas: Canvas) -> None:
        lines("第一章")(canvas)
        for key in ("第一章", "佐藤花子様_請求書"):
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(key, key)

    assert in_container(read_content(draw(page), "a.pdf"), "outline") == "佐藤花子様_請求書"


def test_a_page_that_shows_only_a_drawing_is_counted_as_an_image() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(100, 100, 200, 200, fill=1)

    items = read_content(draw(page, lines("文字のあるページ"), page), "a.pdf")
    assert [(item.code, item.count) for item in items if isinstance(item, Notice)] == [("image-only", 2)]


def scan(*, width: float = 595, typed: str = "", is_hidden: bool = False) -> Callable[[Canvas], None]:
    """A page that is a picture of so many points in width and a whole page in height, with typed text on it."""

    def page(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 0, 0, width, 842)
        text = canvas.beginText(72, 820)
        text.setFont(GOTHIC, 6)
        text.setTextRenderMode(3 if is_hidden else 0)
        text.textLine(typed)
        canvas.drawText(text)

    return page


@pytest.mark.parametrize(
    ("page", "pictures"),
    [
        (scan(typed="2026-11-22 10:15 FROM 経理課 P.1/2"), 1),  # what a fax machine writes above the page
        (scan(typed="社外秘"), 1),
        (scan(typed="1", width=400), 1),  # without its margins
        (scan(typed="図 1 店舗の外観", width=250), 0),  # a figure
        (scan(typed="これは写真の上に書かれた長い文章です。" * 12), 0),
        (scan(typed="鈴木一郎", is_hidden=True), 0),  # the scanner has recognised the text already
    ],
    ids=["fax", "stamp", "number", "figure", "text", "recognised"],
)
def test_a_scan_on_which_little_is_typed_is_counted_as_an_image(page: Callable[[Canvas], None], pictures: int) -> None:
    items = read_content(draw(page), "a.pdf")
    assert [item.count for item in items if isinstance(item, Notice)] == [pictures] * pictures


def test_a_password_is_tried_and_a_missing_one_said() -> None:
    content = draw(lines("口座番号 1234567"), encrypt=StandardEncryption("himitsu", "owner", strength=128))
    for attempt in (0, 1):
        opened = read_content(content, "a.pdf", passwords=("chigau", "himitsu"), attempt=attempt)
        assert "1234567" in text_of(opened)
        assert codes_of(opened) == ["password-opened"]
        assert codes_of(read_content(content, "a.pdf", attempt=attempt)) == ["encrypted"]
        assert blocks_of(read_content(content, "a.pdf", attempt=attempt)) == []


def test_a_file_that_only_its_owner_may_change_is_read_without_a_word() -> None:
    items = read_content(draw(lines("090-1234-5678"), encrypt=StandardEncryption("", "owner", strength=128)), "a.pdf")
    assert "090-1234-5678" in text_of(items)
    assert codes_of(items) == []


def test_the_second_attempt_reads_without_pdfium() -> None:
    items = read_content(draw(lines("090-1234-5678"), lines("03-1234-5678")), "a.pdf", attempt=1)
    assert [block.position.page for block in blocks_of(items)] == [1, 2]


def test_the_limit_of_pages_keeps_what_was_read() -> None:
    items = read_content(draw(*[lines(f"{number} ページ") for number in range(9)]), "a.pdf", Limits(pages=4))
    assert len(blocks_of(items)) == 4
    assert codes_of(items) == ["page-limit"]


@pytest.mark.parametrize("attempt", [0, 1])
def test_damage_ends_as_text_or_as_a_notice(attempt: int) -> None:
    content = draw(*[lines("佐藤 花子", "090-1234-5678")] * 3)
    for sixteenth in range(16):
        cut = read_content(content[: len(content) * sixteenth // 16] or b"%PDF-", "a.pdf", attempt=attempt)
        assert codes_of(cut) or text_of(cut)
    silent = 0
    for at in range(9, len(content), 97):
        flipped = bytearray(content)
        flipped[at] ^= 0xFF
        items = read_content(bytes(flipped), "a.pdf", attempt=attempt)
        silent += not (codes_of(items) or text_of(items))
    assert silent <= 3, "a page whose content is lost may look empty, but few bytes do that"


def test_bytes_before_the_header_are_passed_over() -> None:
    content = draw(lines("090-1234-5678"))
    items = read_content(b"\x1b%-12345X@PJL JOB\r\n\x00\x01" + bytes(range(128, 256)) * 5 + content, "a.bin")
    assert "090-1234-5678" in text_of(items)


def test_a_large_file_is_read_where_it_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meibo.extraction.pdf.pdfium.HELD_BYTES", 0)
    content = draw(lines("佐藤 花子"), lines("090-1234-5678"), encrypt=StandardEncryption("himitsu", "owner"))
    items = read_content(content, "a.pdf", passwords=("chigau", "himitsu"))
    assert [core_of(block) for block in blocks_of(items) if block.position.page] == ["佐藤 花子", "090-1234-5678"]
    assert codes_of(items) == ["password-opened"]


def test_a_page_that_cannot_be_laid_out_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        monkeypatch.undo()
        raise ValueError

    monkeypatch.setattr("meibo.extraction.pdf.pages.read_rules", fail)
    items = read_content(draw(lines("佐藤 花子"), lines("090-1234-5678")), "a.pdf")
    assert [block.position.page for block in blocks_of(items) if block.position.page] == [2]
    assert codes_of(items) == ["damaged"]
