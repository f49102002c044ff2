import numpy as np
import numpy.typing as npt

def find_romaji(
    chars: npt.NDArray[np.uint8],
    suffix_keys: npt.NDArray[np.uint64],
    prefecture_keys: npt.NDArray[np.uint64],
    prefecture_suffix_keys: npt.NDArray[np.uint64],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]: ...
