"""What all formats of OpenDocument share (ISO/IEC 26300): a package with a manifest, and pieces of XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from meibo.samples.draft import join, list_cells, mark_line
from meibo.samples.writers.model import WRITTEN_AT
from meibo.samples.writers.zip_file import pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from meibo.samples.draft import Row
    from meibo.samples.page import Mark, Part
    from meibo.samples.writers.model import Properties

_NAMES: Final = ("office", "text", "table", "presentation", "style", "meta", "manifest")
_SPACES: Final = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _NAMES
) + (
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)  # fmt: skip
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TYPE: Final = "application/vnd.oasis.opendocument"
DATE: Final = f"<dc:date>{WRITTEN_AT:%Y-%m-%dT%H:%M:%S}</dc:date>"


def pack_opendocument(
    kind: str,
    body: str,
    properties: Properties,
    styles: str = "",
    header: Iterable[Part] = (),
    footer: Iterable[Part] = (),
) -> bytes:
    """A package of a kind (``text``, ``spreadsheet`` ...): automatic styles, body, and margins of the page."""
    media = f"{_TYPE}.{kind}"
    members = {
        "content.xml": f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body>",
        "styles.xml": _write_styles(join(header), join(footer)),
        "meta.xml": _write_meta(properties),
    }
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in members
    )
    manifest = (
        f'{_HEAD}<manifest:manifest{_SPACES} manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media}"/>{entries}</manifest:manifest>'
    )
    roots = {"content.xml": "document-content", "styles.xml": "document-styles", "meta.xml": "document-meta"}
    files = {
        "mimetype": media,
        **{
            name: f'{_HEAD}<office:{roots[name]}{_SPACES} office:version="1.2">{content}</office:{roots[name]}>'
            for name, content in members.items()
        },
        "META-INF/manifest.xml": manifest,
    }
    return pack((name, content.encode()) for name, content in files.items())


def paragraph(text: str) -> str:
    """A paragraph; line breaks stay in it."""
    return "<text:p>" + escape(text).replace("\n", "<text:line-break/>") + "</text:p>"


def table(name: str, rows: Iterable[Row]) -> str:
    """A table of texts."""
    texts = [[paragraph(text) for _, text, _ in list_cells(cells)] for cells in rows]
    lines = (
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string">{text}</table:table-cell>' for text in cells)
        + "</table:table-row>"
        for cells in texts
    )
    columns = f'<table:table-column table:number-columns-repeated="{max(map(len, texts))}"/>'
    return f'<table:table table:name="{escape(name)}">{columns}{"".join(lines)}</table:table>'


def mark_properties(properties: Properties) -> Iterator[Mark]:
    """The author, behind the title."""
    yield from mark_line(("作成者: ", properties.author), 2, container=("meta.xml",))


def _write_meta(properties: Properties) -> str:
    return (
        f"<office:meta><dc:title>{escape(properties.title)}</dc:title>"
        f"<meta:initial-creator>{escape(properties.author.text)}</meta:initial-creator>{DATE}"
        f'<meta:user-defined meta:name="会社">{escape(properties.company)}</meta:user-defined></office:meta>'
    )


def _write_styles(header: str, footer: str) -> str:
    """One page, with what is printed at its top and bottom."""
    return (
        '<office:automatic-styles><style:page-layout style:name="page"><style:header-style/><style:footer-style/>'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="page">'
        f"<style:header>{paragraph(header)}</style:header><style:footer>{paragraph(footer)}</style:footer>"
        "</style:master-page></office:master-styles>"
    )
