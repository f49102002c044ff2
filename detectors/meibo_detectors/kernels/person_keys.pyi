from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_Bytes: TypeAlias = npt.NDArray[np.uint8]
_Hashes: TypeAlias = npt.NDArray[np.uint64]

def find_keys(
    findings: _Bytes,
    rows: npt.NDArray[np.int32],
    kinds: _Bytes,
    is_other: _Bytes,
    of_company: _Bytes,
    values: _Hashes,
    readings: _Hashes,
    chars: _Bytes,
    families: _Hashes,
    companys_numbers: int,
    reading: int,
    low: int,
    high: int,
) -> tuple[npt.NDArray[np.uint32], _Hashes]: ...
