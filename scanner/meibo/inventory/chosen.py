"""The files that somebody chose to look at together: which versions they are, and what their readings say of them.

They are held as numbers in a temporary table, which SQLite keeps in a nameless file where it is large.
"""

from __future__ import annotations

import fnmatch
import sqlite3
from collections.abc import Sequence
from typing import Final

import msgspec

from meibo.inventory.places import AFTER, Place

CHOSEN: Final = " ?1 AND versions.id IN (SELECT version_id FROM temp.chosen)"
"""Which versions they are, in place of a condition that takes the number of a scan, which is never 0."""


class IssueFigure(msgspec.Struct, frozen=True):
    """How many of the chosen files have an issue."""

    code: str
    kind: str
    count: int


class ChosenFacts(msgspec.Struct, frozen=True):
    """What is said of the chosen files beside what was found in them."""

    files: int
    unseen: int
    """Of these, those that the scan could not see again: they are told of as they were last known."""
    opened: int
    """Of these, those of which anything was read."""
    found: int
    """Of these, those with findings of any confidence."""
    oldest_ns: int
    newest_ns: int
    """When files with findings were last changed, nanoseconds since 1970; 0 where there is none."""
    recent: int
    """Files with findings that were changed since the moment that was asked for."""
    issues: tuple[IssueFigure, ...]
    """Of files, by code."""
    closed: tuple[IssueFigure, ...]
    """Of folders and targets, by code: what lies in them is not known."""


def choose(connection: sqlite3.Connection, places: Sequence[Place], owner: str | None = None) -> int:
    """Note the versions of the files of these places in the temporary table ``chosen``; returns how many there are.

    Files that the scan of a place could not see again are among them, as they were last known: they may still be there.
    """
    connection.execute("DROP TABLE IF EXISTS temp.chosen")
    connection.execute("CREATE TEMP TABLE chosen (version_id INTEGER PRIMARY KEY, is_unseen INTEGER NOT NULL)")
    connection.create_function("fits", 2, fnmatch.fnmatchcase, deterministic=True)
    for place in places:
        test, values = _state_range(place)
        connection.execute(
            "INSERT OR IGNORE INTO temp.chosen"
            " SELECT versions.id, EXISTS (SELECT 1 FROM unseen WHERE scan_id = ?2 AND version_id = versions.id)"
            " FROM targets CROSS JOIN assets ON assets.target_id = targets.id"
            " CROSS JOIN versions ON versions.asset_id = assets.id"
            f" WHERE uri = ?1 AND {test} AND ?2 BETWEEN first_scan AND last_scan AND coalesce(owner = ?3, 1)",
            (place.target, place.scan, owner, *values),
        )
    (files,) = connection.execute("SELECT count(*) FROM temp.chosen").fetchone()
    return int(files)


def _state_range(place: Place) -> tuple[str, tuple[str, ...]]:
    """A condition on ``path`` with its values, which are numbered from 4."""
    if place.kind == "file":
        return "path = ?4", (place.path,)
    if place.kind == "folder":
        return "path >= ?4 AND path < ?5", (f"{place.path}/", place.path + AFTER)
    return ("fits(path, ?4)", (place.path,)) if place.kind == "glob" else ("1", ())


def tell_facts(connection: sqlite3.Connection, places: Sequence[Place], since_ns: int) -> ChosenFacts:
    """What is said of the chosen files; ``since_ns`` is where recent begins. Raises sqlite3.Error."""
    files, unseen, opened = connection.execute(
        "SELECT count(*), coalesce(sum(is_unseen), 0), coalesce(sum(status <> 'skipped'), 0) FROM temp.chosen"
        " CROSS JOIN versions ON versions.id = version_id CROSS JOIN readings ON readings.id = reading_id"
    ).fetchone()
    found, oldest, newest, recent = connection.execute(
        "SELECT count(*), min(modified_ns), max(modified_ns), sum(modified_ns >= ?) FROM temp.chosen"
        " CROSS JOIN versions ON versions.id = version_id"
        " WHERE EXISTS (SELECT 1 FROM counts WHERE counts.reading_id = versions.reading_id)",
        (since_ns,),
    ).fetchone()
    issues = connection.execute(
        "SELECT code, class, count(DISTINCT version_id) FROM temp.chosen"
        " CROSS JOIN versions ON versions.id = version_id CROSS JOIN file_issues USING (reading_id)"
        " GROUP BY code, class ORDER BY code"
    )
    return ChosenFacts(
        files, unseen, opened, found, oldest or 0, newest or 0, recent or 0,
        tuple(IssueFigure(*row) for row in issues), _count_closed(connection, places),
    )  # fmt: skip


def _count_closed(connection: sqlite3.Connection, places: Sequence[Place]) -> tuple[IssueFigure, ...]:
    figures: dict[tuple[str, str], int] = {}
    for place in places:
        test, values = _state_range(place)
        rows = connection.execute(
            "SELECT code, class, count(*) FROM targets CROSS JOIN issues ON target_id = targets.id"
            f" WHERE uri = ?1 AND scan_id = ?2 AND ({test} OR path = ?3) GROUP BY code, class",
            (place.target, place.scan, place.path, *values),
        )
        for code, kind, count in rows:
            figures[code, kind] = figures.get((code, kind), 0) + count
    return tuple(IssueFigure(*names, count) for names, count in sorted(figures.items()))
