"""The plain twin of meibo_detectors.kernels.table_lines: lists of lines, one kind of table after the other."""

from __future__ import annotations

import itertools
import re

from meibo_detectors.normalise import Folded

BARS = "|│┃｜"


def find_table_lines(
    folded: Folded,
    lines: list[tuple[int, int]],
    is_blank: list[bool],
    is_rule: list[bool],
    torn: list[bool],
    pairs: list[int],
) -> tuple[list[int], list[list[tuple[int, int]]]]:
    """The kind of each line (0: no row), and the cells of each row, blanks and quotes included."""
    classes = folded.chars.tobytes().decode("latin-1")
    codes = classes if folded.codes is None else "".join(map(chr, folded.codes.tolist()))
    escaped = set(folded.escaped.tolist())

    def is_delimiter(at: int, kind: int) -> bool:
        if kind == 1:
            return classes[at] == "|" or (classes[at] == "\x80" and codes[at] in BARS)
        written = kind == 2 or (codes[at] < "\x80" and at not in escaped)
        return classes[at] == "?|\t,;"[kind] and written

    def count(row: int, kind: int) -> int:
        start, end = lines[row]
        found = [at for at in range(start, end) if is_delimiter(at, kind)]
        if kinds[row] or is_blank[row] or is_rule[row] or len(found) < (1 if kind == 2 else 2):
            return 0
        amounts = [re.match(r"[0-9],[0-9]{3}(?![0-9])", classes[max(at - 1, 0) : at + 5]) for at in found]
        if kind == 3 and all(amounts):
            return 0
        if kind > 2 and (pairs[row] > 1 or end - start > 30 * (len(found) + 1)):
            return 0
        return len(found)

    kinds = [0] * len(lines)
    for kind in (1, 2, 3, 4):
        rows = [row for row in range(len(lines)) if not is_rule[row] or torn[row]]
        counts = {row: count(row, kind) for row in rows}
        run = itertools.count()
        key = {}
        number = 0
        for before, row in itertools.pairwise([-1, *rows]):
            if before < 0 or not counts[row] or counts[row] != counts[before] or torn[row]:
                number = next(run)
            key[row] = number
        for _, group in itertools.groupby(rows, key=lambda row: key[row]):
            members = list(group)
            if counts[members[0]] and len(members) >= (3 if kind > 2 else 2):
                for row in members:
                    kinds[row] = kind
    cells = []
    for row, kind in enumerate(kinds):
        if not kind:
            continue
        start, end = lines[row]
        if kind == 1:
            start += start < end and codes[start] in BARS
            end -= start < end and codes[end - 1] in BARS
        edges = [start - 1, *(at for at in range(start, end) if is_delimiter(at, kind)), end]
        cells.append([(left + 1, right) for left, right in itertools.pairwise(edges)])
    return kinds, cells
