from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Bytes: TypeAlias = npt.NDArray[np.uint8]
Offsets: TypeAlias = npt.NDArray[np.int64]

class RunColumns:
    count: int
    def __init__(
        self,
        chars: Bytes,
        start: Offsets,
        end: Offsets,
        link: Bytes,
        before: Bytes,
        after: Bytes,
        letter_left: Bytes,
        open_left: Bytes,
        open_right: Bytes,
    ) -> None: ...

def find_runs(chars: Bytes) -> tuple[Offsets, Offsets]: ...
def describe_runs(
    chars: Bytes, start: Offsets, end: Offsets
) -> tuple[Offsets, Bytes, Bytes, Bytes, Bytes, Bytes, Bytes]: ...
def copy_digits(chars: Bytes, start: Offsets, end: Offsets) -> Bytes: ...
def read_rows(runs: RunColumns, first: Offsets, total: int) -> Bytes: ...
def sort_shapes(
    chars: Bytes,
    start: Offsets,
    length: Offsets,
    link: Bytes,
    before: Bytes,
    open_left: Bytes,
    open_right: Bytes,
    shapes: Offsets,
) -> tuple[Offsets, Offsets, Offsets, Offsets]: ...
