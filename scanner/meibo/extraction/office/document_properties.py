"""The properties of an Office document: who wrote it, where, about what (ECMA-376 Part 1, 22.2; ODF 1.3 Part 3, 4).

``docProps/core.xml`` holds Dublin Core (creator, title ...), ``docProps/app.xml`` what the program adds (company,
manager ...), ``docProps/custom.xml`` what people named themselves. OpenDocument has all three in ``meta.xml``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meibo.extraction.blocks import cut_text
from meibo.extraction.budget import LimitReachedError
from meibo.extraction.describe import describe_exception
from meibo.extraction.model import Notice
from meibo.extraction.office.xml_events import XmlReader, local_name
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.office.package import Package
    from meibo_detectors.model import Block

PARTS = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml")

_CUSTOM = ("property", "user-defined")
_NAMES = frozenset(part.lower() for part in PARTS)

LABELS = {
    "creator": "作成者",
    "initial-creator": "作成者",
    "printed-by": "印刷者",
    "lastModifiedBy": "最終更新者",
    "title": "タイトル",
    "subject": "件名",
    "description": "コメント",
    "keywords": "キーワード",
    "keyword": "キーワード",
    "category": "分類",
    "contentStatus": "状態",
    "identifier": "識別子",
    "Company": "会社",
    "Manager": "管理者",
    "HyperlinkBase": "リンクの基点",
}
"""The elements that are kept, as the Japanese edition of Office names them."""
_LETTER = re.compile(r"[^\W\d_]{2}")
"""Properties without a label of their own say nothing where they are a number or a date."""
_OPEN_DOCUMENT_LABELS = LABELS | {"initial-creator": "作成者", "creator": "最終更新者", "printed-by": "印刷者"}


def is_properties(name: str) -> bool:
    """Whether a part is one of those that ``extract_properties`` reads."""
    return name.lower().lstrip("/") in _NAMES


def extract_properties(package: Package, budget: Budget) -> Iterator[Block | Notice]:
    """The properties as lines ``作成者: ...``, a block for each part; a damaged part is a notice.

    For every package: Office Open XML and OpenDocument.
    """
    for name in PARTS:
        if name not in package:
            continue
        lines = _Lines()
        notice = None
        try:
            with package.open(name) as stream:
                XmlReader(lines.start, lines.end, lines.text).read(stream, budget)
        except LimitReachedError:
            raise
        except Exception as error:  # noqa: BLE001 - a damaged part is an issue, and the others are read
            notice = Notice("damaged", detail=describe_exception(error), container=(name,))
        yield from cut_text("\n".join(lines.lines), budget.limits, Position(line=1, container=(name,)))
        if notice:
            yield notice


class _Lines:
    """Gathers one line for each property that holds a text."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._labels = LABELS
        self._label = ""
        self._is_other = False
        self._custom = ""
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local_name(name)
        if name == "document-meta":
            self._labels = _OPEN_DOCUMENT_LABELS
        elif name in _CUSTOM:
            self._custom = next((value for key, value in attributes.items() if local_name(key) == "name"), "")
        self._label = self._custom or self._labels.get(name, "") or name
        self._is_other = not self._custom and name not in self._labels
        self._text.clear()

    def text(self, text: str) -> None:
        if self._label:
            self._text.append(text)

    def end(self, name: str) -> None:
        value = " ".join("".join(self._text).split())
        if self._label and value and not (self._is_other and not _LETTER.search(value)):
            self.lines.append(f"{self._label}: {value}")
        self._label = ""
        self._text.clear()
        if local_name(name) in _CUSTOM:
            self._custom = ""
