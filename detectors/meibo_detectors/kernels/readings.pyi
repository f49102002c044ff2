import numpy as np
import numpy.typing as npt

def hash_readings(
    findings: npt.NDArray[np.uint8],
    mentions: npt.NDArray[np.int32],
    kinds: npt.NDArray[np.uint8],
    chars: npt.NDArray[np.uint8],
    codes: npt.NDArray[np.uint32],
    kana: npt.NDArray[np.uint16],
) -> npt.NDArray[np.uint64]: ...
