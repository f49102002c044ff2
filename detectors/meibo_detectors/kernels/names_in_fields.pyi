from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.name_tables import NameTables

Offsets: TypeAlias = npt.NDArray[np.int64]

def find_names_in_fields(
    chars: npt.NDArray[np.uint8],
    codes: npt.NDArray[np.uint32],
    letters: npt.NDArray[np.uint32],
    start: Offsets,
    end: Offsets,
    is_of_staff: npt.NDArray[np.uint8],
    tables: NameTables,
) -> tuple[Offsets, Offsets, Offsets]: ...
