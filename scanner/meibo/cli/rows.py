"""Rows of a result, as a table for people, or as JSON or CSV for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from meibo.cli.terminal import Terminal, clean

Row = dict[str, Any]


def print_rows(columns: Sequence[str], rows: Sequence[Row], form: str, terminal: Terminal) -> None:
    """Print these columns of the rows; ``json`` and ``csv`` take all that a row holds, the columns first."""
    more = [name for name in (rows[0] if rows else ()) if name not in columns]
    if form == "json":
        terminal.print_array([msgspec.json.encode(row) for row in rows])
    elif form == "csv":
        print_csv([*columns, *more], rows, terminal)
    elif rows:
        head = [terminal.say(f"column-{name.replace('_', '-')}") for name in columns]
        table = [[_show(row, name, terminal) for name in columns] for row in rows]
        numbers = frozenset(at for at, name in enumerate(columns) if type(rows[0][name]) in (int, float))
        terminal.print_table([head, *table], right=numbers)


def print_csv(columns: Sequence[str], rows: Iterable[Row], terminal: Terminal) -> None:
    """Print rows, each as it comes, with a line of headings, which stands there also where there are no rows."""
    from meibo.reports.csv_file import neutralise

    if not columns:
        return
    _print_cells(columns, terminal)
    for row in rows:
        cells = (row[name] for name in columns)
        spelled = (
            msgspec.json.encode(cell).decode() if isinstance(cell, dict | list | bool) else cell for cell in cells
        )
        _print_cells(["" if cell is None else neutralise(str(cell)) for cell in spelled], terminal)


def _print_cells(cells: Sequence[str], terminal: Terminal) -> None:
    """A line of CSV, which ends with CRLF."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r").writerow(cells)
    terminal.print_bytes(text.getvalue().encode())


def name_mark(kind: str | None, terminal: Terminal, *, is_outdated: bool) -> str:
    """The word of a mark, with a remark where the file has got worse since."""
    if kind is None:
        return ""
    return f"{kind} ({terminal.say('mark-outdated')})" if is_outdated else str(kind)


def _show(row: Row, name: str, terminal: Terminal) -> str:
    value = row[name]
    if name == "mark":
        return name_mark(value, terminal, is_outdated=row.get("outdated", False))
    if value is None:
        return ""
    if isinstance(value, bool):
        return terminal.say("yes" if value else "no")
    return f"{value:,}" if isinstance(value, int | float) else clean(str(value))
