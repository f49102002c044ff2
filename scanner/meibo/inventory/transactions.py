"""The connection of the one writer: transactions that a crash cannot tear, and SQLite's errors in our words."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from meibo.inventory.audit import Act, note_act
from meibo.inventory.files import InventoryError, create_private, refuse_foreign_files
from meibo.inventory.resealing import reseal
from meibo.inventory.schema import UnknownSchemaError, check, find_foreign, migrate
from meibo.inventory.sealed_tables import has_seals
from meibo.inventory.sealing import Sealing, leave_unsealed
from meibo.inventory.seals import Seals
from meibo.inventory.sqlite_errors import in_our_words

COMMIT_SECONDS: Final = 0.5
COMMIT_ROWS: Final = 2000
GAP_SECONDS: Final = 0.003
"""Between two transactions of a scan, for those who mark files meanwhile."""


class Transactions:
    """An inventory opened for writing. Every method may raise InventoryError: disk full, file damaged, in use."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows = 0
        self._sealing: Sealing | None = None
        self._needs_key = True
        self._last_commit = time.monotonic()
        with self.guard(), contextlib.ExitStack() as undo:
            refuse_foreign_files(path)
            _refuse_foreign(path)
            create_private(path.resolve())
            self.connection = sqlite3.connect(path, isolation_level=None, timeout=30)
            undo.callback(self.connection.close)
            self._patiently("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = NORMAL")
            self.connection.execute("PRAGMA foreign_keys = ON")
            self.connection.execute("PRAGMA trusted_schema = OFF")
            migrate(self.connection)
            if find_foreign(self.connection):  # a trigger would write in our name
                raise InventoryError("inventory-foreign", str(path))
            leave_unsealed(self.connection)
            undo.pop_all()

    def seal(self, key: bytes) -> None:
        """Seal what is written from here on, and first of all everything, where that was never done."""
        if self._sealing is not None:
            return
        with self.guard():
            self._sealing = Sealing(self.connection, Seals(key))
        is_new = False
        with self.whole() as connection:
            if not connection.execute("SELECT 1 FROM seals").fetchone():
                is_new = not has_seals(connection)
                if is_new:
                    note_act(connection, Act("seal", reseal(connection, self._sealing)))
                else:  # nobody can say any more what there was; the check goes on to say so
                    connection.execute("INSERT INTO seals VALUES (x'')")

    @property
    def can_record(self) -> bool:
        """Whether the audit log can be written: the key is here, or nothing was sealed yet."""
        return self._needs_key

    def do_without_key(self) -> None:
        """Write rows without seals to an inventory that has them: for marks, which many make who hold no key."""
        self._needs_key = False

    def close(self) -> None:
        """Keep what was written; safe to call twice."""
        with contextlib.suppress(sqlite3.Error):
            if self.connection.in_transaction:
                self._commit()
        self.connection.close()

    def ask(self, query: str, values: tuple[object, ...] = ()) -> list[Any]:
        """The rows of a query."""
        with self.guard():
            return self.connection.execute(query, values).fetchall()

    def flush(self) -> None:
        """Make everything so far durable."""
        with self.guard():
            if self.connection.in_transaction:
                self._commit()
        self._rows, self._last_commit = 0, time.monotonic()

    @contextlib.contextmanager
    def batch(self) -> Iterator[sqlite3.Connection]:
        """Part of the running transaction, which is committed every half second."""
        with self.guard(), self._undoing():
            if not self.connection.in_transaction:
                self._begin()
            yield self.connection
        self._rows += 1
        if self._rows >= COMMIT_ROWS or time.monotonic() - self._last_commit > COMMIT_SECONDS:
            self.flush()
            time.sleep(GAP_SECONDS)

    @contextlib.contextmanager
    def whole(self) -> Iterator[sqlite3.Connection]:
        """A transaction of its own, durable at its end."""
        self.flush()
        with self.guard(), self._undoing():
            self._begin()
            yield self.connection
            self._commit()

    def _commit(self) -> None:
        if self._sealing is not None:
            self._sealing.store()
        self.connection.execute("COMMIT")

    def _begin(self) -> None:
        self._patiently("BEGIN IMMEDIATE")
        if self._sealing is not None:
            self._sealing.load()
        elif self._needs_key and self.connection.execute("SELECT 1 FROM seals").fetchone():
            self.connection.execute("ROLLBACK")
            raise InventoryError("seals-need-key", str(self._path))

    def _patiently(self, statement: str) -> None:
        """Execute what needs the file alone as soon as nobody else has it.

        SQLite itself looks too seldom to meet the gaps of a scan, and for a change of the journal does not wait at all.
        """
        (patience_ms,) = self.connection.execute("PRAGMA busy_timeout").fetchone()
        end = time.monotonic() + patience_ms / 1000
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    self.connection.execute(statement)
                except sqlite3.OperationalError as error:
                    if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > end:
                        raise
                    time.sleep(GAP_SECONDS / 3)
                else:
                    break
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {patience_ms}")

    @contextlib.contextmanager
    def _undoing(self) -> Iterator[None]:
        """Never half a file: what is interrupted, even by a signal, takes the running transaction with it."""
        try:
            yield
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self.connection.rollback()
            raise

    def guard(self) -> contextlib.AbstractContextManager[None]:
        """SQLite's errors become InventoryError, without what they quote."""
        return in_our_words(self._path)


def _refuse_foreign(path: Path) -> None:
    """Raise UnknownSchemaError for a file that is something else, before anything about it is changed.

    Read as a file that nobody writes to, so that nothing beside it need be made; where that was not so, read again.
    """
    if not path.is_file() or not path.stat().st_size:
        return
    log = path.with_name(path.name + "-wal")
    before = path.stat()
    try:
        _look(path, "mode=ro" if log.exists() else "mode=ro&immutable=1")
    except (UnknownSchemaError, sqlite3.Error):
        after = path.stat()
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and not log.exists():
            raise
        _look(path, "mode=ro")


def _look(path: Path, mode: str) -> None:
    address = f"{path.absolute().as_uri()}?{mode}"
    with contextlib.closing(sqlite3.connect(address, uri=True, timeout=30)) as connection:
        check(connection)
