from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.characters import Characters

Offsets: TypeAlias = npt.NDArray[np.int64]

def look_up_names(
    text: Characters,
    start: Offsets,
    end: Offsets,
    keys: npt.NDArray[np.uint64],
    numbers: npt.NDArray[np.uint32],
    without_number: bool,
) -> Offsets: ...
