"""Cells of delimited text: the kernel and its plain twin split and strip them alike."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.lines_of_texts import CORPUS
from meibo_detectors.kernels import delimited_cells as compiled
from meibo_detectors.label_words import characters_of
from meibo_detectors.normalise import Folded
from reference import delimited_cells as plain

PIECES = st.sampled_from(
    ['"', '"', '""', ",", ",", "，", "\n", "\r\n", "\r", " ", "=", "a", "氏名", "\u200b", "\t", "＂", "\\u002c", "\x00"]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def compare(texts: list[str], delimiter: str) -> int:
    """Ask both for the cells of blocks read side by side; how many there are."""
    folded = Folded([text.encode() for text in texts])
    end = len(folded.chars)
    borders = folded.block_starts[: len(texts)]
    text = characters_of(folded)
    made = compiled.split_rows(text, 0, end, ord(delimiter), folded.line_ends, borders)
    start, past, first, row_start = (array.tolist() for array in made)
    expected = plain.split_rows(folded, 0, end, delimiter, borders.tolist())
    cells = list(itertools.chain.from_iterable(expected))
    classes = folded.chars.tobytes().decode("latin-1")
    stripped = [plain.strip(classes, *cell) for cell in cells]
    assert list(zip(start, past, strict=True)) == stripped
    assert first == [0, *itertools.accumulate(len(row) for row in expected)][:-1]
    assert row_start == [row[0][0] for row in expected]
    raw = np.array(cells, np.int64).T.copy()
    again = compiled.strip_cells(text, raw[0].copy(), raw[1].copy())
    assert list(zip(*(array.tolist() for array in again), strict=True)) == stripped
    return len(cells)


@given(st.lists(TEXTS, min_size=1, max_size=3), st.sampled_from(",\t"))
def test_kernel_equals_its_twin(texts: list[str], delimiter: str) -> None:
    """On quotes, delimiters and line ends in any order, over the borders of blocks."""
    compare(texts, delimiter)


@pytest.mark.parametrize("written", CORPUS)
def test_kernel_equals_its_twin_on_a_corpus(written: str) -> None:
    """On texts as companies write them."""
    compare([written], ",")


def test_quoted_breaks_are_none() -> None:
    """Line breaks and delimiters in quotes; a quote that is left open for too long is none."""
    assert compare(['a,"b\n,c"\nd,e'], ",") == 4
    assert compare([f'"{"a," * 11_000}"'], ",") == 11_001
