from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_Numbers: TypeAlias = npt.NDArray[np.int64]

def tally(
    findings: npt.NDArray[np.uint8], first_kind: _Numbers, counts: _Numbers, least: _Numbers, room: _Numbers
) -> _Numbers: ...
