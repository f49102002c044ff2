import numpy as np
import numpy.typing as npt

def find_word(codes: npt.NDArray[np.uint32], word: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]: ...
def find_word_at(
    codes: npt.NDArray[np.uint32], anchors: npt.NDArray[np.int64], word: npt.NDArray[np.uint32]
) -> npt.NDArray[np.int64]: ...
def hold_any(
    places: npt.NDArray[np.int64], start: npt.NDArray[np.int64], end: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]: ...
