"""The plain twin of meibo_detectors.kernels.name_relations."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from reference.name_words import LISTED_NAME, NEEDS_LABEL, SHAPED, STRONG, TITLED

READING_BESIDE = 1 << 40


class Name(NamedTuple):
    """A name with its evidence, the record of its field (-1 outside) and its block."""

    start: int
    end: int
    evidence: int
    record: int = -1
    block: int = 0


def hold_stretches(fields: list[tuple[int, int]], stretches: list[tuple[int, int]]) -> list[int]:
    """The last field that begins at or before each stretch, if it ends at or behind its end."""
    held = []
    for start, end in stretches:
        before = [row for row, field in enumerate(fields) if field[0] <= start]
        held.append(before[-1] if before and end <= fields[before[-1]][1] else -1)
    return held


def leave_doubtful(
    fields: list[tuple[int, int, int]], stretches: list[tuple[int, int]], evidence: list[int]
) -> list[bool]:
    """Whether each name stays; fields are start, column, refusal, stretches are field and start."""
    kept = []
    for (held, start), told in zip(stretches, evidence, strict=True):
        field_start, column, refusal = fields[held] if held >= 0 else (0, 0, 0)
        titled = bool(told & TITLED)
        sure = titled or (bool(told & STRONG) and refusal == 1)
        kept.append(refusal == 0 or (sure and (start > field_start or (titled and column < 0))))
    return kept


def relate_names(letters: str, names: list[Name], commas: str) -> list[int]:
    """The evidence of names with readings beside them and sure neighbours in lists."""
    evidence = [name.evidence for name in names]
    kana = [
        row
        for row, name in enumerate(names)
        if "\u3041" <= letters[name.start] < "\u3100"
        and name.evidence & LISTED_NAME
        and not name.evidence & NEEDS_LABEL
    ]
    kanji = [
        row
        for row, name in enumerate(names)
        if letters[name.start] >= "\u3400" and name.evidence & (LISTED_NAME | SHAPED)
    ]
    for row in kana:
        start, end = names[row].start, names[row].end
        before = [(start - names[other].end, 0, other) for other in kanji if names[other].start < start][-1:]
        behind = [(names[other].start - end, 1, other) for other in kanji if names[other].start >= start][:1]
        if not before and not behind:
            continue
        distance, _, other = min(before + behind)
        records = {names[row].record, names[other].record} - {-1}
        if distance <= 30 and len(records) < 2:
            evidence[row] |= READING_BESIDE
            evidence[other] |= READING_BESIDE
    for row, (left, right) in enumerate(itertools.pairwise(names)):
        if right.start - left.end == 1 and letters[left.end] in commas:
            for sure, other in ((left, row + 1), (right, row)):
                told = names[other].evidence
                if sure.evidence & STRONG and told & (LISTED_NAME | SHAPED) and not told & NEEDS_LABEL:
                    evidence[other] |= STRONG
    return evidence


def repeat_names(codes: str, names: list[Name]) -> list[int]:
    """The evidence of names with the same name, which is sure, near in one block."""

    def is_repeated(name: Name) -> bool:
        return any(
            other.evidence & STRONG
            and other.evidence & LISTED_NAME
            and other.block == name.block
            and codes[other.start] >= "\u3400"
            and codes[other.start : other.end] == codes[name.start : name.end]
            and abs(other.start - name.start) <= 300
            for other in names
        )

    return [name.evidence | (STRONG if name.evidence & LISTED_NAME and is_repeated(name) else 0) for name in names]
