"""Parts of a file, in whatever order they come, are put together as if it had been read in one."""

from __future__ import annotations

import itertools
import random
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo.inventory.model import Counts, Issue, Status, StoredPosition
from meibo.pipeline.assembly import assemble, skipped
from meibo.pipeline.content_hash import join_chunks
from meibo.pipeline.model import PartResult
from meibo_connectors.model import Access, Audience, Entry
from meibo_detectors.model import PersonKey
from meibo_detectors.person_sets import FIRST_BIT, pack, unite

ENTRY = Entry("a.txt", 100, 1, "1:2:3", "taro", Access(Audience.OWNER, "mode 0600"))
KEY = b"k" * 32
LINE_END = re.compile("\r\n|\r|\n")


def make_part(ordinal: int = 0, **changes: Any) -> PartResult:
    facts: dict[str, Any] = {"number": 7, "ordinal": ordinal, "is_read": True, "is_whole": True, "chunk_hash": b"h"}
    return PartResult(**{**facts, **changes})


def locate(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, counted from 1."""
    before = LINE_END.split(text[:offset])
    return len(before), len(before[-1]) + 1


def measure(text: str) -> tuple[int, int]:
    """Line ends, and characters behind the last."""
    lines = LINE_END.split(text)
    return len(lines) - 1, len(lines[-1])


def mark_all(text: str) -> tuple[StoredPosition, ...]:
    """A finding of one character at every ``@``, as a worker would place it."""
    found = []
    for match in re.finditer("@", text):
        line, column = locate(text, match.start())
        found.append(StoredPosition("email", {"line": line, "column": column}, column - 1, column, 90, (), b"", "*"))
    return tuple(found)


pieces = st.lists(st.sampled_from(["@", "あ", "x", "\n", "\r\n", "\r"]), max_size=60)


@given(pieces, st.lists(st.integers(0, 60), max_size=5), st.integers(0, 2**32))
def test_positions_are_those_of_the_whole_text(text_pieces: list[str], cuts: list[int], seed: int) -> None:
    """Wherever a text is cut, between characters and never within a line end, lines and columns come out the same."""
    borders = sorted({0, len(text_pieces), *(min(cut, len(text_pieces)) for cut in cuts)})
    texts = ["".join(text_pieces[start:end]) for start, end in itertools.pairwise(borders)] or [""]
    texts = [text for at, text in enumerate(texts) if text or at == 0]
    whole = "".join(texts)
    if any(left.endswith("\r") and right.startswith("\n") for left, right in itertools.pairwise(texts)):
        return  # readers never cut there
    parts = []
    for ordinal, text in enumerate(texts):
        line_ends, tail_chars = measure(text)
        parts.append(make_part(ordinal, positions=mark_all(text), line_ends=line_ends, tail_chars=tail_chars))
    random.Random(seed).shuffle(parts)
    assert assemble(ENTRY, parts, KEY, None).positions == mark_all(whole)


def test_the_cap_counts_each_detector_in_reading_order() -> None:
    """The first positions of each detector are kept, whichever part came first."""
    emails, phones = mark_all("@@@"), mark_all("@@")
    late = tuple(StoredPosition("jp_phone", row.location, row.start, row.end, 90, (), b"", "*") for row in phones)
    parts = [make_part(1, positions=emails + late), make_part(0, positions=emails, line_ends=1)]
    kept = assemble(ENTRY, parts, KEY, 4).positions
    assert [(row.detector, row.location["line"]) for row in kept] == [
        ("email", 1), ("email", 1), ("email", 1), ("email", 2), ("jp_phone", 2), ("jp_phone", 2),
    ]  # fmt: skip


def test_positions_that_are_no_lines_stay() -> None:
    """A cell or a page does not move with the lines before it."""
    cell = StoredPosition("email", {"sheet": "名簿", "cell": "B2"}, 0, 5, 90, (), b"", "*")
    parts = [make_part(0, line_ends=5, tail_chars=3), make_part(1, positions=(cell,))]
    assert assemble(ENTRY, parts, KEY, None).positions == (cell,)


def test_counts_and_bytes_are_sums() -> None:
    """Counts by detector and level, and the bytes read, add up."""
    parts = [
        make_part(0, counts={"jp_phone": Counts(1, 2, 3)}, bytes_read=10),
        make_part(1, counts={"email": Counts(0, 1, 0), "jp_phone": Counts(1, 1, 1)}, bytes_read=5),
    ]
    result = assemble(ENTRY, parts, KEY, 20)
    assert result.counts == {"email": Counts(0, 1, 0), "jp_phone": Counts(2, 3, 4)}
    assert list(result.counts) == ["email", "jp_phone"]
    assert result.bytes_read == 15


def test_counts_of_kinds_are_sums_too() -> None:
    """By detector and kind, over all parts of a file."""
    parts = [
        make_part(0, kind_counts={"org_id": {"member": Counts(0, 1, 2)}}),
        make_part(1, kind_counts={"org_id": {"member": Counts(0, 0, 1), "login": Counts(1, 0, 0)}}),
        make_part(2),
    ]
    result = assemble(ENTRY, parts, KEY, 20)
    assert result.kind_counts == {"org_id": {"login": Counts(1, 0, 0), "member": Counts(0, 1, 3)}}


def test_people_in_several_parts_are_counted_once() -> None:
    """The keys of all parts are united before they are counted."""
    draw = np.random.default_rng(1)
    keys = draw.integers(0, 2**63, (8, 2)).astype(np.uint64)
    keys[:, 1] = (keys[:, 1] >> np.uint64(4) << np.uint64(4)) | np.uint64(PersonKey.EMAIL | FIRST_BIT)
    parts = [
        make_part(at, person_keys=pack(unite([keys[chosen]]))) for at, chosen in enumerate(([0, 1, 2, 3], [2, 3, 4]))
    ]
    result = assemble(ENTRY, parts, KEY, 20)
    assert (result.persons_least, result.persons_most) == (5, 5)
    assert result.person_keys == pack(unite([keys[:5]]))
    assert (assemble(ENTRY, [make_part()], KEY, 20).persons_most) == 0


@pytest.mark.parametrize(
    ("states", "status"),
    [
        ([(True, True), (True, True)], Status.COMPLETE),
        ([(True, True), (True, False)], Status.PARTIAL),
        ([(True, True), (False, False)], Status.PARTIAL),
        ([(False, False), (False, False)], Status.SKIPPED),
        ([(False, False)], Status.SKIPPED),
    ],
)
def test_status_is_that_of_all_parts(states: list[tuple[bool, bool]], status: Status) -> None:
    """Complete where all was read, skipped where nothing was, partial in between; a hash only where it is complete."""
    parts = [make_part(at, is_read=read, is_whole=whole) for at, (read, whole) in enumerate(states)]
    result = assemble(ENTRY, parts, KEY, 20)
    assert result.status is status
    assert result.content_hash == (join_chunks([b"h"] * len(parts), KEY) if status is Status.COMPLETE else b"")


def test_an_issue_of_several_parts_is_one() -> None:
    """Characters that could not be decoded add up; that a file changed is told once."""
    issues = (Issue("extract", "undecodable", "cp932", 3), Issue("extract", "changed-while-read"))
    result = assemble(ENTRY, [make_part(0, issues=issues), make_part(1, issues=issues)], KEY, 20)
    assert result.issues == (Issue("extract", "undecodable", "cp932", 6), Issue("extract", "changed-while-read"))


def test_encodings_are_named_once_in_order() -> None:
    """A file in two encodings names both, in the order in which they were met."""
    parts = [make_part(1, encodings=("utf-8", "cp932")), make_part(0, format="text", encodings=("cp932",))]
    result = assemble(ENTRY, parts, KEY, 20)
    assert (result.format, result.encoding) == ("text", "cp932,utf-8")


def test_a_skipped_file_says_why() -> None:
    """Not read, with one issue of the listing."""
    result = skipped(ENTRY, "special-file", "fifo")
    assert (result.status, result.issues) == (Status.SKIPPED, (Issue("list", "special-file", "fifo"),))


def test_people_beyond_what_a_row_can_hold_are_counted_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with more people than a row can keep keys of has its exact count, and a note instead of the keys."""
    first = int(PersonKey.EMAIL | FIRST_BIT)
    keys = pack(unite([np.array([[1, first], [2, first], [3, first]], np.uint64)]))
    monkeypatch.setattr("meibo.pipeline.assembly.KEPT_KEY_BYTES", 32)
    result = assemble(ENTRY, [make_part(person_keys=keys)], KEY, 20)
    assert (result.persons_most, result.person_keys) == (3, b"")
    assert [issue.code for issue in result.issues] == ["persons-not-kept"]
    assert result.status is Status.COMPLETE
