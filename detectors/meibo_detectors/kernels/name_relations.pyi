from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.name_tables import NameTables

Offsets: TypeAlias = npt.NDArray[np.int64]
Marks: TypeAlias = npt.NDArray[np.uint8]
Codes: TypeAlias = npt.NDArray[np.uint32]
Bits: TypeAlias = npt.NDArray[np.uint64]

def hold_stretches(field_start: Offsets, field_end: Offsets, start: Offsets, end: Offsets) -> Offsets: ...
def leave_doubtful(
    field_start: Offsets,
    column: Offsets,
    refusal: Marks,
    held: Offsets,
    start: Offsets,
    evidence: Bits,
    tables: NameTables,
) -> Marks: ...
def relate_names(
    letters: Codes,
    start: Offsets,
    end: Offsets,
    record: Offsets,
    commas: Codes,
    evidence: Bits,
    reading_beside: int,
    tables: NameTables,
) -> bool: ...
def repeat_names(
    letters: Codes,
    codes: Codes,
    start: Offsets,
    end: Offsets,
    block: Offsets,
    evidence: Bits,
    tables: NameTables,
) -> None: ...
