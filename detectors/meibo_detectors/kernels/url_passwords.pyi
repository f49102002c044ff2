import numpy as np
import numpy.typing as npt

def find_url_passwords(
    chars: npt.NDArray[np.uint8], never: npt.NDArray[np.uint8]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]: ...
