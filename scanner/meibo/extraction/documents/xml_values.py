"""XML of no known kind, such as the data that a form fills in: a line for each element that holds words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.documents.flow import Line
from meibo.extraction.office.xml_events import local_name

if TYPE_CHECKING:
    from meibo.extraction.documents.flow import Piece


class XmlValues:
    """Hears the events of one part; gives lines ``name: value``."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._names: list[str] = []
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - attributes are settings here
        """An element begins; text before it stands for itself."""
        self._end_text()
        self._names.append(local_name(name))

    def end(self, name: str) -> None:  # noqa: ARG002 - it is the innermost
        """An element ends."""
        self._end_text()
        if self._names:
            self._names.pop()

    def text(self, text: str) -> None:
        """Text stands inside the innermost element."""
        self._text.append(text)

    def take(self, *, is_end: bool = False) -> list[Piece]:
        """The lines of all elements that have ended."""
        if is_end:
            self._end_text()
        pieces, self._pieces = self._pieces, []
        return pieces

    def _end_text(self) -> None:
        value = " ".join("".join(self._text).split())
        self._text.clear()
        if value:
            self._pieces.append(Line(f"{self._names[-1]}: {value}" if self._names else value))
