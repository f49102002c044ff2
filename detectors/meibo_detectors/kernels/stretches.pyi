from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_Offsets: TypeAlias = npt.NDArray[np.int64]

def surround(
    start: _Offsets, end: _Offsets, chars: npt.NDArray[np.uint8], is_border: npt.NDArray[np.uint8]
) -> tuple[_Offsets, _Offsets]: ...
