"""The text of a WordprocessingML part: paragraphs, tables, text boxes, fields (ECMA-376 Part 1, section 17).

Elements are told by their local names: prefixes are free, and strict files have other namespaces. What tracking has
deleted stands in lines of its own, each the whole paragraph as it was before, so that values keep their labels.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meibo.extraction.flow import MOST_COLUMNS, Line, Row
from meibo.extraction.xml_events import local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from meibo.extraction.flow import Piece

    Attributes = dict[str, str]

_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_SYMBOLS = {"F0A3": "□", "F06F": "□", "F0A8": "□", "F052": "☑", "F0FE": "☑", "F0FD": "☒", "F0FC": "✓"}
"""Of the symbol font Wingdings: boxes, ticked and not."""
_KANJI = re.compile(r"[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]*")
_ADDRESS = re.compile(r"(?:mailto|tel|sms):([^?\"\s]+)", re.IGNORECASE)


class _Paragraph:
    """A paragraph that is being read, as it stands and as it stood before tracked changes."""

    def __init__(self) -> None:
        self.living: list[str] = []
        self.earlier: list[str] = []
        self.has_deleted = False
        self.readings: list[str] = []


class _Cell:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.width = 1


class _Table:
    def __init__(self, number: int) -> None:
        self.number = number
        self.rows = 0
        self.cells: list[str] = []


class _Field:
    """A field: its instruction comes before its result."""

    def __init__(self) -> None:
        self.instruction: list[str] = []
        self.entries: list[str] = []
        self.chosen = 0
        self.is_checked: bool | None = None


class WordText:
    """Hears the events of one part, and gives its lines and rows.

    ``targets`` are the addresses outside that the part names by the ids of its relationships.
    """

    skipped = frozenset({"pPr", "rPr", "rubyPr", "sectPr", "tblPr", "tblGrid", "Fallback", "sdtEndPr"})
    """Elements that hold no text but elements named like those that do, and what Choice beside them has said."""
    texts = frozenset({"t", "delText", "instrText"})
    """Elements whose characters are text; all others hold white space between elements only."""

    def __init__(self, targets: Mapping[str, str] | None = None) -> None:
        self._deleted_lines: list[str] = []
        """Paragraphs as they were before something was deleted from them."""
        self._authors: dict[str, None] = {}
        """Who tracked a change."""
        self._targets = targets or {}
        self._tables_begun = 0
        self._pieces: list[Piece] = []
        self._later: list[Piece] = []
        """What stands in the middle of a table or paragraph, and goes behind it."""
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[_Table] = []
        self._holders: list[_Cell | None] = []
        """Cells and, as None, text boxes that are open."""
        self._fields: list[_Field] = []
        self._links: list[str] = []
        self._skipped = self._deleted = self._inserted = self._reading = self._base = 0
        self._sink: Callable[[str], None] | None = None
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "p": self._start_paragraph,
            "tbl": self._start_table,
            "tr": self._start_row,
            "tc": lambda _: self._holders.append(_Cell()),
            "gridSpan": self._widen,
            "gridBefore": self._indent,
            "txbxContent": lambda _: self._holders.append(None),
            "fldChar": self._mark_field,
            "fldSimple": self._start_simple_field,
            "hyperlink": self._start_link,
            "sym": self._add_symbol,
            "comment": lambda attributes: self._add_author(attributes, is_line=True),
            "person": lambda attributes: self._add_author(attributes, is_line=True),
            "presenceInfo": self._add_user,
            "docVar": self._add_variable,
            "query": self._add_value,
            "connectString": self._add_value,
            "mailSubject": self._add_value,
            "docPr": self._add_picture_text,
            "textpath": self._add_picture_text,
            "listItem": self._add_choice,
            "listEntry": self._add_entry,
            "result": self._choose_entry,
            "checkBox": self._start_check_box,
            "checked": self._check_box,
            "default": self._check_box,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "p": self._end_paragraph,
            "tbl": self._end_table,
            "tr": self._end_row,
            "tc": self._end_cell,
            "txbxContent": self._end_box,
            "fldSimple": self._end_field,
            "hyperlink": self._end_link,
        }

    # --- events

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if self._skipped:
            self._skipped += 1
            return
        name = local_name(name)
        if name in self.texts:
            self._sink = self._sink_of(name)
        elif name in self.skipped:
            self._skipped = 1
        elif name in _BREAKS:
            self._add(_BREAKS[name])
        elif name in ("del", "moveFrom"):
            self._deleted += 1
            self._add_author(attributes)
        elif name in ("ins", "moveTo"):
            self._inserted += 1
            self._add_author(attributes)
        elif name == "rt":
            self._reading += 1
        elif name == "rubyBase":
            self._base += 1
        elif start := self._starts.get(name):
            start({local_name(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
            return
        name = local_name(name)
        if name in self.texts:
            self._sink = None
        elif name in ("del", "moveFrom"):
            self._deleted -= 1
        elif name in ("ins", "moveTo"):
            self._inserted -= 1
        elif name == "rt":
            self._reading -= 1
        elif name == "rubyBase":
            self._base -= 1
        elif end := self._ends.get(name):
            end()

    def text(self, text: str) -> None:
        """Text stands inside the innermost element."""
        if self._sink is not None and not self._skipped:
            self._sink(text)

    def take(self, *, is_end: bool = False) -> list[Piece]:
        """The pieces that are whole; at the end, also what is still open."""
        if is_end:
            self._close_all()
            self._pieces += [Line(text, "deleted") for text in self._deleted_lines]
            self._pieces += [Line(f"作成者: {author}", "authors") for author in self._authors]
        pieces, self._pieces = self._pieces, []
        return pieces

    # --- text

    def _sink_of(self, name: str) -> Callable[[str], None]:
        if name == "instrText":
            return self._add_instruction
        if self._reading:
            return self._add_reading
        return self._add

    def _add(self, text: str) -> None:
        text = text.replace("\u00ad", "")
        if not self._paragraphs:
            self._emit(text)
            return
        paragraph = self._paragraphs[-1]
        if paragraph.readings and not self._base and not self._deleted:
            text = _place_readings(paragraph, text)
        if not self._deleted:
            paragraph.living.append(text)
        if self._deleted:
            paragraph.has_deleted = True
        if not self._inserted or self._deleted:
            paragraph.earlier.append(text)

    def _start_paragraph(self, _: Attributes) -> None:
        self._paragraphs.append(_Paragraph())

    def _add_reading(self, text: str) -> None:
        if self._paragraphs and not self._deleted:
            self._paragraphs[-1].readings.append(text)

    def _end_paragraph(self) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs.pop()
        if paragraph.readings:
            paragraph.living.append(_place_readings(paragraph, "\n").rstrip("\n"))
        self._emit("".join(paragraph.living))
        if paragraph.has_deleted:
            self._deleted_lines.append("".join(paragraph.earlier))
        self._release()

    def _emit(self, text: str) -> None:
        """Put a line where it belongs: into its cell, behind its shape's paragraph, or to the body."""
        holder = self._holders[-1] if self._holders else None
        if holder is not None:
            holder.lines.append(text)
        elif self._paragraphs or self._tables or self._holders:
            self._later.append(Line(text))
        else:
            self._pieces.append(Line(text))

    def _release(self) -> None:
        if self._later and not (self._paragraphs or self._tables or self._holders):
            self._pieces += self._later
            self._later.clear()

    # --- tables and boxes

    def _start_table(self, _: Attributes) -> None:
        self._tables_begun += 1
        self._tables.append(_Table(self._tables_begun))

    def _start_row(self, _: Attributes) -> None:
        if self._tables:
            self._tables[-1].cells = []

    def _indent(self, attributes: Attributes) -> None:
        if self._tables:
            self._tables[-1].cells += [""] * _number(attributes)

    def _widen(self, attributes: Attributes) -> None:
        if self._holders and (cell := self._holders[-1]):
            cell.width = max(_number(attributes), 1)

    def _end_cell(self) -> None:
        if self._holders and (cell := self._holders.pop()) and self._tables:
            text = "\n".join(cell.lines).strip("\n")
            cells = self._tables[-1].cells
            if len(cells) < MOST_COLUMNS:
                cells += [text, *[""] * (cell.width - 1)]

    def _end_row(self) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        table.rows += 1
        row = Row(table.number, table.rows, table.cells)
        table.cells = []
        if len(self._tables) > 1 or self._holders or self._paragraphs:
            self._later.append(row)
        else:
            self._pieces.append(row)

    def _end_table(self) -> None:
        if self._tables:
            self._tables.pop()
        self._release()

    def _end_box(self) -> None:
        if self._holders:
            self._holders.pop()

    def _close_all(self) -> None:
        """The part is cut: what is open ends here, the innermost first."""
        while self._paragraphs:
            self._end_paragraph()
        while self._holders:
            self._end_cell()
        while self._tables:
            self._end_row()
            self._end_table()
        self._release()

    # --- fields and links

    def _mark_field(self, attributes: Attributes) -> None:
        kind = attributes.get("fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "end":
            self._end_field()

    def _start_simple_field(self, attributes: Attributes) -> None:
        self._fields.append(_Field())
        self._fields[-1].instruction.append(attributes.get("instr", ""))

    def _add_instruction(self, text: str) -> None:
        if self._fields:
            self._fields[-1].instruction.append(text)

    def _end_field(self) -> None:
        if not self._fields:
            return
        field = self._fields.pop()
        if field.is_checked is not None:
            self._add("☑" if field.is_checked else "☐")
        if field.entries:
            self._add(field.entries[min(field.chosen, len(field.entries) - 1)])
        instruction = "".join(field.instruction)
        if "HYPERLINK" in instruction:
            self._add_address(instruction)

    def _start_link(self, attributes: Attributes) -> None:
        self._links.append(self._targets.get(attributes.get("id", ""), ""))

    def _end_link(self) -> None:
        if self._links and (target := self._links.pop()):
            self._add_address(target)

    def _add_address(self, target: str) -> None:
        """Show the address that a link hides behind its words, unless they are the address."""
        if (match := _ADDRESS.search(target)) and self._paragraphs:
            shown = "".join(self._paragraphs[-1].living)
            if match[1] not in shown:
                self._add(f" <{match[1]}> ")

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

    def _add_choice(self, attributes: Attributes) -> None:
        if text := attributes.get("displayText") or attributes.get("value"):
            self._later.append(Line(text))

    # --- what stands in attributes

    def _add_symbol(self, attributes: Attributes) -> None:
        code = attributes.get("char", "").upper()
        self._add(_SYMBOLS.get(code, " "))

    def _add_author(self, attributes: Attributes, *, is_line: bool = False) -> None:
        author = next((value for key, value in attributes.items() if local_name(key) == "author"), "")
        if author and is_line:
            self._pieces.append(Line(f"作成者: {author}"))
        elif author:
            self._authors[author] = None

    def _add_user(self, attributes: Attributes) -> None:
        """The account of an author: an address, where it was not made anonymous."""
        if "@" in (account := attributes.get("userId", "")):
            self._pieces.append(Line(account.replace("::", " ")))

    def _add_variable(self, attributes: Attributes) -> None:
        self._pieces.append(Line(f"{attributes.get('name', '')}: {attributes.get('val', '')}"))

    def _add_value(self, attributes: Attributes) -> None:
        if value := attributes.get("val"):
            self._pieces.append(Line(value))

    def _add_picture_text(self, attributes: Attributes) -> None:
        for key in ("title", "descr", "string"):
            if value := attributes.get(key):
                self._later.append(Line(value))


def _place_readings(paragraph: _Paragraph, text: str) -> str:
    """The text with the readings of what stands before it, not before the word has ended."""
    match = _KANJI.match(text)
    end = match.end() if match else 0
    if end == len(text):
        return text
    reading = "".join(paragraph.readings)
    paragraph.readings.clear()
    return f"{text[:end]}（{reading}）{text[end:]}"


def _number(attributes: Attributes) -> int:
    try:
        return min(max(int(attributes.get("val", "0")), 0), MOST_COLUMNS)
    except ValueError:
        return 0
