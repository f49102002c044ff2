"""CP932 and EUC-JP: the kernel and Python's own codecs say the same of any bytes."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo.extraction.text.code_tables import code_tables
from meibo.extraction.text.plausibility import MOJIBAKE
from meibo.samples.business_text import business_text
from meibo_detectors.kernels import decode_double_byte as compiled
from reference import decode_double_byte as plain

ENCODINGS = ("cp932", "euc_jp")
TEXT = st.text("aZ9,\n山髙①Ⅲ㈱～－∥ｱﾞ縺繧繝é", max_size=40)


def _decode(raw: bytes, encoding: str) -> tuple[bytes, int] | None:
    return compiled.decode_double_byte(raw, *code_tables(encoding))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_tables_hold_every_code(encoding: str) -> None:
    """Each one and two bytes, and three behind 0x8F, with nothing before or behind."""
    for raw in map(bytes, itertools.chain(itertools.product(range(256)), itertools.product(range(256), range(256)))):
        assert _decode(raw, encoding) == plain.decode_double_byte(raw, encoding, MOJIBAKE)
    for raw in map(bytes, itertools.product([0x8F], range(0x60, 256), range(0x60, 256))):
        assert _decode(raw, encoding) == plain.decode_double_byte(raw, encoding, MOJIBAKE)


@given(TEXT, st.binary(max_size=6), st.sampled_from(ENCODINGS), st.sampled_from(ENCODINGS))
def test_kernel_equals_its_twin(text: str, noise: bytes, written: str, read: str) -> None:
    """Text in one encoding read as any, with noise before, behind and within, and cut at any byte."""
    raw = text.encode(written, "ignore")
    half = len(raw) // 2
    for whole in (raw, noise, noise + raw, raw[:half] + noise + raw[half:], raw + noise, raw[:half]):
        assert _decode(whole, read) == plain.decode_double_byte(whole, read, MOJIBAKE)


def test_a_longer_text() -> None:
    """Business text of every kind."""
    for encoding in ENCODINGS:
        raw = business_text(60_000, seed=5).decode(errors="ignore").encode(encoding, "replace")
        assert _decode(raw, encoding) == plain.decode_double_byte(raw, encoding, MOJIBAKE)


def test_tables_must_be_whole() -> None:
    """No entry is read that is not there."""
    tables = code_tables("cp932")
    nothing = np.zeros(9, np.uint32)
    for at in range(3):
        with pytest.raises(ValueError, match="tables"):
            compiled.decode_double_byte(b"", *tables[:at], nothing, *tables[at + 1 :])
