from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Offsets: TypeAlias = npt.NDArray[np.int64]

def find_own_codes(
    start: Offsets,
    field: Offsets,
    prefecture: Offsets,
    packed: Offsets,
    block: Offsets,
    code_start: Offsets,
    code_end: Offsets,
    code_prefecture: Offsets,
    code_block: Offsets,
    field_start: Offsets,
    field_end: Offsets,
    field_record: Offsets,
    records: int,
) -> npt.NDArray[np.bool_]: ...
def find_organisations(
    codes: npt.NDArray[np.uint32],
    start: Offsets,
    end: Offsets,
    field: Offsets,
    words: Offsets,
    line_ends: Offsets,
    field_start: Offsets,
    field_end: Offsets,
    field_record: Offsets,
    field_role: npt.NDArray[np.uint8],
    name_start: Offsets,
    name_end: Offsets,
    addresses: Offsets,
    names: Offsets,
    roles: npt.NDArray[np.uint8],
    records: int,
) -> npt.NDArray[np.bool_]: ...
