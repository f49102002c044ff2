from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.number_runs import RunColumns

Offsets: TypeAlias = npt.NDArray[np.int64]

def find_codes(
    runs: RunColumns, first: Offsets, keys: npt.NDArray[np.uint64], numbers: npt.NDArray[np.uint32]
) -> tuple[Offsets, Offsets, npt.NDArray[np.uint8]]: ...
