from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Bytes: TypeAlias = npt.NDArray[np.uint8]
Offsets: TypeAlias = npt.NDArray[np.int64]

def find_dotted(chars: Bytes, run_start: Offsets, run_end: Offsets, link: Bytes) -> Offsets: ...
def read_version_4(
    chars: Bytes,
    run_start: Offsets,
    run_end: Offsets,
    first: Offsets,
    networks: Offsets,
    masks: Offsets,
    least: int,
) -> tuple[Offsets, Offsets]: ...
def find_version_6(chars: Bytes, networks: Offsets, masks: Offsets) -> tuple[Offsets, Offsets]: ...
