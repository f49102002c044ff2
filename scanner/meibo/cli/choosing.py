"""Opening an inventory at one of its scans."""

from __future__ import annotations

from pathlib import Path

from meibo.cli.options import UsageError
from meibo.inventory.reader import Reader


def open_scan(inventory: Path, wanted: int | None) -> tuple[Reader, int]:
    """A reader and the number of the wanted scan, the newest where none is named; raises UsageError."""
    reader = Reader(inventory)
    numbers = reader.scan_numbers()
    number = wanted if wanted is not None else (numbers[-1] if numbers else 0)
    if number not in numbers:
        reader.close()
        raise UsageError("error-no-scan", number=number)
    return reader, number
