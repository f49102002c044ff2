"""One pass over blocks of text: fold, find cells, join, find candidates, weigh their context, resolve overlaps."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.columns import Columns, refute_headers
from meibo_detectors.context import weigh
from meibo_detectors.evidence import ALL_EVIDENCE, Bits, Evidence, mark
from meibo_detectors.fields import Fields
from meibo_detectors.joins import join_values
from meibo_detectors.label_table import Labels, LabelTable
from meibo_detectors.model import FINDING, Block, Context, Detector, PersonKey
from meibo_detectors.naming import FieldNames
from meibo_detectors.nesting import settle_records
from meibo_detectors.normalise import SEPARATOR, Folded, Offsets
from meibo_detectors.records import lower_samples, support
from meibo_detectors.scopes import Scopes
from meibo_detectors.structure.registry import find_cells
from meibo_detectors.text import Text, hash_for_look_up

ROUNDS: Final = 24
"""Rounds in which overlaps are settled all at once; real text takes three."""
RESTORED_SCORE: Final = 75
"""The most that a value is worth whose leading zero was put back."""


class Weighed(NamedTuple):
    """The candidates of one detector and what became of them; all arrays are parallel."""

    detector: int
    candidates: npt.NDArray[np.void]
    """Rows of CANDIDATE in folded characters, evidence added."""
    context: Context
    scores: npt.NDArray[np.uint8]
    """Before records are looked at; 0 where the candidate is no finding."""


class Scan:
    """What one pass found: ``findings`` in reading order, and the text to look values up in."""

    def __init__(
        self,
        blocks: Sequence[Block],
        text: Text,
        findings: npt.NDArray[np.void],
        table: LabelTable,
        weighed: Sequence[Weighed] = (),
    ) -> None:
        self.blocks = blocks
        self.text = text
        self.findings = findings
        """Rows of FINDING; offsets are code points of the joined text."""
        self.labels = table
        self.weighed = weighed
        """Every candidate with its context, to explain findings and near misses by; empty unless it was asked for."""

    def value(self, finding: np.void) -> str:
        """A value as written, escapes decoded. It must not leave the process but masked or fingerprinted."""
        return self.text.folded.value(int(finding["folded_start"]), int(finding["folded_end"]))

    def is_in_named_column(self, finding: np.void) -> bool:
        """Whether the label that names a finding is the name of its column."""
        fields = self.text.fields
        return bool(finding["is_named"]) and finding["field"] >= 0 and int(fields.column[finding["field"]]) >= 0

    @functools.cached_property
    def core_starts(self) -> Offsets:
        """First code point of each block's core in the joined text."""
        leads = [len(block.text[: block.lead].decode("utf-8")) if block.lead else 0 for block in self.blocks]
        return self.text.folded.text_starts[:-1] + np.array(leads, np.int64)

    @functools.cached_property
    def core_ends(self) -> Offsets:
        """One past the last code point of each block's core."""
        tails = [
            len(block.text[len(block.text) - block.tail :].decode("utf-8")) if block.tail else 0
            for block in self.blocks
        ]
        return self.text.folded.text_starts[1:] - len(SEPARATOR) - np.array(tails, np.int64)

    @functools.cached_property
    def line_ends(self) -> Offsets:
        """Code points of the joined text that end a line, ascending."""
        return self.text.folded.text_line_ends

    @functools.cached_property
    def row_starts(self) -> Offsets:
        """Code points of the joined text at which rows of delimited text begin, ascending."""
        rows = self.text.fields.cells.rows
        return self.text.folded.restore(np.minimum(rows, len(self.text.folded.chars) - 1)) if len(rows) else rows

    def locate(self, findings: npt.NDArray[np.void]) -> tuple[Offsets, Offsets]:
        """Line and column of each finding, counted from 0 at the first character of its block's core."""
        core = self.core_starts[findings["block"]]
        ends = self.line_ends
        before_core = np.searchsorted(ends, core)
        before = np.searchsorted(ends, findings["start"])
        line = before - before_core
        line_start = np.where(line > 0, ends[np.maximum(before - 1, 0)] + 1, core) if len(ends) else core
        return line, findings["start"] - line_start

    def locate_cells(self, findings: npt.NDArray[np.void]) -> tuple[Offsets, Offsets, Offsets]:
        """Row from 0 at the block's core, number of the cell in it from 1, and code points from the cell's start.

        For findings in the cells of delimited text; elsewhere the cell's number is 0.
        """
        fields = self.text.fields
        held = np.maximum(findings["field"], 0)
        place = np.where(findings["field"] >= 0, fields.cells.place[held], 0) if len(fields.start) else held * 0
        first = np.searchsorted(self.row_starts, self.core_starts[findings["block"]], "left")
        row = np.searchsorted(self.row_starts, findings["start"], "right") - 1 - first
        begin = self.text.folded.restore(fields.start[held]) if len(fields.start) else findings["start"]
        return row, place, np.maximum(findings["start"] - begin, 0)

    def count_rows(self, block: int) -> int:
        """Rows that begin in the core of a block."""
        borders = (self.core_starts[block], self.core_ends[block])
        first, last = np.searchsorted(self.row_starts, borders, "left")
        return int(last - first)


class Engine:
    """Detectors made ready; one engine serves any number of passes."""

    def __init__(self, detectors: Sequence[Detector]) -> None:
        self.detectors = tuple(detectors)
        self.table = LabelTable(self.detectors)
        self._scopes = Scopes(self.table)
        heeding = sum(1 << at for at, detector in enumerate(self.detectors) if detector.heeds_names)
        persons = sum(1 << at for at, detector in enumerate(self.detectors) if detector.person_key is PersonKey.NAME)
        self._ids = tuple(detector.id for detector in self.detectors)
        self.names = FieldNames(self.table, self._ids, heeding, persons)

    def scan(self, blocks: Sequence[Block], *, explain: bool = False) -> Scan:
        """Every finding of all levels whose first character lies in the core of its block.

        With ``explain`` all candidates are kept beside them, those too that a check refutes.
        """
        text = self.read(blocks)
        text.keeps_failures = explain
        keywords, is_sample = self._scopes.read(blocks)
        found = [self._find(detector, text) for detector in self.detectors]
        columns = Columns(text.folded, text.fields)
        find_labels = functools.cache(lambda: self._find_labels(text.folded, found))
        parts, weighed = [], []
        for index, (detector, candidates) in enumerate(zip(self.detectors, found, strict=True)):
            if not len(candidates):
                continue
            context = weigh(index, candidates, text, find_labels, self.table, columns, keywords)
            scores = refute_headers(detector.score(candidates, context), context)
            parts.append(_as_findings(index, candidates, scores, context, self.table))
            if explain:
                weighed.append(Weighed(index, candidates, context, scores))
        findings = np.concatenate(parts) if parts else np.zeros(0, FINDING)
        findings = findings.take(np.argsort(findings["start"], kind="stable"))
        _note_fields(findings, text.fields)
        support(findings, self.detectors)
        _place(findings, text)
        lower_samples(findings, is_sample)
        scan = Scan(blocks, text, _resolve(findings), self.table, weighed)
        scan.findings = scan.findings.take(np.flatnonzero(_in_core(scan)))
        return scan

    def read(self, blocks: Sequence[Block]) -> Text:
        """Blocks made ready: folded, cells found and named, split values joined."""
        layouts = [block.layout for block in blocks]
        folded = Folded([block.text for block in blocks], layouts)
        hashes = hash_for_look_up(folded)
        cells = find_cells(folded, layouts, lambda start, end: self.names.is_label(folded, hashes, start, end))
        meanings = self.names.interpret(folded, hashes, cells, layouts)
        fields = Fields(settle_records(cells, meanings, self.names.persons), meanings, self._ids)
        text = Text(folded, join_values(folded, hashes, fields, self.names))
        if folded.joined_start == len(folded.chars):  # nothing was joined: the hashes are those of all of it
            text.hashes = hashes
        return text

    def _find(self, detector: Detector, text: Text) -> npt.NDArray[np.void]:
        """The candidates of a detector in order, without those in cells that were joined to something else."""
        candidates = detector.find(text)
        candidates = candidates.take(np.argsort(candidates["start"], kind="stable"))
        if text.fields.consumed.any():
            field = text.fields.holding(candidates["start"], candidates["end"])
            candidates = candidates[(field < 0) | ~text.fields.consumed[np.maximum(field, 0)]]
        return candidates

    def _find_labels(self, folded: Folded, found: Sequence[npt.NDArray[np.void]]) -> Labels:
        """The labels of a text; a word inside a mail address, such as ``@mail.``, names nothing."""
        labels = self.table.find(folded)
        for detector, candidates in zip(self.detectors, found, strict=True):
            if detector.hides_labels:
                labels = labels.outside(candidates["start"], np.maximum.accumulate(candidates["end"]))
        return labels


def _as_findings(
    index: int,
    candidates: npt.NDArray[np.void],
    scores: npt.NDArray[np.uint8],
    context: Context,
    table: LabelTable,
) -> npt.NDArray[np.void]:
    kept = scores > 0
    label = context.label[kept]
    rows = np.zeros(int(kept.sum()), FINDING)
    for name in ("start", "end", "evidence", "key"):
        rows[name] = candidates[name][kept]
    rows["evidence"] &= ALL_EVIDENCE
    rows["detector"], rows["score"], rows["label"], rows["is_named"] = (
        index,
        scores[kept],
        label,
        context.is_named[kept],
    )
    told, named = candidates["kind"][kept], table.kinds[index, np.maximum(label, 0)]
    rows["kind"] = np.where((told > 0) | (label < 0), told, named)
    return rows


def _note_fields(findings: npt.NDArray[np.void], fields: Fields) -> None:
    """The field and record of each finding, and what follows from the field being a joined one."""
    field = fields.holding(findings["start"], findings["end"])
    findings["field"] = field
    findings["record"] = fields.record_of(findings["start"])
    inside = np.flatnonzero(field >= 0)
    findings["record"][inside] = fields.record[field[inside]]
    restored = np.zeros(len(findings), np.bool_)
    restored[inside] = fields.is_restored[field[inside]]
    evidence: Bits = findings["evidence"]
    mark(evidence, restored, Evidence.ZERO_RESTORED)
    findings["score"][restored] = np.minimum(findings["score"][restored], RESTORED_SCORE)


def _place(findings: npt.NDArray[np.void], text: Text) -> None:
    """Turn folded offsets into code points of the joined text, and say which block each finding lies in."""
    folded = text.folded
    findings["folded_start"], findings["folded_end"] = findings["start"], findings["end"]
    findings["start"] = folded.restore(findings["folded_start"])
    findings["end"] = folded.restore_end(findings["folded_end"])
    joined = findings["folded_start"] >= folded.joined_start
    evidence: Bits = findings["evidence"]
    mark(evidence, joined, Evidence.JOINED)
    if joined.any() and len(text.fields.start):
        rows = np.flatnonzero(joined)
        first_end = folded.restore_end(_end_of_first_cell(findings[rows], text))
        findings["end"][rows] = np.where(findings["end"][rows] > first_end, first_end, findings["end"][rows])
    findings["block"] = np.searchsorted(folded.text_starts, findings["start"], "right") - 1


def _end_of_first_cell(findings: npt.NDArray[np.void], text: Text) -> Offsets:
    """For findings in joined stretches the folded end of the cell in which they begin; their own end outside cells."""
    fields = text.fields
    raw_starts = text.folded.restore(fields.start)
    original = fields.start < text.folded.joined_start
    starts = raw_starts[original]
    at = np.searchsorted(starts, findings["start"], "right") - 1
    held = np.maximum(at, 0)
    ends = fields.end[original][held] if len(starts) else findings["folded_end"]
    inside = (at >= 0) & (text.folded.restore_end(ends) > findings["start"]) if len(starts) else at >= 0
    return np.where(inside, ends, findings["folded_end"])


def _resolve(findings: npt.NDArray[np.void]) -> npt.NDArray[np.void]:
    """Findings without overlaps, in reading order: the better score wins, then the longer, then the earlier."""
    start, end = findings["start"], findings["end"]
    if (start[1:] < start[:-1]).any():
        findings = findings[np.lexsort((findings["folded_start"], end, start))]
        start, end = findings["start"], findings["end"]
    kept = np.ones(len(findings), np.bool_)
    undecided = np.flatnonzero(_meets_neighbour(start, end))
    rank = np.empty(len(findings), np.int64)
    rank[undecided[_best_first(findings.take(undecided))]] = np.arange(len(undecided))
    for _ in range(ROUNDS):
        if not len(undecided):
            break
        start, end = findings["start"][undecided], findings["end"][undecided]
        mine = rank[undecided]
        beaten, wins = np.zeros(len(undecided), np.bool_), np.ones(len(undecided), np.bool_)
        pairs = list(_overlapping(start, end))
        for left, right in pairs:
            better = mine[left] < mine[right]
            wins[right[better]] = wins[left[~better]] = False
        for left, right in pairs:
            beaten[right[wins[left]]] = beaten[left[wins[right]]] = True
        kept[undecided[beaten]] = False
        undecided = undecided[~beaten & ~wins]
    else:
        kept[undecided] = _pick_one_by_one(findings.take(undecided), rank[undecided])
    return findings.take(np.flatnonzero(kept))


def _pick_one_by_one(findings: npt.NDArray[np.void], rank: Offsets) -> npt.NDArray[np.bool_]:
    """What is left of endless chains of equal findings, as only a text of nothing else makes them."""
    kept = np.zeros(len(findings), np.bool_)
    base = int(findings["start"].min(initial=0))
    taken = np.zeros(int(findings["end"].max(initial=base)) - base, np.bool_)
    starts, ends = (findings["start"] - base).tolist(), (findings["end"] - base).tolist()
    for row in np.argsort(rank).tolist():
        if not taken[starts[row] : ends[row]].any():
            taken[starts[row] : ends[row]] = kept[row] = True
    return kept


def _best_first(findings: npt.NDArray[np.void]) -> Offsets:
    """The order from the best score on, of equal ones the longer first, of these the earlier."""
    length = findings["end"] - findings["start"]
    return np.lexsort((np.arange(len(findings)), -length, -findings["score"].astype(np.int64)))


def _meets_neighbour(start: Offsets, end: Offsets) -> npt.NDArray[np.bool_]:
    """Which of these stretches, ascending by start, overlap any other."""
    meets = np.zeros(len(start), np.bool_)
    reach = np.maximum.accumulate(end)
    clash = start[1:] < reach[:-1]
    meets[1:] |= clash
    group = np.cumsum(np.append(0, ~clash))[: len(start)]
    crowded = np.bincount(group)[group] > 1 if len(start) else meets
    return np.asarray(meets | crowded)


def _overlapping(start: Offsets, end: Offsets) -> Iterator[tuple[Offsets, Offsets]]:
    """All overlapping pairs of stretches that ascend by start: each with its next neighbour, the one after ..."""
    reach = np.maximum.accumulate(end)
    for distance in range(1, len(start)):
        if not (start[distance:] < reach[:-distance]).any():
            return
        left = np.flatnonzero(start[distance:] < end[:-distance])
        yield left, left + distance


def _in_core(scan: Scan) -> npt.NDArray[np.bool_]:
    block, start = scan.findings["block"], scan.findings["start"]
    return np.asarray((start >= scan.core_starts[block]) & (start < scan.core_ends[block]))
