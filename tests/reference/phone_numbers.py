"""The plain twin of meibo_detectors.kernels.phone_numbers: it reads the text itself, run by run."""

from __future__ import annotations

import itertools
import re
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from reference import number_runs

Areas = npt.NDArray[np.uint8]

MOBILE, FIXED, IP_PHONE, SERVICE = range(4)
BITS: Final = (
    "MOBILE", "FIXED", "IP_PHONE", "SERVICE", "INTERNATIONAL", "GROUPING", "SAMPLE", "LETTER_BEFORE", "SEPARATED",
    "IN_PATH", "WEAK_FORM",
)  # fmt: skip
"""The evidence in the order of the kernel's bits."""


class Phone(NamedTuple):
    """A number that was found."""

    start: int
    end: int
    words: frozenset[str]
    kind: int
    key: bytes


class Runs:
    """The runs of a text with what stands beside each."""

    def __init__(self, text: bytes, chars: Areas) -> None:
        self.text = text
        self.start, self.end = (one.tolist() for one in number_runs.find_runs(chars))
        columns = number_runs.describe_runs(chars, *number_runs.find_runs(chars))
        self.link, _, _, self.letter, self.left, self.right = (one.tolist() for one in columns[1:])

    def value(self, at: int) -> bytes:
        """The digits of a run."""
        return self.text[self.start[at] : self.end[at]]

    def linked(self, first: int, count: int) -> list[bytes] | None:
        """The digits of so many linked runs, if the last does not go on."""
        last = first + count - 1
        if last >= len(self.start) or not self.right[last] or not all(self.link[first:last]):
            return None
        return [self.value(at) for at in range(first, last + 1)]

    def before(self, at: int) -> bytes:
        """The character before a run."""
        return self.text[max(self.start[at] - 1, 0) : self.start[at]]


def find_phones(text: bytes, areas: Areas, dummies: set[bytes]) -> list[Phone]:
    """All numbers of a text, in no order."""
    runs = Runs(text, np.frombuffer(text, np.uint8))
    found = []
    for at in range(len(runs.start)):
        for count in (1, 2, 3):
            found += _read_national(runs, at, count, areas, dummies)
            found += _read_from_abroad(runs, at, count, areas, dummies)
        found += _read_in_one(runs, at, areas, dummies)
    return found


def _read_national(runs: Runs, at: int, count: int, areas: Areas, dummies: set[bytes]) -> list[Phone]:
    groups = runs.linked(at, count)
    if not groups or not runs.left[at] or not groups[0].startswith(b"0") or (count > 1 and len(groups[0]) > 5):
        return []
    words = {"LETTER_BEFORE"} if runs.letter[at] else set()
    in_bracket = count > 1 and runs.before(at) == b"(" and runs.link[at] == ord(")")
    return _weigh(runs, at, groups, runs.start[at] - in_bracket, words, areas, dummies)


def _read_from_abroad(runs: Runs, at: int, count: int, areas: Areas, dummies: set[bytes]) -> list[Phone]:
    ahead = runs.text[: runs.start[at]]
    code = re.search(rb"(?<![0-9])(?:\+?81|(?<!-)0081)(?:[- .\t()]|\)[ -]|[ -]\(|[ -]?\(0\)[^0-9]?)\Z", ahead)
    if code is None:
        return []
    begin = code.start()
    if code.group().startswith(b"81"):
        access = re.search(rb"(?<![0-9])010(?:[- .\t()]|\)[ -]|[ -]\()\Z", ahead[:begin])
        if access is None:
            return []
        begin = access.start()
    groups = runs.linked(at, count)
    if not groups or groups[0].startswith(b"0"):
        return []
    return _weigh(runs, at, [b"0" + groups[0], *groups[1:]], begin, {"INTERNATIONAL"}, areas, dummies)


def _read_in_one(runs: Runs, at: int, areas: Areas, dummies: set[bytes]) -> list[Phone]:
    value = runs.value(at)
    if runs.right[at] and runs.before(at) == b"+" and re.fullmatch(rb"81[0-9]{9,10}", value):
        return _weigh(runs, at, [b"0" + value[2:]], runs.start[at] - 1, {"INTERNATIONAL"}, areas, dummies)
    match = re.fullmatch(rb"(?:0081|01081)([1-9][0-9]{8,9})", value)
    if match and runs.left[at] and runs.right[at]:
        words = {"INTERNATIONAL", "WEAK_FORM"}
        return _weigh(runs, at, [b"0" + match.group(1)], runs.start[at], words, areas, dummies)
    return []


def _weigh(
    runs: Runs, at: int, groups: list[bytes], start: int, words: set[str], areas: Areas, dummies: set[bytes]
) -> list[Phone]:
    """``groups`` are those of the national number."""
    number = b"".join(groups)
    if len(number) not in (10, 11):
        return []
    kind, area = classify(number, areas)
    body = number[1:10]
    steps = {(two - one) % 10 for one, two in itertools.pairwise(body)}
    is_counter = body.startswith(b"000000") or steps in ({0}, {1}, {9})
    if number not in dummies and (kind is None or is_counter):
        return []
    words = words | ({BITS[kind]} if kind is not None else set())
    words |= {"SAMPLE"} if number in dummies else set()
    words |= {"SEPARATED"} if len(groups) > 1 else {"IN_PATH"} if runs.before(at) == b"/" else set()
    if len(groups) == 3:
        lengths = [len(group) for group in groups]
        usual = [3, 4, 4] if kind in (MOBILE, IP_PHONE) else [area, 6 - area, 4] if area else []
        signs = bytes(runs.link[at : at + 2])
        words |= {"GROUPING"} if lengths == usual and re.fullmatch(rb"([- .])\1|\(\)|\)[- .]", signs) else set()
    last = at + len(groups) - 1
    return [Phone(start, runs.end[last], frozenset(words), 0 if kind is None else kind + 1, number)]


def classify(number: bytes, areas: Areas) -> tuple[int | None, int]:
    """The kind of a national number, and the length of its area code."""
    if number.startswith(b"0800") or (len(number) == 10 and number.startswith((b"0120", b"0570", b"0990", b"0180"))):
        return SERVICE, 0
    if len(number) == 11:
        if number.startswith(b"020"):
            return SERVICE, 0
        if re.match(rb"0[6789]0[1-9]", number):
            return MOBILE, 0
        return (IP_PHONE, 0) if re.match(rb"050[1-9]", number) else (None, 0)
    area = int(areas[int(number[:5])])
    return (FIXED, area) if area and number[area] >= ord("2") else (None, 0)
