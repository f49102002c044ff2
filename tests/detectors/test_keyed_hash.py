"""SipHash over arrays against the algorithm written out for one value, and against its authors' vectors."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels.keyed_hash import siphash
from reference.keyed_hash import MASK
from reference.keyed_hash import hash_message as reference

KEY = bytes(range(16))


def split(key: bytes) -> tuple[int, int]:
    """The two words of a key."""
    return int.from_bytes(key[:8], "little"), int.from_bytes(key[8:], "little")


def test_reference_gives_the_published_vectors() -> None:
    """The first two of the 64 vectors that its authors publish for 128 bits."""
    assert reference(b"", KEY).hex() == "a3817f04ba25a8e66df67214c7550293"
    assert reference(b"\0", KEY).hex() == "da87c1d86b99af44347659119b22fc45"


@given(
    st.lists(st.lists(st.integers(0, MASK), min_size=3, max_size=3), max_size=6), st.binary(min_size=16, max_size=16)
)
def test_arrays_are_hashed_like_single_values(rows: list[list[int]], key: bytes) -> None:
    """Every row has the hash of its bytes."""
    words = np.array(rows, np.uint64).reshape(-1, 3)
    expected = [reference(row.astype("<u8").tobytes(), key) for row in words]
    assert [row.astype("<u8").tobytes() for row in siphash(words, *split(key))] == expected
