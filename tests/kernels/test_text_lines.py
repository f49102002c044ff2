"""Lines of plain text: the kernel and its plain twin say the same of each."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from kernels.lines_of_texts import CORPUS, TEXTS, WORDS, read
from meibo_detectors.kernels import text_lines as compiled
from meibo_detectors.structure.signs import line_signs
from reference import text_lines as plain

BLANK, RULE, HEADING, POSTAL = 1, 2, 4, 8


def compare(written: str) -> None:
    """Ask both for the lines of a text, and for those that are labels."""
    lines = read(written)
    expected = [
        plain.Line(lines.folded, *edges) for edges in zip(lines.first.tolist(), lines.past.tolist(), strict=True)
    ]
    assert lines.start.tolist() == [line.start for line in expected]
    assert lines.end.tolist() == [line.end for line in expected]
    assert lines.content.tolist() == [line.content for line in expected]
    assert lines.flags.tolist() == [
        BLANK * line.is_blank + RULE * line.is_rule + HEADING * line.is_heading + POSTAL * line.is_postal
        for line in expected
    ]
    free = np.arange(len(expected)) % 5 != 4
    known, start, end = compiled.find_label_lines(
        lines.text, WORDS, lines.content, lines.end, free.view(np.uint8), line_signs()
    )
    labels = [
        plain.find_label(lines.folded, lines.labels, line.content, line.end) if is_free else None
        for line, is_free in zip(expected, free.tolist(), strict=True)
    ]
    assert known.tolist() == [label is not None for label in labels]
    assert [(start[row], end[row]) for row in np.flatnonzero(known)] == [label for label in labels if label]


@given(TEXTS)
def test_kernel_equals_its_twin(written: str) -> None:
    """On signs of lists, numbers, ruled lines and labels in any order."""
    compare(written)


@pytest.mark.parametrize("written", CORPUS)
def test_kernel_equals_its_twin_on_a_corpus(written: str) -> None:
    """On texts as companies write them."""
    compare(written)
