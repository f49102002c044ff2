from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Offsets: TypeAlias = npt.NDArray[np.int64]
Marks: TypeAlias = npt.NDArray[np.uint8]

def cover_fields(
    chars: npt.NDArray[np.uint8],
    start: Offsets,
    end: Offsets,
    column: Offsets,
    is_settled: Marks,
    is_refused: Marks,
) -> tuple[Marks, Marks]: ...
