from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Offsets: TypeAlias = npt.NDArray[np.int64]
Marks: TypeAlias = npt.NDArray[np.uint8]
Codes: TypeAlias = npt.NDArray[np.uint32]
Bits: TypeAlias = npt.NDArray[np.uint64]

def sort_name_fields(
    chars: Marks,
    codes: Codes,
    name_start: Offsets,
    name_end: Offsets,
    label: npt.NDArray[np.int32],
    role: Marks,
    names: Bits,
    refuses: Bits,
    bit: int,
    roles: tuple[int, int, int],
    persons: Codes,
    family: Bits,
) -> tuple[Offsets, Marks, Marks]: ...
def cover_fields(
    chars: Marks, start: Offsets, end: Offsets, column: Offsets, is_settled: Marks, refusal: Marks
) -> tuple[Marks, Marks]: ...
