from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_Hashes: TypeAlias = npt.NDArray[np.uint64]

def siphash(words: _Hashes, low: int, high: int) -> _Hashes: ...
def hash_values(values: _Hashes, kinds: npt.NDArray[np.uint8], low: int, high: int, name: int) -> _Hashes: ...
