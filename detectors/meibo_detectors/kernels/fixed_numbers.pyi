from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.number_runs import RunColumns

Offsets: TypeAlias = npt.NDArray[np.int64]
Bytes: TypeAlias = npt.NDArray[np.uint8]

def weigh_numbers(
    runs: RunColumns,
    first: Offsets,
    count: int,
    total: int,
    shape: int,
    owner: int,
    samples: Bytes,
    ranges: Offsets,
    bits: npt.NDArray[np.uint64],
    wanted: Bytes,
    keeps_failures: bool,
) -> tuple[npt.NDArray[np.void], Offsets]: ...
