from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_Offsets: TypeAlias = npt.NDArray[np.int64]

def find_holding(field_start: _Offsets, field_end: _Offsets, start: _Offsets, end: _Offsets) -> _Offsets: ...
def find_last_at_most(numbers: _Offsets, wanted: _Offsets) -> _Offsets: ...
def find_cells_beginning(
    letters: npt.NDArray[np.uint32],
    start: _Offsets,
    end: _Offsets,
    column: _Offsets,
    signs: npt.NDArray[np.uint8],
) -> _Offsets: ...
