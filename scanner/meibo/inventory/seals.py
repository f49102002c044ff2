"""Keyed seals of rows: whoever has not the key can neither make nor change a row so that it still verifies.

A seal is 96 bits of a keyed BLAKE2b over all columns of a row. What a table holds as a whole is a sum of keyed weights
of its seals (MSet-Add-Hash of Clarke et al., 2003): it does not depend on the order of rows, and each row that comes or
goes costs one addition. All keys are derived from the inventory's key, which itself is used for nothing here.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, Final

import msgspec

SEAL_BYTES: Final = 12
_WEIGHT_BYTES: Final = 16
_MODULUS: Final = 1 << (8 * _WEIGHT_BYTES)
_NONCE_BYTES: Final = 16

State = dict[str, tuple[int, int]]
"""By table: the number of its sealed rows, and the sum of their weights."""
_Stored = tuple[bytes, dict[str, tuple[int, bytes]], bytes]
"""Nonce, state with masked sums, and the seal of both."""

_encode: Final = msgspec.msgpack.Encoder().encode
_decode_state: Final = msgspec.msgpack.Decoder(_Stored).decode


class Seals:
    """Makes the seals of one key."""

    def __init__(self, key: bytes) -> None:
        self._row_key, self._weight_key, self._state_key, self._mask_key = (
            hmac.digest(key, b"meibo: seals of " + purpose, "sha256")
            for purpose in (b"rows", b"weights", b"states", b"masks")
        )
        self._tables: dict[str, Any] = {}
        self._weights = blake2b(digest_size=_WEIGHT_BYTES, key=self._weight_key)

    def row(self, table: str, values: Sequence[object]) -> bytes:
        """The seal of a row: its columns in their order, as SQLite gives them."""
        begun = self._tables.get(table)
        if begun is None:
            begun = blake2b(digest_size=SEAL_BYTES, key=self._row_key, person=table.encode())
            self._tables[table] = begun
        digest = begun.copy()
        digest.update(_encode(values))
        return digest.digest()

    def found(self, found: bytes) -> bytes:
        """The seal of what a reading found, as ``encode_found`` puts it together; empty for nothing."""
        return self.row("found", (found,)) if found else b""

    def weigh(self, seal: bytes) -> int:
        """What a row adds to the sum of its table. Weights are secret: else rows could be traded for others."""
        digest = self._weights.copy()
        digest.update(seal)
        return int.from_bytes(digest.digest(), "little")

    def lock(self, state: State) -> bytes:
        """A state as it can be stored where anybody may read and write; two of the same state differ."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        masked = {
            table: (count, ((total + self._mask(nonce, table)) % _MODULUS).to_bytes(_WEIGHT_BYTES, "little"))
            for table, (count, total) in sorted(state.items())
        }
        return _encode((nonce, masked, self._sign(nonce, masked)))

    def open(self, stored: object) -> State | None:
        """The state that was locked, None where that was not done with this key, or is no state at all."""
        if not isinstance(stored, bytes):  # a column of a damaged file may hold anything
            return None
        try:
            nonce, masked, seal = _decode_state(stored)
        except msgspec.MsgspecError:
            return None
        if not hmac.compare_digest(seal, self._sign(nonce, masked)):
            return None
        return {
            table: (count, (int.from_bytes(total, "little") - self._mask(nonce, table)) % _MODULUS)
            for table, (count, total) in masked.items()
        }

    def _mask(self, nonce: bytes, table: str) -> int:
        digest = blake2b(nonce, digest_size=_WEIGHT_BYTES, key=self._mask_key, person=table.encode())
        return int.from_bytes(digest.digest(), "little")

    def _sign(self, nonce: bytes, masked: dict[str, tuple[int, bytes]]) -> bytes:
        return blake2b(_encode((nonce, masked)), digest_size=32, key=self._state_key).digest()


def add_weight(state: State, table: str, rows: int, weight: int) -> None:
    """Note that so many rows of this weight came (or went, both below zero)."""
    count, total = state.get(table, (0, 0))
    state[table] = count + rows, (total + weight) % _MODULUS
