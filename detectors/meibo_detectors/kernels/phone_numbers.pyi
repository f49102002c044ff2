from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.number_runs import RunColumns

Offsets: TypeAlias = npt.NDArray[np.int64]
Bytes: TypeAlias = npt.NDArray[np.uint8]

def find_phones(
    runs: RunColumns,
    led_by_zero: Offsets,
    unbroken: Sequence[Offsets],
    codes_of_japan: Offsets,
    behind_codes: Sequence[Offsets],
    area_lengths: Bytes,
    dummies: Bytes,
    bits: npt.NDArray[np.uint64],
) -> npt.NDArray[np.void]: ...
