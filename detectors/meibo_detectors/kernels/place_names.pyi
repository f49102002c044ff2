import numpy as np
import numpy.typing as npt

def find_places(
    codes: npt.NDArray[np.uint32],
    anchors: npt.NDArray[np.int64],
    wanted: npt.NDArray[np.uint8],
    kinds: npt.NDArray[np.uint32],
    bases: npt.NDArray[np.uint32],
    prefecture_keys: npt.NDArray[np.uint64],
    prefecture_numbers: npt.NDArray[np.uint32],
    city_keys: npt.NDArray[np.uint64],
    city_numbers: npt.NDArray[np.uint32],
    city_lengths: npt.NDArray[np.uint16],
    longest_city: int,
    organisation_words: npt.NDArray[np.uint64],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]: ...
