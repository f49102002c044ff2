from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Offsets: TypeAlias = npt.NDArray[np.int64]

def mark_records(
    at: Offsets,
    start: Offsets,
    end: Offsets,
    name_start: Offsets,
    name_end: Offsets,
    record: Offsets,
    records: int,
) -> npt.NDArray[np.bool_]: ...
