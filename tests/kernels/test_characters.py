"""Which stretches are labels: the kernel and its plain twin say the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from kernels.lines_of_texts import CORPUS, TEXTS, WORDS, read


def compare(written: str) -> int:
    """Ask both for stretches from each character on; how many are labels."""
    lines = read(written)
    size = len(lines.folded.chars)
    start = np.repeat(np.arange(size), 12)
    end = np.minimum(start + np.tile(np.arange(12), size), size)
    found = WORDS.find(lines.text, start, end)
    expected = [lines.labels.holds(*edges) for edges in zip(start.tolist(), end.tolist(), strict=True)]
    assert found.tolist() == expected
    return len(set(zip(start[found].tolist(), end[found].tolist(), strict=True)))


@given(TEXTS)
def test_kernel_equals_its_twin(written: str) -> None:
    """On labels and parts of them, in brackets, behind other words."""
    compare(written)


@pytest.mark.parametrize("written", CORPUS)
def test_kernel_equals_its_twin_on_a_corpus(written: str) -> None:
    """On texts as companies write them."""
    compare(written[:2000])


def test_labels_are_found() -> None:
    """As they stand, with a variant kanji, with a bracket behind, by their ending."""
    assert compare("澤") == 1
    assert compare("氏名(姓)") == 2
    assert compare("TEL") == 1
    assert compare("参加氏名") == 3
