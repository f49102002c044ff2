"""SipHash-2-4 with 128 bits of output (Aumasson and Bernstein) over whole arrays: no loop over values."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.text_hash import Hashes

KEY_BYTES: Final = 16
_START: Final = (0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573)
_WIDE: Final = 0xEE
_SECOND_HALF: Final = 0xDD


def siphash(words: Hashes, key: bytes) -> Hashes:
    """The hash of each row of 64-bit words, shape (n, 2); ``key`` has 16 bytes.

    The same as of the row's bytes, little-endian; the two halves of a hash are its bytes in that order too.
    """
    keys = np.frombuffer(key, "<u8")
    state = [np.full(len(words), int(start) ^ int(keys[at % 2]), np.uint64) for at, start in enumerate(_START)]
    state[1] ^= np.uint64(_WIDE)
    length = np.full(len(words), (words.shape[1] * 8 & 0xFF) << 56, np.uint64)
    for word in (*words.T, length):
        state[3] ^= word
        _stir(state, 2)
        state[0] ^= word
    state[2] ^= np.uint64(_WIDE)
    _stir(state, 4)
    first = state[0] ^ state[1] ^ state[2] ^ state[3]
    state[1] ^= np.uint64(_SECOND_HALF)
    _stir(state, 4)
    return np.stack([first, state[0] ^ state[1] ^ state[2] ^ state[3]], axis=1)


def _stir(state: list[npt.NDArray[np.uint64]], rounds: int) -> None:
    v0, v1, v2, v3 = state
    for _ in range(rounds):
        v0 = v0 + v1
        v1 = _turn(v1, 13) ^ v0
        v0 = _turn(v0, 32)
        v2 = v2 + v3
        v3 = _turn(v3, 16) ^ v2
        v0 = v0 + v3
        v3 = _turn(v3, 21) ^ v0
        v2 = v2 + v1
        v1 = _turn(v1, 17) ^ v2
        v2 = _turn(v2, 32)
    state[:] = v0, v1, v2, v3


def _turn(words: npt.NDArray[np.uint64], bits: int) -> npt.NDArray[np.uint64]:
    return (words << np.uint64(bits)) | (words >> np.uint64(64 - bits))
