"""What the finder of one shape of text gives back, and how such findings are put together."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np

from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.structure.stretch import unite

Columns = TypeVar("Columns", bound=tuple[Any, ...])
"""A named tuple of parallel arrays."""


def take(columns: Columns, where: Offsets | Truth) -> Columns:
    """The chosen rows of parallel arrays."""
    make: Any = type(columns)
    return cast(Columns, make(*(column[where] for column in columns)))


def chain(parts: Sequence[Columns]) -> Columns:
    """Parallel arrays one after the other; at least one part."""
    make: Any = type(parts[0])
    return cast(Columns, make(*(np.concatenate(column) for column in zip(*parts, strict=True))))


class Values(NamedTuple):
    """Cells of one stretch, as in ``model.Cells`` but for the records, of which only the beginnings are known."""

    start: Offsets
    end: Offsets
    column: Offsets
    place: Offsets
    name_start: Offsets
    name_end: Offsets
    upper_start: Offsets
    upper_end: Offsets
    records: Offsets
    """Where records begin; ascending. Each block begins one anyhow."""
    rows: Offsets
    """Where the rows of delimited text begin; empty elsewhere."""
    nested: Offsets
    """Those of ``records`` that begin inside of another record."""


def make_values(start: Offsets, end: Offsets, records: Offsets, **columns: Offsets) -> Values:
    """Values whose columns not given are empty: no column, no place, no names."""
    nothing = np.zeros(len(start), np.int64)
    known = {
        "column": nothing - 1,
        "rows": nothing[:0],
        "nested": nothing[:0],
        **{name: nothing.copy() for name in ("place", "name_start", "name_end", "upper_start", "upper_end")},
        **columns,
    }
    return Values(start=start, end=end, records=records, **known)


def no_values() -> Values:
    """A stretch without cells."""
    nothing = np.zeros(0, np.int64)
    return make_values(nothing, nothing, nothing)


def keep_values(values: Values, where: Offsets | Truth) -> Values:
    """The chosen cells, with all records."""
    kept = take(values._replace(records=values.start, rows=values.start, nested=values.start), where)
    return kept._replace(records=values.records, rows=values.rows, nested=values.nested)


def merge_values(parts: Sequence[Values]) -> Values:
    """Cells of several finders of one stretch in order; of two that overlap the first stays. Columns stay apart."""
    columns, offset = [], 0
    for part in parts:
        columns.append(np.where(part.column >= 0, part.column + offset, -1))
        offset += int(part.column.max(initial=-1)) + 1
    records = functools.reduce(unite, [part.records for part in parts])
    alike = [part._replace(records=part.start, rows=part.start, nested=part.start) for part in parts]
    merged = chain(alike)._replace(column=np.concatenate(columns))
    merged = take(merged, np.argsort(merged.start, kind="stable"))
    apart = np.append(True, merged.start[1:] >= np.maximum.accumulate(merged.end)[:-1])[: len(merged.start)]
    rows = functools.reduce(unite, [part.rows for part in parts])
    nested = functools.reduce(unite, [part.nested for part in parts])
    return take(merged, apart)._replace(records=records, rows=rows, nested=nested)
