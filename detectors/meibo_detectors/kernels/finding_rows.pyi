from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_Bytes: TypeAlias = npt.NDArray[np.uint8]
_Offsets: TypeAlias = npt.NDArray[np.int64]
_Part: TypeAlias = tuple[
    int, _Bytes, _Bytes, _Bytes, npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.uint32]
]

def is_ascending(candidates: _Bytes) -> bool: ...
def make_rows(
    parts: list[_Part],
    findings: _Bytes,
    kinds: _Bytes,
    fields: tuple[_Offsets, _Bytes],
    records: _Offsets,
    known_evidence: int | np.uint64,
    restored: int,
    restored_score: int,
) -> None: ...
def set_places(
    findings: _Bytes,
    source: _Offsets,
    origin: _Offsets,
    ends: _Offsets,
    text_starts: _Offsets,
    joined_start: int,
    joined: int,
) -> None: ...
