"""The files of a scan under way that hold pictures which nobody has read, as an inventory knows them."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from meibo.inventory.schema import STILL
from meibo.inventory.sqlite_errors import READING, in_our_words
from meibo_connectors.model import Access, Audience, Entry


class Candidate(NamedTuple):
    """A file, with what tells whether reading its pictures is worth while."""

    version: int
    asset: int
    target: int
    path: str
    folder: str
    size_bytes: int
    format: str
    pictures: int
    """That were not read, as far as that is known."""
    is_found: int
    """1 where personal data was found in it, now or in an earlier scan."""


class PictureFile(msgspec.Struct, frozen=True):
    """A file that is about to be read again."""

    version: int
    target: int
    entry: Entry
    """As it was listed, with what was asked of its readers since."""
    told: str
    pictures: int
    faults: frozenset[str]
    """Codes of what failed without its pictures."""


class PictureFiles:
    """Looks them up through a connection of its own; sees what is committed. Methods raise InventoryError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with in_our_words(path, READING):
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30, isolation_level=None
            )

    def find(self, scan: int, done: Collection[int], lacking: Collection[int]) -> Iterator[Candidate]:
        """Files of the scan's targets, by target and path, also those that this scan has not listed.

        Those with unread pictures whose basis is not one of ``done``, and all whose basis is one of ``lacking``: there,
        pictures were read for something else.
        """
        for row in self._ask(_SELECT, (scan, STILL, _spell(done), _spell(lacking))):
            yield Candidate._make(row)

    def find_found_folders(self, scan: int) -> Iterator[tuple[int, str]]:
        """Target and folder of files of the scan's targets in which personal data was found."""
        return self._ask(_SELECT_FOLDERS, (scan, STILL))

    def take(self, versions: Sequence[int]) -> list[PictureFile]:
        """These files, in the order of the list."""
        rows = self._ask(_SELECT_TAKEN, (_spell(versions), STILL))
        return [_make_file(row) for row in rows]

    def _ask(self, query: str, values: tuple[object, ...]) -> Iterator[Any]:
        with in_our_words(self._path, READING):
            yield from self._connection.execute(query, values)

    def close(self) -> None:
        """Let go of the inventory."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()


def _spell(numbers: Collection[int]) -> str:
    return msgspec.json.encode(sorted(numbers) if isinstance(numbers, set | frozenset) else list(numbers)).decode()


_OF_TARGETS: Final = "last_scan = ?2 AND target_id IN (SELECT target_id FROM scan_targets WHERE scan_id = ?1)"
_COUNTS: Final = "medium + high > 0"

# CROSS JOIN keeps the order of the tables: from the issues, which few files have, to the files.
_SELECT: Final = (
    "SELECT versions.id, assets.id, target_id, path, folder, size_bytes, format, pictures, EXISTS (SELECT 1"
    " FROM versions AS known CROSS JOIN counts ON counts.reading_id = known.reading_id"
    f" WHERE known.asset_id = assets.id AND {_COUNTS})"
    " FROM (SELECT reading_id AS held, sum(count) AS pictures FROM file_issues CROSS JOIN readings"
    " ON readings.id = reading_id WHERE code = 'image-only' AND basis_id NOT IN (SELECT value FROM json_each(?3))"
    " GROUP BY reading_id UNION ALL"
    " SELECT id, 1 FROM readings WHERE basis_id IN (SELECT value FROM json_each(?4)) AND NOT EXISTS"
    " (SELECT 1 FROM file_issues WHERE reading_id = readings.id AND code = 'image-only'))"
    " CROSS JOIN readings ON readings.id = held CROSS JOIN versions ON reading_id = held"
    f" CROSS JOIN assets ON assets.id = asset_id WHERE {_OF_TARGETS} ORDER BY target_id, path"
)
_SELECT_FOLDERS: Final = (
    "SELECT DISTINCT target_id, folder FROM counts CROSS JOIN versions USING (reading_id)"
    f" CROSS JOIN assets ON assets.id = asset_id WHERE {_COUNTS} AND {_OF_TARGETS}"
)
_SELECT_TAKEN: Final = (
    "SELECT versions.id, target_id, assets.path, size_bytes, modified_ns, version, owner, audience, audience_source,"
    " readers_state, told, (SELECT coalesce(sum(count), 1) FROM file_issues AS held"
    " WHERE held.reading_id = versions.reading_id AND code = 'image-only'),"
    " (SELECT json_group_array(code) FROM file_issues AS failed"
    " WHERE failed.reading_id = versions.reading_id AND class = 'fault')"
    " FROM json_each(?1) AS wanted CROSS JOIN versions ON versions.id = wanted.value"
    " CROSS JOIN assets ON assets.id = asset_id WHERE last_scan = ?2 ORDER BY wanted.key"
)


def _make_file(row: Any) -> PictureFile:
    version, target, path, size, modified, state, owner, audience, source, readers, told, pictures, faults = row
    access = Access(Audience(audience), source)
    entry = Entry(path, size, modified, state, owner, access, readers_state=readers)
    codes = frozenset(msgspec.json.decode(faults, type=list[str]))
    return PictureFile(version, target, entry, told, pictures, codes)


def spell_seconds(seconds: float) -> str:
    """The detail of the issue ``pictures-left``: the time that they need."""
    return f"{seconds:.0f} s"


def read_seconds(detail: str) -> float:
    """The time in such a detail; none where it says something else."""
    match = re.fullmatch(r"(\d{1,15}) s", detail)
    return float(match[1]) if match else 0.0
