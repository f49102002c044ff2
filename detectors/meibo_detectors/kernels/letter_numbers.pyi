from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Bytes: TypeAlias = npt.NDArray[np.uint8]
Offsets: TypeAlias = npt.NDArray[np.int64]

SPACED: int
REGULAR: int
UPPER: int
USUAL: int
TWO_LETTERS: int

def find_passports(
    chars: Bytes, run_start: Offsets, run_end: Offsets, open_right: Bytes
) -> tuple[Offsets, Offsets]: ...
def find_cards(chars: Bytes, run_start: Offsets, run_end: Offsets) -> tuple[Offsets, Offsets]: ...
