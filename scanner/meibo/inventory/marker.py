"""Stores marks, also while a scan is writing: nobody waits longer than for one short transaction of the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from meibo.inventory.audit import Act, note_act
from meibo.inventory.mark_rows import encode_found
from meibo.inventory.marks import NewMark
from meibo.inventory.recording import open_sealed


def store_marks(inventory: Path, marks: Sequence[NewMark], key_file: Path | None = None, source: str = "") -> bool:
    """Add marks to an inventory that is there, all of them or none; raises InventoryError.

    Scans never touch the table of marks, and no mark takes the place of another: whatever two people say at the same
    time, both is kept. Who stored them is recorded; ``source`` says from what, where that is not the command itself.
    Whoever marks need not hold the key: where it is not at hand, marks have no seal and no entry in the audit log, the
    check names them, and the answer is False.
    """
    if not marks:
        return True
    made = datetime.now(UTC).isoformat(timespec="seconds")
    with open_sealed(inventory, key_file, may_lack_key=True) as inside, inside.whole() as connection:
        numbers = [
            connection.execute(
                "INSERT INTO marks (asset_id, mark, reason, person, made, moved_from, counts)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (one.asset, one.kind or "", one.reason, one.person, made, one.moved_from, encode_found(one.seen)),
            ).lastrowid
            for one in marks
        ]
        if not inside.can_record:
            return False
        for person in dict.fromkeys(one.person for one in marks):
            own = [number for number, one in zip(numbers, marks, strict=True) if one.person == person]
            kinds = sorted({one.kind or "none" for one in marks if one.person == person})
            details = {"marks": len(own), "first": own[0], "last": own[-1], "kinds": kinds, "source": source}
            note_act(connection, Act("mark", {name: value for name, value in details.items() if value != ""}, person))
    return True
