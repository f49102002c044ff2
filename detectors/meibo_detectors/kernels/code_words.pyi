import numpy as np
import numpy.typing as npt

def find_code_words(
    codes: npt.NDArray[np.uint32],
    signs: npt.NDArray[np.uint32],
    borders: npt.NDArray[np.int64],
    endings: npt.NDArray[np.uint8],
) -> npt.NDArray[np.int64]: ...
