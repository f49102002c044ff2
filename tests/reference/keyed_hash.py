"""The plain twin of meibo_detectors.kernels.keyed_hash: SipHash-2-4-128 as its authors describe it."""

from __future__ import annotations

from typing import Any

import numpy as np

MASK = (1 << 64) - 1


def hash_message(message: bytes, key: bytes) -> bytes:
    """The hash of one message."""
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


def siphash(words: Any, low: int, high: int) -> Any:
    """The hash of each row of words."""
    key = low.to_bytes(8, "little") + high.to_bytes(8, "little")
    hashes = b"".join(hash_message(row.astype("<u8").tobytes(), key) for row in words)
    return np.frombuffer(hashes, "<u8").astype(np.uint64).reshape(-1, 2)
