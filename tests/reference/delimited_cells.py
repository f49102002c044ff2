"""The plain twin of meibo_detectors.kernels.delimited_cells: all breaks first, then those in quotes taken out."""

from __future__ import annotations

import itertools
import re

from meibo_detectors.normalise import Folded
from reference.text_lines import BLANKS


def strip(classes: str, start: int, end: int) -> tuple[int, int]:
    """A cell without outer blanks and quotes."""
    start, end = _trim(classes, start, end)
    quoted = re.fullmatch(r'(=?").*"', classes[start:end], re.DOTALL)
    return _trim(classes, start + len(quoted[1]), end - 1) if quoted else (start, end)


def _trim(classes: str, start: int, end: int) -> tuple[int, int]:
    while start < end and classes[start] in BLANKS:
        start += 1
    while start < end and classes[end - 1] in BLANKS:
        end -= 1
    return start, end


def split_rows(folded: Folded, start: int, end: int, delimiter: str, borders: list[int]) -> list[list[tuple[int, int]]]:
    """The cells of each row, as they stand between breaks."""
    classes = folded.chars.tobytes().decode("latin-1")
    codes = classes if folded.codes is None else "".join(map(chr, folded.codes.tolist()))
    escaped = set(folded.escaped.tolist())

    def is_written(at: int, sign: str) -> bool:
        return classes[at] == sign and codes[at] < "\x80" and at not in escaped

    line_ends = {at for at in folded.line_ends.tolist() if start <= at < end}
    breaks = {at for at in range(start, end) if is_written(at, delimiter)} | line_ends

    def is_edge(at: int, step: int) -> bool:
        at += step * (start <= at < end and classes[at] in " \r")
        return not start <= at < end or at in breaks

    signs = []
    quotes = [at for at in range(start, end) if is_written(at, '"')]
    for _, group in itertools.groupby(enumerate(quotes), key=lambda item: item[1] - item[0]):
        members = [at for _, at in group]
        opens, closes = is_edge(members[0] - 1, -1), is_edge(members[-1] + 1, 1)
        if len(members) % 2 and (opens or closes):
            signs.append((members[0], members[-1], opens, closes))
    is_inside, inner = False, set()
    for before, (_, last, opens, closes) in zip([None, *signs], signs, strict=False):
        near = before is not None and last - before[0] <= 20_000
        if is_inside and closes and before and near and not any(before[0] < border <= last for border in borders):
            inner.update(range(before[0], last))
        is_inside = not is_inside if opens and closes else opens
    rows: list[list[tuple[int, int]]] = [[]]
    begins = start
    for at in [*sorted(breaks - inner), end]:
        rows[-1].append((begins, at))
        begins = at + 1
        if at in line_ends:
            rows.append([])
    return rows
