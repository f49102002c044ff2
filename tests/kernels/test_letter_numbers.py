"""Documents of letters and digits: the kernel and its plain twin say the same of any text."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from meibo_detectors.kernels import letter_numbers as compiled
from meibo_detectors.normalise import Folded
from meibo_detectors.number_runs import NumberRuns
from reference import letter_numbers as plain

PIECES = st.sampled_from(
    [
        *("TK", "m", "t", "MU", "NO", "ID", "no", "No", "KA", "123456", "4820591", "48205913", "00001234", "0000"),
        *(" ", " ", "-", "_", "/", ".", "*", "**", "旅", "1", "\n", ":"),
    ]
)
TEXTS = st.lists(PIECES, max_size=10).map("".join)


@given(TEXTS)
@example("旅券/TK1234567 No/TR4820591 NO 4820591 TK 4820591 TW48205913KA TW-48205913-KA no.AB48205913CD")
def test_kernel_equals_its_twin(text: str) -> None:
    """On letters, digits and what may stand beside them."""
    folded = Folded([text.encode()])
    chars, runs = folded.chars, NumberRuns(folded)
    at, marks = compiled.find_passports(chars, runs.start, runs.end, runs.open_right.view(np.uint8))
    found = list(zip(runs.start[at].tolist(), runs.end[at].tolist(), marks.tolist(), strict=True))
    assert found == plain.find_passports(chars.tobytes())
    at, joints = compiled.find_cards(chars, runs.start, runs.end)
    found = list(zip(runs.start[at].tolist(), runs.end[at].tolist(), joints.tolist(), strict=True))
    assert found == plain.find_cards(chars.tobytes())


@given(st.binary(max_size=20), st.lists(st.tuples(st.integers(-3, 30), st.integers(-3, 30)), max_size=4))
def test_any_runs(text: bytes, runs: list[tuple[int, int]]) -> None:
    """Runs outside of the text are read as if nothing stood there."""
    start, end = np.array([*runs, (0, 0)], np.int64).T
    chars = np.frombuffer(text, np.uint8)
    assert len(compiled.find_passports(chars, start, end, np.ones(len(start), np.uint8))[0]) <= len(start)
    assert len(compiled.find_cards(chars, start, end)[0]) <= len(start)
