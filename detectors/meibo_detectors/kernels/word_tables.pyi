from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Numbers: TypeAlias = npt.NDArray[np.uint32]
Hashes: TypeAlias = npt.NDArray[np.uint64]
Offsets: TypeAlias = npt.NDArray[np.int64]

def sum_behind_marks(codes: Numbers) -> Hashes: ...
def hash_stretches(codes: Numbers, marks: Hashes, start: Offsets, end: Offsets, behind: Numbers) -> Hashes | None: ...
def find_words(hashes: Hashes, keys: Hashes, numbers: Numbers) -> Offsets: ...
