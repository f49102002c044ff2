import numpy as np
import numpy.typing as npt

from meibo_detectors.kernels.characters import Characters

def find_marked(text: Characters, start: int, end: int, signs: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]: ...
