from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_Offsets: TypeAlias = npt.NDArray[np.int64]

def complete_records(records: _Offsets, block_start: _Offsets, block_end: _Offsets) -> _Offsets: ...
def find_records(start: _Offsets, records: _Offsets) -> _Offsets: ...
def clear_empty(start: _Offsets, end: _Offsets) -> tuple[_Offsets, _Offsets]: ...
