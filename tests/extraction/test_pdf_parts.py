"""What a PDF holds beside its pages, and files that are made to do harm."""

from __future__ import annotations

import time
import zlib

import pytest

from extraction.pdf_writing import CATALOG, PAGE, PAGES, write_pdf, write_stream, write_text
from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Limits, Notice
from meibo_detectors.model import Block


def in_container(items: list[Block | Notice], *container: str) -> str:
    """The text of the blocks of one container."""
    return "\n".join(core_of(block) for block in blocks_of(items) if block.position.container == container)


def with_annotation(annotation: bytes, more: dict[int, bytes] | None = None) -> bytes:
    """A PDF whose page has one annotation, the object 6."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [6 0 R]"
        b" /Resources << /Font << /F1 5 0 R >> >> >>"
    )
    return write_pdf({PAGE: page, 6: annotation, **(more or {})})


def file_object(number: int, name: str) -> bytes:
    """The specification of a file whose content is the object of that number."""
    return b"<< /Type /Filespec /F (x) /UF %b /EF << /F %d 0 R >> >>" % (write_text(name), number)


def test_attached_files_are_read_as_members() -> None:
    names = b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >> >>"
    attached = write_stream("氏名,電話\n佐藤 花子,090-1234-5678\n".encode(), b"/Type /EmbeddedFile", is_packed=True)
    items = read_content(write_pdf({CATALOG: names, 6: file_object(7, "名簿.csv"), 7: attached}), "a.pdf")
    assert "佐藤 花子,090-1234-5678" in in_container(items, "名簿.csv")


def test_files_that_are_pinned_to_a_page_are_members_too() -> None:
    pinned = b"<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 7 0 R /Contents (see file) >>"
    attached = write_stream("口座番号 1234567".encode(), b"/Type /EmbeddedFile")
    items = read_content(with_annotation(pinned, {7: file_object(8, "口座.txt"), 8: attached}), "a.pdf")
    assert in_container(items, "口座.txt") == "口座番号 1234567"
    assert "see file" in in_container(items, "annotations")


def test_a_note_stands_behind_the_name_of_its_author() -> None:
    note = b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /T %b /Contents %b >>"
    items = read_content(with_annotation(note % (write_text("田中 一郎"), write_text("至急 折り返し"))), "a.pdf")
    assert in_container(items, "annotations").splitlines() == ["作成者: 田中 一郎", "至急 折り返し"]
    assert [block.position.page for block in blocks_of(items)] == [1, 1]


def test_a_form_in_xml_is_read_where_its_pages_show_nothing() -> None:
    data = (
        "<xfa:datasets xmlns:xfa='http://www.xfa.org/schema/xfa-data/1.0/'>"
        "<xfa:data><申込><氏名>佐藤 花子</氏名><電話>090-1234-5678</電話></申込></xfa:data></xfa:datasets>"
    )
    catalog = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [] /XFA [(datasets) 6 0 R] >> >>"
    items = read_content(write_pdf({CATALOG: catalog, 6: write_stream(data.encode())}), "a.pdf")
    assert in_container(items, "form").splitlines() == ["氏名: 佐藤 花子", "電話: 090-1234-5678"]


def test_properties_in_xml_count_once() -> None:
    packet = (
        "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description "
        "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:photoshop='p' photoshop:AuthorsPosition='課長'>"
        "<dc:creator><rdf:Seq><rdf:li>田中 一郎</rdf:li><rdf:li>佐藤 花子</rdf:li></rdf:Seq></dc:creator>"
        "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    )
    catalog = b"<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>"
    metadata = write_stream(packet.encode(), b"/Type /Metadata /Subtype /XML")
    items = read_content(write_pdf({CATALOG: catalog, 6: metadata}), "a.pdf")
    assert in_container(items, "properties").splitlines() == ["役職: 課長", "作成者: 田中 一郎", "作成者: 佐藤 花子"]


def test_a_layer_that_is_switched_off_is_read() -> None:
    catalog = b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >> >>"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> /Properties << /L 6 0 R >> >> >>"
    )
    show = "/OC /L BDC BT /F1 12 Tf 72 700 Td (090-1234-5678) Tj ET EMC"
    layer = b"<< /Type /OCG /Name (hidden) >>"
    assert "090-1234-5678" in text_of(read_content(write_pdf({CATALOG: catalog, PAGE: page, 6: layer}, show), "a.pdf"))


def test_glyphs_without_characters_are_counted_as_an_image() -> None:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
    descendant = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /FontDescriptor 7 0 R >>"
    descriptor = b"<< /Type /FontDescriptor /FontName /X /Flags 4 >>"
    show = "BT /F1 12 Tf 72 700 Td <01230124012501260127> Tj ET"
    assert codes_of(read_content(write_pdf({5: font, 6: descendant, 7: descriptor}, show), "a.pdf")) == ["image-only"]


def test_a_file_that_was_cut_is_damaged_and_what_is_left_is_read() -> None:
    content = write_pdf()
    items = read_content(content[: content.rindex(b"xref")], "a.pdf")
    assert "body" in text_of(items)
    assert codes_of(items) == ["damaged"]


def test_content_that_cannot_be_unpacked_is_damage() -> None:
    broken = zlib.compress(b"BT /F1 12 Tf 72 700 Td (body) Tj ET" * 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(broken), b"\xff" * len(broken))
    assert codes_of(read_content(write_pdf({4: stream}), "a.pdf")) == ["damaged"]


HOSTILE = {
    "a page tree that contains itself": {PAGES: b"<< /Type /Pages /Kids [3 0 R 2 0 R 2 0 R] /Count 3 >>"},
    "a count that lies": {PAGES: b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>"},
    "a negative count": {PAGES: b"<< /Type /Pages /Kids [3 0 R] /Count -5 >>"},
    "deep arrays": {6: b"[" * 100_000 + b"]" * 100_000, CATALOG: b"<< /Type /Catalog /Pages 2 0 R /X 6 0 R >>"},
    "deep content": {4: write_stream(b"[" * 100_000 + b"q " * 100_000 + b"BT /F1 12 Tf (body) Tj ET")},
    "a form that draws itself": {
        PAGE: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /X 6 0 R >> >> >>",
        4: write_stream(b"/X Do"),
        6: write_stream(
            b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
        ),
    },
    "bookmarks in a ring": {
        CATALOG: b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
        6: b"<< /First 7 0 R /Last 7 0 R >>",
        7: b"<< /Title (ring) /Parent 6 0 R /Next 7 0 R /First 7 0 R >>",
    },
    "a page without size": {PAGE: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 0 0] /Contents 4 0 R >>"},
    "an endless page": {PAGE: b"<< /Type /Page /Parent 2 0 R /MediaBox [-1e30 -1e30 1e30 1e30] /Contents 4 0 R >>"},
}


@pytest.mark.parametrize("objects", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("attempt", [0, 1])
def test_hostile_files_end_soon(objects: dict[int, bytes], attempt: int) -> None:
    begun = time.monotonic()
    read_content(write_pdf(objects), "a.pdf", attempt=attempt)
    assert time.monotonic() - begun < 10


def test_many_objects_are_bounded() -> None:
    content = write_pdf(dict.fromkeys(range(6, 100_000), b"null"))
    assert "body" in text_of(read_content(content, "a.pdf"))


def test_a_file_inside_that_is_too_large_to_be_held_is_said() -> None:
    names = b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >> >>"
    attached = write_stream(bytes(8 << 20), b"/Type /EmbeddedFile", is_packed=True)
    content = write_pdf({CATALOG: names, 6: file_object(7, "a.bin"), 7: attached})
    assert codes_of(read_content(content, "a.pdf", Limits(held_bytes=1 << 20))) == ["held-limit"]
    few = Limits(ratio=10, ratio_from_bytes=1 << 20)
    items = read_content(content, "a.pdf", few)
    assert codes_of(items) == ["ratio-limit"]
    assert "body" in text_of(items)
