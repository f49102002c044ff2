"""What counts as growth in benchmarks/soak.py, and the table that it prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

UNSETTLED: Final = 2
"""Rounds at the beginning that are not judged: the first reads everything, and caches fill."""
MOST_GROWTH: Final = 0.05
"""Over all rounds that are judged, of their mean."""
MOST_EMPTY: Final = 0.45
"""Of the inventory's file. Rows that are deleted here and there leave room within pages, which rows that come at the
end do not fill; SQLite merges pages of which two thirds are empty, so that the file settles at 1.75 times its rows."""


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """One scan, and what it left behind."""

    number: int
    seconds: float
    listed: int
    read: int
    scan_kb: int
    """Most that the process that lists and writes had resident; so the next two."""
    worker_kb: int
    parser_kb: int
    scan_descriptors: int
    worker_descriptors: int
    parser_descriptors: int
    threads: int
    """Of the process that lists and writes, and of the worker and the parser that had most."""
    inventory_kb: int
    """With its log, after the scan and the retention behind it; not judged by its growth, see ``MOST_EMPTY``."""
    used_kb: int
    """Of it: what is not empty, whole pages or within them."""
    rows: int
    server_kb: int
    """Resident after this round's requests; so the next two."""
    server_descriptors: int
    server_threads: int
    server_processes: int
    server_files: int
    """In its private folder."""
    left_files: int
    """Temporary files, in every place where they could lie."""
    left_processes: int


COLUMNS: Final = {
    "scan_kb": ("scan, MB", 4096),
    "worker_kb": ("worker, MB", 4096),
    "parser_kb": ("parser, MB", 4096),
    "scan_descriptors": ("scan, descriptors", 4),
    "worker_descriptors": ("worker, descriptors", 2),
    "parser_descriptors": ("parser, descriptors", 4),
    "threads": ("threads of the three", 2),
    "used_kb": ("inventory, MB", 512),
    "rows": ("its rows", 100),
    "server_kb": ("serve, MB", 4096),
    "server_descriptors": ("serve, descriptors", 2),
    "server_threads": ("serve, threads", 1),
    "server_processes": ("serve, processes", 0),
    "server_files": ("serve, files", 16),
    "left_files": ("files left", 0),
    "left_processes": ("processes left", 0),
}
"""What is judged: its heading, and what may be added over all rounds however little there was."""


def fit_growth(values: Sequence[float]) -> float:
    """What a line through the values, by least squares, adds from the first to the last."""
    middle, mean = (len(values) - 1) / 2, sum(values) / len(values)
    spread = sum((at - middle) ** 2 for at in range(len(values)))
    slope = sum((at - middle) * (value - mean) for at, value in enumerate(values)) / spread if spread else 0.0
    return slope * (len(values) - 1)


def judge(rounds: Sequence[Round]) -> list[str]:
    """What grew, in words; empty where nothing did."""
    broken = []
    settled = rounds[UNSETTLED:] if len(rounds) > UNSETTLED + 1 else rounds[1:]
    for name, (_, floor) in COLUMNS.items():
        values = [float(getattr(one, name)) for one in settled]
        growth, mean = fit_growth(values), sum(values) / len(values)
        if growth > max(MOST_GROWTH * mean, floor):
            broken.append(f"{name} grew by {growth:.0f} over {len(values)} rounds (mean {mean:.0f})")
    for one in rounds:
        left = {name: getattr(one, name) for name in ("left_files", "left_processes")}
        broken += [f"round {one.number}: {count} {name}" for name, count in left.items() if count]
        if one.used_kb < one.inventory_kb * (1 - MOST_EMPTY):
            broken.append(f"round {one.number}: {one.used_kb} of {one.inventory_kb} kB of the inventory are used")
    return broken


def head() -> str:
    """The first two lines of the table."""
    headings = (
        "round",
        "seconds",
        "files",
        "read",
        "inventory's file, MB",
        *(heading for heading, _ in COLUMNS.values()),
    )
    return f"| {' | '.join(headings)} |\n|{'---|' * len(headings)}"


def tell(one: Round) -> str:
    """A line of the table."""
    cells = [f"{one.number}", f"{one.seconds:.0f}", f"{one.listed:,}", f"{one.read:,}"]
    cells.append(f"{one.inventory_kb / 1024:.1f}")
    for name in COLUMNS:
        value = getattr(one, name)
        cells.append(f"{value / 1024:.1f}" if name.endswith("_kb") else f"{value:,}")
    return f"| {' | '.join(cells)} |"


def foot(rounds: Sequence[Round]) -> str:
    """The last line: growth over the rounds that are judged, in parts of a hundred of their mean."""
    settled = rounds[UNSETTLED:] if len(rounds) > UNSETTLED + 1 else rounds[1:]
    cells = []
    for name in COLUMNS:
        values = [float(getattr(one, name)) for one in settled]
        mean = sum(values) / len(values)
        cells.append(f"{100 * fit_growth(values) / mean:+.1f} %" if mean else "0")
    return f"| growth | | | | | {' | '.join(cells)} |"
