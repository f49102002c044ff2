"""One pass over blocks of text: fold, find cells, join, find candidates, weigh their context, resolve overlaps."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from meibo_detectors.context import Surroundings, Weighed
from meibo_detectors.fields import Fields
from meibo_detectors.findings import make_findings
from meibo_detectors.joins import join_values
from meibo_detectors.kernels.finding_rows import is_ascending
from meibo_detectors.label_table import Labels, LabelTable
from meibo_detectors.model import Block, Detector, PersonKey
from meibo_detectors.naming import FieldNames
from meibo_detectors.nesting import settle_records
from meibo_detectors.normalise import SEPARATOR, Folded, Offsets
from meibo_detectors.overlaps import resolve, shorten_sentences
from meibo_detectors.recognised import lower_recognised
from meibo_detectors.records import RecordRules
from meibo_detectors.sample_rows import lower_sample_rows
from meibo_detectors.scopes import Scopes
from meibo_detectors.situations import Scorer
from meibo_detectors.structure.registry import find_cells
from meibo_detectors.text import Text


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

    def count_rows(self) -> Offsets:
        """Rows that begin in the core of each block."""
        return np.searchsorted(self.row_starts, self.core_ends) - np.searchsorted(self.row_starts, self.core_starts)


class Engine:
    """Detectors made ready; one engine serves any number of passes."""

    def __init__(self, detectors: Sequence[Detector]) -> None:
        self.detectors = tuple(detectors)
        self.table = LabelTable(self.detectors)
        self._scopes = Scopes(self.table)
        self._records = RecordRules(self.detectors)
        self._scorers = [Scorer(detector) for detector in self.detectors]
        heeding = sum(1 << at for at, detector in enumerate(self.detectors) if detector.heeds_names)
        persons = sum(1 << at for at, detector in enumerate(self.detectors) if detector.person_key is PersonKey.NAME)
        self._ids = tuple(detector.id for detector in self.detectors)
        self._is_sentence = np.array([detector.ends_before_others for detector in self.detectors], np.bool_)
        claiming = sum(1 << at for at, detector in enumerate(self.detectors) if detector.claims_fields)
        self.names = FieldNames(self.table, self._ids, heeding, persons, claiming)

    def scan(self, blocks: Sequence[Block], without: Sequence[frozenset[str]] = (), *, explain: bool = False) -> Scan:
        """Every finding of all levels whose first character lies in the core of its block; ``without`` as in Text.

        With ``explain`` all candidates are kept beside them, those too that a check refutes.
        """
        text = self.read(blocks, without)
        text.keeps_failures = explain
        keywords, is_sample = self._scopes.read(blocks)
        has_consumed = bool(text.fields.consumed.any())
        found = [self._find(detector, text, has_consumed=has_consumed) for detector in self.detectors]
        find_labels = functools.partial(self._find_labels, text.folded, found)
        weighed = Surroundings(text, self.table, find_labels, keywords).weigh(found)
        for one in weighed:
            self._scorers[one.detector].score(one)
        findings = make_findings(weighed, text, self.table)
        self._records.apply(findings, is_sample)
        lower_sample_rows(findings, text)
        shorten_sentences(findings, self._is_sentence)
        scan = Scan(blocks, text, findings, self.table, weighed if explain else ())
        scan.findings = resolve(findings, scan.core_starts, scan.core_ends)
        lower_recognised(scan.findings, blocks)  # last: what is found is what would be found in typed text
        return scan

    def read(self, blocks: Sequence[Block], without: Sequence[frozenset[str]] = ()) -> Text:
        """Blocks made ready: folded, cells found and named, split values joined."""
        layouts = [block.layout for block in blocks]
        folded = Folded([block.text for block in blocks], layouts)
        cells = find_cells(folded, layouts, self.names.label_words)
        meanings = self.names.interpret(folded, cells, layouts)
        fields = Fields(settle_records(cells, meanings, self.names.persons), meanings, self._ids)
        return Text(folded, join_values(folded, fields, self.names), without)

    def _find(self, detector: Detector, text: Text, *, has_consumed: bool) -> npt.NDArray[np.void]:
        """The candidates of a detector in order, without those in cells that were joined to something else."""
        candidates = np.ascontiguousarray(detector.find(text))
        if not len(candidates):
            return candidates
        if not is_ascending(candidates.view(np.uint8)):
            candidates = candidates.take(np.argsort(candidates["start"], kind="stable"))
        if has_consumed:
            field = text.fields.holding(candidates["start"], candidates["end"])
            candidates = candidates[(field < 0) | ~text.fields.consumed[np.maximum(field, 0)]]
        return candidates

    def _find_labels(
        self, folded: Folded, found: Sequence[npt.NDArray[np.void]], floor: Offsets, roof: Offsets
    ) -> Labels:
        """The labels in stretches of a text; a word inside a mail address, such as ``@mail.``, names nothing."""
        labels = self.table.find(folded, floor, roof)
        for detector, candidates in zip(self.detectors, found, strict=True):
            if detector.hides_labels:
                labels = labels.outside(candidates["start"], np.maximum.accumulate(candidates["end"]))
        return labels
