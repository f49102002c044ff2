from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Bytes: TypeAlias = npt.NDArray[np.uint8]
Offsets: TypeAlias = npt.NDArray[np.int64]

def count_characters(raw: Bytes, borders: Offsets) -> Offsets: ...
def find_bytes(raw: Bytes, before: Offsets, step: int, offsets: Offsets) -> Offsets: ...
def read_code_points(raw: Bytes) -> npt.NDArray[np.uint32]: ...
