"""Numbers of organisations' own people: the kernels and their plain twins say the same of any text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meibo.samples.roster_stream import dense_roster
from meibo_detectors.japan import organisation_id
from meibo_detectors.kernels.organisation_ids import find_label_ends, find_word_ends, judge_ids
from meibo_detectors.normalise import KANJI, Folded
from reference import organisation_ids as plain

VALUES = st.sampled_from(
    ["20240229", "20230229", "19991231", "2031-08-01", "090-1234-5678", "09012345678", "0312345678", "E001234", "1,234",
     "a.b", "12.5", "aaaa", "0000", "A12-3456", "x" * 21, "1" * 20]
)  # fmt: skip
TEXT = st.lists(VALUES | st.text("09aE-_., ;", max_size=9), max_size=5).map("".join).map(str.encode)
LABELS = st.lists(
    st.sampled_from(["番", "号", "ー", "ド", "I", "D", "d", "no", "No", "cd", "社", "ｉｄ", " ", "1"]), max_size=14
)
STOPS = bytes(np.flatnonzero(organisation_id._IS_STOP).astype(np.uint8))


def check_values(text: bytes) -> None:
    """Ask both of every stretch that begins with a word or in one."""
    chars = np.frombuffer(text, np.uint8)
    spans = [(at, end) for at in range(len(text)) for end in range(at, min(at + 24, len(text)) + 1)]
    start, end = (np.array([span[side] for span in spans], np.int64) for side in (0, 1))
    ends = find_word_ends(chars, start, end, organisation_id._IS_STOP.view(np.uint8))
    assert ends.tolist() == [plain.find_word_end(text, *span, STOPS) for span in spans]
    for is_part in (False, True):
        made = judge_ids(chars, start, end, np.full(len(spans), is_part, np.uint8))
        assert made.tolist() == [plain.judge(text, *span, is_part=is_part) for span in spans]


@given(TEXT)
@example(b"20240229")
@example(b"1900-1-1xxxxxxxxxxxx")
def test_values_equal_their_twin(text: bytes) -> None:
    """Dates, telephone numbers, amounts, words and numbers."""
    check_values(text)


@given(st.binary(max_size=40))
def test_any_bytes_equal_their_twin(text: bytes) -> None:
    """Folded classes too."""
    check_values(text)


@given(LABELS.map("".join))
def test_labels_equal_their_twin(text: str) -> None:
    """Words that end with the endings of labels, and others."""
    folded = Folded([f"名{text}".encode()])
    pairs = organisation_id._WIDE_PAIRS, organisation_id._LATIN_PAIRS
    made = find_label_ends(folded.letter_codes, folded.chars, *pairs, KANJI)
    endings = organisation_id._WIDE_ENDINGS, organisation_id._LATIN_ENDINGS
    assert made.tolist() == plain.find_label_ends(folded.letters, folded.chars.tobytes(), *endings, KANJI)


def test_rosters() -> None:
    """On business text."""
    check_values(b"".join(dense_roster(2, seed=2))[:600])


def test_wrong_arrays_are_refused() -> None:
    """Columns of other lengths."""
    none, one, chars = np.zeros(0, np.int64), np.zeros(1, np.int64), np.zeros(1, np.uint8)
    with pytest.raises(ValueError, match="end"):
        find_word_ends(chars, one, none, organisation_id._IS_STOP.view(np.uint8))
    with pytest.raises(ValueError, match="parallel"):
        judge_ids(chars, one, one, chars[1:])
    pair = np.zeros((1, 2), np.uint32)
    with pytest.raises(ValueError, match="code"):
        find_label_ends(np.zeros(2, np.uint32), chars, pair, pair, KANJI)
