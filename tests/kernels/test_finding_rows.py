"""Candidates as rows of findings: the kernel and its plain twin make the same rows of any candidates."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.drawn import assert_same, bytes_of, candidates, scan_corpus, watch
from meibo_detectors import findings as module
from meibo_detectors.kernels import finding_rows as compiled
from meibo_detectors.model import CANDIDATE, FINDING
from reference import finding_rows as plain


@st.composite
def parts(draw: st.DrawFn) -> list[Any]:
    """What is known of the candidates of some detectors."""
    drawn = []
    for detector in range(draw(st.integers(0, 4))):
        rows = draw(candidates(most=40))

        def draw_some(one: st.SearchStrategy[int], kind: type[np.generic], count: int = len(rows)) -> Any:
            return np.array(draw(st.lists(one, min_size=count, max_size=count)), kind)

        columns = (
            draw_some(st.integers(0, 1), np.uint8),
            draw_some(st.sampled_from([35, 75, 90]), np.uint8),
            draw_some(st.integers(-1, 2), np.int32),
            draw_some(st.integers(-1, 3), np.int32),
            draw_some(st.sampled_from([0, 64, 200]), np.uint32),
        )
        drawn.append((detector, bytes_of(rows), *columns))
    return drawn


@given(parts(), st.lists(st.integers(1, 60), max_size=5))
def test_kernel_equals_its_twin(drawn: list[Any], records: list[int]) -> None:
    """On some of the candidates of several detectors, which stand anywhere."""
    total = sum(int(part[2].sum()) for part in drawn)
    kinds = np.arange(16, dtype=np.uint8).reshape(4, 4)
    fields = (np.array([4, 5, 6]), np.array([0, 1, 0], np.uint8))
    starts = np.array([0, *sorted(set(records))])
    rows = np.zeros(total, FINDING)
    arguments = (kinds, fields, starts, (1 << 60) - 1, 1 << 61, 75)
    assert_same(compiled.make_rows, plain.make_rows, drawn, bytes_of(rows), *arguments)
    for part in drawn:
        assert_same(compiled.is_ascending, plain.is_ascending, part[1])
        assert_same(compiled.is_ascending, plain.is_ascending, bytes_of(part[1].view(CANDIDATE)[::-1].copy()))
    compiled.make_rows(drawn, bytes_of(rows), *arguments)
    nothing, origin = np.zeros(0, np.int64), np.arange(25) * 2
    for ways_back in ((nothing, nothing, nothing), (np.array([3, 24, 0]), origin, origin + 1)):
        arguments = (*ways_back, np.array([-9, 9, 9, 31, 60]), 25, 1 << 5)
        assert_same(compiled.set_places, plain.set_places, bytes_of(rows), *arguments)


def test_parts_must_be_parallel() -> None:
    """Nothing is read behind the end of an array."""
    part = (0, np.zeros(CANDIDATE.itemsize, np.uint8), *(np.zeros(2, np.uint8) for _ in range(2)),
            *(np.zeros(2, kind) for kind in (np.int32, np.int32, np.uint32)))  # fmt: skip
    nothing = (np.zeros(0, np.int64), np.zeros(0, np.uint8))
    with pytest.raises(ValueError, match="parallel"):
        compiled.make_rows(
            [part], bytes_of(np.zeros(1, FINDING)), np.zeros((1, 1), np.uint8), nothing, nothing[0], 0, 0, 0
        )


def test_on_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """On what an engine asks of a roster, a letter and business text."""
    calls = [watch(monkeypatch, module, name, getattr(plain, name)) for name in ("make_rows", "set_places")]
    assert scan_corpus()
    assert all(calls)
