"""A table that ends in trouble keeps the rows before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extraction.reading import core_of
from meibo.extraction.blocks import cut_table
from meibo.extraction.budget import Budget, LimitReachedError
from meibo.extraction.model import Limits
from meibo_detectors.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo_detectors.model import Block

Row = tuple[int, tuple[str, ...]]


def _rows(count: int) -> Iterator[Row]:
    for number in range(1, count + 1):
        yield number, (f"会員{number}", "090-0000-0000")


def _damaged_rows() -> Iterator[Row]:
    yield from _rows(3)
    raise ValueError("damaged")


def _collect(rows: Iterator[Row], held: list[Block]) -> None:
    for block in cut_table(rows, Budget(Limits(cells=6), 100), Position(table=1)):
        held.append(block)  # noqa: PERF402 - one by one, so that what came before the trouble is kept


@pytest.mark.parametrize(
    ("rows", "trouble"), [(_damaged_rows(), ValueError), (_rows(4), LimitReachedError)], ids=["damage", "limit"]
)
def test_what_was_read_goes_out_before_the_trouble(rows: Iterator[Row], trouble: type[Exception]) -> None:
    held: list[Block] = []
    with pytest.raises(trouble):
        _collect(rows, held)
    assert core_of(held[0]).splitlines() == [f"会員{number}\t090-0000-0000" for number in (1, 2, 3)]
