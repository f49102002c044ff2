"""What fields say about candidates: the kernel and its plain twin say the same of any text and any fields."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.drawn import BITS, assert_same, bytes_of, candidates, scan_corpus, watch
from meibo_detectors import context
from meibo_detectors.kernels import field_context as compiled
from meibo_detectors.normalise import KANJI
from reference import field_context as plain

CHARS = 60
SIGNS = st.sampled_from([*b"19 ()*,-", KANJI, 10])


@st.composite
def drawn_fields(draw: st.DrawFn) -> Any:
    """Start, end, column, names, refuses and label of fields, apart and ascending."""
    edges = sorted(draw(st.lists(st.integers(0, CHARS), max_size=16, unique=True)))
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    count = len(spans)

    def draw_some(one: st.SearchStrategy[int], kind: type[np.generic]) -> Any:
        return np.array(draw(st.lists(one, min_size=count, max_size=count)), kind)

    bits = st.integers(0, 3)
    return (
        np.array([one for one, _ in spans], np.int64), np.array([one for _, one in spans], np.int64),
        draw_some(st.integers(-1, 2), np.int64), draw_some(bits, np.uint64), draw_some(bits, np.uint64),
        draw_some(st.integers(-1, 3), np.int32),
    )  # fmt: skip


@given(candidates(chars=CHARS), drawn_fields(), st.lists(SIGNS, min_size=CHARS, max_size=CHARS), st.booleans(), BITS)
def test_kernel_equals_its_twin(rows: Any, fields: Any, signs: list[int], is_ascii: bool, failure: int) -> None:
    """On values in, across and outside of fields, with units and notes beside them."""
    chars = np.array(signs, np.uint8)
    cells = assert_same(compiled.count_column_cells, plain.count_column_cells, chars, *fields[:3])
    codes = np.zeros(0, np.uint32) if is_ascii else chars.astype(np.uint32) + np.uint32(0xFFF0) * (chars == KANJI)
    units = np.zeros((2, 0x10000), np.uint8)
    units[0, ord("-")] = units[1, ord(",")] = units[1, ord("9")] = units[1, 0xFFFF] = 1
    weak = np.array([0, 1, 2, 3], np.uint64)
    assert_same(
        compiled.weigh_fields, plain.weigh_fields, bytes_of(rows), 2, failure, fields, cells, weak, chars, codes, *units
    )


@given(st.lists(st.sampled_from([*b"a*"]), max_size=30), st.lists(st.integers(0, 30), max_size=8, unique=True))
def test_masked_cells_do_not_count(signs: list[int], edges: list[int]) -> None:
    """Cells may lie behind the end of the text; none counts twice."""
    ends = sorted(edges)[1::2]
    start, end = np.array(sorted(edges)[::2][: len(ends)], np.int64), np.array(ends, np.int64)
    column = np.arange(len(end)) % 3 - 1
    assert_same(compiled.count_column_cells, plain.count_column_cells, np.array(signs, np.uint8), start, end, column)


def test_on_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """On what an engine asks of a roster, a letter and business text."""
    calls = [
        watch(monkeypatch, context, "count_column_cells", plain.count_column_cells),
        watch(monkeypatch, context, "weigh_fields", plain.weigh_fields),
    ]
    assert scan_corpus()
    assert all(calls)
