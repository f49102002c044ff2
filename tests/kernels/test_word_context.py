"""What words near candidates say: the kernel and its plain twin say the same of any labels around any values."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.drawn import assert_same, bytes_of, candidates, scan_corpus, watch
from meibo_detectors import context
from meibo_detectors.kernels import stretches as compiled_stretches
from meibo_detectors.kernels import word_context as compiled
from reference import stretches as plain_stretches
from reference import word_context as plain

CHARS = 500
SIGNS = st.sampled_from([*b"a1 :=,\n\r", 0x82])
GAPS = st.sampled_from([0, 0, 0, 1, 2, 5, 18, 40, 290])


@st.composite
def drawn_texts(draw: st.DrawFn) -> tuple[Any, Any, Any]:
    """A text, and labels and candidates that stand in it side by side, near or far."""
    filler = draw(st.sampled_from([ord("a"), ord(" "), 0x82]))
    chars = np.full(CHARS, filler, np.uint8)
    for place, sign in draw(st.lists(st.tuples(st.integers(0, CHARS - 1), SIGNS), max_size=40)):
        chars[place] = sign
    labels: list[tuple[int, int, int]] = []
    at = draw(st.integers(0, 100))
    for _ in range(draw(st.integers(0, 12))):
        length = draw(st.integers(1, 4))
        if at + length > CHARS:
            break
        labels.append((draw(st.integers(0, 5)), at, at + length))
        at += length + draw(GAPS)
    columns = [[one[column] for one in labels] for column in range(3)]
    return (
        chars,
        (np.array(columns[0], np.int32), *(np.array(one, np.int64) for one in columns[1:])),
        draw(candidates(most=12, chars=CHARS)),
    )


@given(drawn_texts(), st.booleans())
def test_kernel_equals_its_twin(text: tuple[Any, Any, Any], is_table: bool) -> None:
    """On values and labels at all distances, on one line and on two, in cells and outside."""
    chars, labels, rows = text
    fields = (np.array([0, 200]), np.array([190, 500]), np.array([3 if is_table else -1, 4]))
    field = np.where(rows["end"] <= 190, 0, np.where(rows["start"] >= 200, 1, -1)).astype(np.int32)
    wanted = np.arange(0, len(rows), dtype=np.int64)
    block = rows["start"] >= 300
    borders = np.where(block, 300, 0), np.where(block, 500, 300)
    positive, negative, weak = (
        np.array(one, np.uint64) for one in ([2, 2, 0, 0, 3, 0], [0, 1, 2, 2, 0, 0], [2, 0, 0, 0, 2, 0])
    )
    runs = np.flatnonzero((chars == ord("1")) & (np.append(0, chars[:-1]) != ord("1")))
    label, flags = np.full(len(rows), -1, np.int32), np.zeros(len(rows), np.uint32)
    assert_same(
        compiled.weigh_words, plain.weigh_words, bytes_of(rows), wanted, field, fields, *borders, labels, 2,
        positive, negative, weak, chars, runs, label, flags,
    )  # fmt: skip


@given(
    st.lists(st.tuples(st.integers(0, 1500), st.integers(1, 9)), max_size=8),
    st.lists(st.integers(0, 1499), max_size=30),
)
def test_stretches_equal_their_twin(spans: list[tuple[int, int]], borders: list[int]) -> None:
    """On values near and far from each other, with lines and borders anywhere."""
    chars = np.full(1500, ord("a"), np.uint8)
    chars[borders] = np.resize([ord(","), 10, 13], len(borders))
    is_border = np.zeros(256, np.uint8)
    is_border[[ord(","), 10]] = 1
    spans.sort()
    start, end = np.array([one for one, _ in spans], np.int64), np.array([one + more for one, more in spans], np.int64)
    floor, roof = assert_same(compiled_stretches.surround, plain_stretches.surround, start, end, chars, is_border)
    assert (floor[1:] > roof[:-1]).all()


def test_on_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """On what an engine asks of a roster, a letter and business text."""
    calls = [
        watch(monkeypatch, context, "weigh_words", plain.weigh_words),
        watch(monkeypatch, context, "surround", plain_stretches.surround),
    ]
    assert scan_corpus()
    assert all(calls)
