"""The rows of marks: how they are asked for, and what they say."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from meibo.inventory.marks import Found, KnownFile, Mark, MarkKind, MovedMark, NewMark, has_grown
from meibo.inventory.schema import STILL

_COLUMNS: Final = (
    "mark, reason, person, made,"
    " (SELECT path FROM marks AS before JOIN assets AS old ON old.id = before.asset_id"
    " WHERE before.id = marks.moved_from),"
    " marks.counts"
)
"""As ``make_mark`` takes them."""
_IS_LAST: Final = "marks.id = (SELECT max(id) FROM marks AS said WHERE said.asset_id = assets.id)"
_NEWEST: Final = (
    "versions.id = (SELECT id FROM versions AS known WHERE known.asset_id = assets.id ORDER BY last_scan DESC LIMIT 1)"
)
_FOUND: Final = (
    "(SELECT json_group_object(name, json_array(low, medium, high)) FROM ("
    "SELECT detector AS name, low, medium, high FROM counts WHERE counts.reading_id = versions.reading_id"
    " UNION ALL SELECT detector || '/' || kind, low, medium, high FROM kind_counts"
    " WHERE kind_counts.reading_id = versions.reading_id))"
)
_VERSIONS_OF_MARKS: Final = (  # the order of the tables is forced: marks are few
    "FROM marks CROSS JOIN assets ON assets.id = marks.asset_id CROSS JOIN versions ON versions.asset_id = assets.id"
    " CROSS JOIN readings ON readings.id = versions.reading_id JOIN targets ON targets.id = assets.target_id"
    f" WHERE {_IS_LAST}"
)

SELECT_OF_SCAN: Final = f"SELECT versions.id, {_COLUMNS} {_VERSIONS_OF_MARKS} AND mark <> '' AND "
"""Version and mark of marked files; the condition that names the scan follows."""
SELECT_DISMISSED: Final = (
    f"SELECT marks.counts, {_FOUND} {_VERSIONS_OF_MARKS} AND mark = '{MarkKind.FALSE_POSITIVE}' AND "
)
"""Findings then and now of files marked as false positives; the condition that names the scan follows."""
SELECT_FILES: Final = (
    f"SELECT assets.id, uri, path, coalesce(last_scan = {STILL}, 0), {_FOUND}, {_COLUMNS}"
    f" FROM assets JOIN targets ON targets.id = assets.target_id LEFT JOIN versions ON {_NEWEST}"
    f" LEFT JOIN marks ON {_IS_LAST} WHERE "
)
"""Files as they were last seen; one of the conditions below follows, and then the order."""
BY_PATH: Final = "assets.target_id IN (SELECT id FROM targets) AND assets.path = ?"
BY_CHOICE: Final = "is_wanted(uri, assets.path)"
MARKED: Final = "assets.id IN (SELECT asset_id FROM marks) AND mark <> ''"
FILE_ORDER: Final = " ORDER BY assets.target_id, assets.path"

SELECT_HISTORY: Final = (
    f"SELECT {_COLUMNS} FROM marks JOIN assets ON assets.id = asset_id JOIN targets ON targets.id = target_id"
    " WHERE uri = ? AND path = ? ORDER BY marks.id DESC"
)
SELECT_MOVED: Final = (
    "SELECT marks.id, mark, reason, person, marks.counts, old_targets.uri, assets.path, here.id, targets.uri, here.path"
    " FROM marks CROSS JOIN assets ON assets.id = marks.asset_id"
    " JOIN targets AS old_targets ON old_targets.id = assets.target_id"
    f" CROSS JOIN versions ON {_NEWEST} JOIN readings AS old ON old.id = versions.reading_id"
    " JOIN readings AS new ON new.content_hash = old.content_hash"
    f" JOIN versions AS now ON now.reading_id = new.id AND now.last_scan = {STILL}"
    " JOIN assets AS here ON here.id = now.asset_id JOIN targets ON targets.id = here.target_id"
    f" WHERE {_IS_LAST} AND mark <> '' AND versions.last_scan < {STILL} AND length(old.content_hash) > 0"
    " AND versions.size_bytes > 0 AND NOT EXISTS (SELECT 1 FROM marks AS own WHERE own.asset_id = here.id)"
    " ORDER BY here.target_id, here.path, marks.id DESC"
)
"""A file that was ever marked itself, even where its mark was taken away, is left as people have left it."""


def make_mark(row: tuple[Any, ...], now: Found) -> Mark:
    """The mark of a row of ``_COLUMNS``, beside what is found in the file now."""
    kind, reason, person, made, moved_from, seen = row
    is_outdated = bool(kind) and has_grown(decode_found(seen), now)
    return Mark(MarkKind(kind) if kind else None, reason, person, made, is_outdated, moved_from or "")


def make_file(row: tuple[Any, ...]) -> KnownFile:
    """The file of a row of ``SELECT_FILES``."""
    asset, target, path, is_present, found, *rest = row
    now = decode_found(found)
    mark = make_mark(tuple(rest), now) if rest[0] else None
    return KnownFile(asset, target, path, bool(is_present), now, mark, decode_found(rest[-1]) if mark else {})


def make_moved(row: tuple[Any, ...]) -> MovedMark:
    """The offer of a row of ``SELECT_MOVED``."""
    mark, kind, reason, person, seen, old_target, old_path, asset, target, path = row
    new = NewMark(asset, MarkKind(kind), reason, person, decode_found(seen), mark)
    return MovedMark(new, old_target, old_path, target, path)


def decode_found(text: str) -> Found:
    """Findings as they are stored and asked for."""
    return msgspec.json.decode(text, type=Found)


def encode_found(found: Found) -> str:
    """The same the other way."""
    return msgspec.json.encode(found).decode()
