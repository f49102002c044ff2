from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_Bytes: TypeAlias = npt.NDArray[np.uint8]
_Offsets: TypeAlias = npt.NDArray[np.int64]
_Masks: TypeAlias = npt.NDArray[np.uint64]

def find_single_digits(
    chars: _Bytes, start: _Offsets, end: _Offsets, record: _Offsets, place: _Offsets, least: int
) -> tuple[_Offsets, _Offsets]: ...
def find_broken_fields(
    start: _Offsets, end: _Offsets, names: _Masks, line_ends: _Offsets
) -> tuple[_Offsets, _Offsets, _Offsets]: ...
def find_cut_numbers(chars: _Bytes, line_ends: _Offsets) -> tuple[_Offsets, _Offsets]: ...
def find_short_numbers(
    chars: _Bytes, start: _Offsets, end: _Offsets, names: _Masks, bit: int, lengths: int
) -> _Offsets: ...
