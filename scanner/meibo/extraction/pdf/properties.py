"""What a PDF tells about itself: the document information, and the XMP packet (Adobe, ISO 16684) that repeats it.

pdfium does not show the packet; since other programs are meant to find it without knowing PDF, it stands in the file as
plain XML between two marks, and is found by them. Pictures carry packets of their own, with who took or edited them.
"""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING
from xml.parsers import expat

from meibo.extraction.office.xml_events import EntityError, TooDeepError, XmlReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meibo.extraction.model import Source

_INFORMATION = {
    "Title": "タイトル",
    "Subject": "件名",
    "Author": "作成者",
    "Keywords": "キーワード",
    "Company": "会社",
    "Manager": "管理者",
    "Comments": "コメント",
}
"""Entries of the document information; the last three are written by Word."""
_PACKET = {
    "dc:title": "タイトル",
    "dc:creator": "作成者",
    "dc:description": "説明",
    "dc:subject": "キーワード",
    "dc:rights": "権利者",
    "dc:contributor": "協力者",
    "pdf:Keywords": "キーワード",
    "pdf:Author": "作成者",
    "pdfx:Company": "会社",
    "xmpRights:Owner": "権利者",
    "photoshop:AuthorsPosition": "役職",
    "photoshop:CaptionWriter": "説明の作成者",
    "Iptc4xmpCore:CiEmailWork": "メール",
    "Iptc4xmpCore:CiTelWork": "電話",
    "Iptc4xmpCore:CiAdrExtadr": "住所",
}
"""Elements and attributes of XMP by the prefixes that all programs use: Dublin Core, PDF, Photoshop and IPTC."""

_BEGIN, _END = b"<x:xmpmeta", b"</x:xmpmeta>"
_READ_BYTES = 1 << 20
_MOST_PACKET_BYTES = 1 << 20
_MOST_PACKETS = 100


def read_properties(look_up: Callable[[str], str], source: Source) -> str:
    """Lines ``label: value``, each once; ``look_up`` gives an entry of the document information."""
    known = ((label, look_up(key)) for key, label in _INFORMATION.items())
    lines = [f"{label}: {value.strip()}" for label, value in known if value.strip()]
    for packet in _find_packets(source):
        lines += _read_packet(packet, source)
    return "\n".join(dict.fromkeys(lines))


def _find_packets(source: Source) -> Iterator[bytes]:
    """Each XMP packet in the file's own bytes."""
    source.stream.seek(0)
    held = b""
    found = 0
    while found < _MOST_PACKETS and (chunk := source.stream.read(_READ_BYTES)):
        source.budget.check_time()
        held += chunk
        while (start := held.find(_BEGIN)) >= 0:
            end = held.find(_END, start)
            if end < 0:
                break
            yield held[start : end + len(_END)]
            found += 1
            held = held[end + len(_END) :]
        keep = held[start:] if start >= 0 else held[-len(_BEGIN) :]
        held = keep if len(keep) <= _MOST_PACKET_BYTES else b""


def _read_packet(packet: bytes, source: Source) -> list[str]:
    """The lines of one packet; those before the place where it is damaged."""
    lines: list[str] = []
    path: list[str] = []
    text: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        path.append(name)
        text.clear()
        for key, value in attributes.items():
            add(key, value)

    def end(_: str) -> None:
        value = "".join(text)
        text.clear()
        owner = next((name for name in reversed(path) if name in _PACKET), "")
        path.pop()
        add(owner, value)

    def add(name: str, value: str) -> None:
        if name in _PACKET and value.strip():
            lines.append(f"{_PACKET[name]}: {' '.join(value.split())}")

    reader = XmlReader(start, end, text.append)
    with contextlib.suppress(expat.ExpatError, EntityError, TooDeepError):
        reader.read(io.BytesIO(packet), source.budget)
    return lines
