from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.word_table import WordTable

Bytes: TypeAlias = npt.NDArray[np.uint8]
Offsets: TypeAlias = npt.NDArray[np.int64]

IS_NEAR: int
IS_GAP: int
IN_CLASS: int

IS_KANA: int
IS_PARTICLE: int
IS_DOT: int

BARE: int
GROUPED: int
DOUBTFUL: int

def find_plates(
    chars: Bytes,
    codes: npt.NDArray[np.uint32],
    run_start: Offsets,
    run_end: Offsets,
    link: Bytes,
    open_right: Bytes,
    traits: Bytes,
    code_traits: Bytes,
    places: WordTable,
    is_length: Bytes,
) -> tuple[Offsets, Offsets, Offsets]: ...
