"""The plain twin of meibo_detectors.kernels.cell_records: sets and lists."""

from __future__ import annotations


def complete_records(records: list[int], block_start: list[int], block_end: list[int]) -> list[int]:
    """The beginnings that lie in a block, and those of the blocks."""
    kept = set(block_start)
    for record in records:
        block = max(sum(start <= record for start in block_start) - 1, 0)
        if block_start[block] <= record < block_end[block]:
            kept.add(record)
    return sorted(kept)


def find_records(start: list[int], records: list[int]) -> list[int]:
    """The number of the last record that begins no later than each cell."""
    return [sum(record <= at for record in records) - 1 for at in start]


def clear_empty(start: list[int], end: list[int]) -> list[tuple[int, int]]:
    """Edges of names."""
    return [(first, past) if past > first else (0, 0) for first, past in zip(start, end, strict=True)]
