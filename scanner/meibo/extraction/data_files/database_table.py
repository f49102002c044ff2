"""Tables of databases and data files: values of any type as cells of text, files in cells as members."""

from __future__ import annotations

import datetime as dt
import decimal
import io
import re
from typing import TYPE_CHECKING

from meibo.extraction.blocks import cut_table
from meibo.extraction.budget import LimitReachedError
from meibo.extraction.model import HEAD_BYTES, Member
from meibo.extraction.sniffing.sniff import Format, sniff
from meibo.extraction.text.decoding import decode
from meibo.extraction.text.encoding import decide
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item

MOST_NAME_CHARS = 200
"""Names of columns are shown with every block; only a hostile one is longer."""
_NO_FILE = {"text", "other"}
_EXACT_FLOAT = 2**53
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def read_table(
    name: str | int, columns: Sequence[str], rows: Iterable[Sequence[object]], budget: Budget
) -> Iterator[Item]:
    """The rows of a table, which count from 1, each block under the names of the columns; then the files in them.

    ``name`` is a number where the format gives none. A file is a member ``table/column/row``, or ``column/row`` where
    the table has no name. What was read before ``rows`` raise comes first.
    """
    reader = _RowReader(name, columns, rows, budget)
    header = [column[:MOST_NAME_CHARS] for column in columns]
    while not reader.is_end:
        damage = None
        try:
            yield from cut_table(reader.read_chunk(), budget, Position(table=name), header=header)
        except LimitReachedError:
            raise
        except Exception as error:  # noqa: BLE001 - raised again below, behind the files that were read before it
            damage = error
        yield from reader.take_files()
        if damage is not None:
            raise damage


def write_cell(value: object) -> str:
    """The text of a value; empty for what has none, such as bytes that are no text.

    >>> write_cell(9012345678.0), write_cell(dt.datetime(2024, 4, 1)), write_cell({"電話": ["03-1234-5678"]})
    ('9012345678', '2024-04-01', '電話: 03-1234-5678')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) <= _EXACT_FLOAT else str(value)
    if isinstance(value, bytes):
        return _read_text(value) if _is_text(value) else ""
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time() and value.tzinfo is None
        return str(value.date() if is_day else value)
    if isinstance(value, decimal.Decimal):
        return f"{value:f}" if value.is_finite() and abs(value.adjusted()) < MOST_NAME_CHARS else str(value)
    if isinstance(value, dict):
        pairs = ((write_cell(key), write_cell(inner)) for key, inner in value.items())
        return "; ".join(f"{key}: {inner}" for key, inner in pairs if inner)
    if isinstance(value, list | tuple | set):
        return ", ".join(map(write_cell, value))
    return str(value)


def decode_text(raw: bytes) -> str:
    """Text that should be UTF-8 and is what the program wrote that filled the database."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return _read_text(raw)


def _tell_format(value: bytes) -> Format:
    return sniff(value[:HEAD_BYTES], "")


def _is_text(value: bytes) -> bool:
    """Whether bytes are a text; few bytes that are none may look like one, but for the control characters in them."""
    return _tell_format(value).media == "text" and not _CONTROLS.search(value[:HEAD_BYTES])


def _read_text(raw: bytes) -> str:
    return decode(raw, decide(raw[:HEAD_BYTES]) or "utf-8").text.decode()


class _RowReader:
    """Writes rows as text, a block's worth at a time, and keeps the files that stand in them."""

    def __init__(
        self, table: str | int, columns: Sequence[str], rows: Iterable[Sequence[object]], budget: Budget
    ) -> None:
        self._folder = f"{table}/" if isinstance(table, str) else ""
        self._columns, self._budget = columns, budget
        self._rows = enumerate(rows, 1)
        self._files: list[tuple[str, bytes]] = []
        self.is_end = False

    def read_chunk(self) -> Iterator[tuple[int, list[str]]]:
        size = 0
        for number, row in self._rows:
            cells = []
            row_size = 0
            for place, value in enumerate(row):
                cell = write_cell(value)
                if not cell and value and isinstance(value, bytes):
                    row_size += len(value)
                    self._keep_file(number, place, value)
                row_size += len(cell)
                cells.append(cell)
            self._budget.take_bytes(row_size)  # a small file may hold one value and say it in every row
            yield number, cells
            size += row_size
            if size > self._budget.limits.block_bytes:
                return
        self.is_end = True

    def take_files(self) -> Iterator[Item]:
        files, self._files = self._files, []
        for name, raw in files:
            yield Member(name, io.BytesIO(raw), is_decoration=True)

    def _keep_file(self, number: int, place: int, value: bytes) -> None:
        if _tell_format(value).media not in _NO_FILE:
            column = self._columns[place] if place < len(self._columns) else str(place + 1)
            self._files.append((f"{self._folder}{column}/{number}", value))
