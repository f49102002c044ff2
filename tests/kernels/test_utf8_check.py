"""UTF-8: the kernel and Python's own codec say the same of any bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels import utf8_check as compiled
from reference import utf8_check as plain

EDGES = [0x7F, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0x9F, 0xA0, 0xEF, 0xF0, 0x8F, 0x90, 0xF4, 0xF5, 0xFF]
TEXT = st.text("aZ9,\n山髙①Ⅲ㈱～－∥ｱﾞ縺繧繝é", max_size=40)


@given(st.lists(st.sampled_from(EDGES), max_size=12), st.binary(max_size=20), TEXT)
def test_check_equals_its_twin(edges: list[int], noise: bytes, text: str) -> None:
    """Too long, too short, surrogates, beyond the last code point, behind and before text of any length."""
    for raw in (
        bytes(edges),
        text.encode() + bytes(edges),
        noise + text.encode(),
        b"more than eight" + bytes(edges) + noise,
    ):
        assert compiled.find_flaw(raw) == plain.find_flaw(raw)
