"""Brings the tables of an inventory to agree with each other again, with as little loss as can be.

What cannot be trusted is not guessed: the reading gets a basis that no scan has, so that the next one reads the file.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Final

import msgspec

from meibo.inventory.audit import Act, note_act
from meibo.inventory.recording import note_reports
from meibo.inventory.resealing import find_doubted, reseal
from meibo.inventory.schema import find_foreign, migrate, split_script
from meibo.inventory.seal_checks import replace_letters
from meibo.inventory.sealing import Sealing, leave_unsealed
from meibo.inventory.seals import Seals
from meibo.inventory.table_checks import KNOWN, find_torn_keys

_ALIGN: Final = """
    -- What other rows need is made up where it is lost, marked as nothing that a reader shows.
    INSERT OR IGNORE INTO scans (id, state, started, targets, options, rule_set, program)
        SELECT number, 'pruned', '1970-01-01T00:00:00+00:00', '[]', '{}', '', ''
        FROM (SELECT first_scan AS number FROM versions UNION SELECT read_scan FROM readings) WHERE number > 0;
    INSERT OR IGNORE INTO bases (rule_set, options, limits, means) VALUES ('', '', '', '');
    UPDATE readings SET basis_id = (SELECT id FROM bases WHERE rule_set || options || limits || means = '')
        WHERE basis_id NOT IN (SELECT id FROM bases);

    UPDATE scans SET state = 'interrupted' WHERE state NOT IN ('running', 'finished', 'interrupted', 'pruned');
    UPDATE versions SET last_scan = (SELECT max(id) FROM scans)
        WHERE last_scan <> :still AND last_scan > (SELECT max(id) FROM scans);
    -- Of versions that overlap the later one is right from its first scan on.
    UPDATE versions SET last_scan = later.first - 1
        FROM (
            SELECT old.id AS number, min(new.first_scan) AS first
            FROM versions AS old JOIN versions AS new USING (asset_id)
            WHERE (new.first_scan, new.id) > (old.first_scan, old.id) AND new.first_scan <= old.last_scan
            GROUP BY old.id
        ) AS later
        WHERE versions.id = later.number;
    DELETE FROM versions WHERE last_scan < first_scan;
    DELETE FROM readings WHERE id NOT IN (SELECT reading_id FROM versions);
    DELETE FROM unseen WHERE NOT EXISTS
        (SELECT 1 FROM versions WHERE versions.id = version_id AND scan_id BETWEEN first_scan AND last_scan);
    DELETE FROM parts WHERE (SELECT state FROM scans ORDER BY id DESC LIMIT 1) = 'finished';
"""
_DOUBT: Final = """
    INSERT OR IGNORE INTO doubted
        SELECT id FROM readings WHERE status NOT IN (SELECT value FROM json_each(:statuses))
            OR issue_code || '|' || issue_class NOT IN (SELECT value FROM json_each(:issues))
            OR persons_least > persons_most
        UNION SELECT reading_id FROM counts WHERE min(low, medium, high) < 0
        UNION SELECT reading_id FROM (
            SELECT reading_id, detector, count(*) AS kept, max(ordinal) AS last FROM positions
            GROUP BY reading_id, detector
        ) LEFT JOIN counts USING (reading_id, detector)
            WHERE last <> kept - 1 OR kept > coalesce(low + medium + high, 0)
        UNION SELECT reading_id FROM file_issues
            WHERE code || '|' || class NOT IN (SELECT value FROM json_each(:issues))
            OR stage NOT IN (SELECT value FROM json_each(:stages));

    UPDATE readings SET is_opened = 1, persons_least = min(persons_least, persons_most),
        basis_id = (SELECT id FROM bases WHERE rule_set || options || limits || means = '')
        WHERE id IN (SELECT id FROM doubted);
    UPDATE readings SET status = 'partial', issue_code = 'internal-error', issue_class = 'fault'
        WHERE status NOT IN (SELECT value FROM json_each(:statuses))
        OR issue_code || '|' || issue_class NOT IN (SELECT value FROM json_each(:issues));
    UPDATE counts SET low = max(low, 0), medium = max(medium, 0), high = max(high, 0)
        WHERE reading_id IN (SELECT id FROM doubted);
    DELETE FROM positions WHERE reading_id IN (SELECT id FROM doubted);
    DELETE FROM person_keys WHERE reading_id IN (SELECT id FROM doubted);
    DELETE FROM file_issues WHERE code || '|' || class NOT IN (SELECT value FROM json_each(:issues))
        OR stage NOT IN (SELECT value FROM json_each(:stages));
    DELETE FROM issues WHERE code || '|' || class NOT IN (SELECT value FROM json_each(:issues))
        OR stage NOT IN (SELECT value FROM json_each(:stages));
"""


class Mending(msgspec.Struct, frozen=True):
    """What is known of an inventory that is to be mended."""

    found: dict[str, int]
    """What was wrong, by code."""
    kept: Path
    """Where the inventory is kept as it was; no scan reads that."""
    key: bytes | None
    """None where it was never sealed."""


def mend(connection: sqlite3.Connection, mending: Mending) -> None:
    """Mend in one transaction all that can be mended; the connection enforces no foreign keys.

    What does not verify is sealed as it is then, which the audit log tells, and is read again.
    """
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("CREATE TEMP TABLE doubted (id INTEGER PRIMARY KEY)")
    for name in find_foreign(connection):
        kind, _, own = name.partition(" ")
        quoted = own.replace('"', '""')
        connection.execute(f'DROP {kind.upper()} "{quoted}"')
    connection.execute("REINDEX")
    connection.text_factory = replace_letters
    leave_unsealed(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        _spell_texts(connection)  # before triggers are given what is no text
        sealing = None if mending.key is None else Sealing(connection, Seals(mending.key))
        _make_indexes(connection)
        if sealing is not None:
            sealing.load()
            doubted = [(reading,) for reading in find_doubted(connection, sealing.seals)]
            connection.executemany("INSERT OR IGNORE INTO doubted VALUES (?)", doubted)
        for _ in range(2):  # rows that are deleted for what they lack may leave others behind
            _run(connection, _ALIGN)
            _delete_orphans(connection)
        torn = [(reading,) for reading in find_torn_keys(connection)]
        connection.executemany("INSERT OR IGNORE INTO doubted VALUES (?)", torn)
        _run(connection, _DOUBT)
        note_reports(connection, [mending.kept.absolute()])
        _seal(connection, mending, sealing)
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _seal(connection: sqlite3.Connection, mending: Mending, sealing: Sealing | None) -> None:
    details: dict[str, object] = {"found": mending.found, "kept": str(mending.kept)}
    if sealing is not None:
        details["resealed"] = reseal(connection, sealing)
    note_act(connection, Act("repair", details))
    if sealing is not None:
        sealing.store()


def _run(connection: sqlite3.Connection, script: str) -> None:
    for statement in split_script(script):
        connection.execute(statement, KNOWN)


def _spell_texts(connection: sqlite3.Connection) -> None:
    """Have every text be one, as the check reads it: no reader gets beyond a row with bytes that are none."""
    connection.create_function("respell", 1, _respell, deterministic=True)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in tables:
        columns = connection.execute("SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT'", (table,)).fetchall()
        for (column,) in columns:
            connection.execute(
                f"UPDATE OR REPLACE {table} SET {column} = respell(CAST({column} AS BLOB))"
                f" WHERE typeof({column}) = 'text' AND respell(CAST({column} AS BLOB)) IS NOT NULL"
            )


def _respell(content: bytes) -> str | None:
    """What takes the place of a text, None where it is whole."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return replace_letters(content)
    return None


def _make_indexes(connection: sqlite3.Connection) -> None:
    """Make the indexes that a fresh inventory has and this one has not."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh)
        wanted = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        there = {name for name, _ in connection.execute(wanted)}
        for name, sql in fresh.execute(wanted):
            if name not in there:
                connection.execute(sql)


def _delete_orphans(connection: sqlite3.Connection) -> None:
    """Delete rows that refer to rows that are not there, until none is left."""
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    is_changed = True
    while is_changed:
        is_changed = False
        for table in tables:
            for _, _, parent, column, key, *_ in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
                cursor = connection.execute(
                    f"DELETE FROM {table} WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT {key} FROM {parent})"
                )
                is_changed = is_changed or cursor.rowcount > 0
