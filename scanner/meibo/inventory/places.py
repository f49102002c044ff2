"""Parts of targets: which files of an inventory a person means, what lies there, and what is known of it.

A place is found by ranges of the index of paths, so that one folder among a million files costs no more than its own
files; only a pattern, and a name that is looked for everywhere, go over every path of a target.
"""

from __future__ import annotations

import fnmatch
import sqlite3
from collections.abc import Iterator
from typing import Final, Literal

import msgspec

Kind = Literal["target", "folder", "file", "glob"]

AFTER: Final = "0"
"""The character behind ``/``: all paths below a folder lie between the folder with the one and with the other."""
_MOST_NAMES: Final = 2000
"""Names of one folder that are looked at for the nearest."""
_LAST: Final = "\U0010ffff"


class Place(msgspec.Struct, frozen=True):
    """A part of a target as one scan saw it."""

    target: str
    scan: int
    kind: Kind = "target"
    path: str = ""
    """Of a file or folder, or a pattern; empty for the whole target."""


class KnownTarget(msgspec.Struct, frozen=True):
    """A target and the scan in whose view it is looked at."""

    uri: str
    scan: int


class Places:
    """Looks places up in an inventory; raises sqlite3.Error."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def targets(self, scan: int | None) -> list[KnownTarget]:
        """The targets of a scan; where none is named, every target in the view of its newest scan."""
        rows = self._connection.execute(
            "SELECT uri, max(scan_id) FROM scan_targets JOIN targets ON targets.id = target_id"
            " JOIN scans ON scans.id = scan_id WHERE state <> 'pruned' AND coalesce(scan_id = ?1, 1)"
            " GROUP BY uri ORDER BY targets.id",
            (scan,),
        )
        return [KnownTarget(*row) for row in rows]

    def find(self, target: KnownTarget, path: str) -> Place | None:
        """The file, or else the folder, of this path; a folder that could not be listed is one, too."""
        for kind, test, values in (
            ("file", "path = ?3", (path,)),
            ("folder", "path >= ?3 AND path < ?4", (f"{path}/", path + AFTER)),
        ):
            if self._exists(target, test, values):
                return Place(target.uri, target.scan, "file" if kind == "file" else "folder", path)
        closed = self._connection.execute(
            "SELECT 1 FROM issues JOIN targets ON targets.id = target_id WHERE uri = ? AND scan_id = ? AND path = ?",
            (target.uri, target.scan, path),
        ).fetchone()
        return Place(target.uri, target.scan, "folder", path) if closed else None

    def match(self, target: KnownTarget, pattern: str) -> Place | None:
        """The files of this target that a pattern fits, in which ``*`` goes over ``/`` as well."""
        self._connection.create_function("fits", 2, fnmatch.fnmatchcase, deterministic=True)
        found = self._exists(target, "fits(path, ?3)", (pattern,))
        return Place(target.uri, target.scan, "glob", pattern) if found else None

    def has_owner(self, owner: str) -> bool:
        """Whether any file has ever been of this owner."""
        return (
            self._connection.execute("SELECT 1 FROM versions WHERE owner = ? LIMIT 1", (owner,)).fetchone() is not None
        )

    def owners(self) -> list[str]:
        """Every owner; goes over all versions of files."""
        return [row[0] for row in self._connection.execute("SELECT DISTINCT owner FROM versions WHERE owner <> ''")]

    def _exists(self, target: KnownTarget, test: str, values: tuple[str, ...]) -> bool:
        return (
            self._connection.execute(
                "SELECT 1 FROM targets CROSS JOIN assets ON assets.target_id = targets.id"
                " CROSS JOIN versions ON versions.asset_id = assets.id"
                f" WHERE uri = ?1 AND {test} AND ?2 BETWEEN first_scan AND last_scan LIMIT 1",
                (target.uri, target.scan, *values),
            ).fetchone()
            is not None
        )

    def last_scan_of(self, path: str) -> int | None:
        """The last scan that knew a file or folder of this path, in any target, None where none ever did."""
        (scan,) = self._connection.execute(
            "SELECT max(min(last_scan, (SELECT max(scan_id) FROM scan_targets"
            " WHERE scan_targets.target_id = assets.target_id)))"
            " FROM targets CROSS JOIN assets ON assets.target_id = targets.id"
            " CROSS JOIN versions ON versions.asset_id = assets.id"
            " WHERE path = ?1 OR path >= ?2 AND path < ?3",
            (path, f"{path}/", path + AFTER),
        ).fetchone()
        return None if scan is None else int(scan)

    def names_in(self, target: KnownTarget, folder: str) -> Iterator[str]:
        """The names of files and folders directly in a folder, in the order of paths; by one look-up each."""
        start = f"{folder}/" if folder else ""
        end, low = (folder + AFTER if folder else _LAST), start
        for _ in range(_MOST_NAMES):
            row = self._connection.execute(
                "SELECT path FROM targets CROSS JOIN assets ON assets.target_id = targets.id"
                " WHERE uri = ? AND path >= ? AND path < ? ORDER BY path LIMIT 1",
                (target.uri, low, end),
            ).fetchone()
            if row is None:
                return
            name, slash, _ = row[0][len(start) :].partition("/")
            yield name
            low = start + name + (AFTER if slash else "\x00")

    def named(self, name: str, most: int) -> list[str]:
        """Paths of files and folders anywhere whose last part is this name; goes over every path."""
        ends = f"/{name}"
        rows = self._connection.execute(
            "SELECT path FROM assets WHERE path = ?1 OR substr(path, -length(?2)) = ?2"
            " UNION SELECT folder FROM assets WHERE folder = ?1 OR substr(folder, -length(?2)) = ?2 LIMIT ?3",
            (name, ends, most),
        )
        return [row[0] for row in rows]
