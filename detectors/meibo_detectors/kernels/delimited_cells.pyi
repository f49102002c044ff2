from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.characters import Characters

_Offsets: TypeAlias = npt.NDArray[np.int64]

def split_rows(
    text: Characters, start: int, end: int, delimiter: int, line_ends: _Offsets, borders: _Offsets
) -> tuple[_Offsets, _Offsets, _Offsets, _Offsets]: ...
def strip_cells(text: Characters, start: _Offsets, end: _Offsets) -> tuple[_Offsets, _Offsets]: ...
