from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_Bytes: TypeAlias = npt.NDArray[np.uint8]
_Offsets: TypeAlias = npt.NDArray[np.int64]

def order_rows(findings: _Bytes) -> npt.NDArray[np.int32] | None: ...
def keep_best(findings: _Bytes, core_starts: _Offsets, core_ends: _Offsets) -> int: ...
