"""Gathers what is found in one part of a file: exact counts, the first positions, the people."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec import structs

from meibo.extraction.model import Face, Notice
from meibo.inventory.model import Counts, Issue, Location, Stage, StoredPosition
from meibo.pipeline.counting import add_counts
from meibo.pipeline.faces import store_face
from meibo.pipeline.model import Part, PartResult, Settings
from meibo.pipeline.sent_outside import Mails
from meibo_connectors.model import UNTOLD, Access, Entry
from meibo_detectors.engine import Scan
from meibo_detectors.evidence import words
from meibo_detectors.general import face_photo
from meibo_detectors.kernels.tally import tally
from meibo_detectors.model import Block, Confidence, Detector, Position
from meibo_detectors.person_sets import Keys, pack, unite
from meibo_detectors.persons import find_person_keys
from meibo_detectors.records import count_roster_points

if TYPE_CHECKING:
    from meibo.pipeline.allowing import AllowList

UNITED_EVERY: Final = 64
"""Blocks after which repeated person keys are dropped."""
_NO_LIMIT: Final = 1 << 62


class Terms:
    """What is gathered of any part, made once: rows of counts, least scores, and how many positions are kept."""

    def __init__(self, settings: Settings, detectors: tuple[Detector, ...], allow: AllowList | None = None) -> None:
        self.settings = settings
        self.detectors = detectors
        self.allow = allow
        """For portraits; what is found in text comes without what is allowed."""
        rows = [(detector.id, kind) for detector in detectors for kind in ("", *(kind.id for kind in detector.kinds))]
        self.rows = tuple(rows)
        """The detector, and the kind or nothing, that each row of counts is of."""
        self.counts_at = np.array([at for at, (_, kind) in enumerate(rows) if not kind], np.int64)
        """The row of each detector; behind it come those of its kinds."""
        self.least = np.array(
            [max(settings.least_score, settings.least_scores.get(one.id, 0)) for one in detectors], np.int64
        )
        self.face_at = next((at for at, one in enumerate(detectors) if one.id == face_photo.ID), None)
        """The detector of portraits; None where they are not looked for."""
        self.room = np.full(len(detectors), _NO_LIMIT if settings.examples is None else settings.examples, np.int64)


class Collector:
    """Grows with each scanned block of its part, in reading order."""

    def __init__(self, part: Part, terms: Terms) -> None:
        self.part = part
        self._terms = terms
        self._counts = np.zeros((len(terms.rows), 3), np.int64)
        """Low, medium and high of each detector and of each of its kinds."""
        self._room = terms.room
        """How many more positions of each detector are kept."""
        self._allowed: dict[str, Counts] = {}
        self._given_up: set[str] = set()
        self._positions: list[StoredPosition] = []
        self._keys: list[Keys] = []
        self._issues: list[Issue] = []
        self._noticed: dict[str, Issue] = {}
        self._mails = Mails()
        self._encodings: list[str] = []
        self._last_block: Block | None = None
        self._rows = 0
        self._roster_points = 0
        self.format = ""
        self.chunk_hash = b""
        self.bytes_read = 0
        self.is_read = False
        self.is_whole = True
        self.is_blank = True
        self.owner = ""
        self.access: Access | None = None
        self.open_seconds: float | None = None
        """What opening the file took, None where it was refused."""

    def learn(self, opened: Entry) -> None:
        """Owner and readers, where opening the file has told more than the listing."""
        self.owner = opened.owner
        self.access = None if opened.access == UNTOLD else opened.access

    @property
    def matters(self) -> bool:
        """Whether something was found in it, or may be in what was not read: who can read it is worth a question."""
        return bool(self._counts.any()) or not (self.is_read and self.is_whole)

    def note(self, stage: Stage, code: str, detail: str = "", count: int = 1) -> None:
        """An issue that does not stop the reading."""
        self._issues.append(Issue(stage, code, detail, count))

    def fail(self, stage: Stage, code: str, detail: str = "") -> None:
        """An issue that leaves something unread."""
        self.note(stage, code, detail)
        self.is_whole = False

    def note_inside(self, notice: Notice, *, leaves_unread: bool) -> bool:
        """What an extractor noticed, at any depth; each code is told once, with its first place and its count.

        Returns ``leaves_unread``.
        """
        if notice.code == "outside-recipients":
            self._mails.add_outside(notice.container)
        elif notice.code == "password-opened":
            self._mails.add_opened(notice.container)
        detail = ": ".join(filter(None, ("!".join(notice.container), notice.detail)))
        known = self._noticed.get(notice.code) or Issue("extract", notice.code, detail, 0)
        self._noticed[notice.code] = structs.replace(known, count=known.count + notice.count)
        self.is_whole &= not leaves_unread
        return leaves_unread

    def add_face(self, face: Face) -> None:
        """A portrait in a picture; nothing where they are not looked for."""
        terms, at = self._terms, self._terms.face_at
        if at is None or face.score < Confidence.LOW:
            return
        reason = None if terms.allow is None else terms.allow.find_reason(at, self.part.entry.path)
        if reason is not None:
            self.note_allowed({reason: count_levels(np.array([face.score], np.uint8))})
            return
        kind = face_photo.ID_CARD if face.is_on_card else face_photo.PORTRAIT
        level = (face.score >= Confidence.MEDIUM) + (face.score >= Confidence.HIGH)
        self._counts[terms.counts_at[at] + [0, kind], level] += 1
        if self._room[at] > 0 and face.score >= terms.least[at]:
            self._room = self._room.copy()
            self._room[at] -= 1
            self._positions.append(store_face(face, kind, terms.detectors[at], terms.settings.secret))

    def note_encoding(self, encoding: str) -> None:
        """An encoding that was met."""
        if encoding not in self._encodings:
            self._encodings.append(encoding)

    @property
    def given_up(self) -> frozenset[str]:
        """Detectors that took too long on the file; they are not tried on the rest of it."""
        return frozenset(self._given_up)

    def give_up(self, detector: str) -> None:
        """A detector took too long: the file is read in part, all else that is found is kept."""
        self._given_up.add(detector)

    def note_allowed(self, allowed: dict[str, Counts]) -> None:
        """What was taken out of one block or picture, by reason."""
        self._allowed = add_counts((self._allowed, allowed))

    def counting(self, findings: npt.NDArray[np.void]) -> npt.NDArray[np.void]:
        """The findings whose confidence is enough for their positions to be kept."""
        return findings.take(np.flatnonzero(findings["score"] >= self._terms.least[findings["detector"]]))

    def add(self, scan: Scan, found: Found) -> None:
        """What one pass found in one block of this part; either all of it is taken in, or nothing."""
        if len(found.findings):
            self._count(scan, found)
        self.is_read = True
        self._last_block = found.block
        self._rows += found.rows
        self._roster_points += found.roster_points
        if len(found.keys):
            if self.format != "text":
                self._mails.add_people(found.block.position.container, found.keys)
            self._keys.append(found.keys)
            if len(self._keys) > UNITED_EVERY:
                self._keys = [unite(self._keys)]

    def _count(self, scan: Scan, found: Found) -> None:
        terms, room, counts = self._terms, self._room.copy(), self._counts.copy()
        rows = tally(found.findings.view(np.uint8), terms.counts_at, counts, terms.least, room)
        if len(rows):
            chosen = found.findings.take(rows)
            chosen = chosen.take(np.argsort(chosen["detector"], kind="stable"))
            secret = terms.settings.secret
            stored = store_positions(scan, found.block, chosen, terms.detectors, secret, self._rows)
            self._positions += [position for position, _ in stored]
        self._room, self._counts = room, counts

    def finish(self) -> PartResult:
        """Everything that was learned."""
        if self._given_up:
            self.fail("detect", "rule-time-limit", ", ".join(sorted(self._given_up)))
        if sent := self._mails.count():
            self.note("detect", "sent-outside", count=sent)
        line_ends, tail_chars = _measure_end(self._last_block)
        counts, kind_counts = self._name_counts()
        return PartResult(
            number=self.part.number,
            ordinal=self.part.ordinal,
            is_read=self.is_read,
            is_whole=self.is_whole,
            is_blank=self.is_blank and self.bytes_read > 0,
            issues=(*self._issues, *self._noticed.values()),
            format=self.format,
            encodings=tuple(self._encodings),
            counts=counts,
            kind_counts=kind_counts,
            positions=tuple(self._positions),
            allowed=self._allowed,
            person_keys=pack(unite(self._keys)) if self._keys else b"",
            chunk_hash=self.chunk_hash,
            bytes_read=self.bytes_read,
            line_ends=line_ends,
            tail_chars=tail_chars,
            rows=self._rows,
            roster_points=self._roster_points,
            owner=self.owner,
            access=self.access,
        )

    def _name_counts(self) -> tuple[dict[str, Counts], dict[str, dict[str, Counts]]]:
        """By detector, and by detector and kind, where there are any."""
        counts: dict[str, Counts] = {}
        kind_counts: dict[str, dict[str, Counts]] = {}
        rows = np.flatnonzero(self._counts.any(axis=1))
        for at, row in zip(rows.tolist(), self._counts[rows].tolist(), strict=True):
            detector, kind = self._terms.rows[at]
            of = kind_counts.setdefault(detector, {}) if kind else counts
            of[kind or detector] = Counts(*row)
        return counts, kind_counts


def store_positions(
    scan: Scan,
    block: Block,
    findings: npt.NDArray[np.void],
    detectors: tuple[Detector, ...],
    secret: bytes,
    rows_before: int = 0,
) -> Iterator[tuple[StoredPosition, str]]:
    """Each finding of one block in its storable form, and beside it the value, which must not be stored."""
    for row, location, start in _place(scan, block, findings, rows_before):
        detector = detectors[row["detector"]]
        value = scan.value(row)
        position = StoredPosition(
            detector=detector.id,
            location=location,
            start=start,
            end=start + int(row["end"] - row["start"]),
            score=int(row["score"]),
            evidence=describe_evidence(scan, row, detector),
            fingerprint=make_fingerprint(scan, row, detector, secret),
            masked=detector.show(value, int(row["kind"])),
            container=block.position.container,
        )
        yield position, value


def make_fingerprint(scan: Scan, row: np.void, detector: Detector, secret: bytes) -> bytes:
    """The keyed hash of a finding's normalised value."""
    return hmac.digest(secret, row["key"] or detector.normalise(scan.value(row)).encode(), "sha256")


def count_levels(scores: npt.NDArray[np.uint8]) -> Counts:
    """How many scores are low, medium and high."""
    return Counts(*np.bincount(_level(scores), minlength=3).tolist())


def _level(scores: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """0 low, 1 medium, 2 high."""
    return (scores >= Confidence.MEDIUM).astype(np.int64) + (scores >= Confidence.HIGH)


Place = tuple[np.void, Location, int]
"""A finding, its location, and the code points before it in its line or cell."""


def _place(scan: Scan, block: Block, findings: npt.NDArray[np.void], rows_before: int) -> Iterator[Place]:
    """Each finding in the form of location that its block has."""
    at = block.position
    if at.sheet is not None or at.table is not None:
        return _place_in_table(scan, at, findings)
    if at.page is not None:
        return _place_on_page(scan, block, at.page, findings)
    if block.layout.kind == "delimited" and not at.container:
        return _place_in_rows(scan, findings, rows_before)
    return _place_in_lines(scan, block, findings)


def _place_in_lines(scan: Scan, block: Block, findings: npt.NDArray[np.void]) -> Iterator[Place]:
    line, column = scan.locate(findings)
    for row, lines_down, columns_right in zip(findings, line.tolist(), column.tolist(), strict=True):
        start = columns_right + (0 if lines_down else (block.position.column or 1) - 1)
        yield row, {"line": (block.position.line or 1) + lines_down, "column": start + 1}, start


def _place_in_rows(scan: Scan, findings: npt.NDArray[np.void], rows_before: int) -> Iterator[Place]:
    row_number, place, inside = scan.locate_cells(findings)
    for row, rows_down, cell, start in zip(findings, row_number.tolist(), place.tolist(), inside.tolist(), strict=True):
        yield row, {"row": rows_before + rows_down + 1, "column": cell}, start


def _place_in_table(scan: Scan, at: Position, findings: npt.NDArray[np.void]) -> Iterator[Place]:
    """By cell of a sheet, or by row and column of a table in a document or database."""
    row_number, place, inside = scan.locate_cells(findings)
    for row, rows_down, cell, start in zip(findings, row_number.tolist(), place.tolist(), inside.tolist(), strict=True):
        down, right = (at.row or 1) + rows_down, (at.column or 1) + max(cell, 1) - 1
        if at.sheet is not None:
            yield row, {"sheet": at.sheet, "cell": f"{name_column(right)}{down}"}, start
        elif at.table is not None:
            yield row, {"table": at.table, "row": down, "column": right}, start


def _place_on_page(scan: Scan, block: Block, page: int, findings: npt.NDArray[np.void]) -> Iterator[Place]:
    """By page; what was recognised in a picture by the box of its line, too."""
    line, column = scan.locate(findings)
    for row, lines_down, start in zip(findings, line.tolist(), column.tolist(), strict=True):
        location: Location = {"page": page}
        if block.boxes:
            location["box"] = list(block.boxes[min(lines_down, len(block.boxes) - 1)])
        yield row, location, start


def name_column(number: int) -> str:
    """The letters of a sheet's column, from 1.

    >>> name_column(1), name_column(28)
    ('A', 'AB')
    """
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def describe_evidence(scan: Scan, row: np.void, detector: Detector) -> tuple[str, ...]:
    """The evidence of a finding in words: its kind, the label that names it (``column:`` where it is the name of its
    column), then all else."""
    word = f"{'column' if scan.is_in_named_column(row) else 'label'}:"
    label = (word + scan.labels.spellings[row["label"]],) if row["label"] >= 0 else ()
    kind = (f"kind:{detector.kinds[row['kind'] - 1].id}",) if row["kind"] else ()
    return (*kind, *label, *words(int(row["evidence"])))


class Found(NamedTuple):
    """What one pass found in one block."""

    block: Block
    findings: npt.NDArray[np.void]
    keys: Keys
    rows: int
    roster_points: int


def split_scan(scan: Scan, detectors: tuple[Detector, ...], secret: bytes) -> Iterator[Found]:
    """The findings and people of a pass, block by block."""
    key_blocks, keys = find_person_keys(scan, detectors, secret)
    points = count_roster_points(scan, detectors)
    edges = np.arange(len(scan.blocks) + 1)
    borders = np.searchsorted(scan.findings["block"], edges)
    key_borders = np.searchsorted(key_blocks, edges)
    rows = scan.count_rows().tolist()
    for at, block in enumerate(scan.blocks):
        yield Found(
            block,
            scan.findings[borders[at] : borders[at + 1]],
            keys[key_borders[at] : key_borders[at + 1]],
            rows[at],
            int(points[at]),
        )


def _measure_end(block: Block | None) -> tuple[int, int]:
    """Line ends before the end of a part, and characters behind the last of them."""
    if block is None:
        return 0, 0
    first, past = block.lead, len(block.text) - block.tail
    core = np.frombuffer(block.text, np.uint8)[first:past]
    feeds, returns = core == 10, core == 13
    ends = int(np.count_nonzero(feeds) + np.count_nonzero(returns) - np.count_nonzero(returns[:-1] & feeds[1:]))
    before = 0 if ends else (block.position.column or 1) - 1
    last = max(block.text.rfind(b"\n", first, past), block.text.rfind(b"\r", first, past), first - 1) + 1
    return (block.position.line or 1) - 1 + ends, before + len(block.text[last:past].decode("utf-8"))
