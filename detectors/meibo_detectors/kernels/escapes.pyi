from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Offsets: TypeAlias = npt.NDArray[np.int64]

def find_escapes(
    raw: npt.NDArray[np.uint8], block_starts: Offsets, is_literal: npt.NDArray[np.uint8], has_tags: bool
) -> tuple[Offsets, Offsets, npt.NDArray[np.uint32]]: ...
