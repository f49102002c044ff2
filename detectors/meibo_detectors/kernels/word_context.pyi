from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_Bytes: TypeAlias = npt.NDArray[np.uint8]
_Offsets: TypeAlias = npt.NDArray[np.int64]
_Masks: TypeAlias = npt.NDArray[np.uint64]
_Labels: TypeAlias = npt.NDArray[np.int32]

def weigh_words(
    candidates: _Bytes,
    rows: _Offsets,
    field: npt.NDArray[np.int32],
    fields: tuple[_Offsets, _Offsets, _Offsets],
    floor: _Offsets,
    ceiling: _Offsets,
    labels: tuple[_Labels, _Offsets, _Offsets],
    bit: int,
    positive: _Masks,
    negative: _Masks,
    weak: _Masks,
    chars: _Bytes,
    runs: _Offsets,
    label: _Labels,
    flags: npt.NDArray[np.uint32],
) -> None: ...
