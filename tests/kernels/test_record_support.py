"""What records do to scores: the kernel and its plain twin say the same of any findings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.drawn import assert_same, bytes_of, findings, scan_corpus, watch
from meibo_detectors import records
from meibo_detectors.kernels import record_support as compiled
from meibo_detectors.model import PersonKey
from meibo_detectors.records import count_roster_points
from meibo_detectors.registry import DETECTORS
from reference import record_support as plain

TRUTHS = st.lists(st.integers(0, 1), min_size=5, max_size=5)


@given(findings(), TRUTHS, TRUTHS, TRUTHS, st.lists(st.integers(0, 1), min_size=24, max_size=24), st.booleans())
def test_kernel_equals_its_twin(
    rows: Any, raises: list[int], speaks: list[int], gains: list[int], named: list[int], is_sample: bool
) -> None:
    """On findings of a few detectors in a few records."""
    raw = bytes_of(rows)
    sure, _ = assert_same(compiled.find_sure, plain.find_sure, raw, np.array(raises, np.uint8), 0b11, 1 << 8)
    detectors = (np.array(speaks, np.uint8), np.array(gains, np.uint8), np.array([100, 40, 75, 0, 60], np.uint8))
    for told in (named[: len(rows)], []):
        assert_same(
            compiled.weigh_records, plain.weigh_records, raw, sure, np.array(told, np.uint8), detectors,
            np.array([0, is_sample], np.uint8), (0b11, 1 << 3, 1 << 4, 1 << 5), (75, 45),
        )  # fmt: skip


@given(findings(detectors=8), st.permutations(range(8)))
def test_rosters_equal_their_twin(rows: Any, kinds: list[int]) -> None:
    """On findings of all kinds."""
    kinds_of = np.array(kinds, np.uint8)
    assert_same(compiled.count_roster_points, plain.count_roster_points, bytes_of(rows), kinds_of, 2, PersonKey.NAME)


def test_on_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """On what an engine asks of a roster, a letter and business text."""
    calls = [watch(monkeypatch, records, name, getattr(plain, name)) for name in ("find_sure", "weigh_records")]
    calls.append(watch(monkeypatch, records.kernel, "count_roster_points", plain.count_roster_points))
    for scan in scan_corpus():
        count_roster_points(scan, DETECTORS)
    assert all(calls)
