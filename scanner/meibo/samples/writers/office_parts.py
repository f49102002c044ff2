"""What all newer formats of Office share: packages of XML members that name each other (ECMA-376 Part 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from meibo.samples.draft import mark_line
from meibo.samples.writers.model import WRITTEN_AT
from meibo.samples.writers.zip_file import pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from meibo.samples.page import Mark
    from meibo.samples.writers.model import Properties

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_CORE: Final = "docProps/core.xml"
_TYPES: Final = "application/vnd.openxmlformats-"
_NONE: Final[Mapping[str, bytes]] = {}


def pack_office(
    parts: Mapping[str, tuple[str, str]], properties: Properties, main: str, pictures: Mapping[str, bytes] = _NONE
) -> bytes:
    """A package of members, each a content type behind ``application/vnd.openxmlformats-`` and its XML.

    ``main`` is the member that everything begins with; members ``_rels/*.rels`` have no content type. Pictures are PNG.
    """
    described = {
        **parts,
        _CORE: ("package.core-properties+xml", _write_core(properties)),
        "docProps/app.xml": ("officedocument.extended-properties+xml", _write_application(properties)),
    }
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPES}{kind}"/>' for name, (kind, _) in described.items() if kind
    )
    png = '<Default Extension="png" ContentType="image/png"/>' if pictures else ""
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{png}{types}</Types>',
        "_rels/.rels": relate(
            {
                "rId1": ("officeDocument", main),
                "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", _CORE),
                "rId3": ("extended-properties", "docProps/app.xml"),
            }
        ),
        **{name: content for name, (_, content) in described.items()},
    }
    return pack([*((name, (HEAD + content).encode()) for name, content in members.items()), *pictures.items()])


def relate(targets: Mapping[str, tuple[str, str]]) -> str:
    """The XML that names the members which a member uses: id to kind and target."""
    rows = (
        f'<Relationship Id="{key}" Type="{kind if "/" in kind else f"{RELATIONS}/{kind}"}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def mark_properties(properties: Properties) -> Iterator[Mark]:
    """The author, behind the title."""
    yield from mark_line(("作成者: ", properties.author), 2, container=(_CORE,))


def _write_core(properties: Properties) -> str:
    at = f"{WRITTEN_AT:%Y-%m-%dT%H:%M:%SZ}"
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(properties.title)}</dc:title><dc:creator>{escape(properties.author.text)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created></cp:coreProperties>'
    )


def _write_application(properties: Properties) -> str:
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Microsoft Office</Application><Company>{escape(properties.company)}</Company></Properties>"
    )
