from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.name_tables import NameTables

Offsets: TypeAlias = npt.NDArray[np.int64]

def weigh_name_runs(
    chars: npt.NDArray[np.uint8],
    codes: npt.NDArray[np.uint32],
    letters: npt.NDArray[np.uint32],
    start: Offsets,
    end: Offsets,
    gap: Offsets,
    is_titled: Offsets,
    is_cut: Offsets,
    tables: NameTables,
) -> tuple[tuple[Offsets, Offsets, Offsets], tuple[Offsets, Offsets, Offsets]]: ...
