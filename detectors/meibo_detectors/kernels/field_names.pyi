from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Offsets: TypeAlias = npt.NDArray[np.int64]

def look_up_names(
    codes: npt.NDArray[np.uint32],
    start: Offsets,
    end: Offsets,
    keys: npt.NDArray[np.uint64],
    numbers: npt.NDArray[np.uint32],
) -> Offsets: ...
