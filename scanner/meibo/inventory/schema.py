"""The tables of the inventory, version by version; a newer program brings an older inventory up to date."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
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
    -- change costs a later scan no row, and one whose readers changed costs one. Each version until now becomes a
    -- reading of the same number, so that what was found, by far the most, need not be copied.
    CREATE TABLE bases (                   -- what decides what is found in a given content
        id INTEGER PRIMARY KEY,
        rule_set TEXT NOT NULL,
        options TEXT NOT NULL,             -- JSON: of the options, those that decide it
        limits TEXT NOT NULL,              -- JSON
        means TEXT NOT NULL,               -- digest: libraries that are there, passwords that are known
        UNIQUE (rule_set, options, limits, means)
    );
    INSERT INTO bases (id, rule_set, options, limits, means)
        SELECT row_number() OVER (ORDER BY rule_set), rule_set, '', '', ''
        FROM (SELECT DISTINCT rule_set FROM versions);

    ALTER TABLE scans ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;     -- of its files, those that it did not read
    ALTER TABLE scans ADD COLUMN bytes_read INTEGER NOT NULL DEFAULT 0;  -- by this scan
    CREATE TEMP TABLE amounts AS
        SELECT first_scan, last_scan, sum(bytes_read) AS size_bytes FROM versions GROUP BY first_scan, last_scan;
    UPDATE scans SET bytes_read =
        (SELECT coalesce(sum(size_bytes), 0) FROM amounts WHERE scans.id BETWEEN first_scan AND last_scan);
    DROP TABLE amounts;

    CREATE TABLE scan_targets (
        target_id INTEGER NOT NULL REFERENCES targets(id),
        scan_id INTEGER NOT NULL REFERENCES scans(id),
        PRIMARY KEY (target_id, scan_id)
    ) WITHOUT ROWID;
    INSERT OR IGNORE INTO targets (uri) SELECT named.value FROM scans, json_each(scans.targets) AS named;
    INSERT INTO scan_targets
        SELECT DISTINCT targets.id, scans.id
        FROM scans, json_each(scans.targets) AS named JOIN targets ON uri = named.value;

    -- What refers to versions refers to readings from here on.
    ALTER TABLE versions RENAME TO readings;
    ALTER TABLE counts RENAME COLUMN version_id TO reading_id;
    ALTER TABLE kind_counts RENAME COLUMN version_id TO reading_id;
    ALTER TABLE allowed RENAME COLUMN version_id TO reading_id;
    ALTER TABLE positions RENAME COLUMN version_id TO reading_id;
    ALTER TABLE person_keys RENAME COLUMN version_id TO reading_id;

    CREATE TABLE new_readings (            -- one row for each time that a file gave another result
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
    INSERT INTO new_readings
        SELECT readings.id, last_scan, bases.id, bytes_read > 0 OR status <> 'skipped', status, issue_code, issue_class,
            format, encoding, content_hash, bytes_read, persons_least, persons_most, roster_points
        FROM readings CROSS JOIN bases USING (rule_set);

    CREATE TABLE versions (                -- what listings have said of a file
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
    -- Present is what the last whole scan of a target has seen, or one since. A scan that was cut short says nothing of
    -- the files that it had not come to.
    INSERT INTO versions
        SELECT old.id, asset_id, first_scan,
            CASE WHEN last_scan >= (
                    SELECT coalesce(max(scan_id), 0) FROM scan_targets JOIN scans ON scans.id = scan_id
                    WHERE target_id = assets.target_id AND state = 'finished'
                ) AND NOT EXISTS (
                    SELECT 1 FROM readings AS later
                    WHERE later.asset_id = old.asset_id AND later.last_scan > old.last_scan
                ) THEN 9223372036854775807 ELSE last_scan END,
            size_bytes, modified_ns, version, owner, audience, audience_source, '', '', old.id
        FROM readings AS old CROSS JOIN assets ON assets.id = asset_id;

    CREATE TABLE file_issues (             -- of a reading
        reading_id INTEGER NOT NULL REFERENCES readings(id) ON DELETE CASCADE,
        stage TEXT NOT NULL, code TEXT NOT NULL, class TEXT NOT NULL,
        detail TEXT NOT NULL, count INTEGER NOT NULL,
        PRIMARY KEY (reading_id, stage, code)
    ) WITHOUT ROWID;
    INSERT INTO file_issues
        SELECT readings.id, stage, code, class, detail, count
        FROM issues CROSS JOIN readings ON readings.asset_id = issues.asset_id AND last_scan = scan_id;

    DROP TABLE readings;
    ALTER TABLE new_readings RENAME TO readings;
    CREATE INDEX versions_of_asset ON versions (asset_id, last_scan);
    CREATE INDEX versions_of_reading ON versions (reading_id);

    CREATE TABLE new_issues (              -- of a folder, or of a target (empty path)
        scan_id INTEGER NOT NULL REFERENCES scans(id),
        target_id INTEGER NOT NULL REFERENCES targets(id),
        path TEXT NOT NULL,
        stage TEXT NOT NULL, code TEXT NOT NULL, class TEXT NOT NULL,
        detail TEXT NOT NULL, count INTEGER NOT NULL,
        PRIMARY KEY (scan_id, target_id, path, stage, code)
    ) WITHOUT ROWID;
    INSERT INTO new_issues
        SELECT scan_id, target_id, path, stage, code, class, detail, count FROM issues
        WHERE asset_id IS NULL AND target_id IS NOT NULL;
    DROP TABLE issues;
    ALTER TABLE new_issues RENAME TO issues;

    CREATE TABLE unseen (                  -- files that may still be there: their folder or target was not listed
        scan_id INTEGER NOT NULL REFERENCES scans(id),
        version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
        PRIMARY KEY (scan_id, version_id)
    ) WITHOUT ROWID;
    CREATE INDEX unseen_versions ON unseen (version_id);

    -- What was last seen in a folder that no whole scan since could list is not gone.
    CREATE TEMP TABLE hidden AS
        SELECT versions.id AS version_id, issues.scan_id, assets.target_id, versions.last_scan,
            scans.state = 'finished' AS is_whole
        FROM issues CROSS JOIN scans ON scans.id = issues.scan_id
        CROSS JOIN assets ON assets.target_id = issues.target_id
            AND assets.path >= CASE issues.path WHEN '' THEN '' ELSE issues.path || '/' END
            AND assets.path < CASE issues.path WHEN '' THEN char(1114111) ELSE issues.path || '0' END
        CROSS JOIN versions ON versions.asset_id = assets.id AND versions.last_scan < issues.scan_id
        WHERE class = 'fault' AND NOT EXISTS (
            SELECT 1 FROM versions AS later WHERE later.asset_id = assets.id AND later.last_scan > versions.last_scan
        ) GROUP BY versions.id, issues.scan_id;
    UPDATE versions SET last_scan = 9223372036854775807 WHERE id IN (
        SELECT version_id FROM hidden WHERE is_whole GROUP BY version_id HAVING count(*) = (
            SELECT count(*) FROM scan_targets JOIN scans ON scans.id = scan_id
            WHERE target_id = hidden.target_id AND scan_id > hidden.last_scan AND state = 'finished'
        )
    );
    INSERT INTO unseen SELECT hidden.scan_id, version_id FROM hidden JOIN versions ON versions.id = version_id
        WHERE versions.last_scan = 9223372036854775807;
    DROP TABLE hidden;

    DROP TABLE parts;
    CREATE TABLE parts (                   -- finished spans of large files that are not yet whole
        target_id INTEGER NOT NULL, path TEXT NOT NULL, version TEXT NOT NULL,
        basis_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, result BLOB NOT NULL,
        PRIMARY KEY (target_id, path, version, basis_id, ordinal)
    ) WITHOUT ROWID;

    CREATE TABLE key_check (               -- at most one row: tells the key of the fingerprints from any other
        value BLOB NOT NULL                -- HMAC of a fixed text under the key
    );

    ALTER TABLE marks RENAME TO old_marks;
    CREATE TABLE marks (                   -- what people say of files: nothing is ever changed, the last one counts
        id INTEGER PRIMARY KEY,
        asset_id INTEGER NOT NULL REFERENCES assets(id),
        mark TEXT NOT NULL,                -- empty: an earlier mark is taken away
        reason TEXT NOT NULL, person TEXT NOT NULL, made TEXT NOT NULL,
        moved_from INTEGER REFERENCES marks(id),  -- of the file at its former place
        counts TEXT NOT NULL               -- JSON: low, medium, high by detector, as the file then was
    );
    INSERT INTO marks (asset_id, mark, reason, person, made, counts)
        SELECT asset_id, mark, reason, person, made, '{}' FROM old_marks ORDER BY made;
    DROP TABLE old_marks;
    CREATE INDEX marks_of_asset ON marks (asset_id);
    """,
    """
    -- Keyed seals, so that who has not the key cannot change a row unseen; see seals.py. Null as long as no writer has
    -- had the key.
    ALTER TABLE targets ADD COLUMN seal BLOB;
    ALTER TABLE scans ADD COLUMN seal BLOB;
    ALTER TABLE scan_targets ADD COLUMN seal BLOB;
    ALTER TABLE bases ADD COLUMN seal BLOB;
    ALTER TABLE assets ADD COLUMN seal BLOB;
    ALTER TABLE versions ADD COLUMN seal BLOB;
    ALTER TABLE readings ADD COLUMN found BLOB;  -- seal of what was found: the rows of other tables; empty for none
    ALTER TABLE readings ADD COLUMN seal BLOB;
    ALTER TABLE issues ADD COLUMN seal BLOB;
    ALTER TABLE unseen ADD COLUMN seal BLOB;
    ALTER TABLE parts ADD COLUMN seal BLOB;
    ALTER TABLE marks ADD COLUMN seal BLOB;
    ALTER TABLE reports ADD COLUMN seal BLOB;
    ALTER TABLE key_check ADD COLUMN seal BLOB;

    CREATE TABLE audit (                   -- who did what: only ever added to
        id INTEGER PRIMARY KEY,
        made TEXT NOT NULL,                -- UTC, ISO 8601
        user TEXT NOT NULL, uid INTEGER, host TEXT NOT NULL, pid INTEGER NOT NULL,
        person TEXT NOT NULL,              -- who says to be acting, where that is said
        action TEXT NOT NULL,
        details TEXT NOT NULL,             -- JSON object; never a value that was found, a password or a token
        before BLOB,                       -- seal of the entry before
        seal BLOB
    );

    CREATE TABLE seals (                   -- at most one row: how many rows each table has, and which; see sealing.py
        state BLOB NOT NULL
    );
    """,
)
"""Script ``n`` leads from schema number ``n`` to ``n + 1``. Released scripts are never edited."""

_STATE: Final = (
    "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)"
    " FROM pragma_application_id, pragma_user_version"
)
"""One statement: between two, another program may make the first tables."""

APPLICATION_ID: Final = 0x6D65_6962  # "meib"
STILL: Final = (1 << 63) - 1
"""``last_scan`` of a version that is the file's present one."""


class UnknownSchemaError(Exception):
    """The file is no inventory, or one of a newer program."""


def check(connection: sqlite3.Connection) -> int:
    """The schema number of an inventory, 0 of an empty database; raises UnknownSchemaError for any other file."""
    application, number, tables = connection.execute(_STATE).fetchone()
    if (tables and application != APPLICATION_ID) or not 0 <= number <= len(MIGRATIONS):
        raise UnknownSchemaError
    return int(number)


def make_fresh() -> sqlite3.Connection:
    """An empty inventory in memory: what tables and columns there are, whatever a file says of itself."""
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    migrate(fresh)
    return fresh


def find_foreign(connection: sqlite3.Connection) -> list[str]:
    """What an inventory never has, and what would act or speak in its name: triggers, views, virtual tables."""
    rows = connection.execute(
        "SELECT type || ' ' || name FROM main.sqlite_schema WHERE type NOT IN ('table', 'index')"
        " OR sql LIKE 'CREATE VIRTUAL%'"
    )
    return [row[0] for row in rows]


def migrate(connection: sqlite3.Connection, wanted: int = len(MIGRATIONS)) -> None:
    """Bring the database to a schema number, each step in a transaction of its own that leaves all or nothing."""
    (enforced,) = connection.execute("PRAGMA foreign_keys").fetchone()
    connection.execute("PRAGMA foreign_keys = OFF")  # else to drop a table would delete what refers to its rows
    while check(connection) < wanted:
        connection.execute("BEGIN IMMEDIATE")
        try:
            _take_step(connection, wanted)
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):  # a full disk has ended the transaction already
                connection.execute("ROLLBACK")
            raise
    connection.execute(f"PRAGMA foreign_keys = {enforced}")


def _take_step(connection: sqlite3.Connection, wanted: int) -> None:
    step = check(connection)
    if step >= wanted:  # another program was faster
        return
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in split_script(MIGRATIONS[step]):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {step + 1}")


def split_script(script: str) -> Iterator[str]:
    """The statements of a script; ``executescript`` would end the transaction that it is called in."""
    statement = ""
    for piece in script.split(";"):
        statement += f"{piece};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
