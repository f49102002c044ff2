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
    """
    -- What was learned of a content is kept apart from what a listing says of a file, so that a file that did not
    -- change costs a later scan no row, and one whose readers changed costs one.
    CREATE TABLE bases (                   -- what decides what is found in a given content
        id INTEGER PRIMARY KEY,
        rule_set TEXT NOT NULL,
        options TEXT NOT NULL,             -- JSON: of the options, those that decide it
        limits TEXT NOT NULL,              -- JSON
        means TEXT NOT NULL,               -- digest: libraries that are there, passwords that are known
        UNIQUE (rule_set, options, limits, means)
    );

    CREATE TABLE readings (                -- one row for each time that a file gave another result
        id INTEGER PRIMARY KEY,
        read_scan INTEGER NOT NULL,        -- the last scan that opened the file and found this
        basis_id INTEGER NOT NULL REFERENCES bases(id),
        is_opened INTEGER NOT NULL,        -- 0 where the listing decided that it is not read
        status TEXT NOT NULL, issue_code TEXT, issue_class TEXT,
        format TEXT NOT NULL, encoding TEXT NOT NULL,
        content_hash BLOB NOT NULL,        -- keyed; of the keyed hashes of chunks of 64 MB
        bytes_read INTEGER NOT NULL,
        persons_least INTEGER NOT NULL, persons_most INTEGER NOT NULL, roster_points INTEGER NOT NULL
    );

    ALTER TABLE scans ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;     -- of its files, those that it did not read
    ALTER TABLE scans ADD COLUMN bytes_read INTEGER NOT NULL DEFAULT 0;  -- by this scan
    UPDATE scans SET bytes_read =
        (SELECT coalesce(sum(bytes_read), 0) FROM versions WHERE scans.id BETWEEN first_scan AND last_scan);

    INSERT INTO bases (id, rule_set, options, limits, means)
        SELECT row_number() OVER (ORDER BY rule_set), rule_set, '', '', ''
        FROM (SELECT DISTINCT rule_set FROM versions);
    INSERT INTO readings
        SELECT versions.id, last_scan, bases.id, bytes_read > 0 OR status <> 'skipped', status, issue_code, issue_class,
            format, encoding, content_hash, bytes_read, persons_least, persons_most, roster_points
        FROM versions JOIN bases USING (rule_set);

    CREATE TABLE scan_targets (
        target_id INTEGER NOT NULL REFERENCES targets(id),
        scan_id INTEGER NOT NULL REFERENCES scans(id),
        PRIMARY KEY (target_id, scan_id)
    ) WITHOUT ROWID;
    INSERT OR IGNORE INTO scan_targets
        SELECT targets.id, scans.id FROM scans, json_each(scans.targets) AS named JOIN targets ON uri = named.value;

    CREATE TABLE file_issues (             -- of a reading
        reading_id INTEGER NOT NULL REFERENCES readings(id) ON DELETE CASCADE,
        stage TEXT NOT NULL, code TEXT NOT NULL, class TEXT NOT NULL,
        detail TEXT NOT NULL, count INTEGER NOT NULL,
        PRIMARY KEY (reading_id, stage, code)
    ) WITHOUT ROWID;
    INSERT OR IGNORE INTO file_issues
        SELECT versions.id, stage, code, class, detail, count
        FROM issues JOIN versions ON versions.asset_id = issues.asset_id
        WHERE scan_id BETWEEN first_scan AND last_scan ORDER BY scan_id DESC;

    CREATE TABLE new_issues (              -- of a folder, or of a target (empty path)
        scan_id INTEGER NOT NULL REFERENCES scans(id),
        target_id INTEGER NOT NULL REFERENCES targets(id),
        path TEXT NOT NULL,
        stage TEXT NOT NULL, code TEXT NOT NULL, class TEXT NOT NULL,
        detail TEXT NOT NULL, count INTEGER NOT NULL,
        PRIMARY KEY (scan_id, target_id, path, stage, code)
    ) WITHOUT ROWID;
    INSERT OR IGNORE INTO new_issues
        SELECT scan_id, target_id, path, stage, code, class, detail, count FROM issues
        WHERE asset_id IS NULL AND target_id IS NOT NULL;
    DROP TABLE issues;
    ALTER TABLE new_issues RENAME TO issues;

    CREATE TABLE new_versions (            -- what listings have said of a file
        id INTEGER PRIMARY KEY,
        asset_id INTEGER NOT NULL REFERENCES assets(id),
        first_scan INTEGER NOT NULL REFERENCES scans(id),
        last_scan INTEGER NOT NULL,        -- 9223372036854775807 as long as no scan has seen anything else
        size_bytes INTEGER NOT NULL, modified_ns INTEGER NOT NULL, version TEXT NOT NULL,
        owner TEXT NOT NULL, audience TEXT NOT NULL, audience_source TEXT NOT NULL,
        told TEXT NOT NULL,                -- owner and readers as the listing alone tells them
        readers_state TEXT NOT NULL,       -- what changes when they may have changed, where it does not
        reading_id INTEGER NOT NULL REFERENCES readings(id)
    );
    INSERT INTO new_versions
        SELECT versions.id, asset_id, first_scan,
            CASE WHEN last_scan = (SELECT max(scan_id) FROM scan_targets WHERE target_id = assets.target_id)
                THEN 9223372036854775807 ELSE last_scan END,
            size_bytes, modified_ns, version, owner, audience, audience_source, '', '', versions.id
        FROM versions JOIN assets ON assets.id = asset_id;

    CREATE TABLE new_counts (              -- exact
        reading_id INTEGER NOT NULL REFERENCES readings(id) ON DELETE CASCADE,
        detector TEXT NOT NULL,
        low INTEGER NOT NULL, medium INTEGER NOT NULL, high INTEGER NOT NULL,
        PRIMARY KEY (reading_id, detector)
    ) WITHOUT ROWID;
    INSERT INTO new_counts SELECT * FROM counts;
    DROP TABLE counts;
    ALTER TABLE new_counts RENAME TO counts;

    CREATE TABLE new_kind_counts (         -- exact; of detectors that tell kinds apart
        reading_id INTEGER NOT NULL REFERENCES readings(id) ON DELETE CASCADE,
        detector TEXT NOT NULL, kind TEXT NOT NULL,
        low INTEGER NOT NULL, medium INTEGER NOT NULL, high INTEGER NOT NULL,
        PRIMARY KEY (reading_id, detector, kind)
    ) WITHOUT ROWID;
    INSERT INTO new_kind_counts SELECT * FROM kind_counts;
    DROP TABLE kind_counts;
    ALTER TABLE new_kind_counts RENAME TO kind_counts;

    CREATE TABLE new_allowed (             -- findings that the user has allowed; in no other table
        reading_id INTEGER NOT NULL REFERENCES readings(id) ON DELETE CASCADE,
        reason TEXT NOT NULL,
        low INTEGER NOT NULL, medium INTEGER NOT NULL, high INTEGER NOT NULL,
        PRIMARY KEY (reading_id, reason)
    ) WITHOUT ROWID;
    INSERT INTO new_allowed SELECT * FROM allowed;
    DROP TABLE allowed;
    ALTER TABLE new_allowed RENAME TO allowed;

    CREATE TABLE new_positions (           -- examples, capped
        reading_id INTEGER NOT NULL REFERENCES readings(id) ON DELETE CASCADE,
        detector TEXT NOT NULL,
        ordinal INTEGER NOT NULL,          -- reading order within reading and detector
        container TEXT NOT NULL,           -- JSON list of member names
        location TEXT NOT NULL,            -- JSON object
        start_char INTEGER NOT NULL, end_char INTEGER NOT NULL,
        score INTEGER NOT NULL,
        evidence TEXT NOT NULL,            -- JSON list
        fingerprint BLOB NOT NULL, masked TEXT NOT NULL,
        PRIMARY KEY (reading_id, detector, ordinal)
    ) WITHOUT ROWID;
    INSERT INTO new_positions SELECT * FROM positions;
    DROP TABLE positions;
    ALTER TABLE new_positions RENAME TO positions;

    CREATE TABLE new_person_keys (         -- sorted keyed hashes of 16 bytes
        reading_id INTEGER PRIMARY KEY REFERENCES readings(id) ON DELETE CASCADE,
        keys BLOB NOT NULL
    );
    INSERT INTO new_person_keys SELECT * FROM person_keys;
    DROP TABLE person_keys;
    ALTER TABLE new_person_keys RENAME TO person_keys;

    DROP TABLE versions;
    ALTER TABLE new_versions RENAME TO versions;
    CREATE INDEX versions_of_asset ON versions (asset_id, last_scan);
    CREATE INDEX versions_of_reading ON versions (reading_id);

    CREATE TABLE unseen (                  -- files that may still be there: their folder or target was not listed
        scan_id INTEGER NOT NULL REFERENCES scans(id),
        version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
        PRIMARY KEY (scan_id, version_id)
    ) WITHOUT ROWID;
    CREATE INDEX unseen_versions ON unseen (version_id);

    DROP TABLE parts;
    CREATE TABLE parts (                   -- finished spans of large files that are not yet whole
        target_id INTEGER NOT NULL, path TEXT NOT NULL, version TEXT NOT NULL,
        basis_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, result BLOB NOT NULL,
        PRIMARY KEY (target_id, path, version, basis_id, ordinal)
    ) WITHOUT ROWID;
    """,
)
"""Script ``n`` leads from schema number ``n`` to ``n + 1``. Released scripts are never edited."""

APPLICATION_ID: Final = 0x6D65_6962  # "meib"
STILL: Final = (1 << 63) - 1
"""``last_scan`` of a version that is the file's present one."""


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
