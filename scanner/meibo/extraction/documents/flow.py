"""The text of a document in reading order: lines and rows of tables as they come, and blocks of them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol

from msgspec import structs

from meibo.extraction.blocks import cut_table, cut_text
from meibo.extraction.budget import LimitReachedError
from meibo.extraction.describe import describe_exception
from meibo.extraction.model import Notice
from meibo.extraction.office.xml_events import XmlReader
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item
    from meibo.extraction.office.package import Package
    from meibo_detectors.model import Block

MOST_COLUMNS = 16_384
"""A cell that claims to be wider, and a row that is longer, is cut: no program writes more."""
MOST_ROWS = 1 << 20
"""The same for a row that claims to be repeated more often."""


class Line(NamedTuple):
    """One paragraph; a line break inside it stays."""

    text: str
    place: str = ""
    """Where it stands if it is no part of the running text: ``deleted``, ``authors`` ..."""
    page: int = 0
    """The page or slide that it stands on, 0 where the part has none."""


class Row(NamedTuple):
    """One row of a table."""

    table: int
    """Which of the document's tables, from 1."""
    number: int
    """Which of the table's rows, from 1."""
    cells: list[str]
    page: int = 0


Piece = Line | Row


class PartReader(Protocol):
    """What hears the events of one XML part and makes pieces of them."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text stands inside the innermost element."""

    def take(self, *, is_end: bool = False) -> list[Piece]:
        """The pieces that are whole; at the end, also what is still open (the part may be cut)."""


def read_pieces(stream: BinaryIO, reader: PartReader, budget: Budget) -> Iterator[Piece]:
    """The pieces of a part while it is read; in trouble, what was read goes out first."""
    xml = XmlReader(reader.start, reader.end, reader.text)
    try:
        for _ in xml.read_steps(stream, budget):
            yield from reader.take()
    except Exception:
        yield from reader.take(is_end=True)
        raise
    yield from reader.take(is_end=True)


def cut_pieces(pieces: Iterable[Piece], budget: Budget, position: Position) -> Iterator[Block]:
    """Pieces as blocks: lines that follow one another together, each table as a table.

    A position that counts lines counts those of the whole part. A table gets its number; where the position or the
    pieces name a page, it stands on that page. Lines outside of the running text have their place in the container.
    """
    line, last_page = 1, 0
    for (table, place, page), group in itertools.groupby(pieces, _place_of):
        budget.check_time()
        if page > last_page:
            last_page = page
            budget.take_page()
        at = structs.replace(position, line=None, column=None, page=page or position.page)
        if table:
            at = at if at.page else structs.replace(at, table=table)
            yield from cut_table(((row.number, row.cells) for row in group if isinstance(row, Row)), budget, at)
            continue
        for text in _join_lines(group, budget.limits.block_bytes):
            if place:
                at = Position(line=1, container=(*position.container, place))
            elif not at.page:
                at = structs.replace(position, line=line)
                line += text.count("\n")
            yield from cut_text(text, budget.limits, at)


def extract_part(package: Package, budget: Budget, reader: PartReader, name: str, position: Position) -> Iterator[Item]:
    """The text of one part."""
    with package.open(name) as stream:
        yield from cut_pieces(read_pieces(stream, reader, budget), budget, position)


def guard(items: Iterable[Item], part: str) -> Iterator[Item]:
    """What comes out of a part; its damage is a notice, so that the other parts are read."""
    try:
        yield from items
    except (LimitReachedError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - see above
        yield Notice("damaged", detail=describe_exception(error), container=(part,))


def _place_of(piece: Piece) -> tuple[int, str, int]:
    return (piece.table, "", piece.page) if isinstance(piece, Row) else (0, piece.place, piece.page)


def _join_lines(pieces: Iterable[Piece], most_chars: int) -> Iterator[str]:
    """Lines as texts of about the size of a block; in trouble, what was held goes out first."""
    held: list[str] = []
    held_chars = 0
    try:
        for piece in pieces:
            if isinstance(piece, Line):
                held.append(piece.text + "\n")
                held_chars += len(held[-1])
            if held_chars > most_chars:
                yield "".join(held)
                held, held_chars = [], 0
    except Exception:
        yield "".join(held)
        raise
    yield "".join(held)
