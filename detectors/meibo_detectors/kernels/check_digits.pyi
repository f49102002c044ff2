import numpy as np
import numpy.typing as npt

LEAST_DIGITS: tuple[int, ...]

def pass_check(digits: npt.NDArray[np.uint8], check: int) -> npt.NDArray[np.bool_]: ...
