from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.characters import Characters

_Offsets: TypeAlias = npt.NDArray[np.int64]
_Hashes: TypeAlias = npt.NDArray[np.uint64]

def hash_names(text: Characters, start: _Offsets, end: _Offsets) -> _Hashes: ...
def begin_at_repeats(names: _Hashes, region: _Offsets) -> npt.NDArray[np.bool_]: ...
