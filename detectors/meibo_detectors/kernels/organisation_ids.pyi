from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Offsets: TypeAlias = npt.NDArray[np.int64]
Bytes: TypeAlias = npt.NDArray[np.uint8]
Codes: TypeAlias = npt.NDArray[np.uint32]

def find_label_ends(codes: Codes, chars: Bytes, wide: Codes, latin: Codes, first_wide: int) -> Offsets: ...
def find_word_ends(chars: Bytes, start: Offsets, end: Offsets, is_stop: Bytes) -> Offsets: ...
def judge_ids(chars: Bytes, start: Offsets, end: Offsets, is_part: Bytes) -> Bytes: ...
