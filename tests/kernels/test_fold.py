"""Folding: the kernel and its plain twin say the same of any text, with any escapes in it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo.samples.business_text import business_text
from meibo_detectors.character_tables import fold_table, sounded_kana
from meibo_detectors.kernels import fold as compiled
from reference import fold as plain

SIGNS = st.sampled_from(
    [*"0９ａB－ー─\u30fb\u3000,\n\r\tｶﾞﾊﾟハか\u3099\u309b\u309cﾞﾟーｰ山髙﨑@é𠮷\u200b\ufeff\U000e0101\xad"]
)
TEXT = st.lists(SIGNS | st.characters(codec="utf-8"), max_size=40).map(lambda signs: "".join(signs).encode())
CODES = st.sampled_from([9, 10, 34, 48, 0x200B, 0x3042, 0xFF76, 0xFF9E, 0x3099, 0x30FC, 0x2500, 0x9AD9, 0x10FFFF])


def _fold(raw: bytes, escapes: list[plain.Escape]) -> plain.Folded | None:
    columns = np.array(escapes, np.int64).reshape(-1, 3)
    starts, ends, codes = (np.ascontiguousarray(column) for column in columns.T)
    made = compiled.fold_text(
        np.frombuffer(raw, np.uint8), fold_table(), sounded_kana(), starts, ends, codes.astype(np.uint32)
    )
    if made is None:
        return None
    chars, letters, origin, end, escaped, has_variants = made
    assert (chars.dtype, letters.dtype, escaped.dtype) == (np.uint8, np.uint32, np.int64)
    if origin is None or end is None:
        assert not escapes
        origin, end = np.arange(len(chars)), np.arange(len(chars)) + 1
    return plain.Folded(chars.tolist(), letters.tolist(), origin.tolist(), end.tolist(), escaped.tolist(), has_variants)


@given(TEXT)
def test_kernel_equals_its_twin(raw: bytes) -> None:
    """On characters of every class, and on any others."""
    assert _fold(raw, []) == plain.fold_text(raw, [])


@given(
    st.lists(
        st.sampled_from(
            [
                *range(0x7E, 0x82),
                0xBF,
                0xC0,
                0xC1,
                0xC2,
                0xDF,
                0xE0,
                0xED,
                0x9F,
                0xA0,
                0xEF,
                0xF0,
                0x8F,
                0x90,
                0xF4,
                0xF5,
                0xFF,
            ]
        ),
        max_size=12,
    )
)
def test_what_is_no_utf8_is_refused(signs: list[int]) -> None:
    """Too long, too short, surrogates, beyond the last code point: as Python's own decoder."""
    raw = b"a longer beginning" + bytes(signs)
    assert _fold(raw, []) == plain.fold_text(raw, [])


@given(st.binary(max_size=20), TEXT)
def test_any_bytes_are_read(noise: bytes, text: bytes) -> None:
    """Noise before and behind a text."""
    for raw in (noise, noise + text, text + noise):
        assert _fold(raw, []) == plain.fold_text(raw, [])


@given(st.lists(st.tuples(TEXT, st.integers(1, 9), CODES), max_size=8), TEXT)
def test_escapes_are_the_characters_that_they_stand_for(parts: list[tuple[bytes, int, int]], rest: bytes) -> None:
    """Escapes of any length anywhere in the text, for characters of every class."""
    raw, escapes = b"", []
    for text, length, code in parts:
        raw += text
        escapes.append((len(raw), len(raw) + length, code))
        raw += b"\\" * length
    assert _fold(raw + rest, escapes) == plain.fold_text(raw + rest, escapes)


def test_a_longer_text() -> None:
    """Business text of every kind, cut at any byte of a character."""
    raw = business_text(40_000, seed=3)
    for cut in range(5):
        assert _fold(raw[: len(raw) - cut], []) == plain.fold_text(raw[: len(raw) - cut], [])


@given(st.text(st.characters(max_codepoint=127), max_size=60).map(str.encode))
def test_ascii_letters_are_lowered(text: bytes) -> None:
    """Nothing but capitals changes."""
    made = compiled.lower_letters(np.frombuffer(text, np.uint8))
    np.testing.assert_array_equal(made, plain.lower_letters(text), strict=True)


@pytest.mark.parametrize("escape", [(0, 1, 0x110000), (0, 0, 65), (0, 9, 65), (3, 4, 65), (2, 3, 65)])
def test_escapes_that_cannot_be_are_refused(escape: plain.Escape) -> None:
    """Beyond the text or Unicode, empty, or inside a character."""
    with pytest.raises(ValueError, match="escapes"):
        _fold("ab山c".encode(), [escape])
