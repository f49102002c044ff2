from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Bytes: TypeAlias = npt.NDArray[np.uint8]
Numbers: TypeAlias = npt.NDArray[np.uint32]
Offsets: TypeAlias = npt.NDArray[np.int64]

def fold_text(
    raw: Bytes, table: Numbers, sounded: Numbers, starts: Offsets, ends: Offsets, codes: Numbers
) -> tuple[Bytes, Numbers, Offsets | None, Offsets | None, Offsets, bool] | None: ...
def lower_letters(chars: Bytes) -> Numbers: ...
