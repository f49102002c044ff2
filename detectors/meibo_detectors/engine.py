"""One pass over blocks of text: fold, find candidates, weigh their context, resolve overlaps."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from meibo_detectors.context import Labels, LabelTable, weigh
from meibo_detectors.evidence import ALL_EVIDENCE
from meibo_detectors.model import FINDING, Block, Detector
from meibo_detectors.normalise import SEPARATOR, Folded, Offsets
from meibo_detectors.number_runs import NumberRuns


class Scan:
    """What one pass found: ``findings`` in reading order, and the text to look values up in."""

    def __init__(
        self, blocks: Sequence[Block], folded: Folded, findings: npt.NDArray[np.void], table: LabelTable
    ) -> None:
        self.blocks = blocks
        self.folded = folded
        self.findings = findings
        """Rows of FINDING; offsets are code points of the joined text."""
        self.labels = table

    def value(self, finding: np.void) -> str:
        """A value as written. It must not leave the process but masked or fingerprinted."""
        return self.folded.text[finding["start"] : finding["end"]]

    @functools.cached_property
    def core_starts(self) -> Offsets:
        """First code point of each block's core in the joined text."""
        leads = [len(block.text[: block.lead].decode("utf-8")) if block.lead else 0 for block in self.blocks]
        return self.folded.text_starts[:-1] + np.array(leads, np.int64)

    @functools.cached_property
    def line_ends(self) -> Offsets:
        """Code points of the joined text that end a line, ascending."""
        return self.folded.text_line_ends

    def locate(self, findings: npt.NDArray[np.void]) -> tuple[Offsets, Offsets]:
        """Line and column of each finding, counted from 0 at the first character of its block's core."""
        core = self.core_starts[findings["block"]]
        ends = self.line_ends
        before_core = np.searchsorted(ends, core)
        before = np.searchsorted(ends, findings["start"])
        line = before - before_core
        line_start = np.where(line > 0, ends[np.maximum(before - 1, 0)] + 1, core) if len(ends) else core
        return line, findings["start"] - line_start


class Engine:
    """Detectors made ready; one engine serves any number of passes."""

    def __init__(self, detectors: Sequence[Detector]) -> None:
        self.detectors = tuple(detectors)
        self.table = LabelTable(self.detectors)

    def scan(self, blocks: Sequence[Block]) -> Scan:
        """Every finding of all levels whose first character lies in the core of its block."""
        folded = Folded([block.text for block in blocks])
        runs = NumberRuns(folded)
        found = [detector.find(folded, runs) for detector in self.detectors]
        labels: Labels | None = None
        parts = []
        for index, (detector, candidates) in enumerate(zip(self.detectors, found, strict=True)):
            if not len(candidates):
                continue
            candidates = candidates[np.argsort(candidates["start"], kind="stable")]
            labels = labels or self._find_labels(folded, found)
            context = weigh(index, candidates["start"], candidates["end"], folded, runs, labels, self.table)
            scores = detector.score(candidates, context)
            parts.append(_as_findings(index, candidates, scores, context.label))
        findings = _resolve(np.concatenate(parts)) if parts else np.zeros(0, FINDING)
        _place(findings, folded)
        scan = Scan(blocks, folded, findings, self.table)
        scan.findings = findings[_in_core(scan)]
        return scan

    def _find_labels(self, folded: Folded, found: Sequence[npt.NDArray[np.void]]) -> Labels:
        """The labels of a text; a word inside a mail address, such as ``@mail.``, names nothing."""
        labels = self.table.find(folded)
        for detector, candidates in zip(self.detectors, found, strict=True):
            if detector.hides_labels:
                ordered = candidates[np.argsort(candidates["start"], kind="stable")]
                labels = labels.outside(ordered["start"], np.maximum.accumulate(ordered["end"]))
        return labels


def _as_findings(
    index: int, candidates: npt.NDArray[np.void], scores: npt.NDArray[np.uint8], label: npt.NDArray[np.int32]
) -> npt.NDArray[np.void]:
    kept = scores > 0
    rows = np.zeros(int(kept.sum()), FINDING)
    for name in ("start", "end", "evidence", "key"):
        rows[name] = candidates[name][kept]
    rows["evidence"] &= ALL_EVIDENCE
    rows["detector"], rows["score"], rows["label"] = index, scores[kept], label[kept]
    return rows


def _resolve(findings: npt.NDArray[np.void]) -> npt.NDArray[np.void]:
    """Findings without overlaps: the better score wins, then the longer, then the earlier."""
    findings = findings[np.lexsort((findings["end"], findings["start"]))]
    reach = np.maximum.accumulate(findings["end"])
    clash = findings["start"][1:] < reach[:-1]
    if not clash.any():
        return findings
    crowded = np.zeros(len(findings), np.bool_)
    crowded[1:] |= clash
    crowded[:-1] |= clash
    # The best of a chain decides about its neighbours, and only then is it known which of theirs stand: that is a
    # matter of one after the other. It concerns the few findings that overlap, never the text's plain ones.
    rows = np.flatnonzero(crowded)
    length = (findings["end"] - findings["start"])[rows]
    rows = rows[np.lexsort((rows, -length, -findings["score"][rows].astype(np.int64)))]
    base = int(findings["start"][0])
    taken = np.zeros(int(reach[-1]) - base, np.bool_)
    kept = ~crowded
    starts, ends = findings["start"][rows] - base, findings["end"][rows] - base
    for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
        if not taken[start:end].any():
            taken[start:end] = kept[row] = True
    return findings[kept]


def _place(findings: npt.NDArray[np.void], folded: Folded) -> None:
    """Turn folded offsets into code points of the joined text, and say which block each finding lies in."""
    findings["block"] = np.searchsorted(folded.block_starts, findings["start"], "right") - 1
    findings["end"] = folded.restore(findings["end"] - 1) + 1
    findings["start"] = folded.restore(findings["start"])


def _in_core(scan: Scan) -> npt.NDArray[np.bool_]:
    block = scan.findings["block"]
    tails = [len(item.text[len(item.text) - item.tail :].decode("utf-8")) if item.tail else 0 for item in scan.blocks]
    core_ends = scan.folded.text_starts[1:] - len(SEPARATOR) - np.array(tails, np.int64)
    start = scan.findings["start"]
    return np.asarray((start >= scan.core_starts[block]) & (start < core_ends[block]))
