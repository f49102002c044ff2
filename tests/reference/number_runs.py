"""The plain twin of meibo_detectors.kernels.number_runs."""

from __future__ import annotations

import itertools
import re

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]


def find_runs(chars: Bytes) -> tuple[Offsets, Offsets]:
    """Start and end of each run of ASCII digits."""
    spans = [match.span() for match in re.finditer(rb"[0-9]+", chars.tobytes())]
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    return np.array(starts, np.int64), np.array(ends, np.int64)


def copy_digits(chars: Bytes, start: Offsets, end: Offsets) -> Bytes:
    """The digits of all runs."""
    text = chars.tobytes()
    digits = b"".join(text[begins:ends] for begins, ends in zip(start.tolist(), end.tolist(), strict=True))
    return np.frombuffer(digits, np.uint8) - np.uint8(48)


def describe_runs(
    chars: Bytes, start: Offsets, end: Offsets
) -> tuple[Offsets, Bytes, Bytes, Bytes, Bytes, Bytes, Bytes]:
    """Length, link, the characters beside, and what ties each run to its neighbours."""
    text = chars.tobytes()
    runs = list(zip(start.tolist(), end.tolist(), strict=True))
    gaps = [text[ends:following] for (_, ends), (following, _) in itertools.pairwise(runs)]
    link = [_link(gap) for gap in gaps] + [b"\0"] * bool(runs)
    before = [text[begins - 1 : begins] if begins else b"\0" for begins, _ in runs]
    after = [text[ends : ends + 1] or b"\0" for _, ends in runs]
    tied = [one in (b"-", b".") for one in link]
    letter = [re.search(rb"[A-Za-z][-._]?\Z", text[max(begins - 2, 0) : begins]) for begins, _ in runs]
    left = [
        not was_tied and beside != b"*"
        for was_tied, beside in zip([False, *tied[: len(runs) - 1]], before, strict=False)
    ]
    right = [not is_tied and not re.match(rb"[A-Za-z_*]", beside) for is_tied, beside in zip(tied, after, strict=True)]
    length = np.array([ends - begins for begins, ends in runs], np.int64)
    columns = [np.frombuffer(b"".join(column), np.uint8) for column in (link, before, after)]
    flags = [np.array([bool(flag) for flag in column], np.uint8) for column in (letter, left, right)]
    return length, columns[0], columns[1], columns[2], flags[0], flags[1], flags[2]


def _link(gap: bytes) -> bytes:
    """The separator that a gap between two runs is, or a zero."""
    if re.fullmatch(rb"[- .\t()]", gap):
        return gap
    if gap in (b") ", b")-"):
        return b")"
    return b"(" if gap in (b" (", b"-(") else b"\0"


def sort_shapes(
    chars: Bytes,
    start: Offsets,
    length: Offsets,
    link: Bytes,
    before: Bytes,
    open_left: Bytes,
    open_right: Bytes,
    shapes: Offsets,
) -> tuple[Offsets, Offsets, Offsets, Offsets]:
    """First runs by shape, the borders between shapes, and chains of single digits."""
    values = [chars[begins : begins + digits].tobytes() for begins, digits in zip(start, length, strict=True)]
    links = [bytes([one]) if one else b"" for one in link.tolist()]
    every = range(len(values))
    found: list[list[int]] = [
        [at for at in every if length[at] == digits and open_left[at] and open_right[at]] for digits in range(6, 20)
    ]
    for row in shapes.tolist():
        groups = [digits for digits in row if digits]
        found.append([at for at in every if open_left[at] and _has_groups(at, groups, values, links, open_right)])
    found.append([at for at in every if open_left[at] and links[at] and re.fullmatch(rb"0[0-9]{,4}", values[at])])
    found.append([at for at in every if _leads_abroad(at, values, links, bytes([before[at]]))])
    symbol = re.compile(rb"1[0-9]{3}0|0(?!000)[0-9]{4}")
    found.append(
        [
            at
            for at in every
            if open_left[at] and symbol.fullmatch(values[at]) and not re.match(rb"[A-Za-z]", bytes([before[at]]))
        ]
    )
    borders = np.cumsum([0, *map(len, found)])
    chains = _chains(values, links)
    return (
        np.array([at for runs in found for at in runs], np.int64),
        borders,
        np.array([first for first, _ in chains], np.int64),
        np.array([count for _, count in chains], np.int64),
    )


def _has_groups(at: int, groups: list[int], values: list[bytes], links: list[bytes], open_right: Bytes) -> bool:
    last = at + len(groups) - 1
    if [len(value) for value in values[at : last + 1]] != groups or not open_right[last]:
        return False
    inside = set(links[at:last])
    if len(inside) != 1 or not inside <= {b"-", b" ", b"."}:
        return False
    if inside != {b" "}:
        return True
    goes_back = at > 0 and links[at - 1] == b" " and len(values[at - 1]) == groups[0]
    goes_on = links[last] == b" " and last + 1 < len(values) and len(values[last + 1]) == groups[-1]
    return not goes_back and not goes_on


def _leads_abroad(at: int, values: list[bytes], links: list[bytes], before: bytes) -> bool:
    value, linked = values[at], bool(links[at])
    if value == b"0081":
        return linked and before != b"-"
    if before == b"+" and value.startswith(b"81") and len(value) in (11, 12):
        return True
    follows = at > 0 and values[at - 1] == b"010" and bool(links[at - 1])
    return value == b"81" and linked and (before == b"+" or follows)


def _chains(values: list[bytes], links: list[bytes]) -> list[tuple[int, int]]:
    signs = "".join(
        "x"
        if len(value) == 1 and at + 1 < len(values) and len(values[at + 1]) == 1 and links[at] in (b" ", b"\t")
        else "."
        for at, value in enumerate(values)
    )
    return [(match.start(), len(match.group()) + 1) for match in re.finditer("x+", signs)]
