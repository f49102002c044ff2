"""Names with values in lines: the kernel and its plain twin find the same ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from kernels.lines_of_texts import CORPUS, TEXTS, WORDS, read
from meibo_detectors.kernels import named_values as compiled
from meibo_detectors.kernels.marked_places import find_marked
from meibo_detectors.structure.signs import name_signs
from reference import named_values as plain

NOTHING = np.zeros(0, np.uint8)


def compare(written: str) -> int:
    """Ask both for the names of a text; how many there are."""
    lines = read(written)
    size = len(lines.folded.chars)
    edges = (lines.start, lines.end, lines.content)
    places = find_marked(lines.text, 0, size, name_signs())
    made = compiled.find_named_values(lines.text, WORDS, 0, size, *edges, places, name_signs(), NOTHING)
    expected = plain.find_named_values(lines.folded, lines.labels, *edges, name_signs())
    for one, other in zip(made, expected, strict=True):
        np.testing.assert_array_equal(one, other)
    return len(made[0])


@given(TEXTS)
def test_kernel_equals_its_twin(written: str) -> None:
    """On labels, values and separators in any order."""
    compare(written)


@pytest.mark.parametrize("written", CORPUS)
def test_kernel_equals_its_twin_on_a_corpus(written: str) -> None:
    """On texts as companies write them."""
    compare(written)


def test_names_are_found() -> None:
    """The corpus of the test above would not show that nothing is found."""
    assert compare("氏名：山田太郎　電話 03-1234-5678\n【住所】東京都\ntel=1\n氏名……佐藤") == 5
