"""Candidates in the same situation: the kernel and its plain twin tell the same ones apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.drawn import assert_same, bytes_of, candidates, scan_corpus, watch
from meibo_detectors import situations
from meibo_detectors.context import CELL_STEPS, SHARE_STEPS
from meibo_detectors.engine import Engine
from meibo_detectors.evidence import Evidence, Note
from meibo_detectors.japan import postal_code
from meibo_detectors.kernels import situations as compiled
from meibo_detectors.model import CANDIDATE, Block
from meibo_detectors.registry import DETECTORS
from reference import situations as plain


@given(candidates(), st.lists(st.integers(0, 3), min_size=24, max_size=24))
def test_kernel_equals_its_twin(rows: Any, flags: list[int]) -> None:
    """On a few situations that come back."""
    raw = bytes_of(rows)
    which, first = assert_same(
        compiled.tell_situations, plain.tell_situations, raw, np.array(flags[: len(rows)], np.uint32)
    )
    scores = np.arange(len(first), dtype=np.uint8)
    assert_same(compiled.settle, plain.settle, raw, which, scores, scores.astype(np.uint64) << np.uint64(40))


def test_many_situations_are_told_apart() -> None:
    """The table of situations grows."""
    rows = np.zeros(3000, CANDIDATE)
    rows["evidence"] = np.arange(3000) // 2
    assert_same(compiled.tell_situations, plain.tell_situations, bytes_of(rows), np.arange(3000, dtype=np.uint32) % 3)


def test_on_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """On what an engine asks of a roster, a letter and business text."""
    calls = [watch(monkeypatch, situations, name, getattr(plain, name)) for name in ("tell_situations", "settle")]
    assert scan_corpus()
    assert all(calls)


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.id)
def test_a_score_is_that_of_the_situation(detector: Any) -> None:
    """All that a score reads is what a situation is: whole candidates with their exact context have the same score."""
    dice = np.random.default_rng(7)
    rows = np.zeros(400, CANDIDATE)
    flags = dice.integers(0, 1 << 13, 400).astype(np.uint32)
    flags[(flags >> 9) & 3 == 3] &= ~np.uint32(1 << 9)
    flags[(flags >> 11) & 3 == 3] &= ~np.uint32(1 << 11)
    bits = np.array([*Evidence, *Note], np.uint64)
    for row in rows:
        row["evidence"] = np.bitwise_or.reduce(dice.choice(bits, 3))
        row["kind"] = dice.integers(0, len(detector.kinds) + 1)
    rows["start"] = np.arange(400) * 30
    rows["end"] = rows["start"] + dice.integers(1, 20, 400)
    rows["key"] = dice.choice([b"20240001234", b"1234000"], 400)
    exact = situations.make_stepped_context(flags)
    for steps, values in ((CELL_STEPS, exact.column_cells), (SHARE_STEPS, exact.column_share)):
        above = np.append(steps, [900 if steps is CELL_STEPS else 1])[np.searchsorted(steps, values) + 1]
        values += ((above - values) * 0.9 * (values > 0)).astype(values.dtype)
    whole = rows.copy()
    expected = situations.refute_headers(detector.score(whole, exact), exact)
    weighed = situations.Weighed(
        0, rows, (np.zeros(400, np.int32), exact.label, flags), tuple(np.zeros(0, np.int64) for _ in range(3))
    )
    weighed.__dict__["context"] = exact
    situations.Scorer(detector).score(weighed)
    np.testing.assert_array_equal(weighed.scores, expected)
    np.testing.assert_array_equal(rows["evidence"], whole["evidence"])


def test_steps_hold_what_postal_codes_ask() -> None:
    """Its own thresholds are among the steps."""
    assert postal_code.COLUMN_CELLS in CELL_STEPS
    assert np.float32(postal_code.COLUMN_SHARE) in SHARE_STEPS


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that has met too many situations forgets them, and scores as before."""
    block = [Block("氏名 山田太郎 電話 090-1234-5678\n".encode() * 4)]
    engine = Engine(DETECTORS)
    before = engine.scan(block).findings
    monkeypatch.setattr(situations, "MOST_SITUATIONS", 1)
    np.testing.assert_array_equal(Engine(DETECTORS).scan(block).findings, before)
