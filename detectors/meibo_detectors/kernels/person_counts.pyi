import numpy as np
import numpy.typing as npt

def count_people(keys: npt.NDArray[np.uint64], which: npt.NDArray[np.int64], names: int) -> tuple[int, int, int]: ...
