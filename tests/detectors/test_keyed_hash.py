"""SipHash over arrays against the algorithm written out for one value, and against its authors' vectors."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels.keyed_hash import siphash

MASK = (1 << 64) - 1
KEY = bytes(range(16))


def reference(message: bytes, key: bytes) -> bytes:
    """SipHash-2-4-128 of one message, as its authors describe it."""
    k0, k1 = int.from_bytes(key[:8], "little"), int.from_bytes(key[8:], "little")
    v = [k0 ^ 0x736F6D6570736575, k1 ^ 0x646F72616E646F6D ^ 0xEE, k0 ^ 0x6C7967656E657261, k1 ^ 0x7465646279746573]

    def turn(word: int, bits: int) -> int:
        return (word << bits | word >> (64 - bits)) & MASK

    def stir(rounds: int) -> None:
        for _ in range(rounds):
            v[0] = (v[0] + v[1]) & MASK
            v[1] = turn(v[1], 13) ^ v[0]
            v[0] = turn(v[0], 32)
            v[2] = (v[2] + v[3]) & MASK
            v[3] = turn(v[3], 16) ^ v[2]
            v[0] = (v[0] + v[3]) & MASK
            v[3] = turn(v[3], 21) ^ v[0]
            v[2] = (v[2] + v[1]) & MASK
            v[1] = turn(v[1], 17) ^ v[2]
            v[2] = turn(v[2], 32)

    padded = message + bytes(7 - len(message) % 8) + bytes([len(message) & 0xFF])
    for at in range(0, len(padded), 8):
        word = int.from_bytes(padded[at : at + 8], "little")
        v[3] ^= word
        stir(2)
        v[0] ^= word
    v[2] ^= 0xEE
    stir(4)
    first = v[0] ^ v[1] ^ v[2] ^ v[3]
    v[1] ^= 0xDD
    stir(4)
    return first.to_bytes(8, "little") + (v[0] ^ v[1] ^ v[2] ^ v[3]).to_bytes(8, "little")


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
