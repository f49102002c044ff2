"""The text of OpenDocument XML: paragraphs, tables, notes, annotations, pages (ISO/IEC 26300, OASIS ODF 1.3 Part 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.documents.flow_builder import FlowBuilder
from meibo.extraction.office.xml_events import local_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from meibo.extraction.documents.flow import Piece

    Attributes = dict[str, str]

_SHOWN_IN_PLACE = ("mailto:", "tel:", "sms:")
_PROMPTS = {"title", "subtitle", "outline", "notes", "object", "page", "page-number", "date-time"}
"""Frames of a master page whose text is a prompt or a field."""
_BOXES = ("text-box", "note-body", "annotation")
"""What stands beside the running text: it goes behind its paragraph."""
_CONTROLS = ("textarea", "formatted-text", "combobox", "listbox", "option", "item", "radio", "checkbox", "fixed-text")
_MOST_SPACES = 1_000


class OpenDocumentText:
    """Hears the events of ``content.xml`` or ``styles.xml``, and gives its lines and rows.

    The pages of presentations and drawings are counted. ``is_template`` leaves out the prompts of master pages.
    """

    def __init__(self, *, is_template: bool = False) -> None:
        flow = self._flow = FlowBuilder()
        self._is_template = is_template
        self._pages = self._skipped = 0
        self._sinks: list[Callable[[str], None]] = []
        """Where text goes that is none of the open paragraph."""
        self._value: list[str] = []
        self._links: list[str] = []
        self._outside: dict[tuple[str, str], None] = {}
        """Lines about authors and links, each once."""
        self._repeats: list[int] = []
        """How often each open row is repeated."""
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "p": lambda _: flow.start_paragraph(),
            "h": lambda _: flow.start_paragraph(),
            "s": lambda attributes: flow.add(" " * min(_number(attributes, "c"), _MOST_SPACES)),
            "tab": lambda _: flow.add("\t"),
            "line-break": lambda _: flow.add("\n"),
            "a": lambda attributes: self._links.append(attributes.get("href", "")),
            "ruby-text": lambda _: self._sinks.append(flow.add_reading),
            "table": lambda _: flow.start_table(),
            "table-row": self._start_row,
            "table-cell": lambda attributes: flow.start_cell(_number(attributes, "number-columns-repeated")),
            "covered-table-cell": lambda attributes: flow.start_cell(_number(attributes, "number-columns-repeated")),
            "page": self._start_page,
            "deletion": lambda _: self._set_place("deleted"),
            "frame": self._start_frame,
            "hidden-text": lambda attributes: flow.add(attributes.get("string-value", "")),
            "user-field-decl": self._add_field,
            **dict.fromkeys(("note-citation", "date", "creator", "title", "desc"), self._start_value),
            **dict.fromkeys(_BOXES, lambda _: flow.start_box()),
            **dict.fromkeys(_CONTROLS, self._add_control),
        }
        self._ends: dict[str, Callable[[], None]] = {
            "p": flow.end_paragraph,
            "h": flow.end_paragraph,
            "a": self._end_link,
            "ruby-text": self._drop_sink,
            "table": flow.end_table,
            "table-row": self._end_row,
            "table-cell": flow.end_cell,
            "covered-table-cell": flow.end_cell,
            "page": self._end_page,
            "deletion": lambda: self._set_place(""),
            "note-citation": self._drop_sink,
            "date": self._drop_sink,
            "creator": self._end_creator,
            "title": self._end_title,
            "desc": self._end_title,
            **dict.fromkeys(_BOXES, flow.end_box),
        }

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if self._skipped:
            self._skipped += 1
        elif start := self._starts.get(local_name(name)):
            start({local_name(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
        elif end := self._ends.get(local_name(name)):
            end()

    def text(self, text: str) -> None:
        """Text stands inside the innermost element."""
        if self._sinks:
            self._sinks[-1](text)
        elif self._flow.has_paragraph and not self._skipped:
            self._flow.add(text)

    def take(self, *, is_end: bool = False) -> list[Piece]:
        """The pieces that are whole; at the end, also what is still open."""
        if is_end:
            for text, place in self._outside:
                self._flow.add_aside(text, place)
        return self._flow.take(is_end=is_end)

    def _start_row(self, attributes: Attributes) -> None:
        self._repeats.append(_number(attributes, "number-rows-repeated"))
        self._flow.start_row()

    def _end_row(self) -> None:
        self._flow.end_row(self._repeats.pop() if self._repeats else 1)

    def _start_page(self, _: Attributes) -> None:
        self._pages += 1
        self._flow.page = self._pages

    def _end_page(self) -> None:
        self._flow.page = 0

    def _set_place(self, place: str) -> None:
        self._flow.place = place

    def _start_frame(self, attributes: Attributes) -> None:
        if self._is_template and attributes.get("class", "") in _PROMPTS:
            self._skipped = 1

    # --- small elements whose text is wanted as a whole

    def _start_value(self, _: Attributes) -> None:
        self._value = []
        self._sinks.append(self._value.append)

    def _drop_sink(self) -> None:
        if self._sinks:
            self._sinks.pop()

    def _end_creator(self) -> None:
        """Who wrote an annotation or tracked a change."""
        self._drop_sink()
        self._outside["作成者: " + "".join(self._value), "authors"] = None

    def _end_title(self) -> None:
        """The alternative text of a picture."""
        self._drop_sink()
        if text := "".join(self._value).strip():
            self._flow.add_later(text)

    # --- links and fields

    def _end_link(self) -> None:
        target = self._links.pop() if self._links else ""
        if target.lower().startswith(_SHOWN_IN_PLACE):
            address = target.partition(":")[2].partition("?")[0]
            if address not in self._flow.shown:
                self._flow.add(f" <{address}> ")
        elif target:
            self._outside[target, "links"] = None

    def _add_field(self, attributes: Attributes) -> None:
        value = attributes.get("string-value") or attributes.get("value", "")
        self._flow.add_line(f"{attributes.get('name', '')}: {value}")

    def _add_control(self, attributes: Attributes) -> None:
        """The label and value of a form's control."""
        label = attributes.get("label") or attributes.get("name", "")
        value = attributes.get("current-value") or attributes.get("value", "")
        if label or value:
            self._flow.add_line(f"{label}: {value}" if value else label)


def _number(attributes: Attributes, name: str) -> int:
    try:
        return max(int(attributes.get(name, "1")), 1)
    except ValueError:
        return 1
