"""Literals: the kernel and its plain twin say the same of any text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo.samples.business_text import business_text
from meibo_detectors.general.credential_tokens import _prefixes
from meibo_detectors.general.literals import Literals
from reference import literals as plain

TOKENS = sorted({prefix for prefix, _ in _prefixes()})
SETS = ([b"aab", b"aabab", b"bab", b"abab"], [b"aaa", b"aaaaaa"], TOKENS)


def ask(literals: list[bytes], text: bytes) -> list[tuple[int, ...]]:
    """What the kernel finds, as the twin gives it."""
    columns = Literals(literals).find(np.frombuffer(text, np.uint8))
    return [tuple(map(int, row)) for row in zip(*columns, strict=True)]


@pytest.mark.parametrize("literals", SETS)
@given(data=st.data())
def test_kernel_equals_its_twin(literals: list[bytes], data: st.DataObject) -> None:
    """On literals that overlap and hold each other, and on their pieces."""
    pieces = st.one_of(
        st.sampled_from(literals), st.sampled_from([*literals]).map(lambda one: one[:-1]), st.binary(max_size=3)
    )
    text = b"".join(data.draw(st.lists(pieces, max_size=10)))
    assert ask(literals, text) == plain.find_literals(literals, text)


@given(st.text(alphabet="ab", max_size=40).map(str.encode))
def test_repeating_text(text: bytes) -> None:
    """On text that is all of the literals' signs."""
    for literals in SETS:
        assert ask(literals, text) == plain.find_literals(literals, text)


def test_corpus() -> None:
    """On business text with each beginning of a token in it."""
    text = business_text(10_000, seed=5) + b" x ".join(TOKENS)
    assert ask(TOKENS, text) == plain.find_literals(TOKENS, text)
