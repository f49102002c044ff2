from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Offsets: TypeAlias = npt.NDArray[np.int64]

def find_literals(
    chars: npt.NDArray[np.uint8],
    groups: npt.NDArray[np.uint16],
    first: Offsets,
    members: Offsets,
    shifts: Offsets,
    signs: npt.NDArray[np.uint8],
    borders: Offsets,
) -> tuple[Offsets, Offsets, Offsets]: ...
