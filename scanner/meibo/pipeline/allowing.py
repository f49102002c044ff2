"""Takes findings out that the user has allowed, and counts them by the reason that was given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from meibo.configuration.model import Allowance
from meibo.inventory.model import Counts
from meibo.pipeline.collector import count_levels, make_fingerprint
from meibo.pipeline.counting import add_counts
from meibo.pipeline.crawl import matches
from meibo_detectors.engine import Scan
from meibo_detectors.model import Detector
from meibo_detectors.normalise import fold_value

if TYPE_CHECKING:
    from meibo_detectors.user_rules.vetting import Pattern

VALUE_SECONDS: Final = 0.1
"""For one pattern and value; what takes longer is not allowed."""

Allowed = dict[str, Counts]
"""Findings taken out, by reason and level."""


class AllowList:
    """The entries made ready for the detectors that are used."""

    def __init__(self, entries: Sequence[Allowance], detectors: tuple[Detector, ...], secret: bytes) -> None:
        self._detectors = detectors
        self._secret = secret
        self._entries = [_Entry(entry, detectors) for entry in entries]

    def take_out(self, scan: Scan, paths: Sequence[str]) -> list[Allowed]:
        """Leave in a scan only what is not allowed; for each block, of these paths of files, what was taken out.

        The first entry that covers a finding gives the reason. Values are looked at one by one, and only where an
        entry names a fingerprint or a pattern.
        """
        findings = scan.findings
        if not self._entries or not len(findings):
            return [{} for _ in scan.blocks]
        covered = np.full(len(findings), -1, np.int64)
        for number, entry in enumerate(self._entries):
            rows = np.flatnonzero((covered < 0) & entry.may_cover(findings, paths))
            if entry.asks_value and len(rows):
                rows = rows[[self._meets(entry, scan, findings[row]) for row in rows]]
            covered[rows] = number
        if (covered < 0).all():
            return [{} for _ in scan.blocks]
        taken: list[Allowed] = [{} for _ in scan.blocks]
        gone = findings[covered >= 0]
        by = covered[covered >= 0]
        for at in np.unique(gone["block"]).tolist():
            mine = gone["block"] == at
            taken[at] = self._count(gone[mine], by[mine])
        scan.findings = findings.take(np.flatnonzero(covered < 0))
        return taken

    def find_reason(self, detector: int, path: str) -> str | None:
        """Why what a detector found outside of text is allowed, as a portrait; None where it is not.

        It has no value, so that entries with a pattern never cover it; nor do those with a fingerprint, which tells the
        place of a portrait and would cover whoever stands there in other files.
        """
        covering = (entry for entry in self._entries if not entry.asks_value and entry.is_for(detector, path))
        return next((entry.reason for entry in covering), None)

    def _meets(self, entry: _Entry, scan: Scan, row: np.void) -> bool:
        detector = self._detectors[row["detector"]]
        if entry.fingerprint and make_fingerprint(scan, row, detector, self._secret) != entry.fingerprint:
            return False
        return entry.reads(scan.value(row), detector)

    def _count(self, findings: npt.NDArray[np.void], covered: npt.NDArray[np.int64]) -> Allowed:
        tables = [
            {self._entries[number].reason: count_levels(findings["score"][covered == number])}
            for number in np.unique(covered).tolist()
        ]
        return add_counts(tables)


class _Entry:
    """One entry, its pattern compiled and its detector numbered."""

    def __init__(self, entry: Allowance, detectors: tuple[Detector, ...]) -> None:
        self.reason = entry.reason
        self.fingerprint = bytes.fromhex(entry.fingerprint)
        self._path = entry.path
        self._detector = next((at for at, one in enumerate(detectors) if one.id == entry.detector), -1)
        self._is_for_all = not entry.detector
        self._pattern = _compile(entry.pattern) if entry.pattern else None
        self.asks_value = bool(self.fingerprint) or self._pattern is not None

    def may_cover(self, findings: npt.NDArray[np.void], paths: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Rows whose detector and file the entry is for."""
        fits = np.ones(len(findings), np.bool_) if self._is_for_all else findings["detector"] == self._detector
        if self._path:
            known = {path: is_below(path, self._path) for path in set(paths)}
            fits = fits & np.array([known[path] for path in paths], np.bool_)[findings["block"]]
        return np.asarray(fits)

    def is_for(self, detector: int, path: str) -> bool:
        """Whether the entry is for this detector and file."""
        return (self._is_for_all or detector == self._detector) and (not self._path or is_below(path, self._path))

    def reads(self, value: str, detector: Detector) -> bool:
        """Whether the pattern, where there is one, matches all of a value, as folded or as normalised."""
        if self._pattern is None:
            return True
        try:
            return any(
                self._pattern.fullmatch(form, timeout=VALUE_SECONDS)
                for form in (fold_value(value), detector.normalise(value))
            )
        except TimeoutError:
            return False


def is_below(path: str, pattern: str) -> bool:
    """Whether a file, or a folder above it, is of the pattern."""
    parts = path.split("/")
    return any(matches("/".join(parts[:count]), (pattern,)) for count in range(1, len(parts) + 1))


def _compile(pattern: str) -> Pattern:
    from meibo_detectors.user_rules.vetting import compile_whole  # the package that matches patterns is heavy

    return compile_whole(pattern)
