import numpy as np
import numpy.typing as npt

def hash_stretches(
    sums: npt.NDArray[np.uint64],
    inverse: npt.NDArray[np.uint64],
    start: npt.NDArray[np.int64],
    end: npt.NDArray[np.int64],
) -> npt.NDArray[np.uint64]: ...
def find_words(
    hashes: npt.NDArray[np.uint64], keys: npt.NDArray[np.uint64], numbers: npt.NDArray[np.uint32]
) -> npt.NDArray[np.int64]: ...
