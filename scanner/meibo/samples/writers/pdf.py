"""Printed pages (PDF, ISO 32000-1), as Japanese programs write them: in a font that every reader has, not embedded."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

from meibo.samples.draft import Line, join, list_cells, mark_line
from meibo.samples.page import Mark, PageLocation, Spread
from meibo.samples.writers.model import WRITTEN_AT, Written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from meibo.samples.draft import Row
    from meibo.samples.page import Cell, Decoy, Value
    from meibo.samples.writers.model import Bitmap, Print

_WIDTH, _HEIGHT, _MARGIN = 595, 842, 40
"""A4 in points."""
_SIZE, _LEADING = 9, 15
_CELL_CHARS: Final = 14
"""A longer text goes on in the next line of its cell."""
_DATE: Final = f"(D:{WRITTEN_AT:%Y%m%d%H%M%S}+09'00')"


class _Run(NamedTuple):
    """Text at a place, in points from the lower left corner."""

    x: int
    y: int
    text: str


class _Page:
    """A page that is being filled from its top."""

    def __init__(self) -> None:
        self.runs: list[_Run] = []
        self.parts: list[Value | Decoy] = []
        self.y = _HEIGHT - _MARGIN

    def add(self, texts: Sequence[Sequence[str]], cells: Sequence[Cell]) -> None:
        """A row of cells, each of one or more lines."""
        width = (_WIDTH - 2 * _MARGIN) // max(len(texts), 1)
        for at, lines in enumerate(texts):
            for down, text in enumerate(lines):
                self.runs.append(_Run(_MARGIN + at * width, self.y - down * _LEADING, text))
        self.y -= _LEADING * max(map(len, texts), default=1)
        values = (cell.value if isinstance(cell, Spread) else cell for cell in cells)
        self.parts += [part for part in values if not isinstance(part, str)]


def write_pdf(printed: Print, *, has_unicode_map: bool = True) -> Written:
    """Lines and tables page by page; fields of a form, which are no text of the page, stand at the end of the first.

    Without ``has_unicode_map``, readers must know by themselves what the codes of Japanese fonts mean.
    """
    pages = _lay_out(printed)
    file = _File()
    font = _add_font(file, has_unicode_map=has_unicode_map)
    kids = [file.reserve() for _ in pages]
    tree = file.add(f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>")
    fields = [file.add(_write_field(at, name, part.text, kids[0])) for at, (name, part) in enumerate(printed.fields)]
    references = " ".join(f"{field} 0 R" for field in fields)
    for at, (kid, page) in enumerate(zip(kids, pages, strict=True)):
        content = file.add_stream("".join(map(_write_run, page.runs)).encode())
        notes = f"/Annots[{references}]" if fields and at == 0 else ""
        file.put(
            kid,
            f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {_WIDTH} {_HEIGHT}]/Contents {content} 0 R"
            f"/Resources<</Font<</F1 {font} 0 R>>>>{notes}>>",
        )
    form = f"/AcroForm<</Fields[{references}]/NeedAppearances true>>" if fields else ""
    root = file.add(f"<</Type/Catalog/Pages {tree} 0 R{form}>>")
    marks = [Mark(part, PageLocation(number)) for number, page in enumerate(pages, 1) for part in page.parts]
    marks += [Mark(part, PageLocation(1)) for _, part in printed.fields]
    marks += mark_line(("作成者: ", printed.properties.author), 2, container=("properties",))
    return Written(file.finish(root, _add_information(file, printed)), tuple(marks))


def write_scan(scan: Bitmap) -> Written:
    """A page that is a picture, as a scanner makes it."""
    file = _File()
    picture = file.add_stream(
        scan.pixels,
        f"/Type/XObject/Subtype/Image/Width {scan.width}/Height {len(scan.pixels) // scan.width}"
        "/ColorSpace/DeviceGray/BitsPerComponent 8",
    )
    content = file.add_stream(f"q {_WIDTH} 0 0 {_HEIGHT} 0 0 cm /I1 Do Q".encode())
    tree = file.reserve()
    page = file.add(
        f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {_WIDTH} {_HEIGHT}]/Contents {content} 0 R"
        f"/Resources<</XObject<</I1 {picture} 0 R>>>>>>"
    )
    file.put(tree, f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>")
    return Written(file.finish(file.add(f"<</Type/Catalog/Pages {tree} 0 R>>"), file.add("<</Producer(Scanner)>>")))


class _File:
    """Objects in the order of their numbers."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def reserve(self) -> int:
        """The number of an object that is put later."""
        self._objects.append(b"")
        return len(self._objects)

    def put(self, number: int, content: str) -> None:
        self._objects[number - 1] = content.encode("ascii")

    def add(self, content: str) -> int:
        number = self.reserve()
        self.put(number, content)
        return number

    def add_stream(self, content: bytes, entries: str = "") -> int:
        packed = zlib.compress(content, 9)
        head = f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode()
        self._objects.append(head + packed + b"\nendstream")
        return len(self._objects)

    def finish(self, root: int, information: int) -> bytes:
        """The file with its table of offsets."""
        content = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, body in enumerate(self._objects, 1):
            offsets.append(len(content))
            content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        start = len(content)
        rows = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
        content += f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n{rows}".encode()
        trailer = f"trailer\n<</Size {len(offsets) + 1}/Root {root} 0 R/Info {information} 0 R>>\n"
        return bytes(content) + f"{trailer}startxref\n{start}\n%%EOF\n".encode()


def _lay_out(printed: Print) -> list[_Page]:
    pages = [_Page()]
    for texts, cells in _list_rows(printed):
        if pages[-1].y - _LEADING * max(map(len, texts), default=1) < _MARGIN:
            pages.append(_Page())
        pages[-1].add(texts, cells)
    return pages


def _list_rows(printed: Print) -> Iterator[tuple[list[list[str]], Row]]:
    """Lines as one cell that is as wide as the page, and the rows of tables; each cell with its parts."""
    for block in printed.blocks:
        if isinstance(block, Line):
            yield [[join(block.parts)]], block.parts
        else:
            for row in block.rows:
                yield [_wrap(text) for _, text, _ in list_cells(row)], row


def _wrap(text: str) -> list[str]:
    """A text in lines of one length, of which the last is not shorter than need be."""
    lines = -(-len(text) // _CELL_CHARS)
    size = -(-len(text) // lines) if lines else 1
    return [text[at : at + size] for at in range(0, len(text), size)] or [""]


def _write_run(run: _Run) -> str:
    return f"BT/F1 {_SIZE} Tf {run.x} {run.y} Td<{run.text.encode('utf-16-be').hex()}>Tj ET\n" if run.text else ""


def _write_field(at: int, name: str, value: str, page: int) -> str:
    """A text field with its value, which readers draw themselves."""
    bottom = _MARGIN + at * 20
    return (
        f"<</Type/Annot/Subtype/Widget/FT/Tx/F 4/T{_text(name)}/V{_text(value)}/DA(/F1 9 Tf 0 g)/P {page} 0 R"
        f"/Rect[{_MARGIN} {bottom} {_MARGIN + 300} {bottom + 16}]>>"
    )


def _add_information(file: _File, printed: Print) -> int:
    properties = printed.properties
    return file.add(
        f"<</Title{_text(properties.title)}/Author{_text(properties.author.text)}"
        f"/Creator{_text(properties.company)}/CreationDate{_DATE}>>"
    )


def _text(text: str) -> str:
    """A string outside of pages."""
    return f"<feff{text.encode('utf-16-be').hex()}>"


def _add_font(file: _File, *, has_unicode_map: bool) -> int:
    """A Japanese font by its name, whose codes are UTF-16."""
    described = file.add(
        "<</Type/FontDescriptor/FontName/HeiseiMin-W3/Flags 4/FontBBox[-123 -257 1001 910]/ItalicAngle 0/Ascent 709"
        "/Descent -241/CapHeight 709/StemV 69>>"
    )
    descendant = file.add(
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/HeiseiMin-W3/DW 1000/W[1 632 500]"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 6>>/FontDescriptor {described} 0 R>>"
    )
    unicode_map = f"/ToUnicode {_add_unicode_map(file)} 0 R" if has_unicode_map else ""
    return file.add(
        "<</Type/Font/Subtype/Type0/BaseFont/HeiseiMin-W3/Encoding/UniJIS-UTF16-H"
        f"/DescendantFonts[{descendant} 0 R]{unicode_map}>>"
    )


def _add_unicode_map(file: _File) -> int:
    """The table that leads from codes back to text: each means itself. A range may not cross a first byte."""
    ranges = [f"<{high:02x}00><{high:02x}ff><{high:02x}00>\n" for high in range(256)]
    blocks = [ranges[at : at + 100] for at in range(0, 256, 100)]
    content = (
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
        "1 begincodespacerange<0000><ffff>endcodespacerange\n"
        + "".join(f"{len(block)} beginbfrange\n{''.join(block)}endbfrange\n" for block in blocks)
        + "endcmap CMapName currentdict/CMap defineresource pop end end"
    )
    return file.add_stream(content.encode())
