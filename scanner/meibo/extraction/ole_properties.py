"""The properties in an OLE file (MS-OLEPS): who wrote a document, where, about what, as labelled lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.blocks import cut_text
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from olefile import OleFileIO

    from meibo.extraction.budget import Budget
    from meibo_detectors.model import Block

_SUMMARY, _DOCUMENT = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
_LABELS: dict[str, dict[int, str]] = {
    _SUMMARY: {2: "タイトル", 3: "件名", 4: "作成者", 5: "キーワード", 6: "コメント", 8: "最終更新者"},
    _DOCUMENT: {2: "分類", 14: "管理者", 15: "会社"},
}
_CODE_PAGE_ID = 1
_UTF16, _UTF8 = 1200, 65001


def extract_ole_properties(ole: OleFileIO, budget: Budget) -> Iterator[Block]:
    """Lines ``作成者: ...``, one block; a damaged property stream says nothing."""
    lines: list[str] = []
    for stream, labels in _LABELS.items():
        if not ole.exists(stream):
            continue
        found = _read_properties(ole, stream)
        code_page = found.get(_CODE_PAGE_ID, 932)
        for number, label in labels.items():
            text = _read_text(found.get(number), code_page)
            if text:
                lines.append(f"{label}: {text}")
    yield from cut_text("\n".join(lines), budget.limits, Position(line=1, container=("properties",)))


def _read_properties(ole: OleFileIO, stream: str) -> dict[int, object]:
    try:
        return dict(ole.getproperties(stream))
    except Exception:  # noqa: BLE001 - the document itself is read all the same
        return {}


def _read_text(value: object, code_page: object) -> str:
    text = _decode(value, code_page) if isinstance(value, bytes) else value if isinstance(value, str) else ""
    return " ".join(text.replace("\0", " ").split())


def _decode(raw: bytes, code_page: object) -> str:
    number = code_page & 0xFFFF if isinstance(code_page, int) else 932
    try:
        return raw.decode({_UTF16: "utf-16-le", _UTF8: "utf-8"}.get(number, f"cp{number}"), "replace")
    except LookupError:
        return raw.decode("cp932", "replace")
