from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.characters import Characters, LabelWords

_Offsets: TypeAlias = npt.NDArray[np.int64]

def find_named_values(
    text: Characters,
    words: LabelWords,
    stretch_start: int,
    stretch_end: int,
    start: _Offsets,
    end: _Offsets,
    content: _Offsets,
    places: _Offsets,
    signs: npt.NDArray[np.uint8],
    hidden: npt.NDArray[np.uint8],
) -> tuple[_Offsets, _Offsets, _Offsets, _Offsets, _Offsets, npt.NDArray[np.bool_]]: ...
