"""Pictures in other files: on pages without text, in documents, attached to mails, in archives of archives."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest

pytest.importorskip("rapidocr", reason="needs meibo[ocr]")

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extraction.pictures.drawing import LINE, PHONE, draw_line, draw_quarters, write
from extraction.reading import blocks_of, codes_of, read_pictures, text_of
from meibo.extraction.model import Limits, Notice

OTHER = "03-5550-1234"


def draw_page(text: str = LINE) -> Image.Image:
    """A sheet with a line near its upper left corner."""
    sheet = Image.new("RGB", (620, 877), "white")
    sheet.paste(draw_line(text), (80, 120))
    return sheet


def write_pages(*pages: Image.Image | str) -> bytes:
    """A PDF of pictures and of typed lines, a page each."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(595, 842), invariant=True)
    for page in pages:
        if isinstance(page, str):
            canvas.drawString(72, 700, page)
        else:
            canvas.drawImage(ImageReader(page), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def test_a_page_without_text_is_drawn_and_read() -> None:
    """Beside typed pages, each with its number; boxes stand on the recognised ones only."""
    items = read_pictures(write_pages(f"typed {OTHER} and so on", draw_page()), "a.pdf")
    typed, drawn = [block for block in blocks_of(items) if block.position.page]
    assert (typed.position.page, drawn.position.page) == (1, 2)
    assert OTHER in typed.text.decode()
    assert PHONE in drawn.text.decode()
    assert typed.boxes == ()
    ((left, top, right, bottom),) = drawn.boxes
    assert (left, top, right, bottom) == pytest.approx((148, 155, 566, 195), abs=15)
    assert codes_of(items) == []


def test_a_scan_with_a_typed_stamp_is_read_beside_it() -> None:
    """As a fax machine writes its number and the time above each page."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(595, 842), invariant=True)
    canvas.drawImage(ImageReader(draw_page()), 0, 0, 595, 842)
    canvas.setFont("Helvetica", 6)
    canvas.drawString(60, 830, f"FROM {OTHER} P.1/1")
    canvas.save()
    items = read_pictures(content.getvalue(), "a.pdf")
    assert OTHER in text_of(items)
    assert PHONE in text_of(items)
    assert codes_of(items) == []


def test_a_page_that_lies_on_its_side_is_read_too() -> None:
    """Its box is that of the page as it is seen in the file: lying."""
    items = read_pictures(write_pages(draw_page().rotate(90, expand=True).resize((620, 877))), "a.pdf")
    assert PHONE in text_of(items)


def test_a_page_of_a_drawing_without_text() -> None:
    """Is read, and nothing is on it: no fault, and no picture that nobody has looked at."""
    items = read_pictures(write_pages(draw_quarters(600, 800)), "a.pdf")
    assert [block for block in blocks_of(items) if block.position.page] == []
    assert codes_of(items) == []


def write_docx(picture: bytes) -> bytes:
    import docx

    document, content = docx.Document(), io.BytesIO()
    document.add_paragraph(f"担当 {OTHER}")
    document.add_picture(io.BytesIO(picture))
    document.save(content)
    return content.getvalue()


def write_pptx(picture: bytes) -> bytes:
    pptx = pytest.importorskip("pptx")
    deck, content = pptx.Presentation(), io.BytesIO()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = OTHER
    slide.shapes.add_picture(io.BytesIO(picture), 0, 0)
    deck.save(content)
    return content.getvalue()


def write_xlsx(picture: bytes) -> bytes:
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, OTHER)
        sheet.insert_image(2, 2, "a.png", {"image_data": io.BytesIO(picture)})
    return content.getvalue()


def write_mail(picture: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.jp", "b@example.jp", "copy"
    mail.set_content(f"tel {OTHER}")
    mail.add_attachment(picture, "image", "png", filename="a.png")
    return mail.as_bytes()


def write_zip_in_zip(picture: bytes) -> bytes:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("scan/a.png", picture)
        archive.writestr("a.txt", OTHER)
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    return outer.getvalue()


HOLDERS = {
    "a.docx": (write_docx, ("word/media/image1.png",)),
    "a.pptx": (write_pptx, ("ppt/media/image1.png",)),
    "a.xlsx": (write_xlsx, ("xl/media/image1.png",)),
    "a.eml": (write_mail, ("a.png",)),
    "a.zip": (write_zip_in_zip, ("inner.zip", "scan/a.png")),
}
"""How each is written, and where the picture is in it."""
ALL_SIZES = Limits(least_image_bytes=0)


@pytest.mark.parametrize("name", HOLDERS)
def test_a_picture_in_another_file_is_read(name: str) -> None:
    """Beside the file's own text; its container leads to it, and its page is the first."""
    make, container = HOLDERS[name]
    items = read_pictures(make(write(draw_line(LINE), "png")), name, limits=ALL_SIZES)
    assert OTHER in text_of(items)
    (block,) = [block for block in blocks_of(items) if PHONE in block.text.decode()]
    assert (block.position.container, block.position.page) == (container, 1)
    assert len(block.boxes) == 1


@pytest.mark.parametrize("name", ["a.docx", "a.pptx", "a.xlsx"])
def test_a_small_picture_in_a_document_is_decoration(name: str) -> None:
    """Below ``least_image_bytes`` it is counted as such, and not read; one as large is."""
    make, container = HOLDERS[name]
    picture = write(draw_line(LINE), "png")
    items = read_pictures(make(picture), name, limits=Limits(least_image_bytes=len(picture) + 1))
    assert PHONE not in text_of(items)
    assert [(item.code, item.container) for item in items if isinstance(item, Notice)] == [("small-image", container)]
    assert PHONE in text_of(read_pictures(make(picture), name, limits=Limits(least_image_bytes=len(picture))))


def test_a_small_picture_that_is_no_decoration() -> None:
    """What is attached or put into an archive was meant to be seen."""
    for name in ("a.eml", "a.zip"):
        make, _ = HOLDERS[name]
        items = read_pictures(make(write(draw_line(LINE), "png")), name, limits=Limits(least_image_bytes=1 << 20))
        assert PHONE in text_of(items)


@pytest.mark.parametrize("name", ["a.eml", "a.zip"])
def test_a_broken_picture_leaves_the_rest(name: str) -> None:
    """It is told with where it is."""
    make, container = HOLDERS[name]
    items = read_pictures(make(write(draw_line(LINE), "png")[:60]), name)
    assert OTHER in text_of(items)
    broken = [item.container for item in items if isinstance(item, Notice) and item.code == "damaged"]
    assert set(broken) == {container}
