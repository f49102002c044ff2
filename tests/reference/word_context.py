"""The plain twin of meibo_detectors.kernels.word_context."""

from __future__ import annotations

from typing import Any

from meibo_detectors.context import Flag
from meibo_detectors.model import CANDIDATE

Known = tuple[int, int, int, bool]
"""Index, start and end of a label in the text, and whether it speaks for the detector."""


def weigh_words(
    candidates: Any,
    rows: Any,
    field: Any,
    fields: Any,
    floor: Any,
    ceiling: Any,
    labels: Any,
    bit: int,
    positive: Any,
    negative: Any,
    weak: Any,
    chars: Any,
    runs: Any,
    label: Any,
    flags: Any,
) -> None:
    """Write what the labels around each row's candidate say into ``label`` and ``flags``."""
    found = candidates.view(CANDIDATE)
    known = [
        (int(index), int(start), int(end), bool(int(positive[index]) & bit))
        for index, start, end in zip(*labels, strict=True)
        if (int(positive[index]) | int(negative[index])) & bit
    ]
    if not len(labels[0]):
        return

    for row, low, high in zip(rows.tolist(), floor.tolist(), ceiling.tolist(), strict=True):
        start, end = int(found["start"][row]), int(found["end"][row])
        least, roof = low, high
        if field[row] >= 0 and fields[2][field[row]] >= 0:
            least, roof = int(fields[0][field[row]]), int(fields[1][field[row]])
        name, said = _look_before(start, least, known, chars, runs)
        if name < 0 and Flag.OTHER not in said:
            name = _look_behind(end, roof, known, chars)
        if _is_near([one for one in known if one[3]], start, end, low, high):
            said |= Flag.NEAR_KEYWORD
        if name >= 0:
            label[row] = name
            said |= Flag.LABELLED | (Flag.WEAK if int(weak[name]) & bit else Flag(0))
        flags[row] |= said


def _is_one_line(chars: Any, first: int, last: int) -> bool:
    return not {10, 13} & set(chars[first:last].tolist())


def _look_before(start: int, least: int, known: list[Known], chars: Any, runs: Any) -> tuple[int, Flag]:
    """The label before a value that names it, -1 where none does, and what else that label says."""
    before = [one for one in known if one[2] <= start]
    if not before or start - before[-1][2] > 40 or before[-1][1] < least:
        return -1, Flag(0)
    index, label_start, label_end, speaks_for = before[-1]
    is_beside = _is_one_line(chars, label_end, start)
    if speaks_for:
        crowded = len(before) > 1 and _is_one_line(chars, before[-2][1], label_start)
        has_number = any(label_end <= run < start for run in runs.tolist())
        if not is_beside and (crowded or has_number):
            return -1, Flag(0)
        return index, Flag.TOUCHING if start - label_end <= 1 else Flag(0)
    between = bytes(chars[label_end:start])
    is_joint = len(between) <= 4 and not between.strip(b" :=\t")
    return -1, (Flag.OTHER | (Flag.NAMED_OTHER if is_joint else Flag(0))) if is_beside else Flag(0)


def _look_behind(end: int, roof: int, known: list[Known], chars: Any) -> int:
    """The label behind a value that names it, -1 where none does."""
    behind = [one for one in known if one[3] and one[1] >= end]
    if not behind:
        return -1
    index, label_start, label_end, _ = behind[0]
    follows = bytes(chars[label_end : label_end + 3]).replace(b"\r", b"\n").split(b"\n")[0]
    has_own_value = follows[:1] in {b":", b"="} or any(48 <= sign < 58 for sign in follows)
    is_near = label_start - end <= 20 and label_end <= roof and _is_one_line(chars, end, label_start)
    return index if is_near and not has_own_value else -1


def _is_near(own: list[Known], start: int, end: int, low: int, high: int) -> bool:
    """Whether a label that speaks for the detector stands within its reach in the same block."""
    before = [one for one in own if one[2] <= start]
    behind = [one for one in own if one[1] >= end]
    return bool(before and start - before[-1][2] <= 300 and before[-1][1] >= low) or bool(
        behind and behind[0][1] - end <= 300 and behind[0][1] < high
    )
