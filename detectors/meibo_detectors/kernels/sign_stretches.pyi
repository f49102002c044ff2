from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Bytes: TypeAlias = npt.NDArray[np.uint8]
Offsets: TypeAlias = npt.NDArray[np.int64]

def find_stretches(chars: Bytes, signs: Bytes, closes: Bytes, least: int, most: int) -> tuple[Offsets, Offsets]: ...
