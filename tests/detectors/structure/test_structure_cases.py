"""The case tables of structure: which cells a text has, what they are called, and whose record they belong to."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from meibo_detectors.model import Layout
from meibo_detectors.structure.recognise import recognise

TABLES = Path(__file__).parent / "cases"
Read = Callable[[Sequence[str], Sequence[Layout]], Any]


def _cases(kind: str) -> list[Any]:
    contents = {table.stem: tomllib.loads(table.read_text("utf-8")) for table in sorted(TABLES.glob("*.toml"))}
    return [
        pytest.param(content, case, id=f"{name}-{number}-{case['why']}".replace(" ", "_"))
        for name, content in contents.items()
        for number, case in enumerate(content.get(kind, []), 1)
    ]


@pytest.mark.parametrize(("content", "case"), _cases("case"))
def test_text_has_exactly_these_cells(content: dict[str, Any], case: dict[str, Any], read: Read) -> None:
    """A text has exactly the listed cells: name (below the upper name), value, and number of the record.

    Records of delimited text are rows as counted in the file; elsewhere those with cells are counted from 0.
    """
    layout = Layout(case.get("layout", content.get("layout")), case.get("delimiter", content.get("delimiter", "")))
    found = read([case["text"]], [layout]).found
    ranks = {record: rank for rank, record in enumerate(dict.fromkeys(cell.record for cell in found))}
    is_delimited = layout.kind == "delimited"
    cells = [
        [f"{cell.upper}/{cell.name}" if cell.upper else cell.name, cell.value]
        + [cell.record if is_delimited else ranks[cell.record]]
        + ([cell.place] if case.get("places") else [])
        for cell in found
        if cell.name or not case.get("named_only")
    ]
    assert cells == case["cells"]


@pytest.mark.parametrize(("content", "case"), _cases("column"))
def test_cells_of_one_column_share_its_number(content: dict[str, Any], case: dict[str, Any], read: Read) -> None:
    """The listed groups of values are the columns of a text, each of its own number; a lone field has none."""
    layout = Layout(case.get("layout", content.get("layout")), case.get("delimiter", content.get("delimiter", "")))
    groups: dict[int, list[str]] = {}
    for cell in read([case["text"]], [layout]).found:
        if cell.column >= 0:
            groups.setdefault(cell.column, []).append(cell.value)
    assert sorted(groups.values()) == sorted(case["groups"])


@pytest.mark.parametrize(("content", "case"), _cases("layout_of"))
def test_layout_is_recognised(content: dict[str, Any], case: dict[str, Any]) -> None:
    """The beginning of a file tells its layout, whatever its suffix claims."""
    text = case["text"] * case.get("times", 1)
    assert recognise(text, case.get("suffix", "")) == Layout(case["kind"], case.get("delimiter", ""))
