"""The groups of a survey (folders, owners, readers, detectors, shares) and the issues, in a database of their own."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from meibo.assessment.group import Group
from meibo.inventory.rows import IssueRow

UNSEEN: Final = "unseen"
"""Stands for the code of a file that a scan could not see."""

_SCHEMA: Final = """
CREATE TABLE groups (
    id INTEGER PRIMARY KEY, dimension TEXT NOT NULL, key TEXT NOT NULL, target TEXT NOT NULL, parent TEXT,
    people INTEGER NOT NULL, yen INTEGER NOT NULL, found INTEGER NOT NULL, files INTEGER NOT NULL, score REAL NOT NULL,
    content BLOB NOT NULL
);
CREATE TABLE folders (id INTEGER PRIMARY KEY, place BLOB NOT NULL);
CREATE TABLE owners (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE issues (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL, stage TEXT NOT NULL, detail TEXT NOT NULL, count INTEGER NOT NULL,
    target TEXT NOT NULL, path TEXT NOT NULL, is_asset INTEGER NOT NULL
);
"""
_INDEXES: Final = """
CREATE INDEX groups_by_key ON groups (dimension, target, key);
CREATE INDEX groups_by_parent ON groups (dimension, target, parent, people);
CREATE INDEX groups_by_people ON groups (dimension, people);
CREATE INDEX groups_by_yen ON groups (dimension, yen);
CREATE INDEX groups_by_found ON groups (dimension, found);
CREATE INDEX groups_by_files ON groups (dimension, files);
CREATE INDEX groups_by_score ON groups (dimension, score);
CREATE INDEX folders_by_place ON folders (place);
CREATE INDEX owners_by_name ON owners (name);
CREATE INDEX issues_by_code ON issues (code);
CREATE TABLE reasons AS SELECT code, count(*) AS places FROM issues GROUP BY code ORDER BY code;
"""
"""Made once the rows are there."""

SORTS: Final = ("people", "yen", "found", "files", "score")
_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE: Final = msgspec.msgpack.Decoder(Group).decode


class Page(NamedTuple):
    """Some groups, and where the next ones begin; empty at the end."""

    groups: list[Group]
    after: str


def open_for_building(path: Path) -> sqlite3.Connection:
    """An empty database, which a crash may spoil."""
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "temp_store = FILE"):
        connection.execute(f"PRAGMA {setting}")
    connection.executescript(_SCHEMA)
    connection.execute("BEGIN")
    return connection


def finish_building(connection: sqlite3.Connection) -> None:
    """Make the indexes, and close."""
    connection.execute("COMMIT")
    connection.executescript(_INDEXES)
    connection.close()


def put_groups(connection: sqlite3.Connection, groups: Iterable[Group]) -> None:
    """Add groups."""
    connection.executemany(
        "INSERT INTO groups (dimension, key, target, parent, people, yen, found, files, score, content)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                group.dimension, group.key, group.target, _parent_of(group), group.holding.people.figure,
                group.yen_likely, group.found_files, group.files,
                group.level.grade * 1000 + group.score, _ENCODE(group),
            )
            for group in groups
        ),
    )  # fmt: skip


def put_issues(connection: sqlite3.Connection, issues: Iterable[IssueRow]) -> None:
    """Add what was not read, or is to be known."""
    connection.executemany(
        "INSERT INTO issues (code, stage, detail, count, target, path, is_asset) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((row.code, row.stage, row.detail, row.count, row.target, row.path, row.is_asset) for row in issues),
    )


def put_unseen(connection: sqlite3.Connection, files: Iterable[tuple[str, str]]) -> None:
    """Add files that are known and were not seen."""
    connection.executemany(
        "INSERT INTO issues (code, stage, detail, count, target, path, is_asset) VALUES (?, 'list', '', 1, ?, ?, 1)",
        ((UNSEEN, target, path) for target, path in files),
    )


def place_of(target: str, folder: str) -> bytes:
    """What puts folders in an order in which each is followed by all that lies below it.

    >>> place_of("t", "a") < place_of("t", "a/b") < place_of("t", "a-b")
    True
    """
    return "\0".join((target, *(folder.split("/") if folder else ()))).encode("utf-8", "surrogatepass")


class GroupTable:
    """The same for pages; every thread opens its own."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def find(self, dimension: str, key: str = "", target: str = "") -> Group | None:
        """One group."""
        row = self._connection.execute(
            "SELECT content FROM groups WHERE dimension = ? AND target = ? AND key = ?", (dimension, target, key)
        ).fetchone()
        return _DECODE(row[0]) if row else None

    def list(self, dimension: str, sort: str, after: str = "", limit: int = 100) -> Page:
        """Groups, most of ``sort`` (one of ``SORTS``) first."""
        return self._page("dimension = ?", (dimension,), sort, after, limit)

    def list_below(self, target: str, folder: str, sort: str, after: str = "", limit: int = 100) -> Page:
        """The folders directly in a folder."""
        return self._page(
            "dimension = 'folder' AND target = ? AND parent = ?", (target, folder), sort, after, limit
        )  # fmt: skip

    def _page(self, where: str, values: tuple[object, ...], sort: str, after: str, limit: int) -> Page:
        if sort not in SORTS:
            raise ValueError(sort)
        if place := _read_place(after):
            where, values = f"{where} AND ({sort}, id) < (?, ?)", (*values, *place)
        rows = self._connection.execute(
            f"SELECT content, {sort}, id FROM groups WHERE {where} ORDER BY {sort} DESC, id DESC LIMIT ?",
            (*values, limit + 1),
        ).fetchall()
        rest = f"{rows[limit - 1][1]}_{rows[limit - 1][2]}" if len(rows) > limit else ""
        return Page([_DECODE(row[0]) for row in rows[:limit]], rest)

    def count(self, dimension: str) -> int:
        """How many groups there are."""
        row = self._connection.execute("SELECT count(*) FROM groups WHERE dimension = ?", (dimension,)).fetchone()
        return int(row[0])

    def find_folders(self, target: str, folder: str) -> tuple[int, int]:
        """The numbers of a folder and all below it: the first, and the one behind the last."""
        place = place_of(target, folder)
        first, last = self._connection.execute(
            "SELECT min(id), max(id) FROM folders WHERE place >= ? AND place < ?", (place, place + b"\x01")
        ).fetchone()
        return (0, 0) if first is None else (first, last + 1)

    def find_owner(self, name: str) -> int:
        """The number of an owner, -1 where there is none."""
        row = self._connection.execute("SELECT id FROM owners WHERE name = ?", (name,)).fetchone()
        return -1 if row is None else int(row[0])

    def count_issues(self) -> Sequence[tuple[str, int]]:
        """Every code, and how many files or folders it is about."""
        return self._connection.execute("SELECT code, places FROM reasons").fetchall()

    def issues(self, code: str, after: int, limit: int) -> Iterator[tuple[int, Any]]:
        """Number and row of the issues of a code behind a number, by target and path."""
        for row in self._connection.execute(
            "SELECT id, target, path, is_asset, stage, code, detail, count FROM issues"
            " WHERE code = ? AND id > ? ORDER BY id LIMIT ?",
            (code, after, limit),
        ):
            yield row[0], IssueRow(row[1], row[2], bool(row[3]), row[4], row[5], "", row[6], row[7])


def _read_place(after: str) -> tuple[float, int] | None:
    """Figure and number of the last group of a page; None for any text that is none."""
    match = re.fullmatch(r"(\d{1,18}(?:\.\d{1,18})?)_(\d{1,18})", after, re.ASCII)
    return (float(match[1]), int(match[2])) if match else None


def _parent_of(group: Group) -> str | None:
    if group.dimension != "folder" or not group.key:
        return None
    return group.key.rpartition("/")[0]
