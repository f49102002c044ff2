"""Prints results of any length row by row: a JSON object that ends with lists, CSV, or a table."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec

from meibo.cli.rows import Row
from meibo.cli.terminal import Terminal, clean
from meibo.reports.csv_file import neutralise

_TOGETHER: Final = 1000
"""Rows of a table that are set alike."""


def print_object(head: Row, lists: Sequence[tuple[str, Iterable[Row]]], terminal: Terminal) -> None:
    """Print one JSON object, each item of its lists on a line of its own."""
    encode = msgspec.json.encode
    opened = encode(head)[:-1]
    for name, rows in lists:
        terminal.print_json(opened + b"," + encode(name) + b":[")
        for number, row in enumerate(rows):
            terminal.print_json((b"," if number else b"") + encode(row))
        opened = b"]"
    terminal.print_json(opened + b"}")


def print_csv(columns: Sequence[str], rows: Iterable[Row], terminal: Terminal) -> None:
    """Print a line of headings and one a row; lists and objects as JSON."""
    _print_cells(columns, terminal)
    for row in rows:
        _print_cells([row[name] for name in columns], terminal)


def _print_cells(cells: Sequence[Any], terminal: Terminal) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(map(_spell, cells))
    terminal.print_bytes(text.getvalue().encode() + b"\r")


def _spell(cell: Any) -> Any:
    if isinstance(cell, dict | list | tuple | bool):
        cell = msgspec.json.encode(cell).decode()
    return "" if cell is None else neutralise(cell) if isinstance(cell, str) else cell


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]], right: frozenset[int], terminal: Terminal) -> None:
    """Print rows under their headings, so many at once that memory stays small."""
    waiting = iter(rows)
    above = [list(head)]
    while some := list(itertools.islice(waiting, _TOGETHER)):
        cleaned = [[clean(cell) for cell in row] for row in some]
        terminal.print_table(above + cleaned, right=right)
        above = []
