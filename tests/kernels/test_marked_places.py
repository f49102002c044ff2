"""Signs that lines are read by: the kernel and its plain twin find the same ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.lines_of_texts import CORPUS, TEXTS, read
from meibo_detectors.kernels import marked_places as compiled
from meibo_detectors.structure.signs import name_signs
from reference import marked_places as plain


def compare(written: str, start: int, end: int) -> None:
    """Ask both for the signs in a stretch of a text."""
    lines = read(written)
    size = len(lines.folded.chars)
    start, end = sorted((min(start, size), min(end, size)))
    made = compiled.find_marked(lines.text, start, end, name_signs())
    assert made.tolist() == plain.find_marked(lines.folded, start, end, name_signs())


@given(TEXTS, st.integers(0, 20), st.integers(0, 200))
def test_kernel_equals_its_twin(written: str, start: int, end: int) -> None:
    """On any stretch of texts of separators, gaps and leaders."""
    compare(written, start, end)


@pytest.mark.parametrize("written", CORPUS)
def test_kernel_equals_its_twin_on_a_corpus(written: str) -> None:
    """On texts as companies write them."""
    compare(written, 0, len(written))
