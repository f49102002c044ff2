import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.word_table import WordTable

OPENS: int
FOLLOWS: int
IS_BLANK: int
PARTS_LINE: int
IS_EDGE: int

IS_FIRST: int
IS_LAST: int
IS_MARK: int
IS_CLOSER: int
IS_STOP: int
IS_DATE: int
ENDS_TITLE: int

def find_titles(
    chars: npt.NDArray[np.uint8],
    codes: npt.NDArray[np.uint32],
    starts: npt.NDArray[np.int64],
    line_ends: npt.NDArray[np.int64],
    traits: npt.NDArray[np.uint8],
    code_traits: npt.NDArray[np.uint8],
    words: WordTable,
    is_length: npt.NDArray[np.uint8],
) -> npt.NDArray[np.int64]: ...
