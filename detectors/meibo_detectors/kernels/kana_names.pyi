from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.name_tables import NameTables

Offsets: TypeAlias = npt.NDArray[np.int64]
Columns: TypeAlias = tuple[Offsets, Offsets, Offsets]

def find_kana_pairs(
    chars: npt.NDArray[np.uint8],
    codes: npt.NDArray[np.uint32],
    letters: npt.NDArray[np.uint32],
    blocked: npt.NDArray[np.uint8],
    tables: NameTables,
) -> Columns: ...
def find_bracketed_readings(
    chars: npt.NDArray[np.uint8],
    codes: npt.NDArray[np.uint32],
    letters: npt.NDArray[np.uint32],
    name_end: Offsets,
    tables: NameTables,
) -> Columns: ...
def find_foreign_names(
    chars: npt.NDArray[np.uint8],
    codes: npt.NDArray[np.uint32],
    letters: npt.NDArray[np.uint32],
    blocked: npt.NDArray[np.uint8],
    tables: NameTables,
) -> Columns: ...
