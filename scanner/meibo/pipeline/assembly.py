"""Puts the parts of a file together: one result a file, positions counted from its beginning."""

from __future__ import annotations

from typing import Final

import msgspec

from meibo.catalogue.issues import IssueClass, issue_code
from meibo.inventory.model import FileResult, Issue, Status, StoredPosition
from meibo.pipeline.content_hash import join_chunks
from meibo.pipeline.counting import add_counts
from meibo.pipeline.model import PartResult
from meibo_connectors.model import Entry
from meibo_detectors.person_sets import count_persons, pack, unite, unpack

KEPT_KEY_BYTES: Final = 512 << 20
"""Thirty million people of one file; a database row cannot hold much more."""


def assemble(entry: Entry, parts: list[PartResult], secret: bytes, examples: int | None) -> FileResult:
    """The result of a file from all of its parts, in any order."""
    parts = sorted(parts, key=lambda part: part.ordinal)
    keys = unite_packed([part.person_keys for part in parts])
    least, most = count_persons(unpack(keys)) if keys else (0, 0)
    issues = _merge_issues(parts)
    is_read = any(part.is_read for part in parts)
    if is_read and all(part.is_blank for part in parts):
        is_read, issues = False, (Issue("extract", "format-no-text", "zeros"), *issues)
    is_whole = all(part.is_whole for part in parts)
    if len(keys) > KEPT_KEY_BYTES:
        keys, issues = b"", (*issues, Issue("detect", "persons-not-kept"))
    chunks = [part.chunk_hash for part in parts]
    encodings = list(dict.fromkeys(encoding for part in parts for encoding in part.encodings))
    return FileResult(
        entry=_complete(entry, parts),
        status=Status.SKIPPED if not is_read else Status.COMPLETE if is_whole else Status.PARTIAL,
        issues=issues,
        format=next((part.format for part in parts if part.format), ""),
        encoding=",".join(encodings),
        content_hash=join_chunks(chunks, secret) if is_read and is_whole and all(chunks) else b"",
        bytes_read=sum(part.bytes_read for part in parts),
        counts=add_counts([part.counts for part in parts]),
        kind_counts={
            detector: add_counts([part.kind_counts.get(detector, {}) for part in parts])
            for detector in sorted({name for part in parts for name in part.kind_counts})
        },
        positions=_place_positions(parts, examples),
        allowed=add_counts(part.allowed for part in parts),
        person_keys=keys,
        persons_least=least,
        persons_most=most,
        roster_points=sum(part.roster_points for part in parts),
    )


def _complete(entry: Entry, parts: list[PartResult]) -> Entry:
    """The entry with what only opening the file has told of its owner and readers."""
    owner = next((part.owner for part in parts if part.owner), entry.owner)
    access = next((part.access for part in parts if part.access is not None), entry.access)
    return msgspec.structs.replace(entry, owner=owner, access=access)


def skipped(entry: Entry, code: str, detail: str = "") -> FileResult:
    """The result of a file that was listed and not read."""
    return FileResult(entry=entry, status=Status.SKIPPED, is_opened=False, issues=(Issue("list", code, detail),))


def unite_packed(keys: list[bytes]) -> bytes:
    """The people of several parts."""
    return keys[0] if len(keys) == 1 else pack(unite([unpack(one) for one in keys]))


def _merge_issues(parts: list[PartResult]) -> tuple[Issue, ...]:
    merged: dict[tuple[str, str], Issue] = {}
    for part in parts:
        for issue in part.issues:
            known = merged.get((issue.stage, issue.code))
            is_note = issue_code(issue.code).kind is IssueClass.NOTE
            count = issue.count + (known.count if known and is_note else 0)
            merged[issue.stage, issue.code] = msgspec.structs.replace(known or issue, count=count)
    return tuple(merged.values())


def _place_positions(parts: list[PartResult], examples: int | None) -> tuple[StoredPosition, ...]:
    """Positions counted from the file's first character, the first few of each detector."""
    placed: list[StoredPosition] = []
    kept: dict[str, int] = {}
    line_ends = tail_chars = rows = 0
    for part in parts:
        for position in part.positions:
            seen = kept.get(position.detector, 0)
            if examples is None or seen < examples:
                kept[position.detector] = seen + 1
                placed.append(_move(position, line_ends, tail_chars, rows))
        line_ends += part.line_ends
        rows += part.rows
        tail_chars = part.tail_chars + (tail_chars if part.line_ends == 0 else 0)
    return tuple(placed)


def _move(position: StoredPosition, line_ends: int, tail_chars: int, rows: int) -> StoredPosition:
    if isinstance(row := position.location.get("row"), int):
        return msgspec.structs.replace(position, location={**position.location, "row": row + rows})
    line, column = position.location.get("line"), position.location.get("column")
    if not (line_ends or tail_chars) or not isinstance(line, int) or not isinstance(column, int):
        return position
    right = tail_chars if line == 1 else 0
    return msgspec.structs.replace(
        position,
        location={"line": line + line_ends, "column": column + right},
        start=position.start + right,
        end=position.end + right,
    )
