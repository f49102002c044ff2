"""Stores marks, also while a scan is writing: nobody waits longer than for one short transaction of the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from meibo.inventory.mark_rows import encode_found
from meibo.inventory.marks import NewMark
from meibo.inventory.transactions import Transactions


def store_marks(inventory: Path, marks: Sequence[NewMark]) -> None:
    """Add marks to an inventory that is there, all of them or none; raises InventoryError.

    Scans never touch the table of marks, and no mark takes the place of another: whatever two people say at the same
    time, both is kept.
    """
    if not marks:
        return
    made = datetime.now(UTC).isoformat(timespec="seconds")
    inside = Transactions(inventory)
    try:
        with inside.whole() as connection:
            connection.executemany(
                "INSERT INTO marks (asset_id, mark, reason, person, made, moved_from, counts)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (one.asset, one.kind or "", one.reason, one.person, made, one.moved_from, encode_found(one.seen))
                    for one in marks
                ],
            )
    finally:
        inside.close()
