from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.characters import Characters

_Offsets: TypeAlias = npt.NDArray[np.int64]
_Flags: TypeAlias = npt.NDArray[np.uint8]

def find_table_lines(
    text: Characters,
    places: _Offsets,
    start: _Offsets,
    end: _Offsets,
    flags: _Flags,
    torn: _Flags,
    pairs: _Offsets,
    signs: _Flags,
) -> tuple[_Offsets, _Offsets, _Offsets, _Offsets, _Offsets]: ...
