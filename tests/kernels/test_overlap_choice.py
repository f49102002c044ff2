"""Findings that overlap: the kernel and its plain twin keep the same ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.drawn import assert_same, bytes_of, findings, scan_corpus, watch
from meibo_detectors import overlaps
from meibo_detectors.kernels import overlap_choice as compiled
from meibo_detectors.model import FINDING
from reference import overlap_choice as plain


@given(findings(most=60), st.integers(0, 20), st.integers(10, 60))
def test_kernel_equals_its_twin(rows: Any, first: int, last: int) -> None:
    """On heaps of overlaps of any size, at the borders of cores."""
    cores = np.array([0, first]), np.array([last, 50])
    assert_same(compiled.keep_best, plain.keep_best, bytes_of(rows), *cores)


@given(findings(most=60), st.randoms())
def test_order_equals_its_twin(rows: Any, dice: Any) -> None:
    """On rows in any order."""
    order = list(range(len(rows)))
    dice.shuffle(order)
    assert_same(compiled.order_rows, plain.order_rows, bytes_of(rows[order]))
    assert_same(compiled.order_rows, plain.order_rows, bytes_of(rows))


def test_an_endless_chain_costs_what_its_length_does() -> None:
    """Each finding overlaps the next one: every second stays."""
    rows = np.zeros(20_000, FINDING)
    rows["start"] = np.arange(20_000) * 2
    rows["end"], rows["score"] = rows["start"] + 3, 90
    kept = overlaps.resolve(rows, np.array([0]), np.array([1 << 40]))
    assert kept["start"].tolist() == list(range(0, 40_000, 4))


def test_on_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """On what an engine asks of a roster, a letter and business text."""
    calls = [watch(monkeypatch, overlaps, name, getattr(plain, name)) for name in ("order_rows", "keep_best")]
    assert scan_corpus()
    assert all(calls)
