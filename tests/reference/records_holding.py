"""The plain twin of meibo_detectors.kernels.records_holding."""

from __future__ import annotations


def mark_records(at: list[int], fields: list[tuple[int, int, int, int, int]], records: int) -> list[bool]:
    """For each record whether an offset lies in a field (start, end, name's start, name's end, record) or its name."""
    marked = [False] * records
    for start, end, name_start, name_end, record in fields:
        if 0 <= record < records:
            marked[record] |= any(start <= one < end or name_start <= one < name_end for one in at)
    return marked
