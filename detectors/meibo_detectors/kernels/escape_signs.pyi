import numpy as np
import numpy.typing as npt

def hold_escape_signs(raw: npt.NDArray[np.uint8]) -> tuple[bool, bool, bool, bool]: ...
