"""Number plates: the kernel and its plain twin say the same of any text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meibo_detectors.dictionaries.tables import fold_for_look_up, look_up_codes
from meibo_detectors.japan.number_plate import _NAMES, _tables
from meibo_detectors.kernels import plates as compiled
from meibo_detectors.normalise import KANJI, KATAKANA, Folded, fold_label
from meibo_detectors.number_runs import NumberRuns
from reference import plates as plain

PLACES = {fold_for_look_up(fold_label(name)) for name in _NAMES}
CLASSES = st.sampled_from(["300", "5", "33F", "3a", "58", "A1"])
GAPS = st.sampled_from(["", "", " ", "　", "\n", "\r\n", "\t", "   "])
KANA = st.sampled_from([*"あさとは", "サ", "ｻ", "お", "E", "y", "z"])
SERIALS = st.sampled_from(
    ["12-34", "1234", "0000", "00-00", "00-01", "・・・1", "・・12", ".. .1", "・1", "7", "12345", "1-2"]
)
PLATES = st.tuples(st.sampled_from(["品川", "いわき", "海の", ""]), GAPS, CLASSES, GAPS, KANA, GAPS, SERIALS)
ENDS = st.sampled_from(["", "、", "。\n", " は ", "漢"])
TEXTS = st.lists(st.tuples(PLATES.map("".join), ENDS).map("".join), min_size=1, max_size=3).map("、".join)


def ask(folded: Folded) -> list[tuple[int, ...]]:
    """What the kernel finds, as the twin gives it."""
    runs = NumberRuns(folded)
    columns = (runs.start, runs.end, runs.link, runs.open_right.view(np.uint8))
    codes = look_up_codes(folded.letter_codes)
    return [
        tuple(map(int, row))
        for row in zip(*compiled.find_plates(folded.chars, codes, *columns, *_tables()), strict=True)
    ]


@given(TEXTS)
@example("品川300あ・・・1、 とちぎ 530 さ 12-34、い 1234、かい 1234")
def test_kernel_equals_its_twin(text: str) -> None:
    """On plates whole and in part."""
    folded = Folded([text.encode()])
    letters = look_up_codes(folded.letter_codes).tobytes().decode("utf-32-le")
    wide = ((folded.chars >= KANJI) & (folded.chars <= KATAKANA)).tolist()
    expected = plain.find_plates(letters, wide, PLACES)
    assert ask(folded) == expected


def test_columns_must_fit_the_text() -> None:
    """Runs outside of the text are refused."""
    nothing, one = np.zeros(0, np.uint8), np.zeros(1, np.int64)
    with pytest.raises(ValueError, match="runs"):
        compiled.find_plates(
            nothing, nothing.astype(np.uint32), one, one + 1, one.astype(np.uint8), one.astype(np.uint8), *_tables()
        )
