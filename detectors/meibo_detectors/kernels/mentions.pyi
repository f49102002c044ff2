from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_Bytes: TypeAlias = npt.NDArray[np.uint8]
_Offsets: TypeAlias = npt.NDArray[np.int64]
_Rows: TypeAlias = npt.NDArray[np.int32]

def find_mentions(
    findings: _Bytes,
    kinds: _Bytes,
    fields: tuple[_Offsets, _Offsets, _Offsets, _Bytes, _Offsets],
    others: _Bytes,
    organisation: int,
    nobody: int,
    honorific: int,
) -> tuple[_Rows, _Bytes, _Bytes, _Bytes]: ...
def hash_mentions(
    findings: _Bytes,
    mentions: _Rows,
    kinds: _Bytes,
    chars: _Bytes,
    codes: npt.NDArray[np.uint32],
    base: int,
    international: int,
) -> tuple[npt.NDArray[np.uint64], _Offsets, _Offsets]: ...
