import numpy as np
import numpy.typing as npt

def find_anchors(
    chars: npt.NDArray[np.uint8], codes: npt.NDArray[np.uint32], wanted: npt.NDArray[np.uint8]
) -> npt.NDArray[np.int64]: ...
