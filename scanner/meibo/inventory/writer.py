"""The one writer of an inventory: what a scan learns goes in here, in transactions that a crash cannot tear."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec

from meibo.catalogue.issues import issue_code
from meibo.inventory import file_rows
from meibo.inventory.audit import Act, note_act
from meibo.inventory.files import state_check
from meibo.inventory.model import FileResult, Issue
from meibo.inventory.schema import STILL
from meibo.inventory.transactions import Transactions
from meibo_connectors.model import Entry

BATCH: Final = 1000
"""Assets that are asked about at a time."""


class Unfinished(msgspec.Struct, frozen=True):
    """The last scan, where it did not finish; the fields as they are stored."""

    scan: int
    targets: str
    options: str
    rule_set: str


class Writer:
    """Writes one scan. Every method may raise InventoryError when the disk is full or the file is damaged."""

    def __init__(self, path: Path) -> None:
        self._inside = Transactions(path)

    def close(self) -> None:
        """Keep what was written; safe to call twice."""
        self._inside.close()

    def flush(self) -> None:
        """Make everything so far durable."""
        self._inside.flush()

    # --- the scan itself

    def find_unfinished(self) -> Unfinished | None:
        """The last scan where it did not finish."""
        rows = self._inside.ask("SELECT id, targets, options, rule_set, state FROM scans ORDER BY id DESC LIMIT 1")
        return None if not rows or rows[0][4] == "finished" else Unfinished(*rows[0][:4])

    def begin(self, targets: tuple[str, ...], options: str, rule_set: str, program: str) -> int:
        """Start a scan and return its number."""
        with self._inside.whole() as connection:
            cursor = connection.execute(
                "INSERT INTO scans (state, started, targets, options, rule_set, program)"
                " VALUES ('running', ?, ?, ?, ?, ?)",
                (_now(), msgspec.json.encode(targets).decode(), options, rule_set, program),
            )
            scan = int(cursor.lastrowid or 0)
            for uri in targets:
                connection.execute("INSERT OR IGNORE INTO targets (uri) VALUES (?)", (uri,))
                connection.execute(
                    "INSERT OR IGNORE INTO scan_targets (target_id, scan_id) SELECT id, ? FROM targets WHERE uri = ?",
                    (scan, uri),
                )
            note_act(connection, Act("scan-begin", {"scan": scan, "targets": targets, "options": _decode(options)}))
        return scan

    def resume(self, scan: int) -> None:
        """Go on with a scan: what listing met goes, as that is done anew, and what was left over; counts go on."""
        with self._inside.whole() as connection:
            connection.execute("UPDATE scans SET state = 'running' WHERE id = ?", (scan,))
            connection.execute(
                "DELETE FROM issues WHERE scan_id = ? AND (stage = 'list' OR code = 'pictures-left')", (scan,)
            )
            note_act(connection, Act("scan-resume", {"scan": scan}))

    def interrupt(self, scan: int, seconds: float) -> None:
        """Close a scan that is to go on later, adding the seconds of this run."""
        with self._inside.whole() as connection:
            _end(connection, scan, "interrupted", seconds)

    def finish(self, scan: int, seconds: float, unlisted: Iterable[int], is_hidden: Callable[[int, str], bool]) -> None:
        """Close a scan that is whole.

        ``unlisted`` are numbers of the assets that it did not list; those of other targets are let be. ``is_hidden``
        tells by target and path whether one may still be there, because its folder could not be listed; the version of
        any other ends with the scan before.
        """
        with self._inside.whole() as connection:
            connection.execute("DELETE FROM unseen WHERE scan_id = ?", (scan,))
            _part_with(connection, scan, unlisted, is_hidden)
            connection.execute("DELETE FROM parts")
            _end(connection, scan, "finished", seconds)

    def max_asset(self) -> int:
        """The highest number of an asset so far."""
        return int(self._inside.ask("SELECT coalesce(max(id), 0) FROM assets")[0][0])

    # --- the key

    def knows_key(self) -> bool:
        """Whether the inventory can tell its key from another."""
        return bool(self._inside.ask("SELECT 1 FROM key_check"))

    def accept_key(self, key: bytes) -> bool:
        """Whether a key is the inventory's own; one that knows none yet takes it.

        What is written from here on is sealed with it, and first of all what is there, where that was never done.
        """
        stated = state_check(key)
        if self._inside.ask("SELECT 1 FROM key_check WHERE value <> ?", (stated,)):
            return False
        self._inside.seal(key)
        with self._inside.whole() as connection:
            connection.execute(
                "INSERT INTO key_check (value) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM key_check)", (stated,)
            )
        return True

    # --- what is known of scans before

    def target_id(self, uri: str) -> int:
        """The number of a target of a scan that has begun."""
        return int(self._inside.ask("SELECT id FROM targets WHERE uri = ?", (uri,))[0][0])

    def basis_id(self, rule_set: str, options: str, limits: str, means: str) -> int:
        """The number of a basis, made where it is new."""
        values = (rule_set, options, limits, means)
        with self._inside.whole() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO bases (rule_set, options, limits, means) VALUES (?, ?, ?, ?)", values
            )
        wanted = "SELECT id FROM bases WHERE rule_set = ? AND options = ? AND limits = ? AND means = ?"
        return int(self._inside.ask(wanted, values)[0][0])

    def known_bases(self) -> dict[int, tuple[str, str, str, str]]:
        """Rule set, options, limits and means of every basis, by number."""
        return {row[0]: row[1:] for row in self._inside.ask("SELECT id, rule_set, options, limits, means FROM bases")}

    def known_starts(self) -> dict[int, int]:
        """When each scan began, in nanoseconds since 1970."""
        rows = self._inside.ask("SELECT id, started FROM scans")
        return {scan: int(datetime.fromisoformat(started).timestamp()) * 10**9 for scan, started in rows}

    def knows_files(self, target: int) -> bool:
        """Whether an earlier scan has recorded anything of a target."""
        return bool(self._inside.ask("SELECT 1 FROM assets WHERE target_id = ? LIMIT 1", (target,)))

    # --- files

    def record(self, scan: int, target: int, basis: int, result: FileResult, told: str) -> None:
        """Store all that was learned about one file, in place of what this scan already said about it."""
        with self._inside.batch() as connection:
            file_rows.record(connection, scan, target, basis, result, told)

    def restate(self, scan: int, version: int, entry: Entry, told: str) -> None:
        """Store what a listing now says of a file whose content did not change."""
        with self._inside.batch() as connection:
            file_rows.restate(connection, scan, version, entry, told)

    def add_issues(self, scan: int, version: int, basis: int, issues: tuple[Issue, ...]) -> None:
        """Store that reading a file another time has failed; what is known of it stays."""
        with self._inside.batch() as connection:
            file_rows.add_issues(connection, scan, version, basis, issues)

    def record_trouble(self, scan: int, target: int, path: str, issue: Issue, *, adds: bool = False) -> None:
        """Store an issue of a folder, or of the target itself (empty path); ``adds`` to what its scan has counted."""
        kind = issue_code(issue.code).kind.value
        with self._inside.batch() as connection:
            connection.execute(
                "INSERT INTO issues (scan_id, target_id, path, stage, code, class, detail, count)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = ? * count + excluded.count",
                (scan, target, path, issue.stage, issue.code, kind, issue.detail, issue.count, adds),
            )

    # --- parts of files that are not yet whole

    def keep_part(self, target: int, basis: int, entry: Entry, ordinal: int, result: bytes) -> None:
        """Store a finished span of a large file until the file is whole."""
        with self._inside.batch() as connection:
            connection.execute(
                "INSERT INTO parts (target_id, path, version, basis_id, ordinal, result) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET result = excluded.result",
                (target, entry.path, entry.version, basis, ordinal, result),
            )

    def kept_parts(self, target: int, basis: int, entry: Entry) -> dict[int, bytes]:
        """Finished spans of this very version of a file, by ordinal; none that somebody else has put there."""
        return dict(
            self._inside.ask(
                "SELECT ordinal, result FROM parts WHERE target_id = ? AND path = ? AND version = ? AND basis_id = ?"
                " AND seal IS seal_of('parts', target_id, path, version, basis_id, ordinal, result)",
                (target, entry.path, entry.version, basis),
            )
        )

    def drop_parts(self, target: int, entry: Entry) -> None:
        """Forget the spans of a file that is now whole."""
        with self._inside.batch() as connection:
            connection.execute("DELETE FROM parts WHERE target_id = ? AND path = ?", (target, entry.path))

    # --- reports

    def known_reports(self) -> tuple[Path, ...]:
        """Where reports of this inventory were written."""
        return tuple(Path(row[0]) for row in self._inside.ask("SELECT path FROM reports"))


_SELECT_PRESENT: Final = (
    "SELECT versions.id, first_scan, target_id, assets.path"
    " FROM json_each(?1) AS wanted CROSS JOIN assets ON assets.id = wanted.value"
    " CROSS JOIN versions ON asset_id = assets.id WHERE last_scan = ?2"
    " AND target_id IN (SELECT target_id FROM scan_targets WHERE scan_id = ?3)"
)
"""Of some assets those that were there when they were last looked for; the order of the tables is forced."""


def _part_with(
    connection: sqlite3.Connection, scan: int, unlisted: Iterable[int], is_hidden: Callable[[int, str], bool]
) -> None:
    gone: list[tuple[int, int]] = []
    retracted: list[int] = []
    unseen: list[tuple[int, int]] = []
    rest = iter(unlisted)
    while some := list(islice(rest, BATCH)):
        rows = connection.execute(_SELECT_PRESENT, (msgspec.json.encode(some).decode(), STILL, scan))
        for version, first_scan, target, path in rows:
            if not is_hidden(target, path):
                if first_scan == scan:  # recorded by this scan itself, before it was interrupted: it never said so
                    retracted.append(version)
                else:
                    gone.append((scan - 1, version))
            elif first_scan < scan:
                unseen.append((scan, version))
    connection.executemany("UPDATE versions SET last_scan = ? WHERE id = ?", gone)
    for version in retracted:
        file_rows.retract(connection, version)
    connection.executemany("INSERT INTO unseen (scan_id, version_id) VALUES (?, ?)", unseen)


def _end(connection: sqlite3.Connection, scan: int, state: str, seconds: float) -> None:
    """Also what cannot be told later: a reading only knows the last scan that made it. The tables are read as they are
    stored: by path, which SQLite would choose, takes many times as long."""
    connection.execute(
        "UPDATE scans SET state = ?2, ended = ?3, seconds = seconds + ?4,"
        " bytes_read = (SELECT coalesce(sum(bytes_read), 0) FROM readings WHERE read_scan = ?1),"
        " carried = (SELECT count(*) FROM versions CROSS JOIN readings ON readings.id = reading_id"
        " CROSS JOIN assets ON assets.id = asset_id WHERE last_scan = ?5 AND read_scan < ?1"
        " AND target_id IN (SELECT target_id FROM scan_targets WHERE scan_id = ?1)"
        " AND versions.id NOT IN (SELECT version_id FROM unseen WHERE scan_id = ?1)) WHERE id = ?1",
        (scan, state, _now(), seconds, STILL),
    )
    note_act(connection, Act("scan-end", {"scan": scan, "state": state}))


_decode: Final = msgspec.json.Decoder(dict[str, Any]).decode


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
