"""What reports and commands read from an inventory; never writes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from meibo.configuration.pictures import SECONDS_A_PICTURE
from meibo.inventory import mark_rows
from meibo.inventory.audit import Entry, read_entries
from meibo.inventory.chosen import CHOSEN, ChosenFacts, choose, tell_facts
from meibo.inventory.differing import Pair, find_differing
from meibo.inventory.file_briefs import FileBriefs
from meibo.inventory.files import InventoryError
from meibo.inventory.mark_reader import MarkReader
from meibo.inventory.marks import Mark, has_grown, join_found
from meibo.inventory.model import (
    Counts,
    Coverage,
    KnownRule,
    Location,
    ScanFacts,
    ScanSummary,
    Status,
    UnreadPictures,
)
from meibo.inventory.picture_files import read_seconds
from meibo.inventory.places import Place, Places
from meibo.inventory.rows import Asset, IssueRow, PositionRow, ScanRun
from meibo.inventory.schema import MIGRATIONS, STILL, UnknownSchemaError, check
from meibo.inventory.seen import LISTED, OF_SCAN, UNSEEN
from meibo.inventory.snapshots import bring_up, open_snapshot
from meibo.inventory.sqlite_errors import READING, in_our_words


class _Options(msgspec.Struct, frozen=True):
    """What a reader wants to know of a scan's options."""

    rules: tuple[KnownRule, ...] = ()


_SELECT_SCANS: Final = "SELECT id, state, started, ended, targets, rule_set, options FROM scans"
"""The columns of ``ScanFacts``, in its order."""

_SELECT_ASSETS: Final = (
    "SELECT versions.id, uri, path, folder, size_bytes, modified_ns, owner, audience, audience_source, status,"
    " issue_code, issue_class, format, encoding, content_hash, bytes_read, persons_least, persons_most,"
    " roster_points, first_scan,"
    " min(last_scan, (SELECT max(scan_id) FROM scan_targets AS known WHERE known.target_id = assets.target_id)),"
    " read_scan"
    " FROM versions JOIN assets ON assets.id = asset_id JOIN targets ON targets.id = assets.target_id"
    " JOIN readings ON readings.id = reading_id"
)
"""The columns of ``Asset``, in its order, but for the counts."""

_SELECT_POSITIONS: Final = (
    "SELECT uri, path, detector, container, location, start_char, end_char, score, evidence, fingerprint, masked"
    " FROM versions JOIN assets ON assets.id = asset_id JOIN targets ON targets.id = assets.target_id"
    " JOIN positions USING (reading_id)"
)
_FILE_ORDER: Final = " ORDER BY assets.target_id, path, versions.id"
_READING_ORDER: Final = " ORDER BY assets.target_id, path, detector, ordinal"

_FILES: Final = "versions JOIN assets ON assets.id = asset_id JOIN readings ON readings.id = reading_id"
_FILES_AS_STORED: Final = _FILES.replace(" JOIN ", " CROSS JOIN ")
"""The same for sums: SQLite keeps this order of tables, so that all are read from front to back. Of a million files
that takes a tenth of the time of going by path."""
_FILES_OF: Final = "{table} CROSS JOIN versions USING (reading_id) CROSS JOIN assets ON assets.id = asset_id"
"""Files by what was found in them: begun there, as most files have nothing."""


class Reader:
    """Reads one inventory as it was when the reader was made, whatever a scan writes meanwhile.

    Raises InventoryError where the file is missing, damaged or no inventory.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise InventoryError("inventory-missing", str(path))
        self._path, self._of_scan = path, OF_SCAN
        with in_our_words(path, READING), contextlib.ExitStack() as undo:
            self._connection = open_snapshot(path)
            undo.callback(self.close)
            schema = check(self._connection)
            if not schema:
                raise UnknownSchemaError
            if schema < len(MIGRATIONS):
                self._connection = bring_up(self._connection)
            undo.pop_all()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _ask(self, query: str, values: tuple[object, ...] = ()) -> Iterator[Any]:
        """Rows of a query, while the file can be read."""
        with in_our_words(self._path, READING):
            for row in self._connection.execute(query, values):  # noqa: UP028 - would close a cursor of a closed file
                yield row

    def _ask_one(self, query: str, values: tuple[object, ...] = ()) -> Any:
        """The only row of a query, None where there is none."""
        return next(self._ask(query, values), None)

    def scan_numbers(self) -> tuple[int, ...]:
        """All scans whose views are kept, oldest first."""
        return tuple(row[0] for row in self._ask("SELECT id FROM scans WHERE state <> 'pruned' ORDER BY id"))

    def runs(self, target: str) -> Iterator[ScanRun]:
        """Every scan of a target, newest first; what failed is counted when it comes to a scan, and not before."""
        for number, state, ended in self._ask(
            "SELECT scans.id, state, coalesce(ended, started) FROM scans JOIN scan_targets ON scan_id = scans.id"
            " JOIN targets ON targets.id = target_id WHERE uri = ? ORDER BY scans.id DESC",
            (target,),
        ):
            yield ScanRun(number, state, ended, self._count_faults(number, target), self._has_files(number))

    def _count_faults(self, scan: int, target: str) -> int:
        (faults,) = self._ask_one(
            "SELECT (SELECT count(*) FROM issues JOIN targets ON targets.id = target_id"
            " WHERE scan_id = ?1 AND uri = ?2 AND class = 'fault')"
            " + (SELECT count(*) FROM file_issues CROSS JOIN versions USING (reading_id)"
            " JOIN assets ON assets.id = asset_id JOIN targets ON targets.id = assets.target_id"
            " WHERE uri = ?2 AND class = 'fault' AND ?1 BETWEEN first_scan AND last_scan"
            " AND versions.id NOT IN (SELECT version_id FROM unseen WHERE scan_id = ?1))",
            (scan, target),
        )
        return int(faults)

    def _has_files(self, scan: int) -> bool:
        return bool(self._ask_one(f"SELECT EXISTS (SELECT 1 FROM {_FILES} WHERE {OF_SCAN})", (scan,))[0])

    def scans(self) -> Iterator[ScanFacts]:
        """What is said of the scans whose views are kept, newest first, without looking at files."""
        for row in self._ask(f"{_SELECT_SCANS} WHERE state <> 'pruned' ORDER BY id DESC"):
            yield _make_facts(row)

    def scan_facts(self, scan: int) -> ScanFacts:
        """What is said of one scan."""
        return _make_facts(self._ask_one(f"{_SELECT_SCANS} WHERE id = ?", (scan,)))

    def cover(self, scan: int) -> Coverage:
        """Every file that is known by a scan, of its targets, by what became of it."""
        by_status, unseen = self._count_by_status(scan)
        known, gone = self._ask_one(
            "SELECT count(*), coalesce(sum(last < ?1), 0) FROM (SELECT max(last_scan) AS last FROM versions"
            " CROSS JOIN assets ON assets.id = asset_id WHERE first_scan <= ?1"
            " AND target_id IN (SELECT target_id FROM scan_targets WHERE scan_id = ?1) GROUP BY asset_id)",
            (scan,),
        )
        return Coverage(*(known, *(by_status.get(status.value, 0) for status in Status), unseen, gone))

    def summarise(self, scan: int) -> ScanSummary:
        """The figures of a scan, counted anew from what is stored."""
        row = self._ask_one(
            "SELECT state, started, ended, targets, seconds, rule_set, carried, bytes_read,"
            " CASE WHEN json_valid(options) THEN json_type(options, '$.pictures') IS NOT NULL END"
            " FROM scans WHERE id = ?",
            (scan,),
        )
        by_status, unseen = self._count_by_status(scan)
        issues = list(
            self._ask(
                "SELECT code, count(*), sum(count) FROM (SELECT code, count FROM issues WHERE scan_id = ?1"
                f" UNION ALL SELECT code, count FROM {_FILES_OF.format(table='file_issues')} WHERE {OF_SCAN})"
                " GROUP BY code ORDER BY code",
                (scan,),
            )
        )
        return ScanSummary(
            scan=scan,
            state=row[0],
            started=row[1],
            ended=row[2],
            targets=tuple(msgspec.json.decode(row[3], type=list[str])),
            listed=sum(by_status.values()),
            complete=by_status.get("complete", 0),
            partial=by_status.get("partial", 0),
            skipped=by_status.get("skipped", 0),
            bytes_read=row[7],
            seconds=row[4],
            issues={code: places for code, places, _ in issues},
            findings=self._sum_counts(scan, "detector", "counts"),
            rule_set=row[5],
            allowed=self._sum_counts(scan, "reason", "allowed"),
            carried=row[6],
            unseen=unseen,
            dismissed=self._count_dismissed(scan),
            pictures=self._find_unread_pictures(scan, bool(row[8]), {code: figures for code, *figures in issues}),
        )

    def _find_unread_pictures(self, scan: int, are_tried: bool, issues: dict[str, list[int]]) -> UnreadPictures:
        """From issue codes with the number of places and the sum of their counts."""
        files, pictures = issues.get("image-only", (0, 0))
        _, left = issues.get("pictures-left", (0, 0))
        seconds = SECONDS_A_PICTURE * pictures
        if left:
            rows = self._ask("SELECT detail FROM issues WHERE scan_id = ? AND code = 'pictures-left'", (scan,))
            seconds = sum(read_seconds(detail) for (detail,) in rows)
        return UnreadPictures(files, pictures, left, seconds, are_tried)

    def _count_by_status(self, scan: int) -> tuple[dict[str, int], int]:
        """Files that a scan saw, by status, and how many it could not see."""
        by_status = dict(
            self._ask(f"SELECT status, count(*) FROM {_FILES_AS_STORED} WHERE {OF_SCAN} GROUP BY status", (scan,))
        )
        (unseen,) = self._ask_one("SELECT count(*) FROM unseen WHERE scan_id = ?", (scan,))
        return by_status, int(unseen)

    def _count_dismissed(self, scan: int) -> int:
        rows = self._ask(mark_rows.SELECT_DISMISSED + OF_SCAN, (scan,))
        return sum(not has_grown(mark_rows.decode_found(seen), mark_rows.decode_found(now)) for seen, now in rows)

    def _sum_counts(self, scan: int, name: str, table: str) -> dict[str, Counts]:
        """The sums of a scan in a table of counts, by one of its columns."""
        rows = self._ask(
            f"SELECT {name}, sum(low), sum(medium), sum(high) FROM {_FILES_OF.format(table=table)}"
            f" WHERE {OF_SCAN} GROUP BY {name} ORDER BY {name}",
            (scan,),
        )
        return {key: Counts(low, medium, high) for key, low, medium, high in rows}

    def known_rules(self, scan: int) -> tuple[KnownRule, ...]:
        """The user's rules that a scan looked for."""
        (options,) = self._ask_one("SELECT options FROM scans WHERE id = ?", (scan,))
        return msgspec.json.decode(options, type=_Options).rules

    def assets(self, scan: int) -> Iterator[Asset]:
        """Every file of a scan, by target and path."""
        return self._assets(self._of_scan, (scan,))

    def found_assets(self, scan: int) -> Iterator[Asset]:
        """The same, but only files with findings of any confidence."""
        return self._assets(f"{OF_SCAN} AND readings.id IN (SELECT reading_id FROM counts)", (scan,))

    def unseen_assets(self, scan: int) -> Iterator[Asset]:
        """Files as they are known, of which a scan cannot say whether they are still there, by target and path."""
        return self._assets(UNSEEN, (scan,))

    def versions(self, numbers: Sequence[int]) -> dict[int, Asset]:
        """Versions of files, by number."""
        wanted = msgspec.json.encode(numbers).decode()
        return {asset.version_id: asset for asset in self._assets(LISTED, (wanted,))}

    def differing(self, old: int, new: int) -> Iterator[Pair]:
        """The files of the targets of both scans that they saw differently, by target and path."""
        with in_our_words(self._path, READING):
            yield from find_differing(self._connection, old, new)

    def _assets(self, where: str, values: tuple[object, ...]) -> Iterator[Asset]:
        counts = _Beside(self._ask_counts("counts", "detector", where, values))
        kinds = _Beside(self._ask_counts("kind_counts", "detector, kind", where, values))
        marks = _Beside(self._ask(f"{mark_rows.SELECT_OF_SCAN}{where}{_FILE_ORDER}", values))
        for row in self._ask(f"{_SELECT_ASSETS} WHERE {where}{_FILE_ORDER}", values):
            own = {detector: Counts(*figures) for detector, *figures in counts.take(row[0])}
            by_kind: dict[str, dict[str, Counts]] = {}
            for detector, kind, *figures in kinds.take(row[0]):
                by_kind.setdefault(detector, {})[kind] = Counts(*figures)
            said = [mark_rows.make_mark(mark, join_found(own, by_kind)) for mark in marks.take(row[0])]
            yield _make_asset(row, own, by_kind, said[0] if said else None)

    def person_keys(self, scan: int) -> Iterator[tuple[int, bytes]]:
        """Version and packed keys of the people (``meibo_detectors.person_sets``) of files, in the order of assets."""
        return self._ask(
            f"SELECT versions.id, keys FROM {_FILES} JOIN person_keys USING (reading_id)"
            f" WHERE {self._of_scan}{_FILE_ORDER}",
            (scan,),
        )

    def _ask_counts(self, table: str, names: str, where: str, values: tuple[object, ...]) -> Iterator[Any]:
        """Version, names and figures of files, by target and path."""
        return self._ask(
            f"SELECT versions.id, {names}, low, medium, high FROM {_FILES} JOIN targets ON targets.id = target_id"
            f" JOIN {table} USING (reading_id) WHERE {where}{_FILE_ORDER}, {names}",
            values,
        )

    def positions(self, scan: int, version: int | None = None) -> Iterator[PositionRow]:
        """Stored example positions of a scan, or of one version of a file, by file and detector in reading order."""
        rows = (
            self._ask(f"{_SELECT_POSITIONS} WHERE {OF_SCAN}{_READING_ORDER}", (scan,))
            if version is None
            else self._ask(_SELECT_POSITIONS + " WHERE versions.id = ?" + _READING_ORDER, (version,))
        )
        yield from map(_make_position, rows)

    def newest_positions(self, detector: str, path: str | None = None) -> Iterator[PositionRow]:
        """The same of one detector in files that are there, or in those of one path."""
        of_path = "" if path is None else " AND path = ?2"
        query = f"{_SELECT_POSITIONS} WHERE last_scan = {STILL} AND detector = ?1{of_path}{_READING_ORDER}"
        yield from map(_make_position, self._ask(query, (detector,) if path is None else (detector, path)))

    def issues(self, scan: int, path: str | None = None) -> Iterator[IssueRow]:
        """Issues of a scan, or of one of its files, by target and path."""
        of_path = "" if path is None else " AND path = ?2"
        for row in self._ask(
            "SELECT uri, path, is_asset, stage, code, class, detail, count, status FROM ("
            "SELECT target_id, path, 0 AS is_asset, stage, code, class, detail, count, NULL AS status FROM issues"
            f" WHERE scan_id = ?1{of_path}"
            " UNION ALL SELECT assets.target_id, path, 1, stage, code, class, detail, count, status"
            f" FROM {_FILES} JOIN file_issues USING (reading_id) WHERE {OF_SCAN}{of_path})"
            " JOIN targets ON targets.id = target_id ORDER BY target_id, path, stage, code",
            (scan,) if path is None else (scan, path),
        ):
            uri, of, is_asset, *what, status = row
            yield IssueRow(*(uri, of, bool(is_asset), *what, Status(status) if status else None))

    def unseen(self, scan: int) -> Iterator[tuple[str, str]]:
        """Target and path of files that are known, and of which a scan cannot say whether they are still there."""
        yield from self._ask(
            "SELECT uri, path FROM unseen JOIN versions ON versions.id = version_id JOIN assets ON assets.id = asset_id"
            " JOIN targets ON targets.id = target_id WHERE scan_id = ? ORDER BY target_id, path",
            (scan,),
        )

    # --- places and the files that are chosen

    def places(self) -> Places:
        """Looks up what a person names."""
        return Places(self._connection)

    def choose(self, places: Sequence[Place], owner: str | None = None) -> None:
        """From here on ``assets`` and ``person_keys`` are of the files of these places alone, whatever the scan."""
        with in_our_words(self._path, READING):
            choose(self._connection, places, owner)
        self._of_scan = CHOSEN

    def chosen_facts(self, places: Sequence[Place], since_ns: int) -> ChosenFacts:
        """What is said of the chosen files; those changed since that moment count as recent."""
        with in_our_words(self._path, READING):
            return tell_facts(self._connection, places, since_ns)

    @property
    def briefs(self) -> FileBriefs:
        """The files of scans in brief."""
        return FileBriefs(self._path, self._connection)

    # --- the key

    def key_check(self) -> bytes | None:
        """What the inventory keeps to tell its key from another, a secret as good as the key; None before it is known.

        What is derived from it is the same for all inventories that share the key.
        """
        row = self._ask_one("SELECT value FROM key_check")
        return bytes(row[0]) if row else None

    @property
    def marks(self) -> MarkReader:
        """What people have said of files."""
        return MarkReader(self._connection, self._ask)

    def audit_entries(self) -> list[Entry]:
        """The audit log, oldest first; not in the view of any scan."""
        with in_our_words(self._path, READING):
            return read_entries(self._connection)

    def seal_of_scan(self, scan: int) -> str:
        """The seal of the entry that a scan has ended with, in hex: no older copy of the inventory holds it.

        Empty where the inventory is not sealed.
        """
        row = self._ask_one(
            "SELECT lower(hex(coalesce(seal, x''))) FROM audit WHERE action = 'scan-end'"
            " AND json_extract(details, '$.scan') = ? ORDER BY id DESC LIMIT 1",
            (scan,),
        )
        return str(row[0]) if row else ""

    def known_reports(self) -> tuple[Path, ...]:
        """Where reports of this inventory were written."""
        return tuple(Path(row[0]) for row in self._ask("SELECT path FROM reports"))

    def history(self, target: str, path: str) -> list[Asset]:
        """Every version of a file that a scan has seen, newest first, without counts."""
        rows = self._ask(
            _SELECT_ASSETS + " WHERE uri = ? AND path = ? ORDER BY last_scan DESC",
            (target, path),
        )
        return [_make_asset(row, {}, {}) for row in rows]


class _Beside:
    """Rows that begin with a version and come in the order of the versions, taken version by version."""

    def __init__(self, rows: Iterator[Any]) -> None:
        self._rows = rows
        self._pending = next(rows, None)

    def take(self, version: int) -> Iterator[Any]:
        """The rows of a version, without it."""
        while self._pending is not None and self._pending[0] == version:
            yield self._pending[1:]
            self._pending = next(self._rows, None)


def _make_facts(row: tuple[Any, ...]) -> ScanFacts:
    number, state, started, ended, targets, rule_set, options = row
    uris = tuple(msgspec.json.decode(targets, type=list[str]))
    return ScanFacts(number, state, started, ended, uris, rule_set, msgspec.json.decode(options))


def _make_asset(
    row: tuple[Any, ...], counts: dict[str, Counts], kinds: dict[str, dict[str, Counts]], mark: Mark | None = None
) -> Asset:
    return Asset(*(*row[:9], Status(row[9]), *row[10:], counts, kinds, mark))


_decode_texts: Final = msgspec.json.Decoder(list[str]).decode
_decode_location: Final = msgspec.json.Decoder(Location).decode


def _make_position(row: tuple[Any, ...]) -> PositionRow:
    return PositionRow(
        target=row[0], path=row[1], detector=row[2],
        container=_decode_texts(row[3]), location=_decode_location(row[4]),
        start=row[5], end=row[6], score=row[7],
        evidence=_decode_texts(row[8]),
        fingerprint=row[9].hex(), masked=row[10],
    )  # fmt: skip
