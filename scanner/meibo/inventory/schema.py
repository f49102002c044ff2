"""The tables of the inventory, version by version; a newer program brings an older inventory up to date."""

from __future__ import annotations

import sqlite3
from typing import Final

MIGRATIONS: Final = (
    """
    CREATE TABLE targets (id INTEGER PRIMARY KEY, uri TEXT NOT NULL UNIQUE);

    CREATE TABLE scans (
        id INTEGER PRIMARY KEY,
        state TEXT NOT NULL,              -- running, finished, interrupted
        started TEXT NOT NULL, ended TEXT,
        targets TEXT NOT NULL,            -- JSON list of URIs
        options TEXT NOT NULL,            -- JSON object: what decides the result
        rule_set TEXT NOT NULL, program TEXT NOT NULL,
        seconds REAL NOT NULL DEFAULT 0
    );

    CREATE TABLE assets (
        id INTEGER PRIMARY KEY,
        target_id INTEGER NOT NULL REFERENCES targets(id),
        path TEXT NOT NULL,
        folder TEXT NOT NULL,
        UNIQUE (target_id, path)
    );

    CREATE TABLE versions (                -- one row for each content that an asset has had
        id INTEGER PRIMARY KEY,
        asset_id INTEGER NOT NULL REFERENCES assets(id),
        first_scan INTEGER NOT NULL REFERENCES scans(id),
        last_scan INTEGER NOT NULL REFERENCES scans(id),
        size_bytes INTEGER NOT NULL, modified_ns INTEGER NOT NULL, version TEXT NOT NULL,
        owner TEXT NOT NULL, audience TEXT NOT NULL, audience_source TEXT NOT NULL,
        status TEXT NOT NULL, issue_code TEXT, issue_class TEXT,
        format TEXT NOT NULL, encoding TEXT NOT NULL,
        content_hash BLOB NOT NULL,        -- keyed; of the keyed hashes of chunks of 64 MB
        bytes_read INTEGER NOT NULL,
        persons_least INTEGER NOT NULL, persons_most INTEGER NOT NULL,
        rule_set TEXT NOT NULL
    );
    CREATE INDEX versions_of_asset ON versions (asset_id, last_scan);
    CREATE INDEX versions_of_scan ON versions (last_scan, status);

    CREATE TABLE counts (                  -- exact
        version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
        detector TEXT NOT NULL,
        low INTEGER NOT NULL, medium INTEGER NOT NULL, high INTEGER NOT NULL,
        PRIMARY KEY (version_id, detector)
    ) WITHOUT ROWID;

    CREATE TABLE positions (               -- examples, capped
        version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
        detector TEXT NOT NULL,
        ordinal INTEGER NOT NULL,          -- reading order within version and detector
        container TEXT NOT NULL,           -- JSON list of member names
        location TEXT NOT NULL,            -- JSON object
        start_char INTEGER NOT NULL, end_char INTEGER NOT NULL,
        score INTEGER NOT NULL,
        evidence TEXT NOT NULL,            -- JSON list
        fingerprint BLOB NOT NULL, masked TEXT NOT NULL,
        PRIMARY KEY (version_id, detector, ordinal)
    ) WITHOUT ROWID;

    CREATE TABLE person_keys (             -- sorted keyed hashes of 16 bytes
        version_id INTEGER PRIMARY KEY REFERENCES versions(id) ON DELETE CASCADE,
        keys BLOB NOT NULL
    );

    CREATE TABLE issues (
        id INTEGER PRIMARY KEY,
        scan_id INTEGER NOT NULL REFERENCES scans(id),
        target_id INTEGER REFERENCES targets(id),
        path TEXT NOT NULL,                -- empty for the target itself
        asset_id INTEGER REFERENCES assets(id),  -- null for a folder or a target
        stage TEXT NOT NULL, code TEXT NOT NULL, class TEXT NOT NULL,
        detail TEXT NOT NULL, count INTEGER NOT NULL,
        UNIQUE (scan_id, target_id, path, stage, code)
    );

    CREATE TABLE parts (                   -- finished spans of large files that are not yet whole
        scan_id INTEGER NOT NULL REFERENCES scans(id),
        target_id INTEGER NOT NULL, path TEXT NOT NULL, version TEXT NOT NULL,
        ordinal INTEGER NOT NULL, result BLOB NOT NULL,
        PRIMARY KEY (scan_id, target_id, path, ordinal)
    ) WITHOUT ROWID;

    CREATE TABLE marks (
        asset_id INTEGER NOT NULL REFERENCES assets(id),
        mark TEXT NOT NULL, reason TEXT NOT NULL, person TEXT NOT NULL, made TEXT NOT NULL,
        PRIMARY KEY (asset_id, made)
    );

    CREATE TABLE reports (path TEXT PRIMARY KEY, written TEXT NOT NULL);  -- never scanned
    """,
    """
    ALTER TABLE versions ADD COLUMN roster_points INTEGER NOT NULL DEFAULT 0;  -- see assessment/roster.py
    """,
    """
    CREATE TABLE kind_counts (             -- exact; of detectors that tell kinds apart
        version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
        detector TEXT NOT NULL, kind TEXT NOT NULL,
        low INTEGER NOT NULL, medium INTEGER NOT NULL, high INTEGER NOT NULL,
        PRIMARY KEY (version_id, detector, kind)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE allowed (                 -- findings that the user has allowed; in no other table
        version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
        reason TEXT NOT NULL,
        low INTEGER NOT NULL, medium INTEGER NOT NULL, high INTEGER NOT NULL,
        PRIMARY KEY (version_id, reason)
    ) WITHOUT ROWID;
    """,
)
"""Script ``n`` leads from schema number ``n`` to ``n + 1``. Released scripts are never edited."""

APPLICATION_ID: Final = 0x6D65_6962  # "meib"


class UnknownSchemaError(Exception):
    """The file is no inventory, or one of a newer program."""


def check(connection: sqlite3.Connection) -> int:
    """The schema number of an inventory, 0 of an empty database; raises UnknownSchemaError for any other file."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if (tables and application != APPLICATION_ID) or not 0 <= number <= len(MIGRATIONS):
        raise UnknownSchemaError
    return int(number)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database to the newest schema, each step in a transaction of its own."""
    for step in range(check(connection), len(MIGRATIONS)):
        connection.executescript(
            f"BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION_ID}; {MIGRATIONS[step]};"
            f" PRAGMA user_version = {step + 1}; COMMIT;"
        )
