import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.word_table import WordTable

def find_named(
    codes: npt.NDArray[np.uint32],
    name_start: npt.NDArray[np.int64],
    name_end: npt.NDArray[np.int64],
    label: npt.NDArray[np.int32],
    words: WordTable,
    without_number: bool,
) -> npt.NDArray[np.int64]: ...
