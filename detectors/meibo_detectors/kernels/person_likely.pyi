from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_Numbers: TypeAlias = npt.NDArray[np.int64]

def count_likely(
    keys: npt.NDArray[np.uint64],
    which: _Numbers,
    count: int,
    read_name: _Numbers,
    read_as: _Numbers,
    readings: int,
    born: _Numbers,
) -> tuple[int, int]: ...
