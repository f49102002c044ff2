from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.word_table import WordTable

SIGNS: dict[str, int]

class NameTables:
    def __init__(
        self,
        words: Mapping[str, WordTable],
        signs: npt.NDArray[np.uint32],
        seconds: npt.NDArray[np.uint32],
        samples: npt.NDArray[np.uint64],
        marks: Mapping[str, int],
    ) -> None: ...

def pair_hashes(surname: Sequence[int], given: Sequence[int]) -> npt.NDArray[np.uint64]: ...
