from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.name_tables import NameTables

Offsets: TypeAlias = npt.NDArray[np.int64]

def find_romaji_names(
    chars: npt.NDArray[np.uint8], blocked: npt.NDArray[np.uint8], tables: NameTables
) -> tuple[Offsets, Offsets, Offsets]: ...
