"""The plain twin of meibo_detectors.kernels.line_records: lists of lines, looked at as often as is convenient."""

from __future__ import annotations

from typing import NamedTuple

from reference.repeats import begin_at_repeats


class Line(NamedTuple):
    """A line of plain text, and what is known of it."""

    first: int
    start: int
    end: int
    content: int
    is_blank: bool
    is_rule: bool
    is_heading: bool
    is_postal: bool
    is_torn: bool
    is_row: bool
    is_value: bool
    last: str
    """The character that it ends with."""


class Pair(NamedTuple):
    """A name with a value."""

    line: int
    start: int
    name: object
    """Equal names are of the same field."""
    end: int
    """Where the value ends."""
    is_equation: bool


def find_line_records(lines: list[Line], pairs: list[Pair]) -> list[bool]:
    """For each line whether a record begins with it."""
    named = [[pair for pair in pairs if pair.line == at] for at in range(len(lines))]
    equations = [sum(pair.is_equation for pair in of_line) for of_line in named]
    is_log = [equations[at] >= 2 and not line.is_row for at, line in enumerate(lines)]
    is_form = [bool(named[at]) and not line.is_row and not is_log[at] for at, line in enumerate(lines)]
    may_be_guest = [
        not (is_form[at] or is_log[at] or line.is_row or line.is_blank or line.is_heading)
        and line.end - line.start <= 44
        and line.last not in "。．"
        for at, line in enumerate(lines)
    ]
    is_guest = [
        (line.is_value and not line.is_row) or _is_between(at, lines, may_be_guest, is_form)
        for at, line in enumerate(lines)
    ]
    begins = [not (line.is_blank or is_form[at] or is_guest[at]) for at, line in enumerate(lines)]
    forms = [at for at in range(len(lines)) if is_form[at]]
    regions = _number_regions(lines, is_form, is_guest)
    opening = []
    for row, at in enumerate(forms):
        again = row >= 2 and named[at][0].name == named[forms[row - 1]][0].name
        again = again and regions[at] == regions[forms[row - 2]] and named[at][0].start <= lines[at].content + 1
        if not again:
            opening.append(at)
    starts = begin_at_repeats([named[at][0].name for at in opening], [regions[at] for at in opening])
    for at, is_begin in zip(opening, starts, strict=True):
        begins[at] = is_begin
    for at in forms:
        above = max((row for row in range(at) if not lines[row].is_blank), default=-1)
        is_heading = above >= 0 and lines[above].is_heading and not lines[above].is_rule
        is_heading = is_heading and not (is_form[above] or is_guest[above] or lines[above].is_row)
        if is_heading and at - above <= 2:
            begins[at] = False
    for first, last in _find_address_labels(lines):
        begins[first + 1 : last + 1] = [False] * (last - first)
    return [begins[at] or line.is_torn for at, line in enumerate(lines)]


def _is_between(at: int, lines: list[Line], may_be_guest: list[bool], is_form: list[bool]) -> bool:
    """Whether a line is one of up to three that may be guests, with forms around, and of the text of those above."""
    if not may_be_guest[at]:
        return False
    above = max((row for row in range(at) if not may_be_guest[row]), default=-1)
    below = min((row for row in range(at, len(lines)) if not may_be_guest[row]), default=len(lines))
    if above < 0 or below == len(lines) or below - above > 4 or not (is_form[above] and is_form[below]):
        return False
    return not any(line.is_torn for line in lines[above + 1 : at + 1])


def _number_regions(lines: list[Line], is_form: list[bool], is_guest: list[bool]) -> list[int]:
    regions, number = [], 0
    for at, line in enumerate(lines):
        after_gap = at >= 2 and lines[at - 1].is_blank and lines[at - 2].is_blank
        if line.is_torn or (not line.is_blank and (after_gap or not (is_form[at] or is_guest[at]))):
            number += 1
        regions.append(number)
    return regions


def _find_address_labels(lines: list[Line]) -> list[tuple[int, int]]:
    """The first and last line of each: to a name with 様 or 殿 among six lines below, or to a short paragraph's end."""
    found = []
    for at, line in enumerate(lines):
        if not line.is_postal:
            continue
        following = min((row for row in range(at + 1, len(lines)) if lines[row].is_postal), default=len(lines))
        torn = min((row for row in range(at + 1, len(lines)) if lines[row].is_torn), default=len(lines))
        blank = min((row for row in range(at + 1, len(lines)) if lines[row].is_blank), default=len(lines))
        names = [
            row for row in range(at, min(following, torn)) if not lines[row].is_blank and lines[row].last in "様殿"
        ]
        last = names[0] if names and names[0] <= at + 6 else at
        if last == at and min(blank, torn) - 1 - at < 6:
            last = min(blank, torn, following) - 1
        found.append((at, last))
    return found


def extend_values(lines: list[Line], pairs: list[Pair]) -> tuple[list[int], list[bool]]:
    """Where each value ends at last, and for each line whether it goes on with one."""
    ends, goes_on = [pair.end for pair in pairs], [False] * len(lines)
    named = {pair.line for pair in pairs}
    for row, pair in enumerate(pairs):
        owner = lines[pair.line]
        if pair.is_equation or owner.is_row or any(other.line == pair.line for other in pairs[row + 1 :]):
            continue
        for at in range(pair.line + 1, min(pair.line + 3, len(lines))):
            line = lines[at]
            deep = line.start - line.first >= owner.start - owner.first + 3
            if at in named or line.is_blank or line.is_row or line.is_torn or line.is_heading or not deep:
                break
            if line.content != line.start:
                break
            ends[row], goes_on[at] = line.end, True
    return ends, goes_on
