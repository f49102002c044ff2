from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.characters import Characters

_Offsets: TypeAlias = npt.NDArray[np.int64]

def make_keys(
    text: Characters,
    start: _Offsets,
    end: _Offsets,
    above: _Offsets,
    until: _Offsets,
    place: _Offsets,
    seed: int,
) -> npt.NDArray[np.uint64]: ...
