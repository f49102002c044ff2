"""Checks what the tables of an inventory say together, beyond what SQLite itself can see."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final, get_args

import msgspec

from meibo.catalogue.issues import ISSUE_CODES
from meibo.inventory.faults import Fault
from meibo.inventory.model import Stage, Status
from meibo.inventory.schema import STILL

KEY_BYTES: Final = 16
FIRST_BIT: Final = 0b1000
"""In the last byte of a person's first key; see ``meibo_detectors.person_sets``."""


class _Rule(msgspec.Struct, frozen=True):
    """What holds in every inventory: the query counts where it does not."""

    code: str
    table: str
    query: str


_RULES: Final = (
    _Rule(
        "scan-state", "scans",
        "SELECT count(*) FROM scans WHERE state NOT IN ('running', 'finished', 'interrupted', 'pruned')",
    ),
    _Rule("versions-reversed", "versions", "SELECT count(*) FROM versions WHERE last_scan < first_scan"),
    _Rule(
        "versions-ahead", "versions",
        "SELECT count(*) FROM versions WHERE last_scan <> :still AND last_scan > (SELECT max(id) FROM scans)",
    ),
    _Rule(
        "versions-overlap", "versions",
        "SELECT count(*) FROM versions AS old JOIN versions AS new USING (asset_id)"
        " WHERE (new.first_scan, new.id) > (old.first_scan, old.id) AND new.first_scan <= old.last_scan",
    ),
    _Rule(
        "readings-unused", "readings",
        "SELECT count(*) FROM readings WHERE id NOT IN (SELECT reading_id FROM versions)",
    ),
    _Rule(
        "readings-unscanned", "readings",
        "SELECT count(*) FROM readings WHERE read_scan NOT IN (SELECT id FROM scans)",
    ),
    _Rule(
        "status-unknown", "readings",
        "SELECT count(*) FROM readings WHERE status NOT IN (SELECT value FROM json_each(:statuses))"
        " OR issue_code || '|' || issue_class NOT IN (SELECT value FROM json_each(:issues))",
    ),
    _Rule("persons-reversed", "readings", "SELECT count(*) FROM readings WHERE persons_least > persons_most"),
    _Rule(
        "counts-wrong", "counts",
        "SELECT count(*) FROM counts WHERE min(low, medium, high) < 0",
    ),
    _Rule(
        "positions-wrong", "positions",
        "SELECT count(*) FROM (SELECT reading_id, detector, count(*) AS kept, max(ordinal) AS last FROM positions"
        " GROUP BY reading_id, detector) LEFT JOIN counts USING (reading_id, detector)"
        " WHERE last <> kept - 1 OR kept > coalesce(low + medium + high, 0)",
    ),
    *(
        _Rule(
            "issue-unknown", table,
            f"SELECT count(*) FROM {table} WHERE code || '|' || class NOT IN (SELECT value FROM json_each(:issues))"
            " OR stage NOT IN (SELECT value FROM json_each(:stages))",
        )
        for table in ("issues", "file_issues")
    ),
    _Rule(
        "unseen-wrong", "unseen",
        "SELECT count(*) FROM unseen JOIN versions ON versions.id = version_id"
        " WHERE scan_id NOT BETWEEN first_scan AND last_scan",
    ),
    _Rule(
        "parts-stale", "parts",
        "SELECT count(*) FROM parts WHERE (SELECT state FROM scans ORDER BY id DESC LIMIT 1) = 'finished'",
    ),
)  # fmt: skip

KNOWN: Final = {
    "still": STILL,
    "statuses": msgspec.json.encode([status.value for status in Status]).decode(),
    "issues": msgspec.json.encode([f"{row.code}|{row.kind.value}" for row in ISSUE_CODES]).decode(),
    "stages": msgspec.json.encode(get_args(Stage)).decode(),
}
"""The closed vocabularies, as queries take them."""


def check_tables(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Where tables of the newest schema contradict each other, or hold words that nobody knows."""
    missing: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        missing[table, parent] = missing.get((table, parent), 0) + 1
    for (table, parent), count in sorted(missing.items()):
        yield Fault("reference-missing", table, count, parent)
    for rule in _RULES:
        (count,) = connection.execute(rule.query, KNOWN).fetchone()
        if count:
            yield Fault(rule.code, rule.table, count)
    torn = sum(1 for _ in find_torn_keys(connection))
    if torn:
        yield Fault("persons-wrong", "person_keys", torn)


def find_torn_keys(connection: sqlite3.Connection) -> Iterator[int]:
    """Readings whose person keys are no whole keys, or not in order."""
    for reading, blob in connection.execute("SELECT reading_id, CAST(keys AS BLOB) FROM person_keys"):
        if not blob or len(blob) % KEY_BYTES:
            yield reading
        elif len(blob) > KEY_BYTES:
            first = [
                blob[at : at + KEY_BYTES]
                for at in range(0, len(blob), KEY_BYTES)
                if blob[at + KEY_BYTES - 1] & FIRST_BIT
            ]
            if first != sorted(first):
                yield reading
