from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_Bytes: TypeAlias = npt.NDArray[np.uint8]

def tell_situations(
    candidates: _Bytes, flags: npt.NDArray[np.uint32]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]: ...
def settle(
    candidates: _Bytes, which: npt.NDArray[np.int32], scores: _Bytes, evidence: npt.NDArray[np.uint64]
) -> _Bytes: ...
