"""The rows of what reading a file found, and how they are stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

import msgspec

from meibo.catalogue.issues import issue_code
from meibo.inventory.model import FileResult, Issue, StoredPosition
from meibo.inventory.sealed_tables import FINDINGS

_INSERT: Final = {table: f"INSERT INTO {table} VALUES (?{', ?' * len(columns)})" for table, columns in FINDINGS.items()}
FoundRows = dict[str, list[tuple[object, ...]]]
"""By table of ``FINDINGS``, in its order; rows without the reading, in the order of the table's key."""


def list_found(result: FileResult) -> FoundRows:
    """What is to be stored beside the reading itself."""
    return {
        "file_issues": list(issue_rows(result.issues)) if result.issues else [],
        "counts": [(name, row.low, row.medium, row.high) for name, row in sorted(result.counts.items())],
        "kind_counts": [
            (name, kind, row.low, row.medium, row.high)
            for name, counts in sorted(result.kind_counts.items())
            for kind, row in sorted(counts.items())
        ],
        "allowed": [(reason, row.low, row.medium, row.high) for reason, row in sorted(result.allowed.items())],
        "positions": list(_position_rows(result.positions)) if result.positions else [],
        "person_keys": [(result.person_keys,)] if result.person_keys else [],
    }


def put_found(connection: sqlite3.Connection, reading: int, found: FoundRows) -> None:
    """Store it."""
    for table, rows in found.items():
        if rows:
            connection.executemany(_INSERT[table], [(reading, *row) for row in rows])


def read_found(connection: sqlite3.Connection, reading: int) -> FoundRows:
    """What is stored, in the same order."""
    return {
        table: connection.execute(
            f"SELECT {', '.join(columns)} FROM {table} WHERE reading_id = ? ORDER BY {', '.join(columns[:2])}",
            (reading,),
        ).fetchall()
        for table, columns in FINDINGS.items()
    }


def issue_rows(issues: tuple[Issue, ...]) -> Iterator[tuple[object, ...]]:
    """Of a code that comes twice the first says what, and the last how often."""
    first: dict[tuple[str, str], Issue] = {}
    count: dict[tuple[str, str], int] = {}
    for one in issues:
        first.setdefault((one.stage, one.code), one)
        count[one.stage, one.code] = one.count
    for key, one in sorted(first.items()):
        yield *key, issue_code(one.code).kind.value, one.detail, count[key]


def _position_rows(positions: tuple[StoredPosition, ...]) -> Iterator[tuple[object, ...]]:
    by_detector: dict[str, list[StoredPosition]] = {}
    for position in positions:
        by_detector.setdefault(position.detector, []).append(position)
    for detector, own in sorted(by_detector.items()):
        for ordinal, position in enumerate(own):
            yield (
                detector, ordinal, msgspec.json.encode(position.container).decode(),
                msgspec.json.encode(position.location).decode(), position.start, position.end, position.score,
                msgspec.json.encode(position.evidence).decode(), position.fingerprint, position.masked,
            )  # fmt: skip
