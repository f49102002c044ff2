"""One sheet of a workbook as openpyxl parses it, row by row, with what openpyxl itself would leave out."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import Any, Final

from openpyxl.worksheet._reader import VALUE_TAG, WorkSheetParser
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.formula import ArrayFormula

from meibo.workbooks.model import Area, BookError, ColumnLook, EntryRule, Formula

_CRITERIA: Final = {
    "notBetween": "not between", "equal": "==", "notEqual": "!=", "lessThan": "<", "lessThanOrEqual": "<=",
    "greaterThan": ">", "greaterThanOrEqual": ">=",
}  # fmt: skip
_UNCOMPARED: Final = frozenset({"list", "custom", "any"})
_TEXTS: Final = ("promptTitle", "prompt", "errorTitle", "error")
_TEXT_OPTIONS: Final = ("input_title", "input_message", "error_title", "error_message")


class CountedStream(io.RawIOBase):
    """A sheet's XML that ends with BookError after so many elements: each takes memory, however few bytes it has."""

    def __init__(self, stream: Any, most: int) -> None:
        self._stream, self._left = stream, most

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """As the stream underneath."""
        chunk: bytes = self._stream.read(size)
        self._left -= chunk.count(b"<")
        if self._left < 0:
            raise BookError("book-too-large")
        return chunk


class SheetParts(WorkSheetParser):  # type: ignore[misc]  # openpyxl carries no type information
    """Parses a sheet; once all rows have been taken it knows the sheet's validations, widths and merged cells."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._more_rules: list[dict[str, Any]] = []

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """A cell, a formula with the value that is stored beside it."""
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["data_type"] == "f":
            cell["value"] = _make_formula(cell["value"], element.get("t", "n"), element.findtext(VALUE_TAG))
        return cell

    def parse_formatting(self, element: Any) -> None:
        """Colours are not carried over."""

    def parse_extensions(self, element: Any) -> None:
        """Validations whose choices lie in another sheet, which Excel keeps as an extension of the format."""
        for rule in element.iter():
            if _local(rule.tag) == "dataValidation":
                parts = {_local(part.tag): "".join(part.itertext()) for part in rule}
                self._more_rules.append({**rule.attrib, **parts})

    def list_rules(self) -> Iterator[EntryRule]:
        """The validations of the sheet."""
        own = getattr(self, "data_validations", None)
        for one in own.dataValidation if own is not None else ():
            yield _make_rule({**dict(one), "formula1": one.formula1, "formula2": one.formula2}, str(one.sqref))
        for attributes in self._more_rules:
            yield _make_rule(attributes, attributes.get("sqref", ""))

    def list_looks(self) -> Iterator[tuple[int, ColumnLook]]:
        """Columns of a width of their own."""
        for attributes in self.column_dimensions.values():
            first, last = int(attributes["min"]), int(attributes["max"])
            width = float(attributes["width"]) if "width" in attributes else None
            look = ColumnLook(width, attributes.get("hidden") in ("1", "true"))
            if last - first < 1000:  # a rule for all the columns to the sheet's end says nothing of one
                for column in range(first - 1, last):
                    yield column, look

    def list_merged(self) -> Iterator[Area]:
        """Cells that are shown as one."""
        for one in self.merged_cells.mergeCell if self.merged_cells is not None else ():
            yield from find_areas(str(one.ref))


def find_areas(text: str) -> list[Area]:
    """The areas of ``B2:B9 D2``; raises BookError."""
    try:
        ranges = MultiCellRange(text).ranges
    except (ValueError, TypeError, AttributeError):
        raise BookError("book-damaged", text[:40]) from None
    return [Area(one.min_row - 1, one.min_col - 1, one.max_row - 1, one.max_col - 1) for one in ranges]


def _local(tag: Any) -> str:
    return str(tag).rpartition("}")[2]


def _make_formula(formula: Any, kind: str, shown: str | None) -> Formula | None:
    """The formula with its last value; None for one that says nothing. Raises BookError for a table of many cells."""
    value: str | int | float = shown or ""
    if kind == "n" and shown:
        with contextlib.suppress(ValueError):
            value = float(shown)
    if isinstance(formula, ArrayFormula):
        if ":" in (formula.ref or ""):
            raise BookError("book-formula", formula.ref)
        return Formula(formula.text, value, is_array=True)
    if not isinstance(formula, str):
        raise BookError("book-formula")
    return Formula(formula, value) if len(formula) > 1 else None


def _make_rule(attributes: dict[str, Any], cells: str) -> EntryRule:
    kind = attributes.get("type") or "any"
    options: dict[str, Any] = {
        "validate": {"textLength": "length"}.get(kind, kind),
        "ignore_blank": _is_set(attributes, "allowBlank"),
        "dropdown": not _is_set(attributes, "showDropDown"),  # the format says when it is *not* shown
        "show_input": _is_set(attributes, "showInputMessage"),
        "show_error": _is_set(attributes, "showErrorMessage"),
        "error_type": attributes.get("errorStyle") or "stop",
        "value": attributes.get("formula1") or "",
    }
    if kind not in _UNCOMPARED:
        options["criteria"] = _CRITERIA.get(attributes.get("operator") or "between", "between")
        options["maximum"] = attributes.get("formula2") or ""
    options |= {ours: attributes[theirs] for theirs, ours in zip(_TEXTS, _TEXT_OPTIONS, strict=True)
                if attributes.get(theirs)}  # fmt: skip
    return EntryRule(tuple(find_areas(cells)), options)


def _is_set(attributes: dict[str, Any], name: str) -> bool:
    return str(attributes.get(name)).lower() in ("1", "true")
