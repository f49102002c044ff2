"""Keys of persons: the kernels and their plain twins find the same mentions, persons and keys."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.drawn import assert_same, bytes_of, findings, scan_corpus, watch
from meibo_detectors import persons
from meibo_detectors.kernels import keyed_hash as compiled_hash
from meibo_detectors.kernels import mentions as compiled_mentions
from meibo_detectors.kernels import person_keys as compiled
from meibo_detectors.normalise import KANJI, KATAKANA
from meibo_detectors.registry import DETECTORS
from meibo_detectors.text_hash import BASE
from reference import keyed_hash as plain_hash
from reference import mentions as plain_mentions
from reference import person_keys as plain

KINDS = np.array([*range(7), 6, 1, 4], np.uint8)
WORDS = st.integers(0, (1 << 64) - 1)


@given(
    findings(most=30, detectors=len(KINDS), records=3, fields=3),
    st.lists(st.sampled_from([KANJI, KATAKANA, *b"a9@ "]), min_size=60, max_size=60),
    st.lists(st.integers(0, 3), min_size=30, max_size=30),
    st.lists(st.integers(0, 4), min_size=3, max_size=3),
)
def test_kernels_equal_their_twins(rows: Any, signs: list[int], same: list[int], roles: list[int]) -> None:
    """On findings of all kinds, with names that come back and records of companies."""
    raw, chars = bytes_of(rows), np.array(signs, np.uint8)
    start, role = np.array([0, 15, 30]), np.array(roles, np.uint8)
    fields = (start, start + 14, np.array([-1, 0, 1]), role, np.array([0, 1, 1]))
    others = np.isin(np.arange(256), (1, 2)).astype(np.uint8)
    found, kinds, is_other, of_company = assert_same(
        compiled_mentions.find_mentions, plain_mentions.find_mentions, raw, KINDS, fields, others, 2, 1 << 8, 1 << 1
    )
    codes = chars.astype(np.uint32) * 7
    assert_same(
        compiled_mentions.hash_mentions, plain_mentions.hash_mentions, raw, found, kinds, chars, codes, BASE, 1 << 3
    )
    values = np.array(same[: len(found)], np.uint64)
    readings = np.where(kinds >= 6, values % 3, 0).astype(np.uint64)
    families = np.arange(len(KINDS), dtype=np.uint64)
    assert_same(
        compiled.find_keys, plain.find_keys, raw, found, kinds, is_other, of_company, values, readings, chars, families,
        1 << 4, 1 << 5, 6, 7,
    )  # fmt: skip


@given(st.lists(WORDS, max_size=5), WORDS, WORDS)
def test_hashes_equal_their_twins(values: list[int], low: int, high: int) -> None:
    """On any words and any key."""
    words = np.array(values, np.uint64)
    assert_same(compiled_hash.siphash, plain_hash.siphash, np.stack([words, words], axis=1), low, high)


def test_on_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """On what is asked of a roster, a letter and business text."""
    names = ("find_mentions", "hash_mentions")
    calls = [watch(monkeypatch, persons, name, getattr(plain_mentions, name)) for name in names]
    calls.append(watch(monkeypatch, persons, "find_keys", plain.find_keys))
    for scan in scan_corpus():
        persons.find_person_keys(scan, DETECTORS, bytes(range(32)))
    assert all(calls)
