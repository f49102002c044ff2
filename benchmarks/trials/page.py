"""The table of docs/reliability.md; a row that was not tried this time stays as the page had it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from scoring.page import write_table
from trials.counting import COUNTED, Tally
from trials.registry import Trial

TEMPLATE: Final = Path(__file__).with_name("page.md")
SECTION: Final = "table"
_HEAD: Final = ("what is done", *COUNTED, "command")


def read_rows(page: str) -> dict[str, tuple[str, ...]]:
    """The counts of a page's table, by what is done."""
    lines = [[cell.strip() for cell in line.strip("| \n").split(" | ")] for line in page.splitlines() if "|" in line]
    return {cells[0]: tuple(cells[1:-1]) for cells in lines if len(cells) == len(_HEAD)}


def fill_table(trials: Sequence[Trial], tallies: Mapping[str, Tally], former: Mapping[str, tuple[str, ...]]) -> str:
    """A row for each trial, in their order, and one with the sums of what tests tried."""
    rows: list[tuple[object, ...]] = []
    for trial in trials:
        counts: tuple[object, ...] = former.get(trial.title, (None,) * len(COUNTED))
        if (tally := tallies.get(trial.id)) is not None:
            counts = tuple(getattr(tally, name) for name in COUNTED)
        rows.append((trial.title, *counts, f"`{trial.command}`"))
    counted = [row for row, trial in zip(rows, trials, strict=True) if trial.tests]  # inputs of a fuzzer are no scans
    known = [[int(str(cell)) for cell in row[1:-1]] for row in counted if str(row[1]).isdecimal()]
    sums = tuple(sum(column) for column in zip(*known, strict=True)) if known else (0,) * len(COUNTED)
    return write_table(_HEAD, [*rows, ("**all**", *sums, "`python benchmarks/reliability.py`")])
