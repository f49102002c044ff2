import numpy as np
import numpy.typing as npt

def find_run_ends(
    chars: npt.NDArray[np.uint8],
    start: npt.NDArray[np.int64],
    alphabet: npt.NDArray[np.uint8],
    end: npt.NDArray[np.int64],
) -> None: ...
