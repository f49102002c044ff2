"""Numbers of findings by level, added up."""

from __future__ import annotations

from collections.abc import Iterable

from meibo.inventory.model import Counts


def add_counts(tables: Iterable[dict[str, Counts]]) -> dict[str, Counts]:
    """The sums of several tables, by key in order."""
    total: dict[str, Counts] = {}
    for table in tables:
        for name, row in table.items():
            known = total.get(name, Counts())
            total[name] = Counts(known.low + row.low, known.medium + row.medium, known.high + row.high)
    return dict(sorted(total.items()))
