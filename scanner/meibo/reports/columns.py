"""A column of a list: its heading, what kind of cell it holds, and where a row keeps its value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final, Generic, Literal, TypeVar

import msgspec

Row = TypeVar("Row")

Cell = str | int | float | datetime | None
"""None is an empty cell; times carry their zone."""

Kind = Literal[
    "text", "word", "level", "class", "count", "change", "whole", "tenths", "yen", "trigger",
    "time",
]  # fmt: skip
"""``word``, ``level`` and ``class`` hold one of a few words; a ``count`` shows 0 as a dash, a
``change`` its sign, too."""


NUMBERS: Final[frozenset[Kind]] = frozenset({"count", "change", "whole", "tenths", "yen"})
"""Kinds of cells that hold a number or nothing."""


class Column(msgspec.Struct, Generic[Row], frozen=True):
    """One column of a list of rows."""

    heading: str
    kind: Kind
    width_chars: float
    read: Callable[[Row], Cell]
