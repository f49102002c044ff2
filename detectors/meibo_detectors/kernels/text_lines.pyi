from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.characters import Characters, LabelWords

_Offsets: TypeAlias = npt.NDArray[np.int64]

def read_lines(
    text: Characters, first: _Offsets, past: _Offsets, signs: npt.NDArray[np.uint8]
) -> tuple[_Offsets, _Offsets, _Offsets, npt.NDArray[np.uint8]]: ...
def find_label_lines(
    text: Characters,
    words: LabelWords,
    content: _Offsets,
    end: _Offsets,
    free: npt.NDArray[np.uint8],
    signs: npt.NDArray[np.uint8],
) -> tuple[npt.NDArray[np.bool_], _Offsets, _Offsets]: ...
