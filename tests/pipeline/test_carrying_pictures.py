"""A basis tells what was done with pictures, and carries files over as if nothing had been."""

from __future__ import annotations

import msgspec
import pytest

from meibo.configuration.pictures import PictureWork
from meibo.inventory.known import Known
from meibo.pipeline.carrying import Basis, Carrying
from meibo.pipeline.picture_order import find_bases
from meibo_connectors.model import Access, Audience, Entry

PLAIN = Basis("rules", "options", "limits", "0123456789ab")
TEXT, FACES = PictureWork(reads_text=True), PictureWork(finds_faces=True)
BOTH = PictureWork(reads_text=True, finds_faces=True)
LONGER = PictureWork(reads_text=True, file_seconds=90.0)
ENTRY = Entry("a.zip", 5, 1_700_000_000_000_000_001, "1:2", "", Access(Audience.UNKNOWN, ""))


@pytest.mark.parametrize("work", [TEXT, FACES, BOTH, LONGER])
def test_the_work_is_read_back(work: PictureWork) -> None:
    """From the basis as it is stored; the time of all pictures is no part of it."""
    basis = PLAIN.with_pictures(msgspec.structs.replace(work, seconds=5.0))
    assert basis.pictures == work
    assert basis.without_pictures == PLAIN.means
    assert basis.with_pictures(TEXT) == PLAIN.with_pictures(TEXT)


@pytest.mark.parametrize("means", ["", "0123456789ab", "0123456789ab pictures ", "x pictures {", "x pictures [3]"])
def test_no_work(means: str) -> None:
    """What was never written, or says something else, stands for nothing."""
    assert not msgspec.structs.replace(PLAIN, means=means).pictures


@pytest.mark.parametrize("code", ["encrypted", "format-not-read", "time-limit", "image-only", None])
@pytest.mark.parametrize("before", [PLAIN, PLAIN.with_pictures(BOTH)])
@pytest.mark.parametrize("now", [PLAIN, PLAIN.with_pictures(TEXT)])
def test_what_was_read_with_pictures_is_carried_over(code: str | None, before: Basis, now: Basis) -> None:
    """Whatever it did not give."""
    known = Known(1, 1, 5, ENTRY.modified_ns, "1:2", "", "told", True, 1, 1, True, "partial", code, 1)
    assert Carrying(2, now, {1: before}, {1: 0}).judge(ENTRY, None, known, "told") == "keep"
    other = msgspec.structs.replace(before, means=before.means.replace("0123", "3210"))
    expected = "read" if code in ("encrypted", "format-not-read") else "keep"
    assert Carrying(2, now, {1: other}, {1: 0}).judge(ENTRY, None, known, "told") == expected


def test_which_files_have_something_to_gain() -> None:
    """More kinds of work read every picture again, more time only those that stayed unread; less asks for nothing."""
    bases = {
        1: PLAIN, 2: PLAIN.with_pictures(TEXT), 3: PLAIN.with_pictures(FACES), 4: PLAIN.with_pictures(BOTH),
        5: PLAIN.with_pictures(LONGER), 6: msgspec.structs.replace(PLAIN.with_pictures(BOTH), rule_set="older"),
        7: msgspec.structs.replace(PLAIN, means="ba9876543210").with_pictures(TEXT),
    }  # fmt: skip
    for work, done, lacking in (
        (TEXT, {2, 4, 5, 7}, {3}),
        (FACES, {3, 4}, {2, 5, 7}),
        (BOTH, {4}, {2, 3, 5, 7}),
        (LONGER, {5}, {3}),
    ):
        found = find_bases(bases, PLAIN.with_pictures(work))
        assert (found.done, found.lacking) == (done, lacking), work
