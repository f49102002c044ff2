"""The rows of one file: what listings say of it (a version), and what reading it gave (a reading)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, Final

import msgspec

from meibo.catalogue.issues import issue_code, rank_issue
from meibo.inventory.finding_rows import FoundRows, issue_rows, list_found, put_found, read_found
from meibo.inventory.model import FileResult, Issue, Status
from meibo.inventory.schema import STILL
from meibo.inventory.sealed_tables import encode_found
from meibo_connectors.model import Entry

_LISTED: Final = (
    "size_bytes", "modified_ns", "version", "owner", "audience", "audience_source", "told",
    "readers_state",
)  # fmt: skip
_SHOWN: Final = 6
"""Of these, how many are facts of the file; the rest only serves to compare."""
_LEARNED: Final = (
    "basis_id", "is_opened", "status", "issue_code", "issue_class", "format", "encoding", "content_hash", "bytes_read",
    "persons_least", "persons_most", "roster_points",
)  # fmt: skip

_STATUS: Final = _LEARNED.index("status")


def record(connection: sqlite3.Connection, scan: int, target: int, basis: int, result: FileResult, told: str) -> None:
    """Store all that was learned about one file, in place of what this scan already said about it.

    Rows come to be only for what is new: a file that gives the same result again keeps its reading, and one that also
    looks the same in the listing keeps its version.
    """
    asset = _find_or_put_asset(connection, target, result.entry.path)
    last = _take_back(connection, scan, asset)
    listed, learned = _state_listed(result.entry, told), _state_learned(basis, result)
    _store(connection, scan, asset, last, listed, learned, lambda: list_found(result))


def add_issues(connection: sqlite3.Connection, scan: int, version: int, basis: int, issues: tuple[Issue, ...]) -> None:
    """Store that reading a file another time, on another basis, has failed: all that is known of it stays beside that.

    ``issues`` are in the order in which they weigh, and none of them is known of it yet.
    """
    row = connection.execute(
        f"SELECT asset_id, reading_id, {', '.join(_LISTED)}, {', '.join(_LEARNED)}"
        " FROM versions JOIN readings ON readings.id = reading_id WHERE versions.id = ?",
        (version,),
    ).fetchone()
    asset, reading, cut = row[0], row[1], 2 + len(_LISTED)
    listed, learned = row[2:cut], dict(zip(_LEARNED, row[cut:], strict=True))
    found = read_found(connection, reading)
    found["file_issues"] = sorted([*found["file_issues"], *issue_rows(issues)])
    codes = [*filter(None, (learned["issue_code"],)), *(issue.code for issue in issues)]
    worst = min(codes, key=rank_issue)
    learned |= {"basis_id": basis, "issue_code": worst, "issue_class": issue_code(worst).kind.value}
    last = _take_back(connection, scan, asset)
    _store(connection, scan, asset, last, listed, tuple(learned.values()), lambda: found)


def _store(
    connection: sqlite3.Connection,
    scan: int,
    asset: int,
    last: _Last | None,
    listed: tuple[object, ...],
    learned: tuple[object, ...],
    find: Callable[[], FoundRows],
) -> None:
    """Put the rows of a file that are new; ``last`` is what older scans know, ``find`` gives what was found."""
    reading = None
    if last is not None and last.learned == learned and learned[_STATUS] != Status.PARTIAL.value:
        # The findings are then the same by themselves: they follow from content and basis. A reading that ended before
        # the file did may have ended elsewhere this time.
        reading = last.reading
        connection.execute("UPDATE readings SET read_scan = ? WHERE id = ?", (scan, reading))
        if last.listed[:_SHOWN] == listed[:_SHOWN] and last.is_present:
            _note_state(connection, last.version, listed)
            return
    if reading is None:
        reading = _put_reading(connection, scan, learned, find())
    if last is not None and last.is_present:
        _end_version(connection, scan, last.version)
    _put_version(connection, scan, asset, listed, reading)


def restate(connection: sqlite3.Connection, scan: int, version: int, entry: Entry, told: str) -> None:
    """Store what a listing now says of a file whose content did not change."""
    asset, first_scan, reading, *known = connection.execute(
        f"SELECT asset_id, first_scan, reading_id, {', '.join(_LISTED)} FROM versions WHERE id = ?", (version,)
    ).fetchone()
    listed = _state_listed(entry, told)
    if tuple(known[:_SHOWN]) == listed[:_SHOWN]:  # nothing that anybody would see
        _note_state(connection, version, listed)
        return
    if first_scan == scan:
        connection.execute("DELETE FROM versions WHERE id = ?", (version,))
    else:
        _end_version(connection, scan, version)
    _put_version(connection, scan, asset, listed, reading)


def retract(connection: sqlite3.Connection, version: int) -> None:
    """Delete a version, and its reading where no other version has it."""
    (reading,) = connection.execute("SELECT reading_id FROM versions WHERE id = ?", (version,)).fetchone()
    connection.execute("DELETE FROM versions WHERE id = ?", (version,))
    connection.execute(
        "DELETE FROM readings WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM versions WHERE reading_id = ?1)", (reading,)
    )


def tell_access(entry: Entry) -> str:
    """Owner and readers as an entry tells them, to see whether they changed since."""
    return f"{entry.access.audience}|{entry.access.source}|{entry.owner}"


class _Last(msgspec.Struct, frozen=True):
    """What was known of a file before."""

    version: int
    is_present: bool
    """Nothing has ended it: the file was there when it was last looked for."""
    reading: int
    listed: tuple[object, ...]
    learned: tuple[object, ...]


def _take_back(connection: sqlite3.Connection, scan: int, asset: int) -> _Last | None:
    """Forget what this scan has said of a file before; returns what older scans have said last."""
    own = connection.execute("SELECT id FROM versions WHERE asset_id = ? AND first_scan = ?", (asset, scan)).fetchall()
    for (version,) in own:
        retract(connection, version)
    if own:
        connection.execute(
            "UPDATE versions SET last_scan = ? WHERE asset_id = ? AND last_scan = ?", (STILL, asset, scan - 1)
        )
    row = connection.execute(_SELECT_LAST, (asset,)).fetchone()
    if row is None:
        return None
    cut = 3 + len(_LISTED)
    return _Last(row[0], row[1] == STILL, row[2], row[3:cut], row[cut:])


_SELECT_LAST: Final = (
    f"SELECT versions.id, last_scan, reading_id, {', '.join(_LISTED)}, {', '.join(_LEARNED)}"
    " FROM versions JOIN readings ON readings.id = reading_id WHERE asset_id = ? ORDER BY last_scan DESC LIMIT 1"
)


def _find_or_put_asset(connection: sqlite3.Connection, target: int, path: str) -> int:
    row = connection.execute("SELECT id FROM assets WHERE target_id = ? AND path = ?", (target, path)).fetchone()
    if row is not None:
        return int(row[0])
    return _put(connection, _PUT_ASSET, (target, path, path.rpartition("/")[0]))


def _spell_put(table: str, columns: tuple[str, ...]) -> str:
    """Inserts a row with its seal at once: for rows of every file the trigger, which seals it afterwards, is too slow.

    ``columns`` are those of the table behind its number, in its order.
    """
    values = ", ".join(f"?{number}" for number in range(1, len(columns) + 1))
    return (
        f"INSERT INTO {table} (id, {', '.join(columns)}, seal)"
        f" SELECT number, {values}, seal_new('{table}', number, {values})"
        f" FROM (SELECT coalesce(max(id), 0) + 1 AS number FROM {table})"
    )


def _put(connection: sqlite3.Connection, insert: str, values: tuple[object, ...]) -> int:
    return int(connection.execute(insert, values).lastrowid or 0)


_PUT_ASSET: Final = _spell_put("assets", ("target_id", "path", "folder"))
_PUT_VERSION: Final = _spell_put("versions", ("asset_id", "first_scan", "last_scan", *_LISTED, "reading_id"))
_PUT_READING: Final = _spell_put("readings", ("read_scan", *_LEARNED, "found"))


def _end_version(connection: sqlite3.Connection, scan: int, version: int) -> None:
    connection.execute("UPDATE versions SET last_scan = ? WHERE id = ?", (scan - 1, version))


def _note_state(connection: sqlite3.Connection, version: int, listed: tuple[object, ...]) -> None:
    connection.execute("UPDATE versions SET told = ?, readers_state = ? WHERE id = ?", (*listed[_SHOWN:], version))


def _put_version(
    connection: sqlite3.Connection, scan: int, asset: int, listed: tuple[object, ...], reading: int
) -> None:
    _put(connection, _PUT_VERSION, (asset, scan, STILL, *listed, reading))


def _put_reading(connection: sqlite3.Connection, scan: int, learned: tuple[object, ...], found: FoundRows) -> int:
    """The reading, and all that was found."""
    seal = b""
    if any(found.values()):
        (seal,) = connection.execute("SELECT seal_found(?)", (encode_found(tuple(found.values())),)).fetchone()
    reading = _put(connection, _PUT_READING, (scan, *learned, seal))
    put_found(connection, reading, found)
    return reading


def _state_listed(entry: Entry, told: str) -> tuple[object, ...]:
    """The values of ``_LISTED``."""
    return (
        entry.size_bytes, entry.modified_ns, entry.version, entry.owner, entry.access.audience.value,
        entry.access.source, told, entry.readers_state,
    )  # fmt: skip


def _state_learned(basis: int, result: FileResult) -> tuple[Any, ...]:
    """The values of ``_LEARNED``; the gravest issue stands for all."""
    worst = min(result.issues, key=lambda issue: rank_issue(issue.code), default=None)
    said = (None, None) if worst is None else (worst.code, issue_code(worst.code).kind.value)
    return (
        basis, int(result.is_opened), result.status.value, *said, result.format, result.encoding, result.content_hash,
        result.bytes_read, result.persons_least, result.persons_most, result.roster_points,
    )  # fmt: skip
