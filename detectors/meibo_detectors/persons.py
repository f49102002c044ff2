"""Person keys: one keyed hash for each person that a text names, to count people instead of findings.

A line is one record: its strongest identifiers (My Numbers, else e-mail addresses, else mobile numbers, else the first
telephone number) stand for its people (specification section 7.1).
A key is 16 bytes, a keyed BLAKE2b of the normalised value; its two lowest bits say
which identifier it came from. Keys of files that were scanned with one secret can be united and counted.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.engine import Scan
from meibo_detectors.evidence import Evidence, has
from meibo_detectors.model import Confidence, Detector

KEY_BYTES: Final = 16
_RANK_BITS: Final = 0b11

Keys = npt.NDArray[np.uint64]
"""Shape (n, 2), big-endian halves of n keys."""


def find_person_keys(scan: Scan, detectors: tuple[Detector, ...], secret: bytes) -> tuple[npt.NDArray[np.uint32], Keys]:
    """The block of each person's record and its key, in reading order; people who return are not yet united."""
    ranks = np.array([detector.person_rank for detector in detectors], np.int64)
    findings = scan.findings[scan.findings["score"] >= Confidence.MEDIUM]
    rank = ranks[findings["detector"]]
    findings, rank = findings[rank > 0], rank[rank > 0]
    line = np.searchsorted(scan.line_ends, findings["start"])
    strength = rank * 2 + has(findings["evidence"], Evidence.AREA_CODE)  # a landline is a household's, not a person's
    order = np.lexsort((findings["start"], strength, line))
    first = np.ones(len(order), np.bool_)
    first[1:] = line[order][1:] != line[order][:-1]
    best = strength[order][np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))]
    is_own = strength[order] % 2 == 0
    taken = first | ((strength[order] == best) & is_own)
    chosen = findings[order[taken]]
    rank = rank[order[taken]]
    keys = hash_values(_values(scan, chosen, detectors), rank, secret)
    return chosen["block"], keys


def _values(scan: Scan, chosen: npt.NDArray[np.void], detectors: tuple[Detector, ...]) -> list[bytes]:
    keys: list[bytes] = chosen["key"].tolist()
    for at in np.flatnonzero(chosen["key"] == b""):
        keys[at] = detectors[chosen["detector"][at]].normalise(scan.value(chosen[at])).encode()
    return keys


def hash_values(values: list[bytes], ranks: npt.NDArray[np.int64], secret: bytes) -> Keys:
    """A key for each value; one function, so that a compiled one can stand in for it."""
    digests = b"".join(
        [blake2b(value, digest_size=KEY_BYTES, key=secret, person=b"meibo person").digest() for value in values]
    )
    keys = np.frombuffer(digests, ">u8").astype(np.uint64).reshape(-1, 2)
    keys[:, 1] = (keys[:, 1] & ~np.uint64(_RANK_BITS)) | ranks.astype(np.uint64)
    return keys


def unite(parts: list[Keys]) -> Keys:
    """Distinct keys of all parts, sorted."""
    keys = np.concatenate(parts) if parts else np.zeros((0, 2), np.uint64)
    keys = keys[np.lexsort((keys[:, 1], keys[:, 0]))]
    distinct = np.ones(len(keys), np.bool_)
    distinct[1:] = (keys[1:] != keys[:-1]).any(axis=1)
    return keys[distinct]


def count_persons(keys: Keys) -> tuple[int, int]:
    """The least and the most people behind united keys.

    The same person may stand in one record with an e-mail address and in another with a telephone number only, so
    the least is the largest number of keys of one kind.
    """
    kinds = np.bincount((keys[:, 1] & np.uint64(_RANK_BITS)).astype(np.int64), minlength=4)
    return int(kinds.max()) if len(keys) else 0, len(keys)


def pack(keys: Keys) -> bytes:
    """United keys as bytes, 16 a key, in order."""
    return keys.astype(">u8").tobytes()


def unpack(blob: bytes) -> Keys:
    """Keys of a packed blob."""
    return np.frombuffer(blob, ">u8").astype(np.uint64).reshape(-1, 2)
