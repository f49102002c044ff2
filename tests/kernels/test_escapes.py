"""Escapes: the kernel finds what a plain reading of the rules does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels import escapes as compiled
from reference import escapes as plain

PIECES = st.sampled_from(
    ["\\", "\\\\", "\\u", "\\ud842", "\\udfb7", "u5c71", "5c71", "{", "}", "\\u{5c71}", "n", '"', "/", "'", "%", "%E5",
     "%B1", "%E5%B1%B1", "%40", "%2D", "%20", "%0A", "%00", "%c3%a9", "&", "#", "&#", "&#x", ";", "&#55362;",
     "&#57271;", "&#x5c71;", "&amp;", "lt;", "&nbsp;", "1", "40", "a", "f", "山", " ", "=", "-", "\n", "q", "\\xe5",
     "\\xe5\\xb1\\xb1", "\\x40", "<br", "<BR />", "<bR>", ">", "/>"]
)  # fmt: skip


def _find(raw: bytes, *, literal: bool, has_tags: bool = True) -> list[tuple[int, int, int]]:
    columns = compiled.find_escapes(
        np.frombuffer(raw, np.uint8), np.zeros(1, np.int64), np.array([literal], np.uint8), has_tags
    )
    assert [column.dtype for column in columns] == [np.int64, np.int64, np.uint32]
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _replace(text: str, *, literal: bool) -> str:
    raw, shown, at = text.encode(), "", 0
    for start, end, code in _find(raw, literal=literal, has_tags="<br" in text or "<BR" in text):
        assert at <= start < end <= len(raw)
        shown += raw[at:start].decode() + chr(code)
        at = end
    return shown + raw[at:].decode()


@given(st.lists(PIECES, max_size=14).map("".join), st.booleans())
def test_kernel_equals_its_twin(text: str, literal: bool) -> None:
    """On the signs that matter, in JSON and elsewhere."""
    if not literal or "\\\\x" not in text:  # bytes of a JSON text inside a JSON text are the next test's
        assert _replace(text, literal=literal) == plain.read_escapes(text, literal=literal)


def test_bytes_in_json_inside_json() -> None:
    """Backslashes of a character's later bytes belong to it; those of bytes that form none mean half as many."""
    assert _replace(r"a \\xe5\\xb1\\xb1 b", literal=True) == "a 山 b"
    assert _replace(r"a \\xe5\\xb1 b", literal=True) == r"a \xe5\xb1 b"


@given(st.binary(max_size=40), st.booleans(), st.booleans())
def test_any_bytes_are_read(raw: bytes, literal: bool, has_tags: bool) -> None:
    """Escapes ascend, lie inside and are ASCII."""
    for noise in (raw, raw.replace(b"\0", b"\\").replace(b"\1", b"%")):
        at = 0
        for start, end, _ in _find(noise, literal=literal, has_tags=has_tags):
            assert at <= start < end <= len(noise)
            assert noise[start:end].isascii()
            at = end


def test_long_runs_may_be_cut_at_their_borders() -> None:
    """A run of 64 bytes counts though a block's border cut a character."""
    raw = b"%B1%B1" + b"%E5%B1%B1" * 21 + b"%E5"
    assert [code for _, _, code in _find(raw, literal=False)] == [ord("山")] * 21
    assert _find(raw[6:], literal=False)
    assert not _find(raw[9:], literal=False)


def test_blocks_must_be_told() -> None:
    """What is literal is told of each block."""
    with pytest.raises(ValueError, match="block"):
        compiled.find_escapes(np.zeros(1, np.uint8), np.zeros(1, np.int64), np.zeros(0, np.uint8), False)
