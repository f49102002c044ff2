from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.characters import Characters

_Offsets: TypeAlias = npt.NDArray[np.int64]

def count_digits(text: Characters, start: _Offsets, end: _Offsets) -> _Offsets: ...
def hold_sign(text: Characters, start: _Offsets, end: _Offsets, sign: int) -> npt.NDArray[np.bool_]: ...
def sum_rows(of_cells: npt.NDArray[np.uint8], first: _Offsets, counts: _Offsets) -> _Offsets: ...
def name_by_header(
    first: _Offsets,
    counts: _Offsets,
    header: _Offsets,
    column_base: _Offsets,
    filled: npt.NDArray[np.uint8],
    above: _Offsets,
) -> tuple[_Offsets, _Offsets, _Offsets]: ...
def select_cells(
    start: _Offsets, end: _Offsets, first: _Offsets, name: _Offsets, upper: _Offsets, column: _Offsets
) -> tuple[_Offsets, _Offsets, _Offsets, _Offsets, _Offsets, _Offsets, _Offsets, _Offsets]: ...
