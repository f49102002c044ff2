from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_Hashes: TypeAlias = npt.NDArray[np.uint64]

def siphash(words: _Hashes, low: int, high: int) -> _Hashes: ...
