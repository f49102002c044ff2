from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.characters import Characters

_Offsets: TypeAlias = npt.NDArray[np.int64]
_Bytes: TypeAlias = npt.NDArray[np.uint8]

def find_line_records(
    text: Characters,
    start: _Offsets,
    end: _Offsets,
    content: _Offsets,
    flags: _Bytes,
    torn: _Bytes,
    is_row: _Bytes,
    is_value: _Bytes,
    pair_line: _Offsets,
    name_start: _Offsets,
    name_end: _Offsets,
    is_equation: _Bytes,
) -> npt.NDArray[np.bool_]: ...
def extend_values(
    first: _Offsets,
    start: _Offsets,
    end: _Offsets,
    content: _Offsets,
    flags: _Bytes,
    torn: _Bytes,
    is_row: _Bytes,
    pair_line: _Offsets,
    pair_end: _Offsets,
    is_equation: _Bytes,
) -> tuple[_Offsets, _Bytes]: ...
