"""Little tables in plain text: the kernel and its plain twin find the same rows and cells."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.lines_of_texts import CORPUS, TEXTS, read
from meibo_detectors.kernels import table_lines as compiled
from meibo_detectors.kernels.marked_places import find_marked
from meibo_detectors.structure.signs import name_signs
from reference import table_lines as plain

LINE = st.sampled_from(
    [
        "a,b,c",
        "a,b",
        "|a|b|",
        "a|b|c",
        "│a│b│",
        "a\tb",
        "a;b;c",
        "1,234,567",
        "1,234,b",
        "",
        "---",
        "|---|---|",
        "a,b：c,d",
        "x" * 70 + ",b,c",
    ]
)
TABLES = st.lists(LINE, max_size=12).map("\n".join)


def compare(written: str, cut: int, named: int) -> int:
    """Ask both for the rows of a text; how many there are. Some lines are torn, some have names with values."""
    lines = read(written)
    count = len(lines.start)
    torn = np.arange(count) % cut == 0
    pairs = np.where(np.arange(count) % named == 1, 2, 0)
    made = compiled.find_table_lines(
        lines.text,
        find_marked(lines.text, 0, len(lines.folded.chars), name_signs()),
        lines.start,
        lines.end,
        lines.flags,
        torn.view(np.uint8),
        pairs,
        name_signs(),
    )
    told = plain.Lines(
        lines.folded,
        list(zip(lines.start.tolist(), lines.end.tolist(), strict=True)),
        ((lines.flags & 1) != 0).tolist(),
        ((lines.flags & 2) != 0).tolist(),
        torn.tolist(),
        pairs.tolist(),
    )
    kinds, cells = plain.find_table_lines(told)
    kind, width, start, end, first = (array.tolist() for array in made)
    assert kind == kinds
    edges = itertools.pairwise([*first, len(start)])
    rows = [list(zip(start[one:past], end[one:past], strict=True)) for one, past in edges]
    assert rows == cells
    assert [number > 0 for number in width] == [number > 0 for number in kinds]
    return len(rows)


@given(st.one_of(TABLES, TEXTS), st.integers(2, 9), st.integers(2, 9))
def test_kernel_equals_its_twin(written: str, cut: int, named: int) -> None:
    """On rows, dividing lines and lines of prose."""
    compare(written, cut, named)


@pytest.mark.parametrize("written", CORPUS)
def test_kernel_equals_its_twin_on_a_corpus(written: str) -> None:
    """On texts as companies write them."""
    compare(written, 1000, 1000)


def test_rows_are_found() -> None:
    """Of a table with bars, with a ruled line, and one with tabs."""
    assert compare("|a|b|\n|---|---|\n|c|d|\n\na\tb\nc\td", 100, 100) == 4
