"""Writes workbook packages by hand, for parts that no library writes and for hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)

Part = str | bytes | Iterable[bytes]


def write_relations(*relations: tuple[str, str, str]) -> str:
    """Relations of id, kind and target."""
    rows = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def write_sheet_part(rows: str, around: str = "", dimension: str = "") -> str:
    """The XML of a sheet."""
    return f"<worksheet {MAIN}>{dimension}<sheetData>{rows}</sheetData>{around}</worksheet>"


def write_package(
    sheet: Part = "", strings: Part = "", parts: Mapping[str, Part] | None = None, *, sheets: int = 1, prolog: str = ""
) -> bytes:
    """A workbook whose sheets are all this one part, with more parts beside it."""
    rows = "".join(f'<sheet name="S{number}" sheetId="{number}" r:id="rId1"/>' for number in range(1, sheets + 1))
    held: dict[str, Part] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": write_relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{prolog}<workbook {MAIN} xmlns:r="{_OFFICE}"><sheets>{rows}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": write_relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml")
        ),
        "xl/worksheets/sheet1.xml": sheet or write_sheet_part(""),
        **(parts or {}),
    }
    if strings:
        held["xl/sharedStrings.xml"] = strings
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in held.items():
            with package.open(name, "w") as part:
                for piece in [content] if isinstance(content, str | bytes) else content:
                    part.write(piece.encode() if isinstance(piece, str) else piece)
    return stream.getvalue()
