"""Ends of runs: the kernel and its plain twin say the same of any places."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels import alphabet_runs as compiled
from meibo_detectors.normalise import table_of
from reference import alphabet_runs as plain

TEXTS = st.one_of(st.binary(max_size=60), st.text(alphabet="ab  ", max_size=60).map(str.encode))


@given(TEXTS, st.lists(st.integers(0, 70), max_size=12), st.sampled_from([b"ab", b" ", b"", bytes(range(256))]))
def test_kernel_equals_its_twin(text: bytes, start: list[int], alphabet: bytes) -> None:
    """From places in any order, behind the end too."""
    end = np.full(len(start), -1)
    table = table_of(alphabet).view(np.uint8)
    compiled.find_run_ends(np.frombuffer(text, np.uint8), np.array(start, np.int64), table, end)
    assert end.tolist() == plain.find_run_ends(text, start, alphabet)
