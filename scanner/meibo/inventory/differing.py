"""Which files two scans saw differently, found inside the database: what both saw alike never leaves it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final, Literal

import msgspec

from meibo_connectors.names import folders_above

Sight = Literal["seen", "unseen", "left-out", "absent"]
"""How a file stood in a scan. ``unseen``: its folder or target could not be listed. ``left-out``: an option, or that it
is meibo's own, kept it from being read. ``absent``: it was looked for and not there."""


class Pair(msgspec.Struct, frozen=True, array_like=True):
    """A file that two scans saw differently, and the numbers of the versions that they knew of it."""

    target: str
    path: str
    old: int | None
    """Of a file that moved, the version at its old place."""
    new: int | None
    """Of a file that the newer scan could not see, the one that was known."""
    old_sight: Sight
    new_sight: Sight
    is_moved: bool
    source: int | None
    """The version of another file with the same content that was there before and still is."""


def find_differing(connection: sqlite3.Connection, old: int, new: int) -> Iterator[Pair]:
    """The files of the targets of both scans that they saw differently, by target and path.

    The work is done in temporary tables, which lie in a nameless file where they are large. Raises sqlite3.Error.
    """
    folders = _find_folders(connection, old, new)

    def tell(scan: int, target: int, path: str) -> Sight:
        known = folders.get((scan, target), {})
        return next((known[folder] for folder in folders_above(path) if folder in known), "absent")

    connection.create_function("tell_sight", 3, tell)
    for table in ("differing", "moves", "sources"):
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
    connection.execute(_MAKE_DIFFERING)
    connection.execute(_FILL_DIFFERING, (old, new))
    connection.execute("CREATE TEMP TABLE moves (asset_id INTEGER PRIMARY KEY, from_asset INTEGER NOT NULL UNIQUE)")
    for by_name in (1, 0):  # among several of the same content, those that kept their name belong together
        connection.execute(_FILL_MOVES, (by_name,))
    connection.execute(_MAKE_SOURCES)
    connection.execute(_FILL_SOURCES, (old, new))
    for row in connection.execute(_SELECT_PAIRS):
        yield Pair(*(*row[:6], bool(row[6]), row[7]))


def _find_folders(connection: sqlite3.Connection, old: int, new: int) -> dict[tuple[int, int], dict[str, Sight]]:
    """Folders that a scan did not list, by scan and target; the empty path is the target itself."""
    folders: dict[tuple[int, int], dict[str, Sight]] = {}
    rows = connection.execute(
        "SELECT scan_id, target_id, path, class FROM issues WHERE scan_id IN (?, ?)"
        " AND (class = 'fault' OR code = 'excluded') ORDER BY class = 'fault'",
        (old, new),
    )
    for scan, target, path, kind in rows:
        folders.setdefault((scan, target), {})[path] = "unseen" if kind == "fault" else "left-out"
    return folders


_MAKE_DIFFERING: Final = """
    CREATE TEMP TABLE differing (
        asset_id INTEGER PRIMARY KEY, target_id INTEGER NOT NULL, path TEXT NOT NULL, name TEXT NOT NULL,
        old INTEGER, new INTEGER, old_sight TEXT NOT NULL, new_sight TEXT NOT NULL,
        content_hash BLOB, size_bytes INTEGER      -- of a file that only one of them knew
    )
"""

_BOTH_TARGETS: Final = (
    "target_id IN (SELECT target_id FROM scan_targets WHERE scan_id = ?1"
    " INTERSECT SELECT target_id FROM scan_targets WHERE scan_id = ?2)"
)


def _select_sight(scan: str, side: str) -> str:
    return f"""CASE
        WHEN {side}.id IS NULL THEN tell_sight({scan}, target_id, path)
        WHEN EXISTS (SELECT 1 FROM unseen WHERE scan_id = {scan} AND version_id = {side}.id) THEN 'unseen'
        WHEN {side}_reading.issue_code IN ('excluded', 'own-inventory') THEN 'left-out' ELSE 'seen' END"""


_FILL_DIFFERING: Final = f"""
    WITH touched AS (
        SELECT asset_id FROM versions
        WHERE (?1 BETWEEN first_scan AND last_scan) <> (?2 BETWEEN first_scan AND last_scan)
        UNION SELECT asset_id FROM versions JOIN (
            SELECT version_id FROM unseen WHERE scan_id IN (?1, ?2) GROUP BY version_id HAVING count(*) = 1
        ) ON version_id = versions.id
    )
    INSERT INTO differing
    SELECT assets.id, target_id, path, ltrim(substr(path, length(folder) + 1), '/'), old.id, new.id,
        {_select_sight("?1", "old")}, {_select_sight("?2", "new")},
        coalesce(new_reading.content_hash, old_reading.content_hash), coalesce(new.size_bytes, old.size_bytes)
    FROM touched CROSS JOIN assets ON assets.id = touched.asset_id
        LEFT JOIN versions AS old ON old.asset_id = assets.id AND ?1 BETWEEN old.first_scan AND old.last_scan
        LEFT JOIN readings AS old_reading ON old_reading.id = old.reading_id
        LEFT JOIN versions AS new ON new.asset_id = assets.id AND ?2 BETWEEN new.first_scan AND new.last_scan
        LEFT JOIN readings AS new_reading ON new_reading.id = new.reading_id
    WHERE {_BOTH_TARGETS}
"""

_WENT: Final = "new_sight = 'absent' AND old IS NOT NULL AND old_sight <> 'left-out'"
_CAME: Final = "old_sight = 'absent' AND new_sight = 'seen'"
_HAS_CONTENT: Final = "length(content_hash) > 0 AND size_bytes > 0"


def _number_equals(which: str) -> str:
    """Files of equal content (and name, where it counts), numbered, so that each finds one partner."""
    return f"""SELECT asset_id, content_hash, size_bytes, iif(?1, name, '') AS named,
        row_number() OVER (PARTITION BY content_hash, size_bytes, iif(?1, name, '') ORDER BY target_id, path) AS nth
        FROM differing WHERE {which} AND {_HAS_CONTENT}
        AND asset_id NOT IN (SELECT asset_id FROM moves) AND asset_id NOT IN (SELECT from_asset FROM moves)"""


_FILL_MOVES: Final = f"""
    WITH went AS MATERIALIZED ({_number_equals(_WENT)}), came AS MATERIALIZED ({_number_equals(_CAME)})
    INSERT INTO moves SELECT came.asset_id, went.asset_id
    FROM came JOIN went USING (content_hash, size_bytes, named, nth)
"""

_MAKE_SOURCES: Final = """
    CREATE TEMP TABLE sources (
        content_hash BLOB NOT NULL, size_bytes INTEGER NOT NULL, version_id INTEGER NOT NULL, path TEXT NOT NULL,
        PRIMARY KEY (content_hash, size_bytes)
    ) WITHOUT ROWID
"""

_FILL_SOURCES: Final = f"""
    INSERT INTO sources
    SELECT content_hash, size_bytes, versions.id, min(path)
    FROM readings CROSS JOIN versions ON reading_id = readings.id CROSS JOIN assets ON assets.id = asset_id
    WHERE content_hash IN (
            SELECT content_hash FROM differing
            WHERE {_CAME} AND {_HAS_CONTENT} AND asset_id NOT IN (SELECT asset_id FROM moves))
        AND ?2 BETWEEN first_scan AND last_scan AND {_BOTH_TARGETS}
        AND NOT EXISTS (SELECT 1 FROM unseen WHERE scan_id = ?2 AND version_id = versions.id)
        AND NOT EXISTS (SELECT 1 FROM differing WHERE differing.asset_id = versions.asset_id AND old IS NULL
            AND asset_id NOT IN (SELECT asset_id FROM moves))
    GROUP BY content_hash, size_bytes
"""

_SELECT_PAIRS: Final = """
    SELECT uri, own.path, coalesce(went.old, own.old), own.new, coalesce(went.old_sight, own.old_sight), own.new_sight,
        went.asset_id IS NOT NULL, sources.version_id
    FROM differing AS own JOIN targets ON targets.id = own.target_id
        LEFT JOIN moves ON moves.asset_id = own.asset_id
        LEFT JOIN differing AS went ON went.asset_id = moves.from_asset
        LEFT JOIN sources ON sources.content_hash = own.content_hash AND sources.size_bytes = own.size_bytes
            AND own.old_sight = 'absent' AND own.new_sight = 'seen' AND moves.asset_id IS NULL
    WHERE own.asset_id NOT IN (SELECT from_asset FROM moves) AND (
        own.new_sight = 'seen'
        OR (own.new_sight = 'unseen' AND own.old_sight = 'seen')
        OR (own.old IS NOT NULL AND own.old_sight <> 'left-out' AND own.new_sight IN ('absent', 'left-out')))
    ORDER BY own.target_id, own.path
"""
"""A file that neither scan could see, or wanted to, is not among them."""
