"""Rows that are written straight into a sheet read like those that XlsxWriter writes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from meibo.reports.columns import Cell, Column, Kind
from meibo.reports.xlsx_book import open_book
from meibo.reports.xlsx_list import write_list

CELLS: list[tuple[Kind, Cell]] = [
    ("text", "名簿.csv"), ("text", " lead and trail "), ("text", "=1+1"), ("text", "＝１"), ("text", "<r>x</r>"),
    ("text", "a & b < c > d \"e\" 'f'"), ("text", "_x0041_ and _x0041"), ("text", "two\nlines\tand a tab"),
    ("text", "𠮷野家 👪"), ("text", "見積\u202ecsv.exe"), ("text", "x" * 40_000), ("text", "0123"), ("text", ""),
    ("text", None), ("word", "該当"), ("count", 0), ("count", 1_234_567), ("change", -5),
    ("whole", 9_007_199_254_740_992),
    ("tenths", 214.6), ("yen", 303_000), ("time", datetime(2026, 11, 23, 15, 4, 5, tzinfo=UTC)),
    ("time", datetime(1850, 1, 2, 3, 4, 5, tzinfo=UTC)), ("time", None),
]  # fmt: skip
"""A cell of each kind, and text of every odd sort."""
SHARED = "meibo.reports.xlsx_rows._SHARED"


@pytest.mark.parametrize("shared", [0, 20_000])
def test_both_ways_give_the_same_cells(shared: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Value, type, number format and the guard against formulas; whether a text is stored in its row or once."""
    monkeypatch.setattr(SHARED, shared)
    place = tmp_path / "both.xlsx"
    with open_book(place, "ja") as book:
        for kind in dict.fromkeys(kind for kind, _ in CELLS):
            columns = (Column[Cell]("見出し", kind, 10, lambda value: value),)
            values = [value for of, value in CELLS if of == kind]
            write_list(book, kind, columns, values, 1000)
            slow = book.add_list(f"{kind} slow")
            for row, value in enumerate(values, 1):
                book.write(slow, row, 0, value)
    both = openpyxl.load_workbook(place)
    for kind in dict.fromkeys(kind for kind, _ in CELLS):
        fast, slow = ([tell(cell) for cell in both[name]["A"][1:]] for name in (kind, f"{kind} slow"))
        assert fast == slow[: len(fast)], kind
        assert not [cell for cell in slow[len(fast) :] if cell[0] is not None]
    both.close()


def tell(cell: Any) -> tuple[Any, ...]:
    """What is read of a cell, but for how it looks."""
    value = cell.value.replace(microsecond=0) if isinstance(cell.value, datetime) else cell.value
    if isinstance(value, str):
        value = value.replace("_x005F_", "_")  # the library takes this sign back in shared strings only
    return value, cell.data_type, cell.quotePrefix
