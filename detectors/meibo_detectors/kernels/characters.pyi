import numpy as np
import numpy.typing as npt

class Characters:
    def __init__(
        self,
        chars: npt.NDArray[np.uint8],
        codes: npt.NDArray[np.uint32],
        letters: npt.NDArray[np.uint32],
        bases: npt.NDArray[np.uint32],
        escaped: npt.NDArray[np.int64],
    ) -> None: ...

class LabelWords:
    def __init__(
        self,
        exact: npt.NDArray[np.uint64],
        endings: npt.NDArray[np.uint64],
        openings: npt.NDArray[np.uint8],
        longest: int,
    ) -> None: ...
    def find(
        self, text: Characters, start: npt.NDArray[np.int64], end: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.bool_]: ...
