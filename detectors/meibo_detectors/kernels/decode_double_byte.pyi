import numpy as np
import numpy.typing as npt

def decode_double_byte(
    raw: bytes | npt.NDArray[np.uint8],
    singles: npt.NDArray[np.uint32],
    pairs: npt.NDArray[np.uint32],
    triples: npt.NDArray[np.uint32],
    may_be_cut: bool = ...,
) -> tuple[bytes, int] | None: ...
