"""XFA (Adobe): a form as XML packets inside a PDF, whose pages may show no more than "please wait"."""

from __future__ import annotations

import contextlib
import ctypes
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from meibo.extraction.office.xml_events import EntityError, TooDeepError, XmlReader, local_name

if TYPE_CHECKING:
    from meibo.extraction.budget import Budget

_DATA = "datasets"
"""The packet of what was filled in; the others are the form's design."""


def read_xfa(document: Any, budget: Budget) -> list[tuple[str, str]]:
    """Names and values of the fields that are filled in; those before the place where the XML is damaged."""
    import pypdfium2.raw as pdfium

    values: list[tuple[str, str]] = []
    for index in range(pdfium.FPDF_GetXFAPacketCount(document)):
        name = ctypes.create_string_buffer(64)
        pdfium.FPDF_GetXFAPacketName(document, index, name, len(name))
        if name.value.decode("latin-1") == _DATA:
            values += _read_packet(_load(document, index, budget, pdfium), budget)
    return values


def _load(document: Any, index: int, budget: Budget, pdfium: Any) -> bytes:
    length = ctypes.c_ulong()
    pdfium.FPDF_GetXFAPacketContent(document, index, None, 0, length)
    budget.take_bytes(length.value)
    if not 0 < length.value <= budget.limits.held_bytes:
        return b""
    buffer = ctypes.create_string_buffer(length.value)
    pdfium.FPDF_GetXFAPacketContent(document, index, buffer, length.value, length)
    return buffer.raw


def _read_packet(packet: bytes, budget: Budget) -> list[tuple[str, str]]:
    values: list[tuple[str, str]] = []
    text: list[str] = []

    def start(_name: str, _attributes: dict[str, str]) -> None:
        text.clear()

    def end(name: str) -> None:
        value = "".join(text).strip()
        text.clear()
        if value:
            values.append((local_name(name), value))

    reader = XmlReader(start, end, text.append)
    with contextlib.suppress(expat.ExpatError, EntityError, TooDeepError):
        reader.feed(packet, is_last=True)
    budget.check_time()
    return values
