import numpy as np
import numpy.typing as npt

_Offsets = npt.NDArray[np.int64]

def find_beginnings(
    codes: npt.NDArray[np.uint32], start: _Offsets, end: _Offsets, column: _Offsets, is_first: npt.NDArray[np.uint8]
) -> _Offsets: ...
