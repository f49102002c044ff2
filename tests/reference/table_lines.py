"""The plain twin of meibo_detectors.kernels.table_lines: lists of lines, one kind of table after the other."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from meibo_detectors.normalise import Folded

BARS = "|│┃｜"
BAR, TAB, COMMA, SEMICOLON = 1, 2, 3, 4


@dataclass
class Lines:
    """What is known of the lines of a text; lists are parallel."""

    folded: Folded
    edges: list[tuple[int, int]]
    is_blank: list[bool]
    is_rule: list[bool]
    torn: list[bool]
    pairs: list[int]

    def __post_init__(self) -> None:
        self.classes = self.folded.chars.tobytes().decode("latin-1")
        codes = self.folded.codes
        self.codes = self.classes if codes is None else "".join(map(chr, codes.tolist()))
        self.escaped = set(self.folded.escaped.tolist())

    def find_delimiters(self, start: int, end: int, kind: int) -> list[int]:
        """Where the delimiters of a kind stand."""
        return [at for at in range(start, end) if self._is_delimiter(at, kind)]

    def _is_delimiter(self, at: int, kind: int) -> bool:
        if kind == BAR:
            return self.classes[at] == "|" or (self.classes[at] == "\x80" and self.codes[at] in BARS)
        written = kind == TAB or (self.codes[at] < "\x80" and at not in self.escaped)
        return self.classes[at] == "?|\t,;"[kind] and written

    def count(self, row: int, kind: int) -> int:
        """The delimiters of a line if it may be a row of this kind, else 0."""
        start, end = self.edges[row]
        found = self.find_delimiters(start, end, kind)
        if self.is_blank[row] or self.is_rule[row] or len(found) < (1 if kind == TAB else 2):
            return 0
        amounts = [re.match(r"[0-9],[0-9]{3}(?![0-9])", self.classes[max(at - 1, 0) : at + 5]) for at in found]
        if kind == COMMA and all(amounts):
            return 0
        is_prose = self.pairs[row] > 1 or end - start > 30 * (len(found) + 1)
        return 0 if kind >= COMMA and is_prose else len(found)

    def find_runs(self, counts: dict[int, int]) -> list[list[int]]:
        """Neighbouring lines with the same number of delimiters."""
        runs: list[list[int]] = []
        for row, number in counts.items():
            if runs and number and number == counts[runs[-1][-1]] and not self.torn[row]:
                runs[-1].append(row)
            else:
                runs.append([row])
        return [run for run in runs if counts[run[0]]]

    def split(self, row: int, kind: int) -> list[tuple[int, int]]:
        """The cells of a row; bars around it belong to none."""
        start, end = self.edges[row]
        if kind == BAR:
            start += start < end and self.codes[start] in BARS
            end -= start < end and self.codes[end - 1] in BARS
        breaks = [start - 1, *self.find_delimiters(start, end, kind), end]
        return [(left + 1, right) for left, right in itertools.pairwise(breaks)]


def find_table_lines(lines: Lines) -> tuple[list[int], list[list[tuple[int, int]]]]:
    """The kind of each line (0: no row), and the cells of each row, blanks and quotes included."""
    kinds = [0] * len(lines.edges)
    for kind in (BAR, TAB, COMMA, SEMICOLON):
        rows = [row for row in range(len(kinds)) if not lines.is_rule[row] or lines.torn[row]]
        for run in lines.find_runs({row: 0 if kinds[row] else lines.count(row, kind) for row in rows}):
            if len(run) >= (3 if kind >= COMMA else 2):
                for row in run:
                    kinds[row] = kind
    return kinds, [lines.split(row, kind) for row, kind in enumerate(kinds) if kind]
