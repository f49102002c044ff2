"""The one writer of an inventory: what a scan learns goes in here, in transactions that a crash cannot tear."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from meibo.catalogue.issues import issue_code, rank_issue
from meibo.inventory.files import InventoryError, create_private
from meibo.inventory.model import FileResult, Issue, Status
from meibo.inventory.schema import UnknownSchemaError, check, migrate
from meibo_connectors.model import Entry

COMMIT_SECONDS: Final = 0.5
COMMIT_ROWS: Final = 2000


_TROUBLES: Final = (
    ("SQLITE_FULL", "inventory-disk-full"),
    ("SQLITE_IOERR_WRITE", "inventory-disk-full"),  # a limit of file size
    ("SQLITE_IOERR_SHMSIZE", "inventory-disk-full"),
    ("SQLITE_BUSY", "inventory-in-use"),
    ("SQLITE_READONLY", "inventory-not-writable"),
    ("SQLITE_CANTOPEN", "inventory-not-writable"),
    ("SQLITE_PERM", "inventory-not-writable"),
)
"""How SQLite's errors begin, and what they mean here."""


class Writer:
    """Writes one scan. Every method may raise InventoryError when the disk is full or the file is damaged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows = 0
        self._last_commit = time.monotonic()
        with self._guard(), contextlib.ExitStack() as undo:
            _refuse_foreign(path)
            create_private(path)
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=30)
            undo.callback(self._connection.close)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            migrate(self._connection)
            undo.pop_all()

    def close(self) -> None:
        """Keep what was written; safe to call twice."""
        with contextlib.suppress(sqlite3.Error):
            if self._connection.in_transaction:
                self._connection.execute("COMMIT")
        self._connection.close()

    # --- the scan itself

    def find_unfinished(self) -> tuple[int, str, str, str] | None:
        """Number, targets, options and rule set of the last scan where it did not finish."""
        with self._guard():
            row = self._connection.execute(
                "SELECT id, targets, options, rule_set, state FROM scans ORDER BY id DESC LIMIT 1"
            ).fetchone()
        return None if row is None or row[4] == "finished" else (row[0], row[1], row[2], row[3])

    def begin(self, targets: tuple[str, ...], options: str, rule_set: str, program: str) -> int:
        """Start a scan and return its number."""
        with self._transaction():
            cursor = self._connection.execute(
                "INSERT INTO scans (state, started, targets, options, rule_set, program)"
                " VALUES ('running', ?, ?, ?, ?, ?)",
                (_now(), msgspec.json.encode(targets).decode(), options, rule_set, program),
            )
            self._connection.execute("DELETE FROM parts")
        return int(cursor.lastrowid or 0)

    def resume(self, scan: int) -> None:
        """Go on with a scan: folders and targets are listed anew, so their old issues go."""
        with self._transaction():
            self._connection.execute("UPDATE scans SET state = 'running' WHERE id = ?", (scan,))
            self._connection.execute("DELETE FROM issues WHERE scan_id = ? AND asset_id IS NULL", (scan,))

    def end(self, scan: int, state: str, seconds: float) -> None:
        """Close a scan as ``finished`` or ``interrupted``, adding the seconds of this run."""
        with self._transaction():
            self._connection.execute(
                "UPDATE scans SET state = ?, ended = ?, seconds = seconds + ? WHERE id = ?",
                (state, _now(), seconds, scan),
            )
            if state == "finished":
                self._connection.execute("DELETE FROM parts")

    def target_id(self, uri: str) -> int:
        """The number of a target, made where it is new."""
        with self._transaction():
            self._connection.execute("INSERT OR IGNORE INTO targets (uri) VALUES (?)", (uri,))
        with self._guard():
            return int(self._connection.execute("SELECT id FROM targets WHERE uri = ?", (uri,)).fetchone()[0])

    # --- files

    def is_done(self, scan: int, target: int, entry: Entry) -> bool:
        """Whether this scan has already recorded the file as it now is."""
        with self._guard():
            row = self._connection.execute(
                "SELECT 1 FROM versions JOIN assets ON assets.id = versions.asset_id"
                " WHERE target_id = ? AND path = ? AND last_scan = ?"
                " AND size_bytes = ? AND modified_ns = ? AND version = ?",
                (target, entry.path, scan, entry.size_bytes, entry.modified_ns, entry.version),
            ).fetchone()
        return row is not None

    def record(self, scan: int, target: int, rule_set: str, result: FileResult) -> None:
        """Store all that was learned about one file, in place of what this scan already said about it."""
        with self._batch():
            path = result.entry.path
            known = self._find_asset(target, path)
            asset = self._put_asset(target, path) if known is None else known
            facts = _state_facts(rule_set, result)
            if known is not None:
                self._retract(scan, asset)
            if known is None or result.status is Status.PARTIAL or not self._extend_version(scan, asset, facts):
                self._put_findings(self._put_version(scan, asset, facts), result)
            for issue in result.issues:
                self._issue(scan, target, path, asset, issue)

    def drop_parts(self, scan: int, target: int, entry: Entry) -> None:
        """Forget the spans of a file that is now whole."""
        with self._batch():
            self._connection.execute(
                "DELETE FROM parts WHERE scan_id = ? AND target_id = ? AND path = ?", (scan, target, entry.path)
            )

    def record_trouble(self, scan: int, target: int, path: str, issue: Issue) -> None:
        """Store an issue of a folder, or of the target itself (empty path)."""
        with self._batch():
            self._issue(scan, target, path, None, issue)

    def keep_part(self, scan: int, target: int, entry: Entry, ordinal: int, result: bytes) -> None:
        """Store a finished span of a large file until the file is whole."""
        with self._batch():
            self._connection.execute(
                "INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?)",
                (scan, target, entry.path, entry.version, ordinal, result),
            )

    def kept_parts(self, scan: int, target: int, entry: Entry) -> dict[int, bytes]:
        """Finished spans of this very version of a file, by ordinal."""
        with self._guard():
            rows = self._connection.execute(
                "SELECT ordinal, result FROM parts WHERE scan_id = ? AND target_id = ? AND path = ? AND version = ?",
                (scan, target, entry.path, entry.version),
            ).fetchall()
        return dict(rows)

    # --- reports

    def remember_report(self, path: Path) -> None:
        """Note a report's place, so that no scan reads it."""
        with self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO reports VALUES (?, ?)", (str(path), _now()))

    def known_reports(self) -> tuple[Path, ...]:
        """Where reports of this inventory were written."""
        with self._guard():
            return tuple(Path(row[0]) for row in self._connection.execute("SELECT path FROM reports"))

    def flush(self) -> None:
        """Make everything so far durable."""
        with self._guard():
            if self._connection.in_transaction:
                self._connection.execute("COMMIT")
        self._rows, self._last_commit = 0, time.monotonic()

    # --- inside

    def _find_asset(self, target: int, path: str) -> int | None:
        row = self._connection.execute(
            "SELECT id FROM assets WHERE target_id = ? AND path = ?", (target, path)
        ).fetchone()
        return None if row is None else int(row[0])

    def _put_asset(self, target: int, path: str) -> int:
        folder = path.rpartition("/")[0]
        cursor = self._connection.execute(
            "INSERT INTO assets (target_id, path, folder) VALUES (?, ?, ?)", (target, path, folder)
        )
        return int(cursor.lastrowid or 0)

    def _extend_version(self, scan: int, asset: int, facts: tuple[object, ...]) -> bool:
        """Let the version of the scan before stand for this one too, where nothing has changed; False where it cannot.

        What was found is then the same by itself: it follows from content, rules and options. (Not so for a file that
        was read in part.)
        """
        last = self._connection.execute(
            f"SELECT versions.id, versions.{', versions.'.join(_FACTS)} FROM versions"  # noqa: S608 - our names
            " JOIN scans AS old ON old.id = last_scan JOIN scans AS new ON new.id = ?1"
            " WHERE asset_id = ?2 AND last_scan = ?1 - 1 AND old.options = new.options",
            (scan, asset),
        ).fetchone()
        if last is None or last[1:] != facts:
            return False
        self._connection.execute("UPDATE versions SET last_scan = ? WHERE id = ?", (scan, last[0]))
        return True

    def _retract(self, scan: int, asset: int) -> None:
        """Forget what this scan has said of a file before; what older scans have said stays."""
        self._connection.execute("DELETE FROM issues WHERE scan_id = ? AND asset_id = ?", (scan, asset))
        self._connection.execute("DELETE FROM versions WHERE asset_id = ? AND first_scan = ?", (asset, scan))
        self._connection.execute(
            "UPDATE versions SET last_scan = last_scan - 1 WHERE asset_id = ? AND last_scan = ?", (asset, scan)
        )

    def _put_version(self, scan: int, asset: int, facts: tuple[object, ...]) -> int:
        cursor = self._connection.execute(
            f"INSERT INTO versions (asset_id, first_scan, last_scan, {', '.join(_FACTS)})"  # noqa: S608 - our names
            f" VALUES (?, ?, ?{', ?' * len(_FACTS)})",
            (asset, scan, scan, *facts),
        )
        return int(cursor.lastrowid or 0)

    def _put_findings(self, version: int, result: FileResult) -> None:
        if result.counts:
            self._connection.executemany(
                "INSERT INTO counts VALUES (?, ?, ?, ?, ?)",
                [(version, name, row.low, row.medium, row.high) for name, row in sorted(result.counts.items())],
            )
        kinds = [
            (version, name, kind, row.low, row.medium, row.high)
            for name, counts in sorted(result.kind_counts.items())
            for kind, row in sorted(counts.items())
        ]
        if kinds:
            self._connection.executemany("INSERT INTO kind_counts VALUES (?, ?, ?, ?, ?, ?)", kinds)
        if result.allowed:
            self._connection.executemany(
                "INSERT INTO allowed VALUES (?, ?, ?, ?, ?)",
                [(version, reason, row.low, row.medium, row.high) for reason, row in sorted(result.allowed.items())],
            )
        if result.positions:
            self._connection.executemany(
                "INSERT INTO positions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", list(_position_rows(version, result))
            )
        if result.person_keys:
            self._connection.execute("INSERT INTO person_keys VALUES (?, ?)", (version, result.person_keys))

    def _issue(self, scan: int, target: int, path: str, asset: int | None, issue: Issue) -> None:
        self._connection.execute(
            "INSERT INTO issues (scan_id, target_id, path, asset_id, stage, code, class, detail, count)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (scan_id, target_id, path, stage, code) DO UPDATE SET count = excluded.count",
            (
                scan,
                target,
                path,
                asset,
                issue.stage,
                issue.code,
                issue_code(issue.code).kind.value,
                issue.detail,
                issue.count,
            ),
        )

    @contextlib.contextmanager
    def _batch(self) -> Iterator[None]:
        """Part of the running transaction, which is committed every half second."""
        with self._guard(), self._undoing():
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN IMMEDIATE")
            yield
        self._rows += 1
        if self._rows >= COMMIT_ROWS or time.monotonic() - self._last_commit > COMMIT_SECONDS:
            self.flush()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self.flush()
        with self._guard(), self._undoing():
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")

    @contextlib.contextmanager
    def _undoing(self) -> Iterator[None]:
        """Never half a file: what is interrupted, even by a signal, takes the running transaction with it."""
        try:
            yield
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._connection.rollback()
            raise

    @contextlib.contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except UnknownSchemaError:
            raise InventoryError("inventory-unknown-schema", str(self._path)) from None
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", "") or type(error).__name__
            code = next((code for start, code in _TROUBLES if name.startswith(start)), "inventory-damaged")
            raise InventoryError(code, str(self._path), name) from None


_FACTS: Final = (
    "size_bytes", "modified_ns", "version", "owner", "audience", "audience_source", "status", "issue_code",
    "issue_class", "format", "encoding", "content_hash", "bytes_read", "persons_least", "persons_most", "roster_points",
    "rule_set",
)  # fmt: skip
"""Columns of a version that say what a scan learned."""


def _state_facts(rule_set: str, result: FileResult) -> tuple[object, ...]:
    """The values of ``_FACTS``; the gravest issue stands for all."""
    entry = result.entry
    worst = min(result.issues, key=lambda issue: rank_issue(issue.code), default=None)
    said = (None, None) if worst is None else (worst.code, issue_code(worst.code).kind.value)
    return (
        entry.size_bytes, entry.modified_ns, entry.version, entry.owner, entry.access.audience.value,
        entry.access.source, result.status.value, *said, result.format, result.encoding, result.content_hash,
        result.bytes_read, result.persons_least, result.persons_most, result.roster_points, rule_set,
    )  # fmt: skip


def _refuse_foreign(path: Path) -> None:
    """Raise UnknownSchemaError for a file that is something else, before anything about it is changed."""
    if path.is_file() and path.stat().st_size:
        has_log = path.with_name(path.name + "-wal").exists()  # without one, nothing beside the file need be made
        address = f"{path.absolute().as_uri()}?mode=ro{'' if has_log else '&immutable=1'}"
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=30)) as connection:
            check(connection)


def _position_rows(version: int, result: FileResult) -> Iterator[tuple[object, ...]]:
    ordinals: dict[str, int] = {}
    for position in result.positions:
        ordinal = ordinals[position.detector] = ordinals.get(position.detector, -1) + 1
        yield (
            version, position.detector, ordinal, msgspec.json.encode(position.container).decode(),
            msgspec.json.encode(position.location).decode(), position.start, position.end, position.score,
            msgspec.json.encode(position.evidence).decode(), position.fingerprint, position.masked,
        )  # fmt: skip


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
