"""The plain twin of meibo_detectors.kernels.word_context."""

from __future__ import annotations

from typing import Any

from meibo_detectors.context import Flag
from meibo_detectors.model import CANDIDATE


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

    def is_one_line(first: int, last: int) -> bool:
        return not {10, 13} & set(chars[first:last].tolist())

    for row, low, high in zip(rows.tolist(), floor.tolist(), ceiling.tolist(), strict=True):
        start, end = int(found["start"][row]), int(found["end"][row])
        least, roof = low, high
        if field[row] >= 0 and fields[2][field[row]] >= 0:
            least, roof = int(fields[0][field[row]]), int(fields[1][field[row]])
        said = Flag(int(flags[row]))
        before = [at for at, one in enumerate(known) if one[2] <= start]
        is_named = False
        if before:
            index, label_start, label_end, speaks_for = known[before[-1]]
            is_beside = is_one_line(label_end, start)
            crowded = len(before) > 1 and is_one_line(known[before[-2]][1], label_start)
            has_number = any(label_end <= run < start for run in runs.tolist())
            if start - label_end <= 40 and label_start >= least:
                if speaks_for and (is_beside or not (crowded or has_number)):
                    is_named, label[row] = True, index
                    said |= Flag.TOUCHING if start - label_end <= 1 else Flag(0)
                elif not speaks_for and is_beside:
                    said |= Flag.OTHER
                    between = bytes(chars[label_end:start])
                    said |= Flag.NAMED_OTHER if len(between) <= 4 and not between.strip(b" :=\t") else Flag(0)
        behind = [one for one in known if one[3] and one[1] >= end]
        if behind:
            index, label_start, label_end, _ = behind[0]
            is_near = label_start - end <= 20 and label_end <= roof and is_one_line(end, label_start)
            follows = bytes(chars[label_end : label_end + 3]).replace(b"\r", b"\n").split(b"\n")[0]
            has_own_value = follows[:1] in {b":", b"="} or any(48 <= sign < 58 for sign in follows)
            if is_near and not (is_named or Flag.OTHER in said or has_own_value):
                label[row] = index
            if label_start - end <= 300 and label_start < high:
                said |= Flag.NEAR_KEYWORD
        own = [one for one in known if one[3] and one[2] <= start]
        if own and start - own[-1][2] <= 300 and own[-1][1] >= low:
            said |= Flag.NEAR_KEYWORD
        if label[row] >= 0:
            said |= Flag.LABELLED | (Flag.WEAK if int(weak[label[row]]) & bit else Flag(0))
        flags[row] = said
