from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_Bytes: TypeAlias = npt.NDArray[np.uint8]
_Offsets: TypeAlias = npt.NDArray[np.int64]
_Masks: TypeAlias = npt.NDArray[np.uint64]
_Rows: TypeAlias = npt.NDArray[np.int32]
_Labels: TypeAlias = npt.NDArray[np.int32]

def count_column_cells(chars: _Bytes, start: _Offsets, end: _Offsets, column: _Offsets) -> _Offsets: ...
def weigh_fields(
    candidates: _Bytes,
    bit: int,
    failure: int,
    fields: tuple[_Offsets, _Offsets, _Offsets, _Masks, _Masks, _Labels],
    column_cells: _Offsets,
    weak: _Masks,
    chars: _Bytes,
    codes: npt.NDArray[np.uint32],
    units_before: _Bytes,
    units_after: _Bytes,
) -> tuple[_Rows, _Labels, npt.NDArray[np.uint32], _Offsets, _Offsets]: ...
