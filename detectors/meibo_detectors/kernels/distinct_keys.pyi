import numpy as np
import numpy.typing as npt

def number_keys(keys: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.int64], int]: ...
