import numpy as np
import numpy.typing as npt

def find_line_ends(chars: npt.NDArray[np.uint8], origin: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]: ...
