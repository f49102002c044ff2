"""The text of a WordprocessingML part: paragraphs, tables, text boxes, fields (ECMA-376 Part 1, section 17).

Elements are told by their local names: prefixes are free, and strict files have other namespaces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.documents.field_codes import find_address, find_reading, find_target
from meibo.extraction.documents.flow_builder import FlowBuilder
from meibo.extraction.office.xml_events import local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from meibo.extraction.documents.flow import Piece

    Attributes = dict[str, str]

_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_DELETED, _INSERTED = ("del", "moveFrom"), ("ins", "moveTo")
_COUNTED = (*_DELETED, *_INSERTED, "rubyBase", "rt")
_SYMBOLS = {"F0A3": "□", "F06F": "□", "F0A8": "□", "F052": "☑", "F0FE": "☑", "F0FD": "☒", "F0FC": "✓"}
"""Of the symbol font Wingdings: boxes, ticked and not."""


class _Field:
    """A field: its instruction comes before its result."""

    def __init__(self, instruction: str = "") -> None:
        self.instruction = [instruction]
        self.entries: list[str] = []
        self.chosen = 0
        self.is_checked: bool | None = None


class WordText:
    """Hears the events of one part, and gives its lines and rows.

    ``targets`` are the addresses outside that the part names by the ids of its relationships.
    """

    skipped = frozenset({"pPr", "rPr", "rubyPr", "sectPr", "tblPr", "tblGrid", "sdtEndPr"})
    """Elements that hold no text but elements named like those that do."""
    texts = frozenset({"t", "delText", "instrText"})
    """Elements whose characters are text; all others hold white space between elements only."""

    def __init__(self, targets: Mapping[str, str] | None = None) -> None:
        flow = self._flow = FlowBuilder()
        self._targets = targets or {}
        self._authors: dict[str, None] = {}
        """Who tracked a change."""
        self._links_outside: dict[str, None] = {}
        """Pages and files that fields lead to."""
        self._has_choice: list[bool] = []
        """For each place with alternatives, whether one was taken: they say the same in newer and older words."""
        self._fields: list[_Field] = []
        self._links: list[str] = []
        self._skipped = self._reading = 0
        self._sink: Callable[[str], None] | None = None
        self._known_starts: dict[str, Callable[[Attributes], None] | None] = {}
        """What is to be done, by names with their prefixes."""
        self._known_ends: dict[str, Callable[[], None] | None] = {}
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "p": lambda _: flow.start_paragraph(),
            "tbl": lambda _: flow.start_table(),
            "tr": lambda _: flow.start_row(),
            "tc": lambda _: flow.start_cell(),
            "gridSpan": lambda attributes: flow.widen(_number(attributes)),
            "gridBefore": lambda attributes: flow.indent(_number(attributes)),
            "txbxContent": lambda _: flow.start_box(),
            "AlternateContent": lambda _: self._has_choice.append(False),
            "Choice": self._take_first,
            "Fallback": self._take_first,
            "fldChar": self._mark_field,
            "fldSimple": lambda attributes: self._fields.append(_Field(attributes.get("instr", ""))),
            "hyperlink": self._start_link,
            "sym": lambda attributes: flow.add(_SYMBOLS.get(attributes.get("char", "").upper(), " ")),
            "comment": self._add_author,
            "person": self._add_author,
            "presenceInfo": self._add_account,
            "docVar": lambda attributes: flow.add_line(f"{attributes.get('name', '')}: {attributes.get('val', '')}"),
            "query": self._add_value,
            "connectString": self._add_value,
            "mailSubject": self._add_value,
            "docPr": self._add_picture_text,
            "textpath": self._add_picture_text,
            "listItem": lambda attributes: flow.add_later(attributes.get("displayText") or attributes.get("value", "")),
            "listEntry": self._add_entry,
            "result": self._choose_entry,
            "checkBox": self._start_check_box,
            "checked": self._check_box,
            "default": self._check_box,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "p": flow.end_paragraph,
            "tbl": flow.end_table,
            "tr": flow.end_row,
            "tc": flow.end_cell,
            "txbxContent": flow.end_box,
            "AlternateContent": self._end_alternatives,
            "fldSimple": self._end_field,
            "hyperlink": self._end_link,
        }

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if self._skipped:
            self._skipped += 1
            return
        if name not in self._known_starts:
            self._known_starts[name] = self._find_start(local_name(name))
        if start := self._known_starts[name]:
            start(attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
            return
        if name not in self._known_ends:
            self._known_ends[name] = self._find_end(local_name(name))
        if end := self._known_ends[name]:
            end()

    def text(self, text: str) -> None:
        """Text stands inside the innermost element."""
        if self._sink is not None and not self._skipped:
            self._sink(text)

    def take(self, *, is_end: bool = False) -> list[Piece]:
        """The pieces that are whole; at the end, also what is still open."""
        if is_end:
            for author in self._authors:
                self._flow.add_aside(f"作成者: {author}", "authors")
            for target in self._links_outside:
                self._flow.add_aside(target, "links")
        return self._flow.take(is_end=is_end)

    def _find_start(self, name: str) -> Callable[[Attributes], None] | None:
        """What is to be done where an element of this local name begins."""
        if name in self.texts:
            return lambda _: self._open_sink(name)
        if name in self.skipped:
            return lambda _: self._skip()
        if name in _BREAKS:
            return lambda _: self._flow.add(_BREAKS[name])
        if name in _COUNTED:
            return lambda attributes: self._count(name, 1, attributes)
        heard = self._starts.get(name)
        return (
            (lambda attributes: heard({local_name(key): value for key, value in attributes.items()})) if heard else None
        )

    def _find_end(self, name: str) -> Callable[[], None] | None:
        if name in self.texts:
            return self._close_sink
        if name in _COUNTED:
            return lambda: self._count(name, -1, {})
        return self._ends.get(name)

    def _skip(self) -> None:
        self._skipped = 1

    def _open_sink(self, name: str) -> None:
        self._sink = self._sink_of(name)

    def _close_sink(self) -> None:
        self._sink = None

    def _count(self, name: str, step: int, attributes: Attributes) -> None:
        """Count the elements that are open around text and change its meaning."""
        if name in _DELETED:
            self._flow.deleted += step
        elif name in _INSERTED:
            self._flow.inserted += step
        elif name == "rubyBase":
            self._flow.base += step
        else:
            self._reading += step
        if attributes and (author := _author_of(attributes)):
            self._authors[author] = None

    def _sink_of(self, name: str) -> Callable[[str], None]:
        if name == "instrText":
            return self._add_instruction
        return self._flow.add_reading if self._reading else self._flow.add

    def _take_first(self, _: Attributes) -> None:
        if self._has_choice and self._has_choice[-1]:
            self._skip()
        elif self._has_choice:
            self._has_choice[-1] = True

    def _end_alternatives(self) -> None:
        if self._has_choice:
            self._has_choice.pop()

    # --- fields and links

    def _mark_field(self, attributes: Attributes) -> None:
        kind = attributes.get("fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "end":
            self._end_field()

    def _add_instruction(self, text: str) -> None:
        if self._fields:
            self._fields[-1].instruction.append(text)

    def _end_field(self) -> None:
        if not self._fields:
            return
        field = self._fields.pop()
        if field.is_checked is not None:
            self._flow.add("☑" if field.is_checked else "☐")
        if field.entries:
            self._flow.add(field.entries[min(field.chosen, len(field.entries) - 1)])
        instruction = "".join(field.instruction)
        self._show_address(instruction)
        if target := find_target(instruction):
            self._links_outside[target] = None
        if found := find_reading(instruction):
            self._flow.add(found[0])
            self._flow.add_reading(found[1])

    def _start_link(self, attributes: Attributes) -> None:
        self._links.append(self._targets.get(attributes.get("id", ""), ""))

    def _end_link(self) -> None:
        if self._links and (target := self._links.pop()):
            self._show_address(target)

    def _show_address(self, target: str) -> None:
        """Show the address that a link hides behind its words, unless they are the address."""
        if (address := find_address(target)) and address not in self._flow.shown:
            self._flow.add(f" <{address}> ")

    # --- forms

    def _add_entry(self, attributes: Attributes) -> None:
        if self._fields:
            self._fields[-1].entries.append(attributes.get("val", ""))

    def _choose_entry(self, attributes: Attributes) -> None:
        if self._fields:
            self._fields[-1].chosen = _number(attributes)

    def _start_check_box(self, _: Attributes) -> None:
        if self._fields:
            self._fields[-1].is_checked = False

    def _check_box(self, attributes: Attributes) -> None:
        if self._fields and self._fields[-1].is_checked is not None:
            self._fields[-1].is_checked = attributes.get("val", "1") not in ("0", "false", "off")

    # --- what stands in attributes

    def _add_author(self, attributes: Attributes) -> None:
        self._flow.add_line(f"作成者: {attributes.get('author', '')}")

    def _add_account(self, attributes: Attributes) -> None:
        """The account of an author: an address, where it was not made anonymous."""
        if "@" in (account := attributes.get("userId", "")):
            self._flow.add_line(account.replace("::", " "))

    def _add_value(self, attributes: Attributes) -> None:
        self._flow.add_line(attributes.get("val", ""))

    def _add_picture_text(self, attributes: Attributes) -> None:
        for key in ("title", "descr", "string"):
            if value := attributes.get(key):
                self._flow.add_later(value)


def _author_of(attributes: Attributes) -> str:
    return next((value for key, value in attributes.items() if local_name(key) == "author"), "")


def _number(attributes: Attributes) -> int:
    try:
        return max(int(attributes.get("val", "0")), 0)
    except ValueError:
        return 0
